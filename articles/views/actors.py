from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

from articles.choices import AppearanceSource
from articles.filters import ActorFilter
from articles.models import Actor, Appearance, Obstacle, ObstacleReport, Quote, QuoteAbout
from articles.querysets.counting import CappedCount, capped_count

from .details import PublicDetail, permanent_redirect
from .lists import FilteredList

NEWEST = 10
COMPANY_FROM = 200  # newest articles
COMPANY_SHOWN = 12


class ActorList(FilteredList):
    noun, singular = "actors", "actor"
    filterset_class = ActorFilter
    template_name = "articles/actor_list.html"
    export_permission = "articles.export_actor"

    def rows(self, queryset):
        return queryset.for_list()


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest rows of a longer list, and how many there are."""

    rows: list
    count: CappedCount


class ActorDetail(PublicDetail):
    """Twelve queries, however much the actor said."""

    def get(self, request, *args, **kwargs):
        merged = Actor.objects.filter(pk=kwargs["pk"]).exclude(merged_into=None)
        if stayed := Actor.objects.published().filter(merged__in=merged).first():
            return permanent_redirect(request, stayed)
        return super().get(request, *args, **kwargs)
