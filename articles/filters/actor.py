from django.db.models import QuerySet

from articles.choices import ActorKind
from articles.models import Actor
from articles.querysets.facets import Column
from articles.querysets.led import led_by_ids

from .base import ListFilter, Order
from .fields import ChoicesFilter


class ActorFilter(ListFilter):
    orders = {
        "name": Order("Name", ("sort_name", "id")),
        "quotes": Order("Most quoted", ("-count__quotes", "-id")),
        "articles": Order("Most articles", ("-count__articles", "-id")),
    }
    facets = {"kind": [Column("kind")]}

    kind = ChoicesFilter(label="Kind", choices=ActorKind.choices)

    @classmethod
    def public(cls) -> QuerySet:
        return Actor.objects.published()

    def matching(self, leaving=""):
        rows = super().matching(leaving)
        return rows if self.sort == "name" else rows.filter(count__isnull=False)

    def filter_queryset(self, queryset):
        """The counts give the order, and the ids."""
        rows = super().filter_queryset(queryset)
        return rows if self.sort == "name" else led_by_ids(rows)
