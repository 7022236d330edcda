from django.db.models import QuerySet

from articles.models import Article

from .base import DatedListFilter, Order
from .fields import (
    ActorChoiceFilter,
    OutletChoiceFilter,
    ProcessChoiceFilter,
    TagChoiceFilter,
    TextFilter,
)


class ArticleFilter(DatedListFilter):
    orders = {
        "newest": Order("Newest first", ("-dated", "-id")),
        "oldest": Order("Oldest first", ("dated", "id")),
        "headline": Order("Headline", ("headline", "id")),
    }

    actor = ActorChoiceFilter(label="Actor", method="by_actor")
    outlet = OutletChoiceFilter()
    desk = TextFilter(label="Desk")
    edition = TextFilter(label="Edition")
    tag = TagChoiceFilter(label="Tag", method="by_tag")
    process = ProcessChoiceFilter(method="by_process")

    @classmethod
    def public(cls) -> QuerySet:
        return Article.objects.published()

    def by_actor(self, queryset, name, value):
        return queryset.with_actor(value)

    def by_tag(self, queryset, name, value):
        return queryset.with_tag(value)

    def by_process(self, queryset, name, value):
        return queryset.on_process(value)
