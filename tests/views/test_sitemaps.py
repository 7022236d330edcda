"""Every public page is found by the sitemaps, each once, and nothing else is."""

import re
import xml.etree.ElementTree as ElementTree
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from articles.models import Actor, Article, Obstacle, Process, Quote, Tag
from articles.views import sitemaps
from tests.factories import make_actor, make_article, make_quote, make_tag

from .newsroom import make_newsroom
from .test_queries import queries_of

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def paths(client, url, kind="url"):
    response = client.get(url)
    assert response.status_code == 200, url
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    found = ElementTree.fromstring(response.content).findall(f"{MAP}{kind}/{MAP}loc")
    return [urlsplit(loc.text).path for loc in found]


def everything(client):
    parts = paths(client, "/sitemap.xml", "sitemap")
    return [path for part in parts for path in paths(client, part)]


def news(client):
    feed = ElementTree.fromstring(client.get("/sitemap-news.xml").content)
    return [title.text for title in feed.iter(f"{NEWS}title")]


@pytest.fixture
def small_parts(monkeypatch, db):
    """On PostgreSQL ids go on from test to test, without a new beginning in thousands of parts."""
    monkeypatch.setattr(sitemaps, "IDS_IN_A_PART", 2)
    nouns = (Article, Quote, Actor, Obstacle, Process, Tag)
    ids = [{"table": noun._meta.db_table, "column": "id"} for noun in nouns]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_by_name_sql(no_style(), ids):
            cursor.execute(sql)


def test_every_public_page_stands_in_the_parts_once(client, small_parts):
    room = make_newsroom(3)
    found = everything(client)
    assert len(found) == len(set(found))
    objects = [room.article, room.quote, room.actor, room.other, room.obstacle, room.process]
    assert {one.get_absolute_url() for one in objects} <= set(found)
    assert {"/", "/articles/", "/corrections/", room.tag.get_absolute_url()} <= set(found)
    assert len([path for path in found if path.startswith("/articles/")]) == 1 + 3


def test_nothing_that_is_not_public_is_in_them(client, small_parts):
    make_article("The last that is public")
    before = everything(client), client.get("/sitemap.xml").content
    for status in ("draft", "in_review", "scheduled", "withdrawn"):
        secret = make_article("Secret", status=status, tags=[f"Secret {status}"])
        make_quote(secret, "Secret words", speaker=make_actor("Secret"))
    stays = make_article("Stays", day="2031-01-01")
    make_actor("Merged", merged_into=make_actor("Stays"))
    make_tag("Nobody's")
    make_quote(make_article("A reprint", reprint_of=stays), "Printed again")
    make_quote(stays, "Said once", continues=make_quote(stays, "Whole"))
    found = everything(client)
    assert len(found) - len(before[0]) == 3  # two articles and the whole quote
    assert not [path for path in found if re.search("secret|merged|nobody|again|once", path)]


def test_part_without_a_public_row_is_empty(client):
    make_article(status="draft")
    assert paths(client, "/sitemap-articles-0.xml") == []
    assert paths(client, f"/sitemap-articles-{10**12}.xml") == []
    assert client.get(f"/sitemap-articles-{'9' * 40}.xml").status_code == 404


def test_lastmod_is_the_last_change_of_the_article(client):
    quote = make_quote()
    changed = quote.article.updated_at.isoformat(timespec="seconds")
    for noun, row in (("articles", quote.article), ("quotes", quote)):
        part = row.pk // sitemaps.IDS_IN_A_PART
        urls = ElementTree.fromstring(client.get(f"/sitemap-{noun}-{part}.xml").content)
        assert [one.text for one in urls.iter(f"{MAP}lastmod")] == [changed]


def test_queries_do_not_grow_with_rows_or_parts(client, small_parts):
    make_newsroom(1)
    urls = ["/sitemap.xml", "/sitemap-news.xml", "/sitemap-quotes-0.xml"]
    one = [queries_of(client, url) for url in urls]
    make_newsroom(3, first_number=1)
    assert [queries_of(client, url) for url in urls] == one
    assert max(one) <= 7


def test_news_are_of_two_days_dated_and_printed_first(client):
    day = {"day": "2031-03-12"}
    now = timezone.now()
    make_article("Older", **day, first_published_at=now - timedelta(days=2, minutes=1))
    original = make_article("News", **day, first_published_at=now - timedelta(days=1, hours=23))
    make_article("Undated")
    make_article("Reprint", **day, reprint_of=original)
    make_article("Draft", **day, status="draft")
    make_article("Newest & <best>", **day)
    assert news(client) == ["Newest & <best>", "News"]


def test_news_item_has_what_google_news_asks_for(client, settings):
    settings.SITE_NAME = "The Quay & Co"
    article = make_article(day="2031-03-12", language="fr-CA")
    (item,) = ElementTree.fromstring(client.get("/sitemap-news.xml").content).iter(f"{NEWS}news")
    assert {one.tag.removeprefix(NEWS): one.text for one in item.iter() if not len(one)} == {
        "name": "The Quay & Co",
        "language": "fr",
        "publication_date": article.first_published_at.isoformat(timespec="seconds"),
        "title": "Ferry talks resume",
    }


def test_news_are_at_most_a_thousand(client, monkeypatch):
    assert sitemaps.MOST_NEWS == 1000
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    for number in range(3):
        make_article(f"News {number}", day="2031-03-12")
    assert news(client) == ["News 2", "News 1"]


def test_robots_know_the_sitemaps(client):
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml\n" in robots
    assert "Sitemap: http://testserver/sitemap-news.xml\n" in robots
