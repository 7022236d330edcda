from django.db.models import QuerySet

from articles.models import Process

from .base import ListFilter, Order
from .fields import ActorChoiceFilter


class ProcessFilter(ListFilter):
    orders = {"name": Order("Name", ("name", "id"))}

    actor = ActorChoiceFilter(label="Party", method="by_party")

    @classmethod
    def public(cls) -> QuerySet:
        return Process.objects.published()

    def by_party(self, queryset, name, value):
        return queryset.with_party(value)
