import django_filters
from django.db.models import QuerySet

from articles.choices import ActorKind
from articles.models import Actor

from .base import ListFilter, Order


class ActorFilter(ListFilter):
    orders = {
        "name": Order("Name", ("sort_name", "id")),
        "quotes": Order("Most quoted", ("-count__quotes", "-id")),
        "articles": Order("Most articles", ("-count__articles", "-id")),
    }

    kind = django_filters.ChoiceFilter(label="Kind", choices=ActorKind, empty_label="Any")

    @classmethod
    def public(cls) -> QuerySet:
        return Actor.objects.published()

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        return queryset if self.sort == "name" else queryset.filter(count__isnull=False)
