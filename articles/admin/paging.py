"""Counts that stop: no list page of the desk counts all its rows."""

from functools import cached_property

from django.core.paginator import Paginator

from articles.querysets.counting import CAP, CappedCount

MOST = 10_000


class CappedPaginator(Paginator):
    """Pages through the first 10,000 rows; a filter finds the others sooner than a page number."""

    @cached_property
    def count(self):
        return min(self._counted, MOST)

    @cached_property
    def _counted(self):
        return self.object_list.order_by().values("pk")[: MOST + 1].count()

    @property
    def is_capped(self) -> bool:
        return self._counted > MOST

    @property
    def told(self) -> CappedCount:
        """The number as readers are told it: exact to 1,000."""
        return CappedCount(min(self._counted, CAP), self._counted <= CAP)
