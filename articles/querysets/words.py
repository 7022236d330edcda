from django.db.models import QuerySet


class WordsQuerySet(QuerySet):
    """Rows with a column of folded words."""

    def search(self, typed: str):
        """Rows with all of the typed words, each as a word's beginning; all rows if none typed."""
        return self.filter(words__matches=typed) if typed.strip() else self
