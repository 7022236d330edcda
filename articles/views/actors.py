from functools import partial

from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.charts.strip import strip_of
from articles.exports import TIES, table_response
from articles.filters import ActorFilter
from articles.filters.fields import MOST_VALUES, ids_of
from articles.models import Actor, Role
from articles.models.addresses import permanent_address

from .actor_glance import (
    NEWEST_ARTICLES,
    NEWEST_QUOTES,
    SELDOM,
    asked_for,
    counted_of,
    kept_glance_of,
    months_of,
    roles_of,
    terms_of,
    ties_of,
)
from .actor_quotes import FACETS, QuotesInPlace
from .details import PublicDetail
from .exporting import Export
from .kept import Kept
from .lists import FilteredList

dossiers: Kept[SafeString] = Kept()


class ActorList(FilteredList):
    noun, singular = "actors", "actor"
    filterset_class = ActorFilter
    template_name = "articles/actor_list.html"
    export_permission = "articles.export_actor"

    def rows(self, queryset):
        return queryset.for_rows()


class ActorDetail(PublicDetail):
    """At most twelve queries, however much the actor said and whatever is asked of it."""

    template_name = "articles/actor_detail.html"

    def get_queryset(self):
        return Actor.objects.published()

    def found(self, pk):
        """With the actors that filters ask for: one query."""
        given = self.request.GET
        asked = [one for name in FACETS for one in given.getlist(name)][:MOST_VALUES]
        self.known = {one.pk: one for one in asked_for(Actor, [pk, *ids_of(asked)])}
        return [self.known[pk]] if pk in self.known else []

    def answer(self, request):
        self.quotes = QuotesInPlace(request, self.object, self.known)
        if self.quotes.final_url:
            return redirect(self.quotes.final_url)
        self.glance = kept_glance_of(request, self.object)
        self.quotes.number_about = self.glance.spoken_of
        return super().answer(request)

    def get_context_data(self, **kwargs):
        actor, quotes = self.object, self.quotes
        roles = roles_of({actor.pk, *quotes.speakers})
        quotes.with_roles(roles)
        return super().get_context_data(
            roles=roles[actor.pk],
            dossier=self.dossier(roles[actor.pk]),
            newest_articles=NEWEST_ARTICLES,
            seldom=SELDOM,
            canonical=quotes.canonical(),
            **self.glance._asdict(),
            **quotes.context(),
            **kwargs,
        )

    def dossier(self, roles: list[Role]) -> SafeString:
        """All between its name and its quotes, as it was drawn: it has hundreds of links."""
        may_export = self.request.user.has_perm(TiesExport.permission)
        asked = self.quotes.period_asked
        draw = partial(self.draw_dossier, roles, may_export)
        return dossiers.get(self.request, asked, may_export, make=draw)

    def draw_dossier(self, roles: list[Role], may_export: bool) -> SafeString:
        actor, quotes = self.object, self.quotes
        context = {
            "actor": actor,
            "roles": roles,
            "strip": strip_of(terms_of(roles), timezone.localdate()),
            "months": months_of(actor, quotes),
            "ties_are_cut": max(quotes.number_by or 0, quotes.number_about) > NEWEST_QUOTES,
            "newest_quotes": f"{NEWEST_QUOTES:,}",
            "newest_articles": NEWEST_ARTICLES,
            "may_export_ties": may_export,
        }
        html = render_to_string("articles/_dossier.html", context | self.glance._asdict())
        return mark_safe(html)


class TiesExport(Export):
    """Who speaks about whom: the table of the actor's page."""

    permission = "articles.export_actor"

    def get(self, request, pk):
        actor = next(iter(asked_for(Actor, ids_of([str(pk)]))), None)
        if actor is None:
            raise Http404
        rows = [
            (
                tie.pk,
                tie.name,
                tie.kind,
                request.build_absolute_uri(permanent_address("actor", tie.pk)),
                tie.says,
                tie.hears,
            )
            for tie in ties_of(actor, counted_of(actor))
        ]
        bom = request.GET.get("bom") == "1"
        return table_response("ties", TIES, rows, told=f"of {actor}", bom=bom)
