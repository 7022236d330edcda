from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.actions.history import (
    DERIVED,
    LINKS,
    MADE_ANEW,
    NOT_PARTS,
    PARTS,
    hold,
    kept_fields,
    record,
    snapshot_at,
    snapshot_of,
)
from articles.actions.settling import settle_article
from articles.choices import ArticleStatus, Change, Noun
from articles.models import Article, Note, Proposal, Quote, Revision
from tests.factories import (
    make_actor,
    make_article,
    make_correction,
    make_name,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_role,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


def changes_of(row):
    rows = Revision.objects.filter(noun=row._meta.model_name, object_id=row.pk)
    return list(rows.order_by("version").values_list("version", "change"))


# Nothing is forgotten


def test_every_relation_of_an_article_is_kept_or_left_out_for_a_reason():
    followed = {parts.name for parts in PARTS[Article]} | {name for name, _ in LINKS[Article]}
    relations = {relation.get_accessor_name() for relation in Article._meta.related_objects}
    relations |= {field.name for field in Article._meta.many_to_many} - {"tags"}
    assert relations - followed - set(NOT_PARTS) == set()
    assert all(len(reason) > 10 for reason in NOT_PARTS.values())


def test_every_relation_to_a_part_is_inside_the_article_or_a_link_that_is_kept():
    """What refers to a quote from outside would lose it when the quote goes and comes back."""
    inside = {Article._meta.get_field(parts.name).related_model for parts in PARTS[Article]}
    linked = {Article._meta.get_field(name).related_model for name, _ in LINKS[Article]}
    for model in inside:
        for relation in model._meta.related_objects:
            through = {field.remote_field.through for field in model._meta.many_to_many}
            assert relation.related_model in inside | linked | through | MADE_ANEW, relation


@pytest.mark.parametrize("model", DERIVED)
def test_a_field_that_is_left_out_exists(model):
    names = {field.name for field in model._meta.concrete_fields}
    assert DERIVED[model] <= names
    assert kept_fields(model)


# What is kept


def test_snapshot_of_an_article_holds_its_parts_and_how_they_were_called():
    ada, bo = make_actor("Ada Quill"), make_actor("Bo Lind")
    article = make_article(
        "Ferry talks", day="2031-03-12", tags=["Ferries"], outlet=make_outlet("The Strait Post")
    )
    quote = make_quote(article, "We sail.", speaker=ada, about=[bo], tags=["War risk"])
    obstacle = make_obstacle("Tolls")
    report = make_report(obstacle, article, laid_by=[ada], faced_by=[bo], quote=quote)
    correction = make_correction(article, quote=quote)
    note = Note.objects.create(article=article, quote=quote, text="Who was it?")
    learned = make_name(ada, "A. Quill", article=article)
    role = make_role(ada, "Harbour master", article=article)
    proposal = Proposal.objects.create(article=article, kind="quote", text="We sail.", quote=quote)

    kept = snapshot_of(article)

    assert kept["fields"]["headline"] == "Ferry talks"
    assert kept["fields"]["issued_on"] == "2031-03-12"
    assert kept["fields"]["tags"] == ["Ferries"]
    assert "version" not in kept["fields"]
    (row,) = kept["rows"]["quotes"]
    assert row["pk"] == quote.pk
    assert (row["speaker"], row["about"], row["tags"]) == (ada.pk, [bo.pk], ["War risk"])
    (row,) = kept["rows"]["reports"]
    assert (row["pk"], row["laid_by"], row["faced_by"]) == (report.pk, [ada.pk], [bo.pk])
    assert [row["actor"] for row in kept["rows"]["appearances"]] == [ada.pk, bo.pk]
    assert [row["pk"] for row in kept["rows"]["proposals"]] == [proposal.pk]
    assert kept["rows"]["corrections"][0]["quote"] == quote.pk
    assert kept["rows"]["corrections"][0]["pk"] == correction.pk
    assert [row["pk"] for row in kept["rows"]["learned_names"]] == [learned.pk]
    assert [row["pk"] for row in kept["rows"]["learned_roles"]] == [role.pk]
    assert kept["links"]["notes"] == [[note.pk, quote.pk]]
    assert kept["names"]["actor"] == {str(ada.pk): "Ada Quill", str(bo.pk): "Bo Lind"}
    assert kept["names"]["obstacle"] == {str(obstacle.pk): "Tolls"}
    assert kept["names"]["outlet"] == {str(article.outlet_id): "The Strait Post"}
    assert set(kept["names"]["tag"].values()) == {"Ferries", "War risk"}


def test_snapshots_of_the_other_nouns_hold_their_fields_and_rows():
    ada, board = make_actor("Ada Quill", names=["A. Quill"]), make_actor("Harbour Board")
    make_role(ada, "Harbour master", organisation=board)
    process = make_process("Strait talks", parties=[ada, board])
    obstacle = make_obstacle("Tolls", process=process, tags=["Ferries"])
    assert [row["name"] for row in snapshot_of(ada)["rows"]["names"]] == ["Ada Quill", "A. Quill"]
    assert snapshot_of(ada)["rows"]["roles"][0]["organisation"] == board.pk
    assert snapshot_of(process)["fields"]["parties"] == [ada.pk, board.pk]
    assert snapshot_of(obstacle)["fields"]["tags"] == ["Ferries"]
    assert snapshot_of(obstacle)["fields"]["process"] == process.pk
    assert snapshot_of(make_tag("Ports"))["fields"]["name"] == "Ports"
    assert snapshot_of(make_outlet("The Strait Post"))["fields"]["name"] == "The Strait Post"


def test_snapshot_costs_the_same_for_one_quote_and_for_many(django_assert_num_queries):
    article = make_article()
    for number in range(3):
        actors = make_actor(), make_actor()
        make_quote(article, f"Word {number}.", speaker=actors[0], about=[actors[1]], tags=["T"])
        make_report(article=article, laid_by=actors)
    with django_assert_num_queries(21):
        three = snapshot_of(article)
    Quote.objects.filter(pk__in=[row["pk"] for row in three["rows"]["quotes"][1:]]).delete()
    with django_assert_num_queries(21):
        assert len(snapshot_of(article)["rows"]["quotes"]) == 1


# Holding and recording


def test_a_version_is_held_once_as_it_was_found(django_assert_num_queries):
    article = make_article("Before")
    Article.objects.filter(pk=article.pk).update(updated_at=timezone.now() - timedelta(days=3))
    revision = hold(article)
    assert (revision.change, revision.made_by, revision.version) == (Change.FOUND, None, 1)
    assert revision.made_at < timezone.now() - timedelta(days=2)
    article.headline = "Typed, not saved"
    with django_assert_num_queries(1):
        assert hold(article) == revision
    assert snapshot_at(Noun.ARTICLE, article.pk, 1)["fields"]["headline"] == "Before"


def test_an_opened_version_is_marked_and_stays_so():
    actor = make_actor()
    assert hold(actor).is_held is False
    assert hold(actor, is_opened=True).is_held is True
    assert hold(actor).is_held is True


def test_a_change_is_kept_at_the_version_that_it_left():
    ada, article = make_user("ada"), make_article("Before")
    hold(article)
    article.headline = "After"
    settle_article(article)
    revision = record(article, Change.EDITED, by=ada, why="  The minister was named wrongly. ")
    assert (revision.version, revision.made_by, revision.title) == (2, ada, "After")
    assert revision.why == "The minister was named wrongly."
    assert snapshot_at(Noun.ARTICLE, article.pk, 1)["fields"]["headline"] == "Before"
    assert snapshot_at(Noun.ARTICLE, article.pk, 2)["fields"]["headline"] == "After"
    assert snapshot_at(Noun.ARTICLE, article.pk, 3) is None
    assert snapshot_at(Noun.ACTOR, article.pk, 1) is None


def decide(article, by):
    hold(article)
    settle_article(article)
    return record(article, Change.REVIEWED, by=by)


def test_the_decisions_of_one_sitting_are_one_revision():
    ada, article = make_user(), make_article(status=ArticleStatus.DRAFT)
    make_section(article)
    for _ in range(3):
        decide(article, ada)
    assert changes_of(article) == [(1, "found"), (4, "reviewed")]


def test_a_version_that_is_forgotten_while_a_page_opens_gives_way_to_the_present_one():
    ada, article = make_user(), make_article(status=ArticleStatus.DRAFT)
    decide(article, ada)

    meanwhile = [decide]

    def decide_meanwhile(execute, sql, *rest):
        if meanwhile and sql.startswith("UPDATE") and "is_held" in sql:
            meanwhile.pop()(article, ada)
        return execute(sql, *rest)

    with connection.execute_wrapper(decide_meanwhile):
        held = hold(article, is_opened=True)
    assert (held.version, held.is_held) == (3, True)
    assert Revision.objects.get(pk=held.pk).is_held


def test_a_sitting_ends_with_another_editor_an_opened_page_or_time():
    ada, bo, article = make_user(), make_user(), make_article(status=ArticleStatus.DRAFT)
    decide(article, ada)
    decide(article, bo)
    hold(article, is_opened=True)
    late = decide(article, bo)
    Revision.objects.filter(pk=late.pk).update(made_at=timezone.now() - timedelta(hours=1))
    decide(article, bo)
    assert [version for version, _ in changes_of(article)] == [1, 2, 3, 4, 5]
