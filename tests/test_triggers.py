"""The database itself keeps the stamp: whatever readers may see changes it, and nothing else."""

import re
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions.stamping import read_stamp
from articles.choices import ArticleStatus
from articles.models import (
    Actor,
    ActorCount,
    Appearance,
    Article,
    Correction,
    Obstacle,
    ObstacleReport,
    Phrase,
    Quote,
    QuoteAbout,
    QuoteLink,
    Section,
    Stamp,
    Tag,
)
from articles.triggers import HANGS_ON, PRIVATE, forget_stamp, watch_tables, watched
from tests.caching.asking import transaction_has_ended
from tests.factories import (
    make_actor,
    make_article,
    make_correction,
    make_error_note,
    make_link,
    make_note,
    make_quote,
    make_section,
)
from tests.views.newsroom import make_newsroom, public_pages

MODELS = list(apps.get_app_config("articles").get_models())


def stamp() -> str:
    transaction_has_ended()
    value, _ = read_stamp(timezone.now())
    assert value
    return value


def changes_it(write) -> bool:
    before = stamp()
    write()
    return stamp() != before


def test_a_table_is_watched_unless_it_is_named_as_private():
    names = {model.__name__ for model in MODELS}
    assert names >= PRIVATE
    tables = {model._meta.db_table for model in watched(MODELS)}
    assert tables >= HANGS_ON.keys()
    every = apps.get_models(include_auto_created=True)
    ours = {model for model in every if model._meta.app_label == "articles"}
    assert {model.__name__ for model in ours if model._meta.db_table not in tables} == PRIVATE


@pytest.mark.django_db
def test_public_pages_read_no_table_that_is_not_watched():
    room, client = make_newsroom(), Client()
    with CaptureQueriesContext(connection) as queries:
        for url in public_pages(room):
            client.get(url)
    said = " ".join(query["sql"] for query in queries)
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    read = {word.removesuffix("_fts") for word in re.findall(r"\b[a-z]+_[a-z_]+\b", said)} & known
    assert len(read) > 15
    assert read - {model._meta.db_table for model in watched(MODELS)} == {"articles_stamp"}


@pytest.mark.django_db
def test_everything_that_readers_see_changes_it():
    room = make_newsroom()
    writes = [
        lambda: make_correction(room.article),
        lambda: Correction.objects.bulk_create([Correction(article=room.article, note="Again.")]),
        lambda: make_link(room.quote, make_quote(room.article, "And so on.")),
        lambda: QuoteLink.objects.update(note="Plainly."),
        lambda: QuoteLink.objects.all().delete(),
        lambda: Section.objects.filter(pk=room.section.pk).update(body="Marrow came last."),
        lambda: Quote.objects.filter(pk=room.quote.pk).update(cue="wrote"),
        lambda: Phrase.objects.create(quote=room.quote, number=7),
        lambda: Phrase.objects.all().delete(),
        lambda: QuoteAbout.objects.all().delete(),
        lambda: room.report.laid_by.remove(room.actor),
        lambda: room.report.faced_by.clear(),
        lambda: ObstacleReport.objects.update(text="Not any more."),
        lambda: room.process.parties.add(room.other),
        lambda: Obstacle.objects.update(title="A toll of ten crowns"),
        lambda: room.obstacle.tags.clear(),
        lambda: ActorCount.objects.update(quotes=7),
        lambda: Appearance.objects.filter(actor=room.other).delete(),
        lambda: Tag.objects.update(description="What ships pay."),
        lambda: Article.objects.update(status=ArticleStatus.WITHDRAWN, publish_at=None),
        lambda: Article.objects.update(status=ArticleStatus.DRAFT),
    ]
    assert [number for number, write in enumerate(writes) if not changes_it(write)] == []


@pytest.mark.django_db
def test_work_on_a_draft_leaves_readers_their_pages():
    room = make_newsroom()
    draft = make_article("In the making", status=ArticleStatus.DRAFT, day=date(2025, 3, 13))

    def work():
        section = make_section(draft, "Nothing moves. Nothing comes.")
        quote = make_quote(draft, "Nothing moves.", section=section)
        Phrase.objects.create(quote=quote, number=7)
        report = ObstacleReport.objects.create(
            article=draft, obstacle=room.obstacle, **draft.copies
        )
        report.laid_by.add(room.actor)
        make_link(quote, make_quote(draft, "Nothing comes.", section=section))
        Section.objects.filter(article=draft).update(heading="What moves")
        Article.objects.filter(pk=draft.pk).update(status=ArticleStatus.IN_REVIEW)
        make_note(draft)
        make_error_note(room.article)
        draft.quotes.all().delete()

    assert not changes_it(work)


@pytest.mark.django_db
def test_it_changes_with_the_transaction_and_not_without():
    actor, before = make_actor(), stamp()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Actor.objects.update(summary="A pilot.")
        1 / 0  # noqa: B018
    assert stamp() == before
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            actor.save()
            1 / 0  # noqa: B018
        actor.save()
    assert stamp() != before


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_transactions_that_overlap_neither_wait_nor_hide_each_other():
    make_actor("Ada Marrow")
    other = connection.copy()
    seen = [stamp()]
    try:
        with transaction.atomic():
            Actor.objects.update(summary="A pilot.")
            with other.cursor() as cursor:  # its change ends first
                cursor.execute("SET lock_timeout = '2s'")
                cursor.execute(
                    "INSERT INTO articles_actorcount (actor_id, quotes, articles, months) "
                    "SELECT id, 0, 0, '{}' FROM articles_actor"
                )
                seen.append(stamp_of(other))
        seen.append(stamp())
    finally:
        other.close()
    assert len(set(seen)) == 3
    assert Stamp.objects.count() == 2
    assert not changes_it(lambda: None)


def stamp_of(other) -> str:
    with other.cursor() as cursor:
        cursor.execute("SELECT value FROM articles_stamp ORDER BY id")
        return " ".join(str(value) for (value,) in cursor.fetchall())


@pytest.mark.django_db
def test_while_a_migration_runs_nobody_can_tell_and_then_all_is_watched_again():
    make_actor()
    before = stamp()
    forget_stamp(connection)
    Actor.objects.update(summary="A pilot.")
    assert read_stamp(timezone.now()) == ("", False) or connection.vendor == "postgresql"
    watch_tables(connection, MODELS)
    assert stamp() != before
    assert changes_it(lambda: Actor.objects.update(summary="A mayor."))
    with CaptureQueriesContext(connection) as queries:
        watch_tables(connection, MODELS)
    assert not any("TRIGGER" in query["sql"] for query in queries)


@pytest.mark.django_db
def test_words_found_anew_change_it():
    make_article()
    assert changes_it(lambda: call_command("rebuild_search", stdout=StringIO()))


@pytest.mark.django_db
def test_article_that_is_due_is_told_in_the_same_query(django_assert_num_queries):
    make_article(status=ArticleStatus.SCHEDULED)
    with django_assert_num_queries(1):
        assert not read_stamp(timezone.now())[1]
    Article.objects.update(publish_at=timezone.now())
    with django_assert_num_queries(1):
        assert read_stamp(timezone.now())[1]
