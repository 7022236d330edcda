"""What the head of each page says of it."""

import html5lib
import pytest

from tests.factories import make_article, make_quote, make_user

from .newsroom import make_newsroom
from .test_html import html_pages

pytestmark = pytest.mark.django_db


def head_of(client, url):
    """The links and the meta elements of the page: lists of values by their names."""
    text = client.get(url).content.decode()
    head = html5lib.parse(text, namespaceHTMLElements=False).find("head")
    links, metas = {}, {}
    for link in head.iter("link"):
        links.setdefault(link.get("rel"), []).append(link.get("href"))
    for meta in head.iter("meta"):
        name = meta.get("name") or meta.get("property")
        metas.setdefault(name, []).append(meta.get("content"))
    return links, metas


def test_every_page_says_once_what_and_where_it_is(client):
    room = make_newsroom(2)
    descriptions = set()
    for url in html_pages(room):
        links, metas = head_of(client, url)
        url = url.partition("?q=")[0]  # what a search finds is no page of its own
        assert links["canonical"] == metas["og:url"] == [f"http://testserver{url}"], url
        (title,), (description,) = metas["og:title"], metas["description"]
        assert title
        assert 5 <= len(description) <= 200
        assert metas["og:description"] == [description]
        assert metas["og:site_name"] == ["Newsdesk"]
        assert metas["og:image"] == ["http://testserver/static/articles/card.png"]
        descriptions.add(description)
    assert len(descriptions) == len({url.partition("?q=")[0] for url in html_pages(room)})


def test_filtered_list_says_what_was_asked_and_leads_to_the_same_feed(client):
    room = make_newsroom()
    url = f"/quotes/?speaker={room.actor.pk}&from=2031"
    links, metas = head_of(client, url)
    assert metas["og:title"] == ["Quotes: speaker Ada Marrow 0, from 2031"]
    assert metas["description"][0].startswith("Quotes: speaker Ada Marrow 0, from 2031. Words")
    assert links["canonical"] == [f"http://testserver{url}"]
    assert links["alternate"] == [f"/quotes/feed.atom?speaker={room.actor.pk}&from=2031"]


def test_list_that_is_asked_wrongly_is_canonical_without_what_is_wrong(client):
    links, _ = head_of(client, "/quotes/?from=2031-99&kind=direct")
    assert links["canonical"] == ["http://testserver/quotes/?kind=direct"]


def test_next_page_is_linked_and_is_its_own(client):
    article = make_article()
    for number in range(30):
        make_quote(article, f"Words {number}")
    links, _ = head_of(client, "/quotes/")
    (onward,) = links["next"]
    links, metas = head_of(client, onward)
    assert links["canonical"] == metas["og:url"] == [f"http://testserver{onward}"]
    assert len(links["prev"]) == 1


def test_article_says_when_it_was_published_and_changed(client):
    article = make_article(first_published_at="2031-03-12T09:30:00Z", desk="World")
    _, metas = head_of(client, article.get_absolute_url())
    assert metas["og:type"] == ["article"]
    assert metas["article:published_time"] == ["2031-03-12T09:30:00+00:00"]
    assert metas["article:modified_time"][0].startswith(article.updated_at.isoformat()[:19])
    assert metas["article:section"] == ["World"]


def test_article_without_a_standfirst_is_told_in_short(client):
    room = make_newsroom(2)
    room.article.standfirst = ""
    room.article.save()
    _, metas = head_of(client, room.article.get_absolute_url())
    told = "12 March 2031. With Ada Marrow 0, Ostrany 0 and Ada Marrow 1"
    assert metas["description"] == [f"{room.article.outlet}, {told}"]


def test_preview_tells_nothing_to_the_world(client):
    article = make_article("Secret", status="draft", standfirst="Secret")
    client.force_login(make_user(groups=["Editors"]))
    text = client.get(f"/articles/{article.pk}/preview/").content.decode()
    head = text.partition("</head>")[0]
    assert "ld+json" not in head
    assert "og:" not in head
