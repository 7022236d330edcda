from collections.abc import Iterable

from django.db import connections
from django.db.models import Count, QuerySet

MOST_WITH_ONE = 200  # phrases with one number that are looked at


class PhraseQuerySet(QuerySet):
    def shared_with(self, quotes: list[int], most: int) -> list[tuple[int, int, int]]:
        """Which other quotes of the same speaker share phrases with each of some: its id, the
        other's, and how many, of `most` in all that are looked at. One query."""
        if not quotes:
            return []
        table = connections[self.db].ops.quote_name(self.model._meta.db_table)
        marks = ", ".join(["%s"] * len(quotes))
        with connections[self.db].cursor() as cursor:
            # A "cross" join, for SQLite then begins with the few.
            cursor.execute(
                f"""
                SELECT quote, other, COUNT(*) FROM (
                    SELECT own.quote_id AS quote, its.quote_id AS other
                    FROM {table} AS own CROSS JOIN {table} AS its
                    WHERE own.quote_id IN ({marks}) AND its.number = own.number
                    AND its.said_by = own.said_by AND its.quote_id <> own.quote_id
                    LIMIT {most:d}
                ) AS pairs GROUP BY quote, other
                """,
                quotes,
            )
            return cursor.fetchall()

    def a_few(self, numbers: Iterable[int]):
        """Those with one of a few numbers, of each a few: some phrases stand in very many quotes.
        Of one speaker they are the newest."""
        every = self.model._default_manager
        rows = (
            self.filter(number=one).order_by("-said_by", "-quote_id") for one in sorted(numbers)
        )
        some = (every.filter(pk__in=of_it.values("pk")[:MOST_WITH_ONE]) for of_it in rows)
        # A union: of an "or", PostgreSQL makes a walk through the whole table.
        first, *others = (of_it.values("pk") for of_it in some)
        return every.filter(pk__in=first.union(*others, all=True) if others else first)

    def likeliest(self, most: int):
        """Ids of the quotes that have the most of these phrases, for a subquery."""
        counted = self.order_by().values("quote").annotate(shared=Count("pk"))
        return counted.order_by("-shared", "-quote_id").values("quote")[:most]
