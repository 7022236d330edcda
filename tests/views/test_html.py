"""Valid HTML, nothing inline, one address each."""

import re

import html5lib
import pytest
from django.urls import reverse
from django.views.defaults import server_error
from lxml import html

from articles.actions.settling import settle_article
from articles.models import Article
from tests.factories import make_article, make_correction, make_quote, make_user

from .newsroom import make_newsroom, public_pages

pytestmark = pytest.mark.django_db

INLINE = re.compile(
    r"<[^>]*\s(style|on[a-z]+)\s*=|<style|<script(?! type=.application/ld\+json.>)(?![^>]*\ssrc=)",
    re.IGNORECASE,
)
IDS = re.compile(r'\sid="([^"]*)"')


def assert_sound(response):
    text = response.content.decode()
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    assert not INLINE.search(text)
    ids = IDS.findall(text)
    assert len(ids) == len(set(ids)), "an id stands twice"
    assert set(re.findall(r'\sfor="([^"]*)"', text)) <= set(ids)
    described = re.findall(r'aria-(?:labelledby|describedby)="([^"]*)"', text)
    assert set(" ".join(described).split()) <= set(ids)
    assert len(re.findall("<h1", text)) == 1


def html_pages(room):
    return [url for url in public_pages(room) if not url.endswith((".atom", ".txt", ".xml"))]


def test_every_page_is_sound(client):
    room = make_newsroom(3)
    for url in html_pages(room):
        response = client.get(url)
        assert response.status_code == 200, url
        assert_sound(response)


def test_pages_are_sound_with_nothing_published(client):
    make_newsroom()
    Article.objects.update(status="draft")
    for url in ["/", *(reverse(noun) for noun in ("articles", "tags"))]:
        assert_sound(client.get(url))


@pytest.mark.parametrize(
    "query",
    [
        "/quotes/?speaker=Marrow",
        "/quotes/?speaker=nobody&from=2031-99&kind=wrong&sort=wrong&outlet=x",
        "/quotes/?q=zzzz",
        "/quotes/?q=<script>&from=2031&to=2030",
        "/articles/?after=x",
    ],
)
def test_lists_are_sound_when_asked_for_odd_things(client, query):
    make_newsroom(2)
    assert_sound(client.get(query))


def test_process_is_sound_with_a_wrong_date(client):
    room = make_newsroom()
    assert_sound(client.get(room.process.get_absolute_url() + "?as_of=<b>"))
    for thing in (room.process, room.obstacle):
        for day in ("2031-03-11", "2031-03-12"):
            assert_sound(client.get(f"{thing.get_absolute_url()}?as_of={day}"))


def test_error_pages_are_sound(client, settings):
    settings.DEBUG = False
    client.raise_request_exception = False
    room = make_newsroom()
    missing = client.get("/nowhere/")
    bad = client.get("/quotes/feed.atom?from=x")
    client.force_login(make_user())
    forbidden = client.get(reverse("quotes-export"))
    make_correction(room.article, kind="retraction")
    Article.objects.update(status="withdrawn")
    gone = client.get(room.article.get_absolute_url())
    found = [response.status_code for response in (missing, bad, forbidden, gone)]
    assert found == [404, 400, 403, 410]
    for response in (missing, bad, forbidden, gone):
        assert_sound(response)


def test_broken_page_is_sound(rf):
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert_sound(response)


def test_only_own_addresses_are_loaded(client):
    room = make_newsroom()
    for url in html_pages(room):
        text = client.get(url).content.decode()
        loaded = re.findall(r'<(?:link|script|img)[^>]*\s(?:href|src)="([^"]*)"', text)
        outside = [one for one in loaded if "://" in one and "://testserver/" not in one]
        assert not outside


def test_words_of_another_language_say_so_and_the_sites_own_do_not(client):
    article = make_article(
        "Les bacs restent à quai", language="fr", standfirst="Personne ne passe."
    )
    quote = make_quote(article, "Nous attendons.")
    make_correction(article, before="Nous partons", after="Nous attendons")
    settle_article(article)
    french = ("Les bacs restent à quai", "Nous attendons", "Nous partons")
    addresses = ["/", "/articles/", "/quotes/", "/corrections/", "/search/?q=nous"]
    addresses += [article.get_absolute_url(), quote.get_absolute_url()]
    for address in addresses:
        tree = html.document_fromstring(client.get(address).content.decode())
        told = [one for one in tree.xpath("//main//*[text()]") if (one.text or "").strip(" “\n")]
        own = [one for one in told if one.text.strip(" “\n").startswith(french)]
        assert own, address
        for one in own:
            if one.tag not in ("textarea", "title"):
                assert one.xpath("ancestor-or-self::*[@lang][1]/@lang") == ["fr"], (
                    address,
                    one.text,
                )
        for heading in tree.xpath("//h2"):
            if not heading.text_content().strip().startswith(french):
                assert heading.xpath("ancestor-or-self::*[@lang][1]/@lang") == ["en"], address
