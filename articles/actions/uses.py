"""Where a noun is used: what would lose it if it were deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from articles.models import Article
from articles.querysets.counting import CappedCount, capped_count

from .relations import Relation, uses_of


@dataclass(frozen=True, slots=True)
class Use:
    """The rows that lead to a noun by one relation: how many, and those entered last."""

    relation: Relation
    count: CappedCount
    rows: list[Model]


def uses(row: Model, newest: int) -> list[Use]:
    """Two queries for each relation, however many rows there are."""
    found = []
    for relation in uses_of(type(row)):
        if rows := list(with_owners(relation, relation.rows(row.pk).order_by("-pk")[:newest])):
            found.append(Use(relation, capped_count(relation.rows(row.pk)), rows))
    return found


def used_among(queryset: QuerySet) -> QuerySet:
    """Those of the rows that are used."""
    conditions = [
        Q(Exists(relation.model._base_manager.filter(**{relation.field.name: OuterRef("pk")})))
        for relation in uses_of(queryset.model)
    ]
    return queryset.filter(reduce(or_, conditions))


def with_owners(relation: Relation, rows: QuerySet) -> QuerySet:
    """With what the rows are parts of, but without long texts."""
    if relation.to_owner:
        rows = rows.select_related("__".join(relation.to_owner))
    if relation.article:
        rows = rows.defer(*(f"{relation.article}__{name}" for name in ("source_text", "words")))
    elif relation.model is Article:
        rows = rows.defer("source_text", "words")
    return rows


def owners_of(relation: Relation, row: Model) -> Iterable[Model]:
    """The row, what it is a part of, what that is a part of."""
    yield row
    for name in relation.to_owner:
        row = getattr(row, name)
        yield row
