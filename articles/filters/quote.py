from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.choices import QuoteKind
from articles.models import (
    ActorCount,
    Quote,
    QuoteAbout,
    TaggedArticle,
    TaggedQuote,
)
from articles.querysets.among import Led
from articles.querysets.facets import Column, Days, Source, Top

from .base import DATES, MOST_SHOWN, DatedListFilter, Order
from .fields import ActorsFilter, ChoicesFilter, OutletsFilter, TagsFilter


def of_the_quote_alone() -> QuerySet:
    """Tags of quotes that their articles do not have."""
    its = TaggedArticle.objects.filter(
        content_object=OuterRef("content_object__article"), tag=OuterRef("tag")
    )
    return TaggedQuote.objects.exclude(Exists(its))


class QuoteFilter(DatedListFilter):
    orders = {
        "newest": Order("Newest first", ("-dated", "-id")),
        "oldest": Order("Oldest first", ("dated", "id")),
    }
    facets = {
        "speaker": [Column("speaker")],
        "about": [Source(QuoteAbout.objects.all, "actor", "quote")],
        "outlet": [Column("outlet")],
        "tag": [
            Source(of_the_quote_alone, "tag", "content_object", is_apart=True),
            Source(TaggedArticle.objects.all, "tag", "content_object", of="article", is_apart=True),
        ],
        "kind": [Column("kind")],
        DATES: [Days()],
    }

    speaker = ActorsFilter(label="Speaker")
    about = ActorsFilter(label="About")
    outlet = OutletsFilter()
    tag = TagsFilter(label="Tag")
    kind = ChoicesFilter(label="Kind", choices=QuoteKind.choices)

    @classmethod
    def public(cls) -> QuerySet:
        return Quote.objects.published().counted()

    def about_is(self, actors):
        return self.queryset.is_about(actors, *self.window)

    def tag_is(self, tags):
        return self.queryset.has_tag(tags, *self.window)

    def sample(self, leaving=""):
        """Of many quotes about one actor the newest are found along what they are about."""
        rows, order = super().sample(leaving)
        asked = self._cleaned
        about = asked.get("about") if leaving != "about" and not asked.get("q") else None
        if about is None or len(about) != 1 or isinstance(self._conditions["about"], Led):
            return rows, order
        return rows.of_newest_about(about[0]), QuotesAbout.orders["newest"].columns

    def counters(self):
        return {"speaker": Top(ActorCount.objects.all, "quotes", of="actor", most=MOST_SHOWN)}


class QuotesOf(QuoteFilter):
    """The quotes on an actor's page, from the queryset of them; the actor itself is no choice."""

    speaker = outlet = tag = None

    def counters(self):
        return {}


class QuotesBy(QuotesOf):
    facets = {name: QuoteFilter.facets[name] for name in ("about", "kind")}

    def about_is(self, actors):
        """Without asking first how many they are: one actor's quotes can be looked through."""
        rows = QuoteAbout.objects.filter(actor__in=actors)
        return Q(pk__in=rows.values("quote"))

    def sample(self, leaving=""):
        """Nor along what they are about: of whom the actor speaks there may be far more quotes."""
        return DatedListFilter.sample(self, leaving)


class QuotesAbout(QuotesOf):
    """Of the quotes of `of_newest_about()`."""

    orders = {
        "newest": Order("Newest first", ("-about_dated", "-about_quote")),
        "oldest": Order("Oldest first", ("about_dated", "about_quote")),
    }
    facets = {name: QuoteFilter.facets[name] for name in ("speaker", "kind")}

    about = None
    speaker = ActorsFilter(label="Speaker")
