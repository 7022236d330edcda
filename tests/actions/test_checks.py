"""What is asked of an article before readers may see it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.checks import check_article
from articles.actions.duplicates import look_for_duplicates, not_the_same
from articles.actions.publishing import publish, withdraw
from articles.actions.settling import settle_article
from articles.choices import Noun
from articles.models import Duplicate
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_obstacle,
    make_quote,
    make_report,
    make_role,
    make_user,
)

pytestmark = pytest.mark.django_db
ENDED = {"end": date(2031, 3, 11), "end_precision": "day"}


def warnings_at(article, kind):
    found = [check for check in check_article(article) if check.field.startswith(kind)]
    assert all(check.level == "warning" for check in found)
    return [(check.field, check.message) for check in found]


def quoted(**fields):
    """A quote of 12 March 2031 by the harbour minister."""
    article = make_article(day=date(2031, 3, 12))
    fields = {"speaker": make_actor("Ada Quill"), "speaker_title": "harbour minister"} | fields
    return make_quote(article, "We sail.", **fields)


def test_a_role_that_ended_before_the_quote_is_worth_a_look():
    quote = quoted()
    make_role(quote.speaker, "Minister for Harbours", **ENDED)
    assert warnings_at(quote.article, "quote") == [
        (
            f"quote-{quote.pk}",
            "Printed is “harbour minister”, but Ada Quill was Minister for Harbours only until "
            "11 March 2031: “We sail.”",
        )
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"speaker_title": "former harbour minister"},
        {"speaker_title": "pilot"},
        {"speaker_title": ""},
        {"said_on": date(2031, 3, 1), "said_on_precision": "month"},
        {"said_on": date(2031, 1, 5), "said_on_precision": "day"},
    ],
)
def test_a_role_that_may_have_been_held_or_is_not_printed_is_none(fields):
    quote = quoted(**fields)
    make_role(quote.speaker, "Minister for Harbours", **ENDED)
    assert warnings_at(quote.article, "quote") == []


def test_who_holds_the_office_again_has_not_lost_it():
    quote = quoted()
    make_role(quote.speaker, "Harbour minister", **ENDED)
    make_role(quote.speaker, "Harbour minister", start=date(2031, 3, 12), start_precision="day")
    assert warnings_at(quote.article, "quote") == []


def test_a_role_that_a_draft_has_taught_counts_at_the_desk():
    quote = quoted()
    draft = make_article(status="draft")
    make_role(quote.speaker, "Harbour minister", article=draft, **ENDED)
    assert len(warnings_at(quote.article, "quote")) == 1


def test_an_obstacle_without_evidence_is_worth_a_look():
    article = make_article(body="The talks stall.")
    toll = make_obstacle("A toll")
    bare = make_report(toll, article, text="")
    make_report(toll, article, text="", quote=make_quote(article))
    make_report(toll, article, text="The talks stall.")
    settle_article(article)
    assert warnings_at(article, "report") == [
        (
            f"report-{bare.pk}",
            "Neither a sentence nor a quote is given as evidence of “A toll”.",
        )
    ]


def test_what_stands_again_after_a_retraction_is_worth_a_word(db):
    article = quoted().article
    publish(article)
    assert warnings_at(article, "corrections") == []
    withdraw(article, retraction="Nobody said this.")
    publish(article)
    [(_, told)] = warnings_at(article, "corrections")
    assert told.startswith("Readers are told of its retraction.")
    article.corrections.create(kind="clarification", note="It was said after all.")
    assert warnings_at(article, "corrections") == []


def test_an_actor_that_looks_like_another_is_worth_a_look_until_it_is_answered():
    article = make_article(body="The talks stall.")
    here, known = make_actor("Ilsa Marenco"), make_actor("Ilsa Marenko")
    make_appearance(article, here)
    look_for_duplicates(Noun.ACTOR, [here.pk])
    pair = Duplicate.objects.get()
    assert warnings_at(article, "duplicate") == [
        (f"duplicate-{pair.pk}", "Are “Ilsa Marenco” and “Ilsa Marenko” the same?")
    ]
    assert warnings_at(make_article(), "duplicate") == []

    not_the_same(pair.pk, make_user())

    assert warnings_at(article, "duplicate") == []
    known.refresh_from_db()


def test_checks_cost_the_same_for_one_row_of_each_and_for_three():
    article = make_article(body="The talks stall.")
    costs = []
    for number in range(3):
        speaker = make_actor(f"Ada Quill{'l' * number}")
        make_role(speaker, organisation=make_actor(kind="organisation"), **ENDED)
        make_quote(article, "The talks stall.", speaker=speaker, speaker_title="Ferry minister")
        make_report(article=article, text="The talks stall.")
        look_alike = make_actor(f"Bo Rand{'d' * number}")
        make_appearance(article, look_alike)
        look_for_duplicates(Noun.ACTOR, [look_alike.pk])
        article.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            check_article(article)
        costs.append(len(queries))
    assert Duplicate.objects.exists()
    assert costs[1] == costs[2] <= 9  # the outlet is read too
