"""One address for each object; what is not public answers 404, what was withdrawn 410."""

import pytest
from django.urls import reverse

from articles.actions.publishing import withdraw
from articles.models import Article
from tests.admin.conftest import signed_in
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_correction,
    make_obstacle,
    make_process,
    make_quote,
    make_report,
    make_tag,
    make_user,
)
from tests.page import Page

from .newsroom import make_newsroom

pytestmark = pytest.mark.django_db

NOUNS = ["article", "actor", "obstacle", "process", "tag", "quote"]


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("end", ["", "wrong-slug/"])
def test_other_slug_leads_to_the_one_address(client, noun, end):
    thing = getattr(make_newsroom(), noun)
    plural = reverse({"process": "processes"}.get(noun, f"{noun}s"))
    response = client.get(f"{plural}{thing.pk}/{end}?as_of=2031&x=%C3%A9")
    assert response.status_code == 301
    assert response.url == f"{thing.get_absolute_url()}?as_of=2031&x=%C3%A9"


def test_browser_asks_again_before_it_shows_what_it_kept(client):
    room = make_newsroom()
    withdrawn = make_article(status="withdrawn")
    addresses = {
        room.article.get_absolute_url(): 200,
        room.quote.get_absolute_url(): 200,
        f"/articles/{room.article.pk}/old-headline/": 301,
        f"/actors/{room.actor.pk}/": 301,
        "/actors/99/nobody/": 404,
        withdrawn.get_absolute_url(): 410,
        "/": 200,
        "/quotes/": 200,
        "/quotes/feed.atom": 200,
    }
    answers = {url: client.get(url) for url in addresses}
    assert {url: answer.status_code for url, answer in answers.items()} == addresses
    assert {answer["Cache-Control"] for answer in answers.values()} == {"no-cache"}


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("pk", ["0", "99", "9" * 19, "9" * 30, "9" * 5000])
def test_unknown_id_is_not_found(client, noun, pk):
    make_newsroom()
    plural = reverse({"process": "processes"}.get(noun, f"{noun}s"))
    assert client.get(f"{plural}{pk}/").status_code == 404
    assert client.get(f"{plural}{pk}/slug/").status_code == 404


@pytest.mark.parametrize("status", ["draft", "in_review", "scheduled"])
def test_nothing_public_behind_it_is_not_found(client, status):
    room = make_newsroom()
    addresses = [getattr(room, noun).get_absolute_url() for noun in NOUNS]
    assert {client.get(url).status_code for url in addresses} == {200}
    Article.objects.update(status=status, publish_at="2099-01-01T00:00Z")
    for model in (room.quote, room.report, *room.article.appearances.all()):
        type(model).objects.update(article_status=status)
    for relation in ("tagged_articles", "tagged_quotes"):
        getattr(room.tag, relation).update(article_status=status)
    assert {client.get(url).status_code for url in addresses} == {404}


def test_object_that_no_article_speaks_of_is_not_found(client):
    for lonely in (make_actor(), make_obstacle(), make_process(), make_tag()):
        assert client.get(lonely.get_absolute_url()).status_code == 404


def test_rejected_appearance_does_not_make_an_actor_public(client):
    actor = make_actor()
    make_appearance(make_article(), actor, source="rejected")
    assert client.get(actor.get_absolute_url()).status_code == 404


def test_merged_actor_leads_to_the_one_that_stayed(client):
    room = make_newsroom()
    merged = make_actor("Old Marrow", merged_into=room.actor)
    response = client.get(f"{merged.get_absolute_url()}?x=1")
    assert response.status_code == 301
    assert response.url == f"{room.actor.get_absolute_url()}?x=1"


def test_actor_merged_into_a_hidden_one_is_not_found(client):
    merged = make_actor("Old Marrow", merged_into=make_actor("Hidden"))
    assert client.get(merged.get_absolute_url()).status_code == 404


def test_withdrawn_article_is_gone_with_its_retraction_only(client):
    article = make_article(
        "Secret headline", day="2031-03-12", status="withdrawn", standfirst="Secret standfirst"
    )
    make_correction(article, "The letter was forged.", kind="retraction")
    make_correction(article, "Secret correction", kind="correction")
    for url in (article.get_absolute_url(), f"/articles/{article.pk}/any-slug/"):
        response = client.get(url)
        text = response.content.decode()
        assert response.status_code == 410
        assert article.outlet.name in text
        assert "12 March 2031" in text
        assert "The letter was forged." in text
        assert "Secret" not in text


def test_quote_of_a_withdrawn_article_is_gone(client):
    article = make_article(status="withdrawn")
    quote = make_quote(article, "Secret words")
    response = client.get(quote.get_absolute_url())
    assert response.status_code == 410
    assert Page(response).words("//h1") == ["The article of this quote was withdrawn"]
    assert "Secret" not in response.content.decode()


def test_quote_that_its_article_has_no_more_says_so_and_leads_to_it(client):
    article = make_article("Talks open")
    address = make_quote(article, "Secret words").get_absolute_url()
    assert client.get(address).status_code == 200
    article.quotes.all().delete()
    response = client.get(address)
    page = Page(response)
    assert response.status_code == 410
    assert page.words("//h1") == ["This quote no longer stands in its article"]
    assert page.link("Talks open") == article.get_absolute_url()
    assert "Secret" not in response.content.decode()
    back = make_quote(article, "Secret words", pk=int(address.split("/")[2]))
    assert client.get(address).status_code == 200
    back.delete()
    withdraw(article)
    assert Page(client.get(address)).words("//h1") == ["The article of this quote was withdrawn"]
    Article.objects.update(status="draft")
    assert client.get(address).status_code == 404


def test_quote_that_nobody_could_see_was_never_there(client):
    quote = make_quote(make_article(status="draft"))
    address = quote.get_absolute_url()
    quote.delete()
    assert client.get(address).status_code == 404


def test_staff_find_the_way_from_what_is_gone_to_the_desk(client):
    article = make_article(status="withdrawn")
    editor = signed_in(make_user(groups=["Editors"]))
    there = f"/admin/articles/article/{article.pk}/change/"
    assert there in editor.get(article.get_absolute_url()).content.decode()
    assert "/admin/" not in client.get(article.get_absolute_url()).content.decode()


def test_continuation_leads_to_the_page_of_the_whole_quote(client):
    room = make_newsroom()
    (continuation,) = room.quote.continuations.all()
    for end in ("", f"{continuation.slug}/"):
        response = client.get(f"/quotes/{continuation.pk}/{end}?x=1")
        assert response.status_code == 301
        assert response.url == f"{room.quote.get_absolute_url()}?x=1"


class TestPreview:
    def url(self, article):
        return reverse("article-preview", args=[article.pk])

    def test_stranger_is_asked_to_sign_in(self, client):
        url = self.url(make_article(status="draft"))
        response = client.get(url)
        assert response.status_code == 302
        assert response.url == f"/admin/login/?next={url}"

    @pytest.mark.parametrize("status", ["draft", "in_review", "scheduled", "withdrawn"])
    def test_editor_sees_the_article_as_readers_will(self, client, status):
        article = make_article(status=status)
        make_quote(article, "Words to come")
        client.force_login(make_user(groups=["Editors"]))
        response = client.get(self.url(article))
        text = response.content.decode()
        assert response.status_code == 200
        assert "Words to come" in text
        assert "not public" in text
        assert '<meta name="robots" content="noindex">' in text
        assert response["X-Robots-Tag"] == "noindex"
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))

    def test_writer_sees_the_drafts_of_others(self, client):
        client.force_login(make_user(groups=["Writers"]))
        response = client.get(self.url(make_article("Of another", status="draft")))
        assert response.status_code == 200
        assert "Of another" in response.content.decode()

    @pytest.mark.parametrize("user", [{"is_staff": False, "groups": ["Editors"]}, {}])
    def test_others_are_refused(self, client, user):
        client.force_login(make_user(**user))
        assert client.get(self.url(make_article(status="draft"))).status_code == 403

    def test_article_called_preview_keeps_its_public_address(self, client):
        article = make_article("Preview", body="Words for all")
        response = client.get(article.get_absolute_url())
        assert response.status_code == 200
        assert "Words for all" in response.content.decode()

    def test_unknown_article_is_not_found(self, client):
        client.force_login(make_user(groups=["Editors"]))
        assert client.get("/articles/99/preview/").status_code == 404


def test_report_day_of_a_public_obstacle_is_an_address(client):
    report = make_report()
    text = client.get(report.obstacle.get_absolute_url()).content.decode()
    assert f'id="r{report.pk}"' in text
