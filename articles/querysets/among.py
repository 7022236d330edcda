"""Filtering by rows of another table, at a cost that does not grow with the archive.

Few such rows: their ids are the way in. Many: the list is walked in its own order and each row
is tested, for then one of the next rows will do. A database that has to choose by itself
either sorts all rows of a popular actor or walks the whole archive for a rare one.
"""

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from .led import led_by_ids
from .published import seen_between

FEW = 2000


class Led(Q):
    """A condition on the id by which rows are found; see `narrowed`."""


def narrowed(rows: QuerySet, condition: Q) -> QuerySet:
    """`rows` that fit; of a `Led` condition, the ids are the way in."""
    found = rows.filter(condition)
    return led_by_ids(found) if isinstance(condition, Led) else found


class Way(NamedTuple):
    """`of` is the `column` of one of `rows`. Where the list has only those that readers see, of the
    `days` from one to another, the rows that lead to it are known to be few; what is tested is of
    such a row anyway."""

    rows: QuerySet
    column: str
    of: str = "pk"
    days: tuple[date | None, ...] = ()

    @property
    def ids(self) -> QuerySet:
        return seen_between(self.rows, *self.days).order_by().values_list(self.column)

    def test(self) -> Q:
        """Of each row by itself."""
        return Q(Exists(self.rows.filter(**{self.column: OuterRef(self.of)})))

    def leads_to(self, listed: QuerySet) -> QuerySet:
        """The ids of rows of the list."""
        if self.of == "pk":
            return self.ids
        return listed.order_by().filter(**{f"{self.of}__in": self.ids}).values_list("pk")


def among(rows: QuerySet, column: str, *days: date | None) -> Q:
    """The condition that the id is the `column` of one of `rows`: one query, see among_any."""
    return among_any(rows, Way(rows, column, days=days))


def among_any(listed: QuerySet, *ways: Way) -> Q:
    """The condition that one of the ways leads to a row of `listed`, which has all rows of the
    list's model. One query, which counts no further than it must: one way along which there are
    many makes the list be walked anyway."""
    first, *others = (way.leads_to(listed) for way in ways)
    ids = first.union(*others, all=True) if others else first
    if ids[: FEW + 1].count() > FEW:
        return Q.create([way.test() for way in ways], connector=Q.OR)
    return Led(pk__in=ids)
