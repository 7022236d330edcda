"""Counts that stay cheap."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections
from django.db.models import Count, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce

CAP = 1000


@dataclass(frozen=True, slots=True)
class CappedCount:
    """A number of rows, exact up to `CAP`."""

    number: int
    is_exact: bool

    def __str__(self):
        return f"{self.number:,}" if self.is_exact else f"more than {CAP:,}"

    def __bool__(self):
        return self.number > 0


def capped_count(queryset: QuerySet) -> CappedCount:
    """One query that stops counting after the cap; of common words at times two."""
    return capped(count_to(queryset, CAP + 1))


class CappedCountOf(Subquery):
    """The number of rows of a queryset, up to one more than `CAP`: for an annotation, where one
    query less is wanted."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS capped)"
    output_field = IntegerField()

    def __init__(self, queryset: QuerySet):
        super().__init__(queryset.order_by().values("pk")[: CAP + 1])


def capped(found: int) -> CappedCount:
    """What `CappedCountOf` has found."""
    return CappedCount(min(found, CAP), found <= CAP)


def count_to(queryset: QuerySet, most: int) -> int:
    """How many rows, up to `most`. Of a common word some rows are known (see WordsQuerySet): mostly
    they are enough."""
    rows = queryset.order_by().values("pk")
    if known := getattr(queryset, "some_ids", None):
        found = rows.with_ids(known)[:most].count()
        if found == most:
            return found
    return rows[:most].count()


def ids_of_each(rows: Sequence[QuerySet]) -> list[int]:
    """The ids that any of the querysets gives, each of which may have a limit: one query."""
    compiled = [one.query.get_compiler(one.db).as_sql() for one in rows]
    parts = [f"SELECT * FROM ({sql}) AS ids{number}" for number, (sql, _) in enumerate(compiled)]
    with connections[rows[0].db].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [one for _, some in compiled for one in some])
        return list({pk for (pk,) in cursor.fetchall()})


def count_of(queryset: QuerySet, group: str) -> Coalesce:
    """A correlated count, for an annotation: how many of `queryset`, grouped by its `group`."""
    counted = queryset.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
