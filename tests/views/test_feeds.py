import xml.etree.ElementTree as ElementTree

import pytest

from tests.factories import make_actor, make_article, make_quote, make_report

from .newsroom import make_newsroom

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
NOUNS = ["articles", "quotes", "actors", "obstacles", "processes", "tags"]


def entries(client, url):
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    return [
        (entry.find(f"{ATOM}title").text, entry.find(f"{ATOM}link").get("href"))
        for entry in feed.findall(f"{ATOM}entry")
    ]


@pytest.mark.parametrize("noun", NOUNS)
def test_every_list_has_a_feed(client, noun):
    room = make_newsroom()
    thing = getattr(room, {"processes": "process"}.get(noun, noun[:-1]))
    links = [link for _, link in entries(client, f"/{noun}/feed.atom")]
    assert f"http://testserver{thing.get_absolute_url()}" in links


@pytest.mark.parametrize("noun", NOUNS)
def test_every_entry_tells_when_it_was_updated_and_keeps_its_id(client, noun):
    room = make_newsroom()
    thing = getattr(room, {"processes": "process"}.get(noun, noun[:-1]))
    feed = ElementTree.fromstring(client.get(f"/{noun}/feed.atom").content)
    told = {
        entry.find(f"{ATOM}id").text: entry.find(f"{ATOM}updated")
        for entry in feed.findall(f"{ATOM}entry")
    }
    changed = room.article.updated_at.isoformat(timespec="seconds")[:19]
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
