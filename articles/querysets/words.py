"""Rows found by their words, at a cost that does not grow with the archive.

A rare word: the full-text index leads to its rows. A common one: the list is walked in its own
order and each row is tested, for then one of the next rows will do; see `among`, which decides so
for relations.
"""

from django.db.models import F, QuerySet

from articles.search.indexes import rare_ids

from .led import led_by_ids


class SearchedQuerySet(QuerySet):
    """Knows whether its rows are walked and tested, because what was typed is common."""

    is_walked = False
    some_ids: list[int] = []  # of rows that have what was typed

    def with_ids(self, ids: list[int]):
        rows = self.filter(pk__among=ids)
        return led_by_ids(rows) if ids else rows

    def walked(self, some_ids: list[int] | None = None):
        rows = self._chain()
        rows.is_walked, rows.some_ids = True, some_ids or []
        return rows

    def _clone(self):
        clone = super()._clone()
        clone.is_walked, clone.some_ids = self.is_walked, self.some_ids
        return clone


class WordsQuerySet(SearchedQuerySet):
    """Rows with a column `words` of folded words."""

    are_long = False  # the words of a row: thousands, not a sentence or two

    def search(self, typed: str):
        """Rows with all of the typed words, each as a word's beginning; all rows if none typed.

        Asks once which they are, if they are rare.
        """
        if not typed.strip():
            return self
        field = self.model._meta.get_field("words")
        ids, are_all = rare_ids(field, typed, self.db, are_long=self.are_long)
        if are_all:
            return self.with_ids(ids)
        rows = self
        if ids:  # the walk may begin there; a sum, for no index of ids may lead it
            rows = self.alias(walked_from=F("pk") + 0).filter(walked_from__lte=ids[0])
        return rows.filter(words__holds=typed).walked(ids)
