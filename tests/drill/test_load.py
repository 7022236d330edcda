"""Readers read, an editor's batch comes in, an exporter takes all quotes away: all at once.

NEWSDESK_LOAD_SIZE names the archive (S, M or L; none: thirty quotes), NEWSDESK_LOAD_FILES how many
articles are imported (`make drill`: 1,000 into M).
"""

import http.client
import os
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.urls import reverse

from articles.models import Actor, Article, Obstacle, Process, Quote, Tag
from tests.factories import make_appearance, make_article, make_quote, make_report, make_user

from .conftest import address_of
from .serving import PATIENCE, ROOT, Reader, Server, collect_static_files
from .texts import article

SIZE = os.environ.get("NEWSDESK_LOAD_SIZE", "")
FILES = int(os.environ.get("NEWSDESK_LOAD_FILES", "10"))
READERS = 4
LISTS = ["articles", "quotes", "actors", "obstacles", "processes", "tags"]


@pytest.fixture
def archive(newsroom):
    if SIZE:
        call_command("make_archive", size=SIZE, verbosity=0)
    for number in range(30):
        talks = make_article(f"Ferry talks, day {number}")
        quote = make_quote(talks, text=f"The talks go on, {number}.")
        if quote.speaker:
            make_appearance(talks, quote.speaker)
        make_report(article=talks)
    return newsroom


@pytest.fixture
def server(archive, tmp_path):
    connections.close_all()
    collect_static_files()
    server = Server(tmp_path, address_of(archive))
    yield server
    server.end()


def pages() -> list[str]:
    """Of every type one, each list also asked for a word."""
    nouns = (Article, Quote, Actor, Obstacle, Process, Tag)
    found = [noun.objects.published().order_by("pk").first() for noun in nouns]
    return [
        "/",
        "/search/?q=talks",
        *map(reverse, LISTS),
        *(f"{reverse(noun)}?q=talks" for noun in LISTS),
        *(reverse(f"{noun}-feed") for noun in LISTS),
        *(each.get_absolute_url() for each in found if each),
    ]


def ticket() -> str:
    """The session of somebody who may export."""
    client = Client()
    client.force_login(make_user(groups=["Exporters"]))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Exporter(threading.Thread):
    """Takes the CSV of all quotes, again and again, and counts its rows."""

    def __init__(self, port: int, session: str):
        super().__init__(daemon=True)
        self.port, self.session = port, session
        self.files = Counter()
        self.seconds = 0.0
        self.is_over = False

    def run(self):
        while not self.is_over or not self.files:
            began = time.monotonic()
            try:
                self.files[self.rows()] += 1
            except (OSError, http.client.HTTPException) as error:
                self.files[repr(error)] += 1
            self.seconds += time.monotonic() - began

    def rows(self) -> int | str:
        """Lines that begin with an id, or the status if it is not 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        cookie = f"{settings.SESSION_COOKIE_NAME}={self.session}"
        connection.request("GET", reverse("quotes-export"), headers={"Cookie": cookie})
        response = connection.getresponse()
        if response.status != 200:
            return f"status {response.status}"
        found = sum(line.split(b",", 1)[0].isdigit() for line in response)
        connection.close()
        return found


def test_readers_an_import_and_an_export_do_not_disturb_each_other(
    server, archive, tmp_path, capfd
):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:04}.txt").write_text(article(number), encoding="utf-8")
    before, quotes = Article.objects.count(), Quote.objects.published().counted().count()
    asked, session = pages(), ticket()
    connections.close_all()
    readers = [Reader(server.port, number, asked) for number in range(READERS)]
    exporter = Exporter(server.port, session)
    began = time.monotonic()
    for thread in (*readers, exporter):
        thread.start()
    done = subprocess.run(
        [sys.executable, "manage.py", "import_articles", folder],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address_of(archive)},
        capture_output=True,
        text=True,
    )
    imported = time.monotonic() - began
    for thread in (*readers, exporter):
        thread.is_over = True
    for thread in (*readers, exporter):
        thread.join()
    lasted = time.monotonic() - began
    answers = sum((reader.answers for reader in readers), Counter())

    assert done.returncode == 0, done.stdout + done.stderr
    assert Article.objects.count() == before + FILES
    assert set(answers) == {200}, answers
    assert set(exporter.files) == {quotes}
    assert [line for line in server.lines() if line["level"] not in ("INFO", "DEBUG")] == []
    with capfd.disabled():
        print(
            f"\n{answers.total():,} pages to {READERS} readers ({answers.total() / lasted:.0f} a "
            f"second, the longest {max(reader.longest for reader in readers):.1f} s), {FILES:,} "
            f"articles imported ({FILES / imported:.1f} a second), {sum(exporter.files.values())} "
            f"files of {quotes:,} quotes ({exporter.seconds:.0f} s): no error"
        )
