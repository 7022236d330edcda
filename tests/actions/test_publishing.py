from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles.actions.checks import ChecksFailed, check_article
from articles.actions.locking import BRIEFLY, waiting_briefly
from articles.actions.publishing import publish, publish_due, withdraw
from articles.choices import ArticleStatus
from articles.models import Article
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_quote,
    make_section,
)

pytestmark = pytest.mark.django_db


def make_sound_draft(**fields):
    article = make_article(status=ArticleStatus.DRAFT, date_unknown=True, **fields)
    make_section(article, "“We sail at noon,” she said.")
    make_quote(article, "We sail at noon,")
    return article


def test_a_sound_draft_is_published():
    article = make_sound_draft()

    publish(article)

    article.refresh_from_db()
    assert article.status == ArticleStatus.PUBLISHED
    assert article.published_at == article.first_published_at
    assert article.quotes.published().count() == 1


def test_publishing_sees_to_what_it_was_sent_back_for():
    article = make_sound_draft()
    back = article.notes.create(text="Who says so?", sent_back=True)
    other = article.notes.create(text="Nice one.")

    publish(article)

    assert not article.notes.get(pk=back.pk).is_open
    assert article.notes.get(pk=other.pk).is_open


@pytest.mark.parametrize(
    ("spoil", "field"),
    [
        (lambda article: Article.objects.filter(pk=article.pk).update(outlet=None), "outlet"),
        (lambda article: Article.objects.filter(pk=article.pk).update(headline=" "), "headline"),
        (
            lambda article: Article.objects.filter(pk=article.pk).update(date_unknown=False),
            "issued",
        ),
        (lambda article: make_section(article, " ", heading="Empty"), "section-"),
        (lambda article: article.quotes.update(anchored=False), "quote-"),
    ],
)
def test_what_is_not_sound_is_not_published(spoil, field):
    article = make_sound_draft()
    spoil(article)
    article.refresh_from_db()

    with pytest.raises(ChecksFailed) as failed:
        publish(article)

    assert [check.field.startswith(field) for check in failed.value.checks] == [True]
    article.refresh_from_db()
    assert article.status == ArticleStatus.DRAFT


def test_a_missing_speaker_warns_and_does_not_block():
    article = make_sound_draft()
    assert [(check.level, check.message) for check in check_article(article)] == [
        ("warning", "Nobody is named as the speaker of “We sail at noon,”")
    ]


def test_actors_that_no_other_article_names_are_pointed_out():
    article = make_sound_draft()
    make_appearance(article, make_actor("Sundays"))
    known = make_actor("Ada Quill")
    for place in (article, make_article()):
        make_appearance(place, known)
    messages = [check.message for check in check_article(article)]
    assert "Named nowhere else, are they right? Sundays (person)" in messages


def test_a_time_ahead_schedules():
    article = make_sound_draft()
    later = timezone.now() + timedelta(hours=2)

    publish(article, at=later)

    article.refresh_from_db()
    assert (article.status, article.publish_at) == (ArticleStatus.SCHEDULED, later)
    assert not Article.objects.published().exists()


def test_publish_due_publishes_what_is_due_and_nothing_else():
    due, later = make_sound_draft(headline="Due"), make_sound_draft(headline="Later")
    now = timezone.now()
    publish(due, at=now + timedelta(minutes=1))
    publish(later, at=now + timedelta(minutes=9))

    assert publish_due(now + timedelta(minutes=2)) == 1

    assert [a.headline for a in Article.objects.published()] == ["Due"]
    assert due.quotes.published().count() == 1


def test_what_is_due_but_no_longer_sound_goes_back_to_review():
    article = make_sound_draft()
    publish(article, at=timezone.now() + timedelta(minutes=1))
    article.quotes.update(anchored=False)

    assert publish_due(timezone.now() + timedelta(minutes=2)) == 0

    article.refresh_from_db()
    assert article.status == ArticleStatus.IN_REVIEW


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The trigger is SQLite's")
@pytest.mark.parametrize("refuses", ["status = 'published'", "status <> 'scheduled'"])
def test_what_fails_is_no_obstacle_to_readers_nor_to_what_is_due_later(client, refuses):
    broken, sound = make_sound_draft(headline="Broken"), make_sound_draft(headline="Sound")
    for article in (broken, sound):
        publish(article, at=timezone.now() + timedelta(minutes=1))
    Article.objects.update(publish_at=timezone.now() - timedelta(seconds=1))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER refuse BEFORE UPDATE ON articles_article WHEN NEW.headline = 'Broken'"
            f" AND NEW.{refuses} BEGIN SELECT RAISE(ABORT, 'no'); END"
        )

    assert client.get("/articles/").status_code == 200

    broken.refresh_from_db()
    sound.refresh_from_db()
    goes_back = refuses.endswith("'published'")
    assert broken.status == (ArticleStatus.IN_REVIEW if goes_back else ArticleStatus.SCHEDULED)
    assert sound.status == ArticleStatus.PUBLISHED


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows")
def test_who_publishes_what_is_due_waits_for_other_writers_but_briefly():
    def waits():
        return connection.cursor().execute("PRAGMA busy_timeout").fetchone()[0]

    usual = waits()
    with pytest.raises(ZeroDivisionError), waiting_briefly():
        assert waits() == BRIEFLY
        raise ZeroDivisionError
    assert waits() == usual > 10 * BRIEFLY


def test_the_first_request_after_the_time_publishes(client):
    article = make_sound_draft()
    publish(article, at=timezone.now() + timedelta(minutes=1))
    Article.objects.update(publish_at=timezone.now() - timedelta(seconds=1))

    client.get("/robots.txt")

    article.refresh_from_db()
    assert article.status == ArticleStatus.PUBLISHED


def test_the_command_says_how_many(capsys):
    article = make_sound_draft()
    publish(article, at=timezone.now() + timedelta(minutes=1))
    Article.objects.update(publish_at=timezone.now() - timedelta(seconds=1))

    call_command("publish_due")

    assert capsys.readouterr().out == "1 published\n"


def test_withdrawn_rows_are_public_nowhere():
    article = make_sound_draft()
    publish(article)

    withdraw(article)

    assert not article.quotes.published().exists()
    assert article.first_published_at is not None
