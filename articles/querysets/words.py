"""Rows found by their words, at a cost that does not grow with the archive.

A rare word: the full-text index leads to its rows. A common one: the list is walked in its own
order and each row is tested, for then one of the next rows will do; see `among`, which decides so
for relations.
"""

from django.db import connections
from django.db.models import Q, QuerySet

from articles.search.indexes import counting_lookup, is_common


class SearchedQuerySet(QuerySet):
    """Knows whether its rows are walked and tested, because what was typed is common."""

    is_walked = False
    likely: Q | None = None  # among which rows most are found at once, to count them

    def walked(self, likely: Q | None = None):
        rows = self._chain()
        rows.is_walked, rows.likely = True, likely
        return rows

    def _clone(self):
        clone = super()._clone()
        clone.is_walked, clone.likely = self.is_walked, self.likely
        return clone


class WordsQuerySet(SearchedQuerySet):
    """Rows with a column `words` of folded words."""

    are_long = False  # the words of a row: thousands, not a sentence or two

    def search(self, typed: str):
        """Rows with all of the typed words, each as a word's beginning; all rows if none typed.

        Asks once how common they are.
        """
        if not typed.strip():
            return self
        field = self.model._meta.get_field("words")
        if not is_common(field, typed, self.db, are_long=self.are_long):
            return self.filter(words__matches=typed)
        lookup = counting_lookup(connections[self.db], are_long=self.are_long)
        likely = Q(**{f"words__{lookup}": typed}) if lookup else None
        return self.filter(words__holds=typed).walked(likely)
