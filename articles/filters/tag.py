from django.db.models import QuerySet

from articles.models import Tag
from articles.text.folding import fold

from .base import ListFilter, Order


class TagFilter(ListFilter):
    orders = {"name": Order("Name", ("folded",))}

    @classmethod
    def public(cls) -> QuerySet:
        return Tag.objects.published()

    def by_words(self, queryset, name, value):
        words = fold(value)
        return queryset.filter(folded__contains=words) if words else queryset.none()
