from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Actor, Process
from articles.querysets.facets import Source

from .base import ListFilter, Order
from .fields import ActorsFilter


def parties() -> QuerySet:
    """Those that readers may see: what makes a process public need not speak of its parties."""
    seen = Exists(Actor.objects.published().filter(pk=OuterRef("actor")))
    return Process.parties.through.objects.filter(seen)


class ProcessFilter(ListFilter):
    orders = {"name": Order("Name", ("name", "id"))}
    facets = {"actor": [Source(parties, "actor", "process")]}

    actor = ActorsFilter(label="Party")

    @classmethod
    def public(cls) -> QuerySet:
        return Process.objects.published()

    def actor_is(self, actors):
        return self.queryset.has_party(actors)
