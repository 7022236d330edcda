import django_filters
from django.db.models import QuerySet

from articles.choices import QuoteKind
from articles.models import Quote

from .base import DatedListFilter, Order
from .fields import ActorChoiceFilter, OutletChoiceFilter, TagChoiceFilter


class QuoteFilter(DatedListFilter):
    orders = {
        "newest": Order("Newest first", ("-dated", "-id")),
        "oldest": Order("Oldest first", ("dated", "id")),
    }

    speaker = ActorChoiceFilter(label="Speaker")
    about = ActorChoiceFilter(label="About", method="by_about")
    outlet = OutletChoiceFilter()
    tag = TagChoiceFilter(label="Tag", method="by_tag")
    kind = django_filters.ChoiceFilter(label="Kind", choices=QuoteKind, empty_label="Any")

    @classmethod
    def public(cls) -> QuerySet:
        return Quote.objects.published().counted()

    def by_about(self, queryset, name, value):
        return queryset.about_actor(value)

    def by_tag(self, queryset, name, value):
        return queryset.with_tag(value)


class QuotesBy(QuoteFilter):
    """The quotes by one actor, on its page: give the queryset of them."""

    speaker = outlet = tag = None


class QuotesAbout(QuoteFilter):
    """The quotes about one actor, on its page: give the queryset of them, `of_newest_about()`."""

    orders = {
        "newest": Order("Newest first", ("-about_dated", "-about_quote")),
        "oldest": Order("Oldest first", ("about_dated", "about_quote")),
    }

    about = outlet = tag = None
