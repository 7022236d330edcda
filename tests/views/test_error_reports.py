"""A reader reports an error."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.actions import reporting
from articles.models import ErrorNote
from articles.views import error_reports
from tests.factories import make_article, make_error_note, make_quote
from tests.page import Page

from .test_html import assert_sound

pytestmark = pytest.mark.django_db

WRONG = "It was Tuesday, not Monday."


def quote_url(quote):
    return reverse("report-quote", args=[quote.pk])


def article_url(article):
    return reverse("report-article", args=[article.pk])


def test_reader_reports_an_error_in_a_quote_and_is_thanked():
    client = Client(enforce_csrf_checks=True)
    quote = make_quote(text="It sails on Monday.")
    page = client.get(quote_url(quote))
    assert "It sails on Monday." in page.content.decode()
    sent = {"text": WRONG, "contact": "reader@example.org", "website": ""}
    (token,) = Page(page).find("//form//input[@name='csrfmiddlewaretoken']")
    sent["csrfmiddlewaretoken"] = token.get("value")
    response = client.post(quote_url(quote), sent)
    assert response.status_code == 303
    thanks = client.get(response.url).content.decode()
    assert "Thank you" in thanks
    assert quote.get_absolute_url() in thanks
    note = ErrorNote.objects.get()
    assert (note.quote, note.article, note.text) == (quote, quote.article, WRONG)
    assert (note.contact, note.is_open) == ("reader@example.org", True)


def test_without_its_token_nothing_is_taken():
    client = Client(enforce_csrf_checks=True)
    assert client.post(quote_url(make_quote()), {"text": WRONG}).status_code == 403
    assert not ErrorNote.objects.exists()


def test_reader_reports_an_error_in_an_article(client):
    article = make_article("Ferry")
    assert article_url(article) in client.get(article.get_absolute_url()).content.decode()
    assert "Ferry" in client.get(article_url(article)).content.decode()
    client.post(article_url(article), {"text": WRONG})
    note = ErrorNote.objects.get()
    assert (note.article, note.quote, note.contact) == (article, None, "")


def test_every_marked_quote_leads_to_its_report(client):
    quote = make_quote()
    page = client.get(quote.article.get_absolute_url()).content.decode()
    assert quote_url(quote) in page


def test_error_in_a_continuation_is_one_of_the_whole_quote(client):
    quote = make_quote(text="It sails,")
    more = make_quote(quote.article, "on Monday.", continues=quote)
    client.post(quote_url(more), {"text": WRONG})
    assert ErrorNote.objects.get().quote == quote


@pytest.mark.parametrize("status", ["draft", "in_review", "scheduled", "withdrawn"])
def test_what_is_not_public_has_no_report(client, status):
    quote = make_quote(make_article(status=status))
    for url in (quote_url(quote), article_url(quote.article)):
        assert client.get(url).status_code == 404
        assert client.post(url, {"text": WRONG}).status_code == 404
    assert client.get(reverse("report-quote", args=[10**17])).status_code == 404
    assert not ErrorNote.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": " "}, "Please say what is wrong."),
        ({"text": "x" * 2001}, "at most 2000 characters"),
        ({"text": WRONG, "contact": "nobody"}, "valid email address"),
        ({"text": WRONG, "website": "https://spam.example/"}, "people do not see"),
        ({"text": "Nothing \0 much"}, "Null characters"),
    ],
    ids=["empty", "too long", "no address", "machine", "nul"],
)
def test_what_cannot_be_taken_is_said_and_kept(client, typed, said):
    response = client.post(quote_url(make_quote()), typed)
    assert response.status_code == 400
    html = response.content.decode()
    assert said in html
    assert typed["text"].strip() in html
    assert not ErrorNote.objects.exists()
    if "\0" not in typed["text"]:
        assert_sound(response)


def test_several_open_reports_on_one_quote_are_enough(client):
    quote = make_quote()
    for _ in range(reporting.MOST_OPEN):
        note = make_error_note(quote.article, quote=quote)
    response = client.post(quote_url(quote), {"text": WRONG})
    assert response.status_code == 429
    assert "Several readers have reported" in response.content.decode()
    assert WRONG in response.content.decode()
    ErrorNote.objects.filter(pk=note.pk).resolve(None)
    assert client.post(quote_url(quote), {"text": WRONG}).status_code == 303
    assert client.post(article_url(quote.article), {"text": WRONG}).status_code == 303


def test_one_reader_sends_a_few_in_an_hour(client):
    article = make_article()
    quotes = [make_quote(article, f"Words {number}.") for number in range(6)]
    statuses = [client.post(quote_url(quote), {"text": WRONG}).status_code for quote in quotes]
    assert statuses == [303] * error_reports.MOST_OF_ONE_READER + [429]
    assert Client().post(quote_url(quotes[-1]), {"text": WRONG}).status_code == 303


def test_a_flood_is_stopped(client, monkeypatch):
    monkeypatch.setattr(reporting, "MOST_IN_AN_HOUR", 1)
    make_error_note()
    response = client.post(quote_url(make_quote()), {"text": WRONG})
    assert response.status_code == 429
    assert "try again in an hour" in response.content.decode()


def test_pages_are_sound_and_never_stale(client):
    quote = make_quote()
    for url in (quote_url(quote), article_url(quote.article), quote_url(quote) + "?thanks=1"):
        response = client.get(url)
        assert response["Cache-Control"] == "no-cache"
        assert_sound(response)
        assert b'name="robots" content="noindex"' in response.content


def test_other_ways_of_asking_are_refused(client):
    assert client.put(quote_url(make_quote())).status_code == 405
