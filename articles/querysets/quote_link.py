from django.db.models import Exists, OuterRef, QuerySet

from .led import led_by_ids
from .quote import NOT_IN_CARDS


class QuoteLinkQuerySet(QuerySet):
    def published(self):
        """Both quotes are."""
        public = self.model._meta.get_field("quote").related_model._default_manager.published()
        ends = (Exists(public.filter(pk=OuterRef(end))) for end in ("quote", "other"))
        return self.filter(*ends)

    def of(self, quote):
        """From the quote or to it."""
        links = self.model._default_manager.order_by()
        ends = (links.filter(**{end: quote}).values("pk") for end in ("quote", "other"))
        return led_by_ids(self.filter(pk__gathered=next(ends).union(*ends, all=True)))

    def for_page(self):
        """With what a page shows of both quotes, but for the later stretches of split ones."""
        hidden = [f"{end}__{name}" for end in ("quote", "other") for name in NOT_IN_CARDS]
        ends = ("quote__article__outlet", "quote__speaker", "other__article__outlet")
        return self.select_related(*ends, "other__speaker").defer(*hidden)
