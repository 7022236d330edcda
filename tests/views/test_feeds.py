import re
import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import pytest

from articles.actions.settling import settle_article
from articles.models import Article
from tests.factories import (
    make_actor,
    make_article,
    make_correction,
    make_outlet,
    make_quote,
    make_report,
    make_section,
)

from .newsroom import make_newsroom

pytestmark = pytest.mark.django_db

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ATOM = "{http://www.w3.org/2005/Atom}"
NOUNS = ["articles", "quotes", "actors", "obstacles", "processes", "tags", "corrections"]


def entries(client, url):
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    return [
        (entry.find(f"{ATOM}title").text, entry.find(f"{ATOM}link").get("href"))
        for entry in feed.findall(f"{ATOM}entry")
    ]


def thing_of(room, noun):
    """Of that noun, what the feed of the newsroom has."""
    if noun == "corrections":
        return room.article.corrections.get()
    return getattr(room, {"processes": "process"}.get(noun, noun[:-1]))


@pytest.mark.parametrize("noun", NOUNS)
def test_feed_is_valid_and_knows_its_own_address(client, noun):
    """What RFC 4287 requires: ids, titles, times, authors, and where it lies itself."""
    make_newsroom(2)
    asked = {"corrections": "kind=correction", "quotes": "kind=direct"}.get(noun, "q=a")
    url = f"/{noun}/feed.atom?{asked}"
    feed = ElementTree.fromstring(client.get(url).content)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    page = f"http://testserver/{noun}/?{asked}"
    assert links == {"alternate": page, "self": f"http://testserver{url}"}
    assert feed.find(f"{ATOM}id").text == page
    told = {"corrections": "kind Correction", "quotes": "kind Direct"}.get(noun, "words a")
    assert f"({told})" in feed.find(f"{ATOM}title").text
    assert MOMENT.fullmatch(feed.find(f"{ATOM}updated").text)
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Newsdesk"
    ids = set()
    for entry in feed.findall(f"{ATOM}entry"):
        (title, alone, updated) = (
            entry.findall(f"{ATOM}{name}") for name in ("title", "id", "updated")
        )
        assert len(title) == len(alone) == len(updated) == 1
        assert title[0].text
        assert MOMENT.fullmatch(updated[0].text)
        ids.add(alone[0].text)
    assert len(ids) == len(feed.findall(f"{ATOM}entry")) > 0


def test_corrected_article_is_updated_under_the_same_id(client):
    article = make_article("As it was")
    Article.objects.update(updated_at=article.updated_at - timedelta(days=9))

    def entry():
        feed = ElementTree.fromstring(client.get("/articles/feed.atom").content)
        return [feed.find(f"{ATOM}entry/{ATOM}{name}").text for name in ("id", "updated")]

    id_before, before = entry()
    article.headline = "As it is"
    make_correction(article)
    settle_article(article)
    id_after, after = entry()
    assert id_after == id_before
    assert after > before


def test_plain_words_are_no_markup_in_a_summary(client):
    make_article(standfirst="5 < 6 & <b>bold</b>")
    feed = ElementTree.fromstring(client.get("/articles/feed.atom").content)
    summary = feed.find(f"{ATOM}entry/{ATOM}summary")
    assert (summary.get("type"), summary.text) == (
        "html",
        "5 &lt; 6 &amp; &lt;b&gt;bold&lt;/b&gt;",
    )


def test_feed_holds_no_text_that_may_not_be_shown(client):
    article = make_article(outlet=make_outlet(full_text=False))
    make_quote(article, "We go.", section=make_section(article, "Secret before. “We go.”"))
    for noun in NOUNS:
        assert b"Secret" not in client.get(f"/{noun}/feed.atom").content


@pytest.mark.parametrize("noun", NOUNS)
def test_every_list_has_a_feed(client, noun):
    room = make_newsroom()
    thing = thing_of(room, noun)
    links = [link for _, link in entries(client, f"/{noun}/feed.atom")]
    assert f"http://testserver{thing.get_absolute_url()}" in links


@pytest.mark.parametrize("noun", NOUNS)
def test_every_entry_tells_when_it_was_updated_and_keeps_its_id(client, noun):
    room = make_newsroom()
    thing = thing_of(room, noun)
    feed = ElementTree.fromstring(client.get(f"/{noun}/feed.atom").content)
    told = {
        entry.find(f"{ATOM}id").text: entry.find(f"{ATOM}updated")
        for entry in feed.findall(f"{ATOM}entry")
    }
    changed = room.article.updated_at.isoformat(timespec="seconds")[:19]
    if noun == "corrections":
        changed = f"{thing.made_on}T00:00:00"
    assert told[f"http://testserver/{noun}/{thing.pk}/"].text[:19] == changed
    assert None not in told.values()


def test_tag_of_an_obstacle_alone_was_updated_with_its_report(client):
    report = make_report()
    report.obstacle.tags.add("Tolls")
    feed = ElementTree.fromstring(client.get("/tags/feed.atom").content)
    assert feed.find(f"{ATOM}entry/{ATOM}updated") is not None


def test_quote_stands_in_a_feed_as_on_its_card(client):
    room = make_newsroom()
    feed = ElementTree.fromstring(client.get("/quotes/feed.atom").content)
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == f"{room.actor}: “Not one crown”"
    summary = entry.find(f"{ATOM}summary").text
    assert summary.startswith("“Not one crown” … “Ostrany waits.” (")


def test_feed_has_the_filtered_rows_newest_first(client):
    speaker = make_actor("Ada Marrow")
    old, new = make_article(day="2031-01-01"), make_article(day="2031-02-01")
    make_quote(new, "New words", speaker=speaker)
    make_quote(old, "Old words", speaker=speaker)
    make_quote(new, "Other words", speaker=make_actor())
    titles = [title for title, _ in entries(client, f"/quotes/feed.atom?speaker={speaker.pk}")]
    assert titles == ["Ada Marrow: “New words”", "Ada Marrow: “Old words”"]


def test_feed_as_of_a_day_leads_to_pages_as_of_that_day(client):
    obstacle = make_report(article=make_article(day="2031-02-05")).obstacle
    page = f"http://testserver{obstacle.get_absolute_url()}"
    ((_, today),) = entries(client, "/obstacles/feed.atom")
    ((_, then),) = entries(client, "/obstacles/feed.atom?as_of=March+2031")
    assert (today, then) == (page, f"{page}?as_of=2031-03")
    assert entries(client, "/obstacles/feed.atom?as_of=2031-01") == []


def test_feed_is_as_long_as_fifty_entries(client):
    article = make_article()
    for number in range(51):
        make_quote(article, f"Words {number:02}")
    assert len(entries(client, "/quotes/feed.atom")) == 50


@pytest.mark.parametrize("noun", NOUNS)
def test_feed_holds_nothing_of_a_draft(client, noun):
    article = make_article("Secret", status="draft", tags=["Secret"])
    make_quote(article, "Secret", speaker=make_actor("Secret"))
    assert entries(client, f"/{noun}/feed.atom") == []


def test_wrong_filter_is_a_bad_request_and_no_unfiltered_feed(client):
    make_newsroom()
    assert client.get("/quotes/feed.atom?from=2031-13").status_code == 400


def test_signs_that_xml_cannot_hold_do_not_break_a_feed(client):
    make_article("Bell \x07 and \ufffe", standfirst="\x1b[0m")
    ((title, _),) = entries(client, "/articles/feed.atom")
    assert title == "Bell  and "
