"""Writers in threads, whose transactions overlap, ask for their page as soon as they have written.

NEWSDESK_COLLISIONS says how many writes there are (`make drill`: 1,000).
"""

import os
import random
import threading
import time

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections, transaction
from django.test import RequestFactory

from articles.models import Article
from tests.factories import make_article, make_quote

WRITES = int(os.environ.get("NEWSDESK_COLLISIONS", "50"))
WRITERS = 5
PAUSE = 0.02  # seconds, at most, for which a transaction stays open


class Writer(threading.Thread):
    def __init__(self, pk: int, site: WSGIHandler, database):
        super().__init__(daemon=True)
        self.pk, self.site, self.database = pk, site, database
        self.wrong: list[str] = []

    def run(self):
        connections["default"] = self.database.copy()
        try:
            for number in range(WRITES // WRITERS):
                self.write(f"Writer {self.pk} for the {number}th time")
        except Exception as error:
            self.wrong.append(repr(error))
            raise
        finally:
            connections["default"].close()

    def write(self, headline: str):
        with transaction.atomic():
            time.sleep(random.uniform(0, PAUSE))
            Article.objects.filter(pk=self.pk).update(headline=headline)
            time.sleep(random.uniform(0, PAUSE))
        for url in (f"/articles/{self.pk}/talks/", "/articles/", "/"):
            page = self.site.get_response(RequestFactory().get(url)).content.decode()
            if headline not in page:
                self.wrong.append(f"{headline}: not on {url}")


def test_who_has_written_is_never_shown_what_was_before(newsroom, settings):
    settings.PAGE_CACHE_MB = 8
    site = WSGIHandler()
    articles = [make_article("Talks", slug="talks") for _ in range(WRITERS)]
    for article in articles:
        make_quote(article)
    writers = [Writer(article.pk, site, connections["default"]) for article in articles]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [line for writer in writers for line in writer.wrong] == []
