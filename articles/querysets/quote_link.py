from django.db.models import Q, QuerySet

from .published import published_q
from .quote import NOT_IN_CARDS


class QuoteLinkQuerySet(QuerySet):
    def published(self):
        """Both quotes are."""
        return self.filter(published_q("quote__article_"), published_q("other__article_"))

    def of(self, quote):
        """From the quote or to it."""
        return self.filter(Q(quote=quote) | Q(other=quote))

    def for_page(self):
        """With what a page shows of both quotes: one query, and one for split ones."""
        hidden = [f"{end}__{name}" for end in ("quote", "other") for name in NOT_IN_CARDS]
        ends = ("quote__article__outlet", "quote__speaker", "other__article__outlet")
        return (
            self.select_related(*ends, "other__speaker")
            .defer(*hidden)
            .prefetch_related("quote__continuations", "other__continuations")
        )
