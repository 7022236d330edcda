"""Whatever changes, and however it is written: no page shows a byte of what was before."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions.merging import merge, undo
from articles.actions.publishing import back_to_draft, publish, withdraw
from articles.actions.restoring import bring_back
from articles.actions.settling import forget_article, settle_actor
from articles.choices import ArticleStatus, Change
from articles.ingest.importer import import_text
from articles.models import (
    Actor,
    Article,
    Quote,
    Revision,
    Section,
)
from tests.admin.conftest import signed_in
from tests.admin.forms_of import change_url, filled
from tests.factories import (
    make_article,
    make_correction,
    make_link,
    make_quote,
    make_section,
    make_user,
)
from tests.views.newsroom import make_newsroom, public_pages

from .asking import site

pytestmark = pytest.mark.django_db

KEPT_HEADERS = ("Content-Type", "Content-Length", "Location", "Cache-Control", "X-Robots-Tag")


class Readers:
    """One is given kept pages, one pages made anew with kept counts, and one all of it fresh."""

    def __init__(self, settings):
        self.settings = settings
        self.kept, self.fresh = site(settings, 8), site(settings, 0)

    def see(self, urls) -> dict:
        """What all see at each address, which must be the same."""
        self.settings.KEPT_COUNTS = 500
        counted = {url: told(self.fresh(url)) for url in urls}
        self.settings.KEPT_COUNTS = 0
        seen = {}
        for url in urls:
            seen[url] = fresh = told(self.fresh(url))
            assert counted[url] == told(self.kept(url)) == fresh, url
        return seen


def told(response) -> tuple:
    headers = tuple(response.get(name) for name in KEPT_HEADERS)
    return response.status_code, headers, response.content


@pytest.fixture
def readers(settings):
    return Readers(settings)


def at_once(change):
    with transaction.atomic():
        return change()


def publish_other(room):
    at_once(lambda: publish(room.draft))


def withdraw_other(room):
    at_once(lambda: withdraw(room.draft))


def scheduled_time_arrives(room):
    """Nobody writes when it has come: the first reader finds it due."""
    at_once(lambda: back_to_draft(room.draft))
    Article.objects.filter(pk=room.draft.pk).update(
        status=ArticleStatus.SCHEDULED, publish_at=timezone.now() - timedelta(seconds=1)
    )


def correct(room):
    make_correction(room.article, "It was Tuesday.")


def rename_actor(room):
    def change():
        room.actor.name = "Ada Marrow-Quill"
        room.actor.save()
        settle_actor(room.actor)

    at_once(change)


def rename_tag(room):
    room.tag.name = "Bridge tolls"
    room.tag.save()


def rename_outlet(room):
    room.article.outlet.name = "The Longitude"
    room.article.outlet.save()


def link_quotes(room):
    make_link(room.quote, room.other_quote)


def merge_actors(room):
    kept, lost = (Actor.objects.get(pk=one.pk) for one in (room.actor, room.other))
    kept.kind = lost.kind
    kept.save()
    versions = {"kept_version": kept.version, "lost_version": lost.version}
    room.merged = at_once(lambda: merge(kept, lost, by=None, **versions))


def undo_merge(room):
    at_once(lambda: undo(room.merged, by=None))


def delete_article(room):
    forget_article(Article.objects.get(pk=room.draft.pk))


def bring_article_back(room):
    deleted = Revision.objects.get(object_id=room.draft.pk, noun="article", change=Change.DELETED)
    at_once(lambda: bring_back(deleted))


def save_at_the_desk(room):
    desk = signed_in(make_user(is_staff=True, is_superuser=True))
    url = change_url(room.draft)
    response = desk.post(url, filled(desk.get(url), byline="Ada Quill"))
    assert response.status_code == 302


def import_and_publish(room):
    text = "Harbour talks stall/ The Quay Gazette/ PORT ELSWICK/ Mara Lind\nIt stalled.\n"
    article = import_text(text, doubts=False).article
    Article.objects.filter(pk=article.pk).update(date_unknown=True)
    Section.objects.filter(article=article).delete()
    make_section(article, "It stalled.")
    article.refresh_from_db()
    at_once(lambda: publish(article))


def update_in_bulk(room):
    Quote.objects.all().update(text="Not two crowns,")


STEPS = [
    publish_other, correct, rename_actor, rename_tag, rename_outlet, link_quotes, merge_actors,
    undo_merge, withdraw_other, scheduled_time_arrives, delete_article, bring_article_back,
    save_at_the_desk, import_and_publish, update_in_bulk,
]  # fmt: skip


def make_room() -> SimpleNamespace:
    room = make_newsroom()
    room.other_quote = make_quote(make_article("Older", day="2030-01-02"), "Not a single crown.")
    room.draft = make_article("A second day", status=ArticleStatus.DRAFT, day=date(2025, 3, 13))
    make_quote(room.draft, "Nothing moves.", speaker=room.actor, tags=["Tolls"])
    return room


def pages_of(room) -> list[str]:
    """One of each type: parts of the sitemap are as many, and of one make."""
    pages = [*public_pages(room), room.draft.get_absolute_url(), room.other.get_absolute_url()]
    left_out = ("sitemap-news", "-actors-0", "-obstacles-0", "-processes-0")
    return [url for url in pages if not any(name in url for name in left_out)]


def test_no_page_shows_a_byte_of_what_was_before(readers):
    room = make_room()
    pages = pages_of(room)
    before = readers.see(pages)
    for step in STEPS:
        step(room)
        after = readers.see(pages)
        assert after != before, f"{step.__name__} shows nowhere"
        before = after
    with CaptureQueriesContext(connection) as queries:
        for url in pages:
            readers.kept(url)
    assert len(queries) == len(pages)  # each of them was kept
