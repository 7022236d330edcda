"""Two quotes linked on the page of the newer one."""

from datetime import date

import pytest
from django.urls import reverse

from articles.actions.history import snapshot_of
from articles.actions.restoring import restore
from articles.actions.settling import settle_article
from articles.models import QuoteLink, Revision
from tests.factories import make_actor, make_article, make_link, make_quote

from .conftest import signed_in
from .forms_of import change_url, chosen, filled, send

pytestmark = pytest.mark.django_db


def said(text="We wait.", *, day=date(2031, 3, 12), **fields):
    article = make_article(day=day, **fields)
    quote = make_quote(article, text, speaker=make_actor())
    settle_article(article)
    return quote


def link(client, quote, other, kind="softens", **typed):
    new = {"kind": kind, "other": getattr(other, "pk", other), "note": ""} | typed
    page = client.get(change_url(quote))
    return client.post(change_url(quote), filled(page, add={"quote_links": new}), follow=True)


def test_a_link_is_a_change_of_its_quotes_article_and_is_restored_with_it(desk):
    older, newer = said(day=date(2031, 3, 1)), said()
    response = link(desk, newer, older, "hardens", note="Now for good.")
    assert "the right way round" not in response.content.decode()
    made = QuoteLink.objects.get()
    assert (made.quote, made.kind, made.other, made.note) == (
        newer, "hardens", older, "Now for good.",
    )  # fmt: skip
    assert "Hardens" in desk.get(newer.get_absolute_url()).content.decode()
    with_link = Revision.objects.filter(object_id=newer.article_id, noun="article").latest("pk")
    kept = snapshot_of(newer.article)["rows"]["quote_links"]
    assert [(row["pk"], row["quote"], row["other"]) for row in kept] == [
        (made.pk, newer.pk, older.pk)
    ]
    send(desk, newer, **{f"quote_links__{0}__DELETE": "on"})
    assert not QuoteLink.objects.exists()
    restore(with_link)
    assert QuoteLink.objects.get() == made


def test_the_page_of_the_other_quote_names_it(desk):
    older, newer = said(day=date(2031, 3, 1)), said("We will not wait.")
    make_link(newer, older, "contradicts")
    html = desk.get(change_url(older)).content.decode()
    assert f'<a href="{change_url(newer)}">We will not wait.</a> contradicts it' in html


def test_an_older_quote_that_softens_a_newer_one_is_asked_about(desk):
    older, newer = said(day=date(2031, 3, 1)), said()
    response = link(desk, older, newer)
    assert "is that the right way round?" in response.content.decode()
    assert QuoteLink.objects.exists()


def test_a_quote_is_not_linked_to_itself_or_twice_or_to_a_later_stretch(desk):
    older, newer = said(day=date(2031, 3, 1)), said()
    rest = make_quote(older.article, "And wait.", continues=older)
    assert "not linked to itself" in link(desk, newer, newer).content.decode()
    assert "Select a valid choice" in link(desk, newer, rest).content.decode()
    assert "This field is required" in link(desk, newer, "").content.decode()
    link(desk, newer, older)
    assert "Please correct the duplicate" in link(desk, newer, older).content.decode()
    assert QuoteLink.objects.count() == 1


def test_two_links_may_change_places(desk):
    older, newer = said(day=date(2031, 3, 1)), said()
    one, two = make_link(newer, older, "softens"), make_link(newer, older, "repeats")
    typed = {"quote_links__0__kind": "repeats", "quote_links__1__kind": "softens"}
    assert send(desk, newer, **typed).status_code == 302
    assert {row.pk: row.kind for row in QuoteLink.objects.all()} == {
        one.pk: "repeats", two.pk: "softens",
    }  # fmt: skip


def test_a_link_that_a_colleague_made_meanwhile_stays(desk):
    older, newer = said(day=date(2031, 3, 1)), said()
    opened = desk.get(change_url(newer))
    link(desk, newer, older)
    response = desk.post(change_url(newer), filled(opened, cue="whispered"))
    assert response.status_code == 200
    assert desk.post(change_url(newer), chosen(response)).status_code == 302
    newer.refresh_from_db()
    assert newer.cue == "whispered"
    assert QuoteLink.objects.count() == 1


def test_a_link_whose_other_quote_was_taken_out_says_nothing(desk):
    older, newer = said(day=date(2031, 3, 1)), said()
    make_link(newer, older)
    desk.post(reverse("admin:articles_quote_delete", args=[older.pk]), {"post": "yes"})
    assert QuoteLink.objects.get().other is None
    assert "Compared by our editors" not in desk.get(newer.get_absolute_url()).content.decode()
    assert desk.get(change_url(newer)).status_code == 200


def test_a_writer_links_the_quotes_of_an_own_draft_alone(writer):
    live, own = said(created_by=writer), said(status="draft", created_by=writer)
    client = signed_in(writer)
    assert link(client, own, live).status_code == 200
    assert QuoteLink.objects.get().quote == own
    html = client.get(change_url(live)).content.decode()
    assert "quote_links-TOTAL_FORMS" not in html or 'name="quote_links-__prefix__' not in html


def test_a_later_stretch_has_no_links_of_its_own(desk):
    head = said()
    rest = make_quote(head.article, "And wait.", continues=head)
    assert "quote_links" not in desk.get(change_url(rest)).content.decode()


@pytest.mark.parametrize("term", ["ferry sail", "FERRY", "\0ferry", "“ferry"])
def test_the_other_quote_is_found_by_its_words(desk, term):
    quote = said("The ferry sails.", status="draft")
    make_quote(quote.article, "The ferry waits.", continues=quote)
    said("Nothing.")
    found = desk.get(reverse("admin:articles_quote_autocomplete"), {"term": term, "page": "x"})
    (result,) = found.json()["results"]
    assert result["id"] == str(quote.pk)
    assert result["text"].startswith(f"“The ferry sails.” · {quote.speaker} · {quote.outlet}")
    assert result["text"].endswith("12 March 2031 · draft")
