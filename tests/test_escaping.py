"""Whatever an article, a name or a reader says, it is text on the page: never an element."""

from urllib.parse import quote as quoted

import html5lib
import pytest
from django.urls import reverse

from articles.choices import ArticleStatus
from tests.factories import make_user

from .test_no_leaks import PRIVATE, World, found

pytestmark = pytest.mark.django_db

HOSTILE = "\"'><x-evil onevil=1>&lt;"
SHORT = {"Actor.wikidata_id"}
IN_LISTS = ("q", "from", "speaker", "outlet", "tag", "kind", "sort", "as_of", "after")


class HostileWorld(World):
    """With an element, quote marks and an entity before each of its words."""

    def word(self, place, longest=None):
        word = super().word(place, longest)
        return word if place in SHORT or (longest or 99) < 40 else HOSTILE + word

    def address(self, place):
        return f'https://{super().word(place).lower()}.example/?"><x-evil>'


def assert_harmless(response, address):
    """No browser finds an element or an attribute in it that a writer has thought of, nor in what
    it hands out to be pasted into another page."""
    for element in elements_of(response.content.decode()):
        assert_own(element, address)
        if element.attrib.get("id") == "cite-embed":
            pasted = elements_of(element.text)
            assert "blockquote" in [one.tag for one in pasted]
            for one in pasted:
                assert_own(one, f"embedded from {address}")


def elements_of(html):
    return list(html5lib.parse(html, namespaceHTMLElements=False).iter())


def assert_own(element, address):
    assert element.tag != "x-evil", address
    assert "onevil" not in element.attrib, address


def test_no_text_of_the_newsroom_becomes_an_element(client):
    client.force_login(make_user(is_superuser=True))
    world = HostileWorld()
    world.become(ArticleStatus.PUBLISHED)
    words, answers = world.words, {}
    for address in world.addresses:
        response = client.get(address, follow=True)
        if response["Content-Type"].startswith("text/html"):
            assert_harmless(response, address)
            answers[address] = response.content.decode()
    assert len(answers) > 60
    public = set(words.values()) - PRIVATE
    assert public - found(words, answers) == set()  # all of it was on some page


def test_no_text_of_a_withdrawn_article_becomes_an_element(client):
    world = HostileWorld()
    world.become(ArticleStatus.WITHDRAWN)
    response = client.get(world.article.get_absolute_url())
    assert response.status_code == 410
    assert_harmless(response, "410")
    assert found(world.words, {"410": response.content.decode()})


@pytest.mark.parametrize("parameter", IN_LISTS)
def test_nothing_that_a_reader_asks_becomes_an_element(client, parameter):
    world = World()
    world.become(ArticleStatus.PUBLISHED)
    lists = [reverse(noun) for noun in ("articles", "quotes", "obstacles", "corrections")]
    details = [one.get_absolute_url() for one in (world.speaker, world.obstacle, world.process)]
    for address in ["/search/", *lists, *details]:
        response = client.get(f"{address}?{parameter}={quoted(HOSTILE)}", follow=True)
        assert response.status_code == 200
        assert_harmless(response, address)


def test_nothing_that_a_reader_reports_becomes_an_element(client):
    world = World()
    world.become(ArticleStatus.PUBLISHED)
    address = reverse("report-quote", args=[world.quote.pk])
    response = client.post(address, {"text": HOSTILE, "contact": HOSTILE, "website": HOSTILE})
    assert response.status_code == 400
    assert "x-evil" in response.content.decode()
    assert_harmless(response, address)
