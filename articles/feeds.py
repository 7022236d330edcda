"""An Atom feed of each list: the same filters, the newest fifty."""

from datetime import UTC, datetime, time
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.exceptions import BadRequest
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from articles.choices import QuoteKind
from articles.filters import (
    ActorFilter,
    ArticleFilter,
    CorrectionFilter,
    ListFilter,
    ObstacleFilter,
    ProcessFilter,
    QuoteFilter,
    TagFilter,
)
from articles.models import (
    Appearance,
    Obstacle,
    ObstacleReport,
    TaggedArticle,
    TaggedObstacle,
    TaggedQuote,
)
from articles.querysets.led import led_by_ids
from articles.querysets.published import published_q
from articles.text.quotation import spoken
from articles.text.xml import clean

ENTRIES = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def in_marks(quote, words: str) -> str:
    """As on the quote's card: what is reported indirectly has no marks."""
    return spoken(words) if quote.kind == QuoteKind.INDIRECT else f"“{spoken(words)}”"


class AtomFeed(Atom1Feed):
    """Atom, with the ids of the entries made absolute.

    Django calls every summary HTML: ours are plain words, in which nothing is markup.
    """

    def add_item_elements(self, handler, item):
        whole = urljoin(self.feed["link"], item["unique_id"])
        summary = linebreaksbr(item["description"], autoescape=True)
        super().add_item_elements(handler, item | {"unique_id": whole, "description": summary})

    def latest_post_date(self):
        """Django says now when there is no entry: an empty feed would change at each request."""
        return super().latest_post_date() if self.items else NEVER


def last_change(rows: QuerySet, article: str = "article") -> Subquery:
    """When the article of the first of `rows` was last changed."""
    return Subquery(rows.values(f"{article}__updated_at")[:1])


class ListFeed(Feed):
    """Reads the filters from the address; filters that are wrong answer 400."""

    feed_type = AtomFeed
    noun: str
    filterset_class: type[ListFilter]
    order = ("-id",)

    def __call__(self, request, *args, **kwargs):
        try:
            return super().__call__(request, *args, **kwargs)
        except BadRequest:
            return render(request, "400.html", status=400)

    def get_object(self, request):
        filters = self.filterset_class(request.GET)
        if not filters.is_valid():
            raise BadRequest
        return filters

    def items(self, filters):
        return self.rows(filters.qs).order_by(*self.order)[:ENTRIES]

    def rows(self, queryset: QuerySet) -> QuerySet:
        return queryset

    def title(self, filters):
        asked = filters.told(with_labels=True)
        name = f"{settings.SITE_NAME}: {self.noun}"
        return clean(f"{name} ({asked})" if asked else name)

    def link(self, filters):
        query = urlencode(filters.parameters(), doseq=True)
        return f"{reverse(self.noun)}?{query}" if query else reverse(self.noun)

    def feed_url(self, filters):
        """Of the feed itself: with the filters, for it is another one without them."""
        return self.link(filters).replace(reverse(self.noun), reverse(f"{self.noun}-feed"), 1)

    def author_name(self, filters):
        return settings.SITE_NAME

    def item_title(self, item):
        return clean(str(item))

    def item_guid(self, item):
        """The address without the slug: a new headline makes no new entry."""
        return f"{reverse(self.noun)}{item.pk}/"

    def item_description(self, item):
        return ""

    def item_updateddate(self, item):
        """Not `updated_at`: what an editor does to a row that a draft speaks of is nobody's."""
        return item.changed_in_public


class ArticleFeed(ListFeed):
    noun, filterset_class = "articles", ArticleFilter
    order = ("-published_at", "-id")

    def rows(self, queryset):
        return queryset.defer("source_text", "words").select_related("outlet")

    def item_description(self, article):
        return clean(article.standfirst)

    def item_author_name(self, article):
        return clean(article.byline or str(article.outlet or settings.SITE_NAME))

    def item_pubdate(self, article):
        return article.first_published_at or article.published_at

    def item_updateddate(self, article):
        return article.updated_at


class QuoteFeed(ListFeed):
    noun, filterset_class = "quotes", QuoteFilter
    order = ("-dated", "-id")

    def rows(self, queryset):
        return queryset.for_feed()

    def item_title(self, quote):
        who = str(quote.speaker or quote.attribution or "Quoted")
        return clean(f"{who}: {in_marks(quote, str(quote))}")

    def item_description(self, quote):
        stretches = [quote, *quote.continuations.all()]
        words = " … ".join(in_marks(quote, stretch.text) for stretch in stretches)
        return clean(f"{words} ({quote.article})")

    def item_pubdate(self, quote):
        return quote.article.published_at

    def item_updateddate(self, quote):
        return quote.article.updated_at


class ActorFeed(ListFeed):
    noun, filterset_class = "actors", ActorFilter

    def rows(self, queryset):
        appearances = Appearance.objects.published().filter(actor=OuterRef("pk"))
        return led_by_ids(queryset).annotate(
            changed_in_public=last_change(appearances.order_by("-dated", "-article_id"))
        )

    def item_description(self, actor):
        return clean(actor.summary)


class ObstacleFeed(ListFeed):
    noun, filterset_class = "obstacles", ObstacleFilter

    def items(self, filters):
        """Each leads to its page as of the day that was asked for."""
        as_of = filters.parameters().get("as_of")
        rows = list(super().items(filters))
        for row in rows:
            row.query = f"?as_of={as_of}" if as_of else ""
        return rows

    def item_link(self, obstacle):
        return obstacle.get_absolute_url() + obstacle.query

    def rows(self, queryset):
        reports = ObstacleReport.objects.published().filter(obstacle=OuterRef("pk"))
        return queryset.annotate(changed_in_public=last_change(reports.order_by("-dated", "-id")))

    def item_description(self, obstacle):
        return clean(obstacle.description)


class ProcessFeed(ListFeed):
    noun, filterset_class = "processes", ProcessFilter

    def rows(self, queryset):
        """The newest report of each obstacle, and the newest of those: an obstacle may have
        thousands, of which an index has the newest at hand."""
        its, newest = OuterRef(OuterRef("pk")), ("-dated", "-id")
        of_it = ObstacleReport.objects.published().filter(obstacle=OuterRef("pk"))
        last = Subquery(of_it.order_by(*newest).values("pk")[:1])
        own = Obstacle.objects.filter(process=its).values_list(last)
        of_parts = Obstacle.objects.filter(process__parent=its).values_list(last)
        # A union: of an "or", PostgreSQL makes a walk through all reports.
        last_ones = own.order_by().union(of_parts.order_by(), all=True)
        reports = ObstacleReport.objects.filter(pk__in=last_ones)
        return queryset.annotate(changed_in_public=last_change(reports.order_by(*newest)))

    def item_description(self, process):
        return clean(process.summary)


class TagFeed(ListFeed):
    noun, filterset_class = "tags", TagFilter

    def rows(self, queryset):
        tagged, public = Q(tag=OuterRef("pk")), published_q("article_")
        newest = ("-dated", "-content_object_id")
        reports = ObstacleReport.objects.published().filter(
            obstacle__in=TaggedObstacle.objects.filter(tag=OuterRef(OuterRef("pk"))).values(
                "content_object"
            )
        )
        return queryset.annotate(
            changed_in_public=Coalesce(
                last_change(
                    TaggedArticle.objects.filter(tagged, public).order_by(*newest), "content_object"
                ),
                last_change(
                    TaggedQuote.objects.filter(tagged, public).order_by(*newest),
                    "content_object__article",
                ),
                last_change(reports.order_by("-dated", "-id")),
            )
        )

    def item_description(self, tag):
        return clean(tag.description)


class CorrectionFeed(ListFeed):
    noun, filterset_class = "corrections", CorrectionFilter
    order = ("-made_on", "-id")

    def rows(self, queryset):
        return queryset.for_list()

    def item_title(self, correction):
        return clean(f"{correction.get_kind_display()}: {correction.article}")

    def item_description(self, correction):
        sides = {"Before": correction.before, "Now": correction.after}
        told = [f"{side}: {words}" for side, words in sides.items() if words]
        return clean("\n".join([correction.note, *told]))

    def item_updateddate(self, correction):
        """The beginning of its day: it never changes."""
        return timezone.make_aware(datetime.combine(correction.made_on, time.min))
