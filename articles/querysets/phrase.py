from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

MOST_WITH_ONE = 200  # phrases with one number that are looked at


class PhraseQuerySet(QuerySet):
    def by_speakers(self, numbers: Mapping[int, Iterable[int]]):
        """Those of a speaker with one of the numbers that belong to its id."""
        rows = (Q(said_by=who, number__in=sorted(some)) for who, some in numbers.items() if some)
        return self.filter(reduce(or_, rows)) if any(numbers.values()) else self.none()

    def a_few(self, numbers: Iterable[int]):
        """Those with one of a few numbers, of each a few: some phrases stand in very many quotes.
        Of one speaker they are the newest."""
        rows = (
            self.filter(number=one).order_by("-said_by", "-quote_id") for one in sorted(numbers)
        )
        some = (Q(pk__in=of_it.values("pk")[:MOST_WITH_ONE]) for of_it in rows)
        return self.model._default_manager.filter(reduce(or_, some))

    def likeliest(self, most: int):
        """Ids of the quotes that have the most of these phrases, for a subquery."""
        counted = self.order_by().values("quote").annotate(shared=Count("pk"))
        return counted.order_by("-shared", "-quote_id").values("quote")[:most]
