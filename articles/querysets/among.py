"""Filtering by rows of another table, at a cost that does not grow with the archive.

Few such rows: their ids are the way in. Many: the list is walked in its own order and each row
is tested, for then one of the next rows will do. A database that has to choose by itself
either sorts all rows of a popular actor or walks the whole archive for a rare one.
"""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

FEW = 2000


class Way(NamedTuple):
    """`of` is the `column` of one of `rows`."""

    rows: QuerySet
    column: str
    of: str = "pk"

    @property
    def ids(self) -> QuerySet:
        return self.rows.order_by().values_list(self.column)

    def condition(self, are_few: bool) -> Q:
        if are_few:
            return Q(**{f"{self.of}__in": self.ids})
        return Q(Exists(self.rows.filter(**{self.column: OuterRef(self.of)})))


def among(rows: QuerySet, column: str, *, of: str = "pk") -> Q:
    """The condition that `of` is the `column` of one of `rows`: one query, see among_any."""
    return among_any(Way(rows, column, of))


def among_any(*ways: Way) -> Q:
    """The condition that one of the ways leads to a row. One query, which counts no further than
    it must: one way along which there are many makes the list be walked anyway."""
    first, *others = (way.ids for way in ways)
    ids = first.union(*others, all=True) if others else first
    are_few = len(ids[: FEW + 1]) <= FEW
    return Q.create([way.condition(are_few) for way in ways], connector=Q.OR)
