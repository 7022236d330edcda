"""Filtering by rows of another table, at a cost that does not grow with the archive.

Few such rows: their ids are the way in. Many: the list is walked in its own order and each row
is tested, for then one of the next rows will do. A database that has to choose by itself
either sorts all rows of a popular actor or walks the whole archive for a rare one.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

FEW = 2000


def among(rows: QuerySet, column: str, *, of: str = "pk") -> Q:
    """A condition: `of` is the `column` of one of `rows`. One query, which counts no further
    than it must."""
    ids = rows.order_by().values(column)
    if len(ids[: FEW + 1]) <= FEW:
        return Q(**{f"{of}__in": ids})
    return Q(Exists(rows.filter(**{column: OuterRef(of)})))
