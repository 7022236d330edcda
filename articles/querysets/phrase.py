from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet


class PhraseQuerySet(QuerySet):
    def by_speakers(self, numbers: Mapping[int | None, Iterable[int]]):
        """Those of a speaker with one of the numbers that belong to its id."""
        rows = (Q(said_by=who, number__in=sorted(some)) for who, some in numbers.items() if some)
        return self.filter(reduce(or_, rows)) if any(numbers.values()) else self.none()

    def likeliest(self, most: int):
        """Ids of the quotes that have the most of these phrases, for a subquery."""
        counted = self.order_by().values("quote").annotate(shared=Count("pk"))
        return counted.order_by("-shared", "-quote").values("quote")[:most]
