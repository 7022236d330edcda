"""Statements that a database must not answer by walking through a whole table."""

import pytest
from django.db import connection

from articles.feeds import ProcessFeed
from articles.models import Phrase, Process, Quote, QuoteLink, Tag
from articles.views.said import alike_or_by_speaker, alike_rows

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="tells how PostgreSQL finds rows"),
]

# What it does with an "or" of subqueries: each row of the table is tested against them.
WALKED = "hashed SubPlan"


@pytest.mark.parametrize(
    "rows",
    [
        lambda: Phrase.objects.a_few([1, 2, 3]).likeliest(10),
        lambda: alike_rows.__wrapped__(Quote.objects, [1, 2, 3], 1),
        lambda: alike_or_by_speaker.__wrapped__(Quote.objects, [1, 2, 3], 1, 1),
        lambda: ProcessFeed().rows(Process.objects.all()),
        lambda: Process.objects.published().order_by("-pk")[:3],
        lambda: Tag.objects.published().order_by("-pk")[:3],
    ],
)
def test_ids_are_the_way_in(rows):
    assert WALKED not in rows().explain()


def test_the_links_of_a_quote_are_gathered_before_nine_tables_are_joined():
    plan = QuoteLink.objects.of(Quote(pk=1)).published().for_page().explain()
    assert "InitPlan" in plan and "ANY" in plan
