"""Notes of colleagues on articles and quotes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.choices import ArticleStatus
from articles.models import Note
from tests.factories import make_article, make_error_note, make_note, make_quote, make_user

from .conftest import signed_in
from .forms_of import change_url

pytestmark = pytest.mark.django_db


def notes_url(article, quote=None):
    address = reverse("admin:articles_article_notes", args=[article.pk])
    return f"{address}?quote={quote.pk}" if quote else address


def list_url(**asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('admin:articles_note_changelist')}?{query}"


def shown_in_list(client, **asked):
    return [str(note) for note in client.get(list_url(**asked)).context["cl"].result_list]


def test_note_is_added_by_those_who_may_not_change_the_article(writer):
    article = make_article(status=ArticleStatus.PUBLISHED)
    client = signed_in(writer)
    response = client.post(notes_url(article), {"do": "add", "text": "Check the year."})
    assert response.status_code == 303
    note = Note.objects.get()
    assert (note.article, note.quote, note.made_by) == (article, None, writer)
    assert "Check the year." in client.get(change_url(article)).content.decode()


def test_note_on_a_quote_stands_on_its_page_on_its_article_and_in_the_review(desk, editor):
    quote = make_quote()
    other = make_quote(quote.article, "Another one.")
    desk.post(notes_url(quote.article, quote), {"do": "add", "text": "Heard differently."})
    assert Note.objects.get().quote == quote
    review = reverse("admin:articles_article_review", args=[quote.article_id])
    for page in (change_url(quote), change_url(quote.article), review):
        assert "Heard differently." in desk.get(page).content.decode(), page
    assert "Heard differently." not in desk.get(change_url(other)).content.decode()


def test_empty_note_is_asked_for_again(desk):
    article = make_article()
    response = desk.post(notes_url(article), {"do": "add", "text": " "})
    assert "Write something first." in response.content.decode()
    long = "x" * 5001
    response = desk.post(notes_url(article), {"do": "add", "text": long})
    assert long in response.content.decode()
    assert not Note.objects.exists()


def test_note_is_resolved_and_reopened(desk, editor):
    note = make_note()
    desk.post(notes_url(note.article), {"do": f"resolve-{note.pk}"})
    note.refresh_from_db()
    assert (note.is_open, note.resolved_by) == (False, editor)
    assert "1 resolved" in desk.get(change_url(note.article)).content.decode()
    desk.post(notes_url(note.article), {"do": f"reopen-{note.pk}"})
    note.refresh_from_db()
    assert (note.is_open, note.resolved_by, note.resolved_at) == (True, None, None)


def test_who_resolved_first_stays_known(desk):
    first = make_user()
    note = make_note()
    Note.objects.resolve(first)
    response = desk.post(notes_url(note.article), {"do": f"resolve-{note.pk}"}, follow=True)
    assert "Somebody else has done that" in response.content.decode()
    note.refresh_from_db()
    assert note.resolved_by == first


def test_note_of_another_article_is_not_resolved_through_this_one(desk):
    note = make_note()
    desk.post(notes_url(make_article()), {"do": f"resolve-{note.pk}"})
    note.refresh_from_db()
    assert note.is_open


@pytest.mark.parametrize(
    ("permissions", "do"),
    [
        (["view_article"], None),
        (["view_article", "view_note"], "add"),
        (["view_article", "view_note", "add_note"], "resolve"),
        (["view_article", "view_note", "add_note"], "reopen"),
        (["view_note", "add_note", "change_note"], "add"),
    ],
)
def test_notes_need_their_permissions_and_sight_of_the_article(permissions, do):
    note = make_note(text="For colleagues.")
    client = signed_in(make_user(permissions=permissions))
    sent = {"do": do if do == "add" else f"{do}-{note.pk}", "text": "No."}
    assert client.post(notes_url(note.article), sent).status_code == 403
    assert Note.objects.get().is_open
    if "view_note" not in permissions:
        assert "For colleagues." not in client.get(change_url(note.article)).content.decode()


@pytest.mark.parametrize("do", ["", "add-1", "resolve-", "resolve-x", "resolve-٣", "drop", "\0"])
def test_odd_things_asked_of_the_notes_do_nothing(desk, do):
    note = make_note()
    assert desk.post(notes_url(note.article), {"do": do}).status_code in (200, 303)
    assert Note.objects.get().is_open


@pytest.mark.parametrize("asked", ["x", "9" * 30, "-1", "٣", ""])
def test_notes_of_no_quote_are_those_of_the_article(desk, asked):
    note = make_note(text="Seen.")
    page = desk.get(f"{notes_url(note.article)}?quote={asked}")
    assert "Seen." in page.content.decode()


def test_list_shows_open_ones_mine_and_those_on_my_articles(desk, editor):
    make_note(text="Of another.")
    make_note(text="Written by me.", made_by=editor)
    on_mine = make_note(make_article(created_by=editor), text="On my article.")
    Note.objects.filter(pk=on_mine.pk).resolve(editor)
    assert shown_in_list(desk, state="open") == ["Written by me.", "Of another."]
    assert shown_in_list(desk, state="resolved") == ["On my article."]
    assert shown_in_list(desk, whose="mine") == ["Written by me."]
    assert shown_in_list(desk, whose="on_mine") == ["On my article."]
    assert shown_in_list(desk, q="another") == ["Of another."]
    assert shown_in_list(desk, article__id__exact=on_mine.article_id) == ["On my article."]


def test_address_of_a_note_leads_to_where_it_stands(desk):
    note = make_note()
    assert desk.get(change_url(note)).url == f"{notes_url(note.article)}#note-{note.pk}"
    delete = reverse("admin:articles_note_delete", args=[note.pk])
    assert desk.post(delete, {"post": "yes"}).status_code == 403


def test_page_asks_as_often_with_one_note_as_with_three(desk):
    article = make_article()
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make_note(article, quote=make_quote(article), made_by=make_user())
        with CaptureQueriesContext(connection) as queries:
            desk.get(notes_url(article))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_article_is_deleted_with_its_notes(desk):
    article = make_article(status=ArticleStatus.DRAFT)
    make_note(article)
    make_error_note(article)
    url = reverse("admin:articles_article_delete", args=[article.pk])
    assert desk.get(url).status_code == 200
    assert desk.post(url, {"post": "yes"}).status_code == 302
    assert not Note.objects.exists()
