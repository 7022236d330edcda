from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from articles.filters import ActorFilter
from articles.models import Actor, Appearance, Obstacle, ObstacleReport, Process, Quote
from articles.querysets.counting import CappedCount, capped_count
from articles.querysets.published import published_q

from .details import PublicDetail
from .lists import FilteredList

NEWEST = 10
COMPANY_FROM = 200  # newest articles
COMPANY_SHOWN = 12
OBSTACLES_SHOWN = 50


class ActorList(FilteredList):
    noun, singular = "actors", "actor"
    filterset_class = ActorFilter
    template_name = "articles/actor_list.html"
    export_permission = "articles.export_actor"

    def rows(self, queryset):
        return queryset.for_list()


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest rows of a longer list."""

    rows: list
    count: CappedCount | int


class ActorDetail(PublicDetail):
    """Thirteen queries, however much the actor said."""

    template_name = "articles/actor_detail.html"

    def get_queryset(self):
        return Actor.objects.published().select_related("count")

    def get_context_data(self, **kwargs):
        actor = self.object
        by, about = quotes_by_and_about(actor)
        laid, faced = obstacles_laid_and_faced(actor)
        return super().get_context_data(
            names=[name for name in actor.names.public() if name.name != actor.name],
            roles=public_roles(actor, by.rows),
            quotes_by=by,
            quotes_about=about,
            appearances=newest_appearances(actor),
            laid=laid,
            faced=faced,
            company=company_of(actor),
            company_from=COMPANY_FROM,
            processes=Process.objects.published().with_party(actor),
            canonical=self.request.build_absolute_uri(actor.get_absolute_url()),
            **kwargs,
        )


def public_roles(actor, quotes: list[Quote]):
    """Its quotes have brought them along, if there are any."""
    if quotes:
        return quotes[0].speaker.public_roles
    return actor.roles.public().select_related("organisation")


def quotes_by_and_about(actor) -> tuple[Newest, Newest]:
    """The newest quotes by the actor and those about it: four queries, one of them a count."""
    heads = Quote.objects.published().counted()
    by = heads.filter(speaker=actor)
    # Not about_actor(): in the order of its own index this costs the same for every actor.
    about = heads.filter(published_q("about_rows__article_"), about_rows__actor=actor)
    newest_by = by.order_by("-dated", "-id").values("pk")[:NEWEST]
    newest_about = about.order_by("-about_rows__dated", "-about_rows__quote").values("pk")[:NEWEST]
    cards = Quote.objects.for_cards().order_by("-dated", "-id")
    rows = list(cards.filter(Q(pk__in=newest_by) | Q(pk__in=newest_about)))
    said = [quote for quote in rows if quote.speaker_id == actor.pk]
    of_it = [quote for quote in rows if actor in quote.about.all()]
    count = getattr(actor, "count", None)
    return (
        Newest(said[:NEWEST], count.quotes if count else len(said)),
        Newest(of_it[:NEWEST], capped_count(about)),
    )


def newest_appearances(actor) -> Newest:
    rows = (
        Appearance.objects.published()
        .filter(actor=actor)
        .select_related("article__outlet")
        .defer("article__source_text", "article__words")
        .order_by("-dated", "-article")[:NEWEST]
    )
    count = getattr(actor, "count", None)
    return Newest(list(rows), count.articles if count else len(rows))


def obstacles_laid_and_faced(actor) -> tuple[list, list]:
    """Obstacles that public reports say the actor laid, and those it faces: one query."""
    reports = ObstacleReport.objects.published()
    laid, faced = reports.filter(laid_by=actor), reports.filter(faced_by=actor)
    rows = (
        Obstacle.objects.filter(
            Q(pk__in=laid.values("obstacle")) | Q(pk__in=faced.values("obstacle"))
        )
        .annotate(
            is_laid=Exists(laid.filter(obstacle=OuterRef("pk"))),
            is_faced=Exists(faced.filter(obstacle=OuterRef("pk"))),
        )
        .without_options()
        .with_ledger()
        .select_related("process")
        .order_by("title", "id")[:OBSTACLES_SHOWN]
    )
    return [row for row in rows if row.is_laid], [row for row in rows if row.is_faced]


def company_of(actor) -> list[Actor]:
    """Who appears with the actor most often in its newest articles, with `together`: one query."""
    appearances = Appearance.objects.published()
    newest = appearances.filter(actor=actor).order_by("-dated", "-article").values("article")
    others = (
        appearances.filter(article__in=newest[:COMPANY_FROM])
        .exclude(actor=actor)
        .order_by()
        .values("actor", "actor__name", "actor__slug", "actor__kind")
        .annotate(together=Count("pk"))
        .order_by("-together", "actor__name", "actor")[:COMPANY_SHOWN]
    )
    return [company(**other) for other in others]


def company(*, actor, actor__name, actor__slug, actor__kind, together) -> Actor:
    other = Actor(pk=actor, name=actor__name, slug=actor__slug, kind=actor__kind)
    other.together = together
    return other
