from django.db.models import QuerySet

from articles.models import Tag

from .base import ListFilter, Order


class TagFilter(ListFilter):
    orders = {"name": Order("Name", ("name", "id"))}

    @classmethod
    def public(cls) -> QuerySet:
        return Tag.objects.published()
