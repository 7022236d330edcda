"""Who may take which step of an article's life, at every entrance."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.actions.settling import settle_article
from articles.admin.article.steps import STEPS
from articles.choices import ArticleStatus, Change
from articles.models import Article, Note, Revision
from tests.factories import make_actor, make_article, make_quote, make_user

from .conftest import signed_in
from .forms_of import act, change_url, filled, send

pytestmark = pytest.mark.django_db

MAY_EDIT = ["view_article", "add_article", "change_article", "edit_any_article"]


def sound_article(**fields):
    fields = {"day": date(2031, 3, 12), "status": ArticleStatus.DRAFT, "body": "They met."} | fields
    article = make_article(**fields)
    make_quote(article, "We are ready to talk.", speaker=make_actor())
    settle_article(article)
    return Article.objects.get(pk=article.pk)


def in_review(**fields):
    return sound_article(status=ArticleStatus.IN_REVIEW, **fields)


def return_url(article):
    return reverse("admin:articles_article_return", args=[article.pk])


def returned(client, article, **typed):
    page = client.get(return_url(article))
    return client.post(
        return_url(article),
        {"opened_version": page.context["form"]["opened_version"].value()} | typed,
    )


def status_of(article):
    return Article.objects.values_list("status", flat=True).get(pk=article.pk)


@pytest.mark.parametrize("step", STEPS)
def test_each_step_needs_its_own_permission(step):
    status = next(iter(STEPS[step].states))
    others = {one.permission for one in STEPS.values()} - {STEPS[step].permission}
    article = sound_article(status=status)
    without = signed_in(make_user(permissions=[*MAY_EDIT, *others]))
    page = without.get(change_url(article))
    assert f'name="{step}"' not in page.content.decode()
    assert without.post(change_url(article), filled(page, press=step)).status_code == 403
    assert status_of(article) == status
    allowed = signed_in(make_user(permissions=[*MAY_EDIT, STEPS[step].permission]))
    page = allowed.get(change_url(article))
    assert f'name="{step}"' in page.content.decode() or step == "_as_it_is"
    assert allowed.post(change_url(article), filled(page, press=step)).status_code == 302


@pytest.mark.parametrize(
    ("action", "permission", "status"),
    [
        ("publish_selected", "publish_article", ArticleStatus.DRAFT),
        ("withdraw_selected", "withdraw_article", ArticleStatus.PUBLISHED),
    ],
)
def test_bulk_steps_need_the_same_permissions(action, permission, status):
    article = sound_article(status=status)
    others = {"publish_article", "withdraw_article"} - {permission}
    act(signed_in(make_user(permissions=[*MAY_EDIT, *others])), action, article, _withdraw="1")
    assert status_of(article) == status
    act(signed_in(make_user(permissions=[*MAY_EDIT, permission])), action, article, _withdraw="1")
    assert status_of(article) != status


@pytest.mark.parametrize(
    ("step", "permission"), [("_review", "submit_article"), ("_publish", "publish_article")]
)
def test_last_step_of_the_review_needs_the_same_permissions(step, permission):
    article = sound_article()
    url = reverse("admin:articles_article_review", args=[article.pk])
    sent = {
        "do": "save",
        "opened_version": article.version,
        "headline": article.headline,
        "outlet": article.outlet_id,
        "issued": "2031-03-12",
        step: "1",
    }
    assert signed_in(make_user(permissions=MAY_EDIT)).post(url, sent).status_code == 403
    assert status_of(article) == ArticleStatus.DRAFT
    signed_in(make_user(permissions=[*MAY_EDIT, permission])).post(url, sent)
    assert status_of(article) == STATUS_AFTER[step]


STATUS_AFTER = {"_review": ArticleStatus.IN_REVIEW, "_publish": ArticleStatus.PUBLISHED}


# Sending back


def test_sending_back_saves_what_was_typed_and_asks_for_a_note(desk):
    article = in_review()
    response = send(desk, article, press="_return", headline="Mended on the way")
    assert response.url == return_url(article)
    article.refresh_from_db()
    assert (article.headline, article.status) == ("Mended on the way", ArticleStatus.IN_REVIEW)
    page = desk.get(response.url).content.decode()
    assert "What is to be done" in page
    assert "What you changed is saved." in page


def test_sending_back_says_nothing_of_changes_where_nothing_was_typed(desk):
    response = send(desk, in_review(), press="_return")
    assert "is saved" not in desk.get(response.url).content.decode()


def test_article_is_sent_back_with_a_note_that_stays_until_it_is_resolved(desk, editor, writer):
    article = in_review(created_by=writer)
    assert returned(desk, article, note="Who said it? Ask again.").url == change_url(article)
    assert status_of(article) == ArticleStatus.DRAFT
    note = Note.objects.get()
    assert (note.sent_back, note.made_by, note.is_open) == (True, editor, True)
    kept = Revision.objects.get(change=Change.RETURNED)
    assert (kept.object_id, kept.made_by, kept.why) == (article.pk, editor, note.text)
    review = reverse("admin:articles_article_review", args=[article.pk])
    for page in (change_url(article), review):
        assert note.text in signed_in(writer).get(page).content.decode()


def test_note_is_required_for_an_article_of_somebody_else(desk, writer):
    article = in_review(created_by=writer)
    response = returned(desk, article, note="  ")
    assert "Say what is to be done" in response.content.decode()
    assert status_of(article) == ArticleStatus.IN_REVIEW


def test_writer_takes_an_own_article_back_without_a_note(writer):
    article = in_review(created_by=writer)
    assert returned(signed_in(writer), article).status_code == 302
    assert status_of(article) == ArticleStatus.DRAFT
    assert not Note.objects.exists()


def test_writer_sends_back_nobody_elses_article(writer):
    article = in_review()
    client = signed_in(writer)
    assert client.get(return_url(article)).status_code == 403
    assert client.post(return_url(article), {"note": "No."}).status_code == 403
    assert status_of(article) == ArticleStatus.IN_REVIEW


def test_sending_back_what_was_saved_in_the_meantime_asks_again_and_keeps_the_note(desk):
    article = in_review()
    page = desk.get(return_url(article))
    seen = page.context["form"]["opened_version"].value()
    send(desk, article, headline="Newer")
    again = desk.post(return_url(article), {"note": "Too long.", "opened_version": seen})
    html = again.content.decode()
    assert "saved in the meantime" in html
    assert "Too long." in html
    assert status_of(article) == ArticleStatus.IN_REVIEW
    newest = again.context["form"]["opened_version"].value()
    desk.post(return_url(article), {"note": "Too long.", "opened_version": newest})
    assert status_of(article) == ArticleStatus.DRAFT


@pytest.mark.parametrize("status", [s for s in ArticleStatus if s != ArticleStatus.IN_REVIEW])
def test_only_what_is_in_review_is_sent_back(desk, status):
    article = sound_article(status=status)
    response = desk.post(return_url(article), {"note": "Why not?"}, follow=True)
    assert "only what is in review is sent back" in response.content.decode()
    assert status_of(article) == status


def test_what_is_scheduled_goes_back_to_draft_at_once(desk):
    article = sound_article(status=ArticleStatus.SCHEDULED)
    send(desk, article, press="_draft")
    article.refresh_from_db()
    assert (article.status, article.publish_at) == (ArticleStatus.DRAFT, None)


@pytest.mark.parametrize("how", ["page", "list"])
def test_what_is_scheduled_is_published_at_once_unless_it_gets_another_time(desk, how):
    ahead = timezone.localtime() + timedelta(days=2)
    article = sound_article(status=ArticleStatus.SCHEDULED, publish_at=ahead)
    if how == "list":
        act(desk, "publish_selected", article)
    else:
        later = ahead + timedelta(days=1)
        typed = {"publish_at_0": f"{later:%Y-%m-%d}", "publish_at_1": f"{later:%H:%M:%S}"}
        send(desk, article, press="_publish", **typed)
        article.refresh_from_db()
        assert (article.status, article.publish_at.date()) == ("scheduled", later.date())
        send(desk, article, press="_publish")
    article.refresh_from_db()
    assert (article.status, article.publish_at) == (ArticleStatus.PUBLISHED, None)


def test_sending_back_an_article_that_is_gone_leads_home(desk):
    assert desk.get(reverse("admin:articles_article_return", args=[999])).status_code == 302
