"""Corrections beside the change that they explain."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry

from articles.actions.settling import settle_article
from articles.choices import ArticleStatus
from articles.models import Article, Correction
from tests.factories import (
    make_actor,
    make_article,
    make_outlet,
    make_quote,
    make_report,
    make_user,
)

from .conftest import signed_in
from .forms_of import change_url, filled, send, shown

pytestmark = pytest.mark.django_db

NOTE = "The ferry holds 300 people."
ASKED = "What readers see has changed"


def live_article(**fields):
    fields = {"day": date(2031, 3, 12), "body": "It sails at six. Everybody met."} | fields
    article = make_article(**fields)
    quote = make_quote(article, "It holds 3,000 people.", speaker=make_actor("Ada Quill"))
    settle_article(article)
    return Article.objects.get(pk=article.pk), quote


def told(correction):
    return (correction.note, correction.before, correction.after, correction.quote)


def saved(client, row, **typed):
    """What the page says after it was saved."""
    url = change_url(row)
    response = client.post(url, filled(client.get(url), **typed), follow=True)
    assert response.redirect_chain, response.context["errors"]
    return response.content.decode()


def test_correction_of_one_field_is_saved_with_it(desk, editor):
    article, _ = live_article(headline="Ferry for 3,000")
    html = saved(desk, article, headline="Ferry for 300", correction_note=NOTE)
    correction = Correction.objects.get()
    assert told(correction) == (NOTE, "Ferry for 3,000", "Ferry for 300", None)
    assert (correction.made_by, correction.kind) == (editor, "correction")
    assert (correction.article.headline, correction.made_on) == ("Ferry for 300", date.today())
    assert ASKED not in html


def test_correction_of_a_text_shows_the_sentence_that_was_changed(desk):
    article, _ = live_article()
    body = article.sections.get().body.replace("at six", "at *seven*")
    saved(desk, article, **{"sections-0-body": body, "correction_note": "An hour late."})
    assert told(Correction.objects.get())[1:3] == ("It sails at six.", "It sails at seven.")


def test_quote_corrected_with_its_text_has_the_correction(desk):
    article, quote = live_article()
    body = article.sections.get().body.replace("3,000", "300")
    typed = {"sections-0-body": body, "quotes-0-text": "It holds 300 people."}
    saved(desk, article, **typed, correction_note=NOTE)
    expected = (NOTE, "It holds 3,000 people.", "It holds 300 people.", quote)
    assert told(Correction.objects.get()) == expected


def test_speaker_corrected_on_the_page_of_the_quote(desk):
    article, quote = live_article()
    other = make_actor("Otto Quint")
    saved(desk, quote, speaker=other.pk, correction_note="It was said by Otto Quint.")
    correction = Correction.objects.get()
    assert told(correction)[1:] == ("Ada Quill", "Otto Quint", quote)
    assert correction.article == article


def test_correction_of_a_continuation_is_that_of_the_whole_quote(desk):
    article, quote = live_article()
    more = make_quote(article, "Everybody met.", continues=quote)
    settle_article(article)
    saved(desk, more, correction_note="It ended otherwise.")
    assert Correction.objects.get().quote == quote


def test_what_was_typed_as_before_and_now_stands(desk):
    article, _ = live_article(headline="Ferry for 3,000")
    typed = {"correction_before": "3,000", "correction_after": "300"}
    saved(desk, article, headline="Ferry for 300", correction_note=NOTE, **typed)
    assert told(Correction.objects.get())[1:3] == ("3,000", "300")


def test_several_changes_leave_before_and_now_to_the_editor(desk):
    article, _ = live_article()
    saved(desk, article, headline="Another", byline="Another", correction_note=NOTE)
    assert told(Correction.objects.get()) == (NOTE, "", "", None)


def test_page_sent_twice_tells_readers_once(desk):
    article, _ = live_article()
    for _ in range(2):  # Back, and Save again
        send(desk, article, correction_note="The ferry holds 300 people.")
    assert [row.note for row in Correction.objects.all()] == ["The ferry holds 300 people."]


def test_correction_and_change_are_refused_together(desk):
    article, _ = live_article()
    response = send(desk, article, **{"quotes-0-text": "Never said.", "correction_note": NOTE})
    assert NOTE in response.content.decode()
    assert not Correction.objects.exists()


def test_before_without_a_note_is_asked_for_it_and_kept(desk):
    article, _ = live_article()
    response = send(desk, article, correction_before="3,000")
    html = response.content.decode()
    assert "Say what was corrected" in html
    assert "3,000</textarea>" in html
    assert '<details class="desk-tell module" id="correction" open>' in html


@pytest.mark.parametrize(
    "typed",
    [
        {"headline": "Other words"},
        {"sections-0-body": "It holds 3,000 people. It sails at five."},
        {"quotes-0-cue": "shouted"},
        {"quotes-0-DELETE": "on"},
        {"reports-0-status": "lifted"},
    ],
    ids=["headline", "body", "cue", "quote gone", "report"],
)
def test_changed_words_without_a_word_to_readers_are_saved_and_asked_about(desk, typed):
    article, _ = live_article()
    make_report(article=article, text="Everybody met.")
    settle_article(article)
    if "sections-0-body" in typed:
        typed["sections-0-body"] += " Everybody met."
    assert ASKED in saved(desk, article, **typed)


@pytest.mark.parametrize(
    "typed", [{}, {"obtained": "Wire"}, {"tags": "Ferries"}, {"quotes-0-tag_names": "Ferries"}]
)
def test_what_readers_do_not_read_is_not_asked_about(desk, typed):
    article, _ = live_article()
    assert ASKED not in saved(desk, article, **typed)


def test_words_that_readers_do_not_see_are_not_asked_about(desk):
    article, _ = live_article(outlet=make_outlet(full_text=False), source_url="https://a.example/")
    body = article.sections.get().body.replace("at six", "at seven")
    assert ASKED not in saved(desk, article, **{"sections-0-body": body})
    draft, _ = live_article(status=ArticleStatus.DRAFT)
    assert ASKED not in saved(desk, draft, headline="Other words")


def test_the_question_leads_to_a_correction_that_is_filled_in(desk):
    _, quote = live_article()
    html = saved(desk, quote, speaker=make_actor("Otto Quint").pk)
    address = f"{change_url(quote)}?tell=1"
    assert f"{address}#correction" in html
    page = desk.get(address)
    form = page.context["adminform"].form
    assert (form["correction_before"].value(), form["correction_after"].value()) == (
        "Ada Quill",
        "Otto Quint",
    )
    desk.post(address, filled(page, correction_note="Said by Otto Quint."))
    assert told(Correction.objects.get()) == (
        "Said by Otto Quint.",
        "Ada Quill",
        "Otto Quint",
        quote,
    )
    assert not desk.get(address).context["adminform"].form["correction_before"].value()


def test_the_question_may_be_left_without_an_answer_and_is_then_asked_again(desk):
    _, quote = live_article()
    saved(desk, quote, speaker=make_actor("Otto Quint").pk)
    address = f"{change_url(quote)}?tell=1"
    response = desk.post(address, filled(desk.get(address)), follow=True)
    assert ASKED in response.content.decode()
    assert not Correction.objects.exists()
    form = desk.get(address).context["adminform"].form
    assert form["correction_after"].value() == "Otto Quint"


def test_nothing_is_told_of_what_was_never_public(desk):
    article, quote = live_article(status=ArticleStatus.DRAFT)
    for row in (article, quote):
        page = desk.get(change_url(row))
        assert "Tell readers" not in page.content.decode()
        desk.post(change_url(row), filled(page, correction_note=NOTE))
    assert not Correction.objects.exists()


def test_correction_needs_its_permission():
    article, _ = live_article()
    rights = ["view_article", "change_article", "edit_any_article"]
    client = signed_in(make_user(permissions=rights))
    page = client.get(change_url(article))
    assert "Tell readers" not in page.content.decode()
    client.post(change_url(article), filled(page, correction_note=NOTE, headline="Other"))
    assert Article.objects.get(pk=article.pk).headline == "Other"
    assert not Correction.objects.exists()


def test_correction_is_told_in_the_log_and_is_no_change_of_the_article(desk):
    article, _ = live_article()
    saved(desk, article, headline="Other", correction_note=NOTE)
    told = LogEntry.objects.get().get_change_message()
    assert "Changed Headline." in told
    assert "Added correction" in told


def test_correction_of_the_rows_below_knows_who_made_it(desk, editor):
    article, _ = live_article()
    new = {"kind": "update", "note": "New note.", "made_on": "2026-04-01"}
    desk.post(change_url(article), filled(desk.get(change_url(article)), add={"corrections": new}))
    assert Correction.objects.get().made_by == editor


def test_page_without_the_right_to_change_has_no_correction(exporter):
    article, _ = live_article()
    html = signed_in(exporter).get(change_url(article)).content.decode()
    assert "Tell readers" not in html
    assert "correction_note" not in shown(signed_in(exporter).get(change_url(article)))


def test_a_correction_has_the_words_as_readers_see_them(desk):
    article, quote = live_article()
    spoken = make_quote(article, "We sail,", speaker=quote.speaker)
    settle_article(article)
    body = article.sections.get().body.replace("We sail,", "We shall sail,")
    saved(desk, article, **{"sections-0-body": body, "quotes-1-text": "We shall sail,"})
    form = desk.get(f"{change_url(spoken)}?tell=1").context["adminform"].form
    assert form["correction_before"].value() == "We sail"
    assert form["correction_after"].value() == "We shall sail"
