from datetime import date

import pytest
from django.urls import reverse

from articles.actions.settling import settle_article
from articles.models import Article, Quote
from tests.factories import make_actor, make_article, make_count, make_quote
from tests.page import Page

from .conftest import signed_in
from .forms_of import change_url, filled, send

pytestmark = pytest.mark.django_db


def live_quote(**fields):
    article = make_article(day=date(2031, 3, 12), **fields)
    quote = make_quote(article, "We wait.", speaker=make_actor("Ilse Marrow"))
    settle_article(article)
    return quote


def test_saving_a_quote_settles_its_article(desk):
    quote, other = live_quote(), make_actor("Otto Quint")
    make_count(quote.speaker, quotes=1, articles=1)
    version = Article.objects.get().version
    assert send(desk, quote, speaker=other.pk, tag_names="Tolls").status_code == 302
    other.refresh_from_db()
    assert other.count.quotes == 1
    assert other.appearances.count() == 1
    assert Article.objects.get().version == version + 1
    assert [tag.name for tag in quote.tags.all()] == ["Tolls"]


def test_live_quote_that_is_not_in_the_text_is_refused(desk):
    quote = live_quote()
    response = send(desk, quote, text="Nobody said this.")
    assert response.status_code == 200
    assert "Not found in the text" in response.content.decode()
    where_to_go, what = response.context["adminform"].form.errors["text"]
    assert "on the page of the article" in where_to_go
    assert "Not found in the text" in what
    assert Quote.objects.get().text == "We wait."


def test_stale_quote_is_refused(desk):
    quote = live_quote()
    page = desk.get(change_url(quote))
    send(desk, quote.article, headline="Newer")
    assert desk.post(change_url(quote), filled(page, cue="said")).status_code == 200
    assert Quote.objects.get().cue == ""


def test_deleting_a_quote_counts_anew(desk):
    quote = live_quote()
    url = reverse("admin:articles_quote_delete", args=[quote.pk])
    going = Page(desk.get(url)).words("//ul[@id='deleted-objects']/li | //h2/following::li")
    assert [line for line in going if line] == ["Quotes: 1", f"Quote: {quote}"]
    assert desk.post(url, {"post": "yes"}).status_code == 302
    quote.speaker.refresh_from_db()
    assert quote.speaker.count.quotes == 0


def test_writer_changes_no_quote_of_a_live_article(writer):
    quote = live_quote(created_by=writer)
    client = signed_in(writer)
    assert client.get(change_url(quote)).status_code == 200
    assert client.post(change_url(quote), {"text": "Mine"}).status_code == 403
    delete = reverse("admin:articles_quote_delete", args=[quote.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert Quote.objects.get().text == "We wait."


def test_stretches_of_a_split_quote_lead_to_each_other(desk):
    quote = live_quote()
    later = make_quote(quote.article, "Until spring.", continues=quote)
    assert Page(desk.get(change_url(quote))).link("Until spring.") == change_url(later)
    assert Page(desk.get(change_url(later))).link("We wait.") == change_url(quote)


def test_who_deletes_what_readers_see_is_led_to_tell_them(desk):
    quote = live_quote()
    delete = reverse("admin:articles_quote_delete", args=[quote.pk])
    response = desk.post(delete, {"post": "yes"}, follow=True)
    article = change_url(quote.article)
    assert response.redirect_chain == [(article, 302)]
    link = Page(response).link("Tell them what was corrected")
    assert link == f"{article}#correction"


def test_deleting_what_readers_see_says_what_they_will_find(desk):
    quote = live_quote()
    url = reverse("admin:articles_quote_delete", args=[quote.pk])
    assert "Its address will say" in desk.get(url).content.decode()
    Article.objects.update(status="draft")
    Quote.objects.update(article_status="draft")
    assert "Its address will say" not in desk.get(url).content.decode()
