"""An error stands in the way of readers at every entrance; each check leads to its field."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.actions.checks import ChecksFailed
from articles.actions.duplicates import look_for_duplicates
from articles.actions.publishing import publish_due
from articles.actions.reviewing import reviewing
from articles.actions.settling import settle_article
from articles.choices import ArticleStatus, Noun
from articles.ingest.drafts import Received
from articles.ingest.updating import apply, as_json
from articles.models import Article, Duplicate
from tests.factories import make_actor, make_article, make_quote, make_role, make_user

from .conftest import signed_in
from .forms_of import act, change_url, send

pytestmark = pytest.mark.django_db

TEXT = "Talks resume\n\nThe talks went on for a day. “We sail.”\n"


def rows(article):
    return Article.objects.filter(pk=article.pk)


ERRORS = {
    "no outlet": (lambda article: rows(article).update(outlet=None), "Say which outlet"),
    "unknown date": (
        lambda article: rows(article).update(
            date_unknown=False, issued_on=None, issued_until=None, issued_precision=""
        ),
        "When was the article issued?",
    ),
    "empty section": (
        lambda article: article.sections.create(heading="Empty", body=" ", position=9),
        "The section “Empty” is empty.",
    ),
    "quote not found": (
        lambda article: article.quotes.update(text="They never said this."),
        "Not found in the text",
    ),
    "no headline": (lambda article: rows(article).update(headline=""), "no headline"),
}


def unsound(error, status=ArticleStatus.PUBLISHED):
    article = make_article(status=status, date_unknown=True, body="The talks went on.")
    make_quote(article, "We sail.")
    settle_article(article)
    ERRORS[error][0](article)
    article.refresh_from_db()
    return article


def entrance(test):
    return pytest.mark.parametrize("error", ERRORS)(test)


def as_it_was(article):
    before = article.version, article.status
    article.refresh_from_db()
    return (article.version, article.status) == before


@entrance
def test_a_save_of_what_readers_see_is_refused(desk, error):
    article = unsound(error)
    response = send(desk, article, byline="Mara Lind")
    assert response.status_code == 200
    expected = "This field is required" if error == "no headline" else ERRORS[error][1]
    assert expected in response.content.decode()
    assert "Mara Lind" in response.content.decode()
    assert as_it_was(article)


@entrance
def test_a_save_of_one_of_its_quotes_is_refused(desk, error):
    article = unsound(error)
    response = send(desk, article.quotes.get(), cue="said")
    assert response.status_code == 200
    assert ERRORS[error][1] in response.content.decode()
    assert as_it_was(article)


@entrance
def test_a_decision_in_its_review_is_refused(error):
    article = unsound(error)
    expected = ERRORS[error][1].rstrip("?")
    with pytest.raises(ChecksFailed, match=expected), reviewing(article.pk, None):
        pass
    assert as_it_was(article)


@entrance
def test_publishing_it_from_the_list_is_refused(desk, error):
    article = unsound(error, ArticleStatus.DRAFT)
    rows(article).update(gaps=0)
    if error == "quote not found":
        article.quotes.update(anchored=False)
    response = act(desk, "publish_selected", article, follow=True)
    assert ERRORS[error][1] in response.content.decode()
    assert as_it_was(article)


@entrance
def test_publishing_it_on_its_page_is_refused(desk, error):
    article = unsound(error, ArticleStatus.DRAFT)
    response = send(desk, article, press="_as_it_is")
    if response.status_code == 302:
        response = desk.get(response.url)
    article.refresh_from_db()
    assert article.status == ArticleStatus.DRAFT
    expected = "This field is required" if error == "no headline" else ERRORS[error][1]
    assert expected in response.content.decode()


@entrance
def test_what_is_due_goes_back_to_review(error):
    article = unsound(error, ArticleStatus.SCHEDULED)
    if error == "quote not found":
        article.quotes.update(anchored=False)
    rows(article).update(publish_at=timezone.now() - timedelta(minutes=1))
    assert publish_due() == 0
    article.refresh_from_db()
    assert article.status == ArticleStatus.IN_REVIEW


@pytest.mark.parametrize("error", ["no outlet", "unknown date", "quote not found"])
def test_taking_over_a_newer_text_is_refused(error):
    """Of the newer text come the sections and the headline."""
    article = unsound(error)
    rows(article).update(source_text="The talks went on.")
    update = article.updates.create(received=as_json(Received(TEXT)), source_sha256="0" * 64)
    with pytest.raises(ChecksFailed, match=ERRORS[error][1].rstrip("?")):
        apply(update, make_user(), drop_lost=False)
    assert as_it_was(article)


def draft_with_warnings():
    article = make_article(status=ArticleStatus.DRAFT, day=date(2031, 3, 12), body="Talks.")
    speaker = make_actor("Ilsa Marenko")
    make_role(speaker, "Harbour minister", end=date(2031, 1, 1), end_precision="day")
    make_quote(article, "We sail.", speaker=speaker, speaker_title="harbour minister")
    look_for_duplicates(Noun.ACTOR, [make_actor("Ilsa Marenco").pk])
    settle_article(article)
    return article


def test_warnings_block_nothing_and_each_leads_to_its_place(desk):
    article = draft_with_warnings()
    pair = Duplicate.objects.get()
    html = desk.get(change_url(article)).content.decode()
    question = reverse("admin:articles_duplicate_change", args=[pair.pk])
    assert '<a href="#quotes-0">Printed is “harbour minister”' in html
    assert f'<a href="{question}">Are “Ilsa Marenko” and “Ilsa Marenco” the same?' in html
    assert '<a href="#appearances-0">Named nowhere else' in html

    review = reverse("admin:articles_article_review", args=[article.pk])
    html = desk.get(f"{review}?at=end").content.decode()
    quote = reverse("admin:articles_quote_change", args=[article.quotes.get().pk])
    assert f'<a href="{quote}">' in html
    assert f'<a href="{change_url(article)}#appearances-0">See to it' in html
    assert f'<a href="{question}">' in html

    assert send(desk, article, press="_publish").status_code == 302
    article.refresh_from_db()
    assert article.is_published


def test_who_may_not_see_the_queue_gets_no_link_to_it():
    article = draft_with_warnings()
    client = signed_in(make_user(permissions=["view_article"]))
    html = client.get(change_url(article)).content.decode()
    assert "Are “Ilsa Marenko” and “Ilsa Marenco” the same?" in html
    assert "/duplicate/" not in html
