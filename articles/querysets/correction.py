from django.db.models import Exists, OuterRef, QuerySet

from .led import led_by_ids
from .written import ReadByIdQuerySet, written_once


class NeverChanged(TypeError):
    """Readers have been told: what was said stays as it was said."""

    def __init__(self):
        super().__init__("A correction is added, and never changed or deleted.")


class CorrectionQuerySet(ReadByIdQuerySet):
    """Append-only. An article that is deleted takes its own along, past this."""

    def published(self):
        """By a test of each: a join would lead SQLite from all published articles to the few."""
        article = self.model._meta.get_field("article").related_model._default_manager
        return self.filter(Exists(article.published().filter(pk=OuterRef("article"))))

    def dated_between(self, first=None, last=None):
        """Those made from one day to the other, either of which may be None."""
        rows = self.filter(made_on__gte=first) if first else self
        return rows.filter(made_on__lte=last) if last else rows

    def for_list(self):
        """With what a line of the list shows: two queries."""
        return self.read_by(listed_rows)

    def update(self, **kwargs):
        """Only the link to a quote that was gone may come back, when the quote does."""
        if kwargs.keys() != {"quote"}:
            raise NeverChanged
        return QuerySet.update(self.filter(quote=None), **kwargs)

    def delete(self):
        raise NeverChanged

    def bulk_update(self, *args, **kwargs):
        raise NeverChanged


@written_once
def listed_rows(corrections, ids):
    columns = ("kind", "note", "before", "after", "made_on", "quote__text")
    of_article = ("headline", "slug", "language", "outlet__name")
    rows = led_by_ids(corrections.published().filter(pk__in=ids).order_by())
    rows = rows.select_related("article__outlet", "quote")
    return rows.only(*columns, *(f"article__{name}" for name in of_article))
