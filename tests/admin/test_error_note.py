"""What readers report, on the desk."""

import pytest
from django.urls import reverse

from articles.models import ErrorNote
from tests.factories import make_actor, make_error_note, make_quote, make_user

from .conftest import signed_in
from .forms_of import change_url, filled, send

pytestmark = pytest.mark.django_db


def reported(**fields):
    quote = make_quote(text="It sails on Monday.", speaker=make_actor("Ada Quill"))
    return make_error_note(quote.article, quote=quote, text="It was Tuesday.", **fields)


def shown_in_list(client, **asked):
    response = client.get(reverse("admin:articles_errornote_changelist"), asked)
    return [str(note) for note in response.context["cl"].result_list]


def test_page_shows_the_quote_in_its_sentence_and_leads_to_it(desk):
    note = reported(contact="reader@example.org")
    html = desk.get(change_url(note)).content.decode()
    for words in ("It was Tuesday.", "It sails on Monday.", "Ada Quill", "mailto:reader@example"):
        assert words in html
    assert change_url(note.quote) in html
    assert change_url(note.article) in html


def test_editor_answers_and_says_it_is_seen_to(desk, editor):
    note = reported()
    assert send(desk, note, answer="Corrected.", is_resolved="on").status_code == 302
    note.refresh_from_db()
    assert (note.answer, note.resolved_by, note.is_open) == ("Corrected.", editor, False)
    page = desk.get(change_url(note))
    sent = filled(page, answer="Corrected again.")
    sent.pop("is_resolved")
    desk.post(change_url(note), sent)
    note.refresh_from_db()
    assert (note.answer, note.resolved_by, note.is_open) == ("Corrected again.", None, True)


def test_who_saw_to_it_first_stays_known(desk, editor):
    note = reported()
    send(desk, note, is_resolved="on")
    send(signed_in(make_user(groups=["Editors"])), note, answer="Mended.")
    note.refresh_from_db()
    assert (note.answer, note.resolved_by) == ("Mended.", editor)


def test_answer_over_an_unseen_one_is_refused_and_kept(desk):
    note = reported()
    page = desk.get(change_url(note))
    assert 'name="opened"' in page.content.decode()
    send(desk, note, answer="The other one.", is_resolved="on")
    refused = desk.post(change_url(note), filled(page, answer="Mine."))
    html = refused.content.decode()
    assert "somebody else has answered in the meantime" in html
    assert "The other one." in html
    assert "Mine.</textarea>" in html
    assert ErrorNote.objects.get().answer == "The other one."
    opened = refused.context["adminform"].form["opened"].value()
    desk.post(change_url(note), filled(page, answer="Mine.", opened=opened))
    assert ErrorNote.objects.get().answer == "Mine."


def test_list_tells_open_from_answered(desk):
    make_error_note(text="Open one.")
    done = make_error_note(text="Answered one.")
    ErrorNote.objects.filter(pk=done.pk).resolve(None)
    assert shown_in_list(desk, state="open") == ["Open one."]
    assert shown_in_list(desk, state="resolved") == ["Answered one."]
    assert shown_in_list(desk, q="answered") == ["Answered one."]


def test_writer_reads_and_does_not_answer(writer):
    note = reported()
    client = signed_in(writer)
    assert client.get(change_url(note)).status_code == 200
    assert client.post(change_url(note), {"answer": "No."}).status_code == 403


def test_report_is_neither_made_nor_deleted_on_the_desk(desk):
    note = reported()
    assert desk.get(reverse("admin:articles_errornote_add")).status_code == 403
    delete = reverse("admin:articles_errornote_delete", args=[note.pk])
    assert desk.post(delete, {"post": "yes"}).status_code == 403


def test_report_on_a_quote_that_is_gone_or_lost_is_still_read(desk):
    note = reported()
    note.quote.anchored = False
    note.quote.save()
    assert "It sails on Monday." in desk.get(change_url(note)).content.decode()
    note.quote.delete()
    assert "as a whole" in desk.get(change_url(note)).content.decode()
