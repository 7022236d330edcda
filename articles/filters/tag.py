from django.db.models import Q, QuerySet, Value

from articles.choices import TagUse
from articles.models import Tag
from articles.querysets.facets import Source
from articles.text.folding import fold

from .base import ListFilter, Order
from .fields import ChoicesFilter


def used(kind: TagUse) -> Source:
    return Source(lambda: Tag.objects.used_in(kind).annotate(use=Value(kind)), "use")


class TagFilter(ListFilter):
    orders = {"name": Order("Name", ("folded",))}
    facets = {"use": [used(kind) for kind in TagUse]}

    use = ChoicesFilter(label="Used in", choices=TagUse.choices)

    @classmethod
    def public(cls) -> QuerySet:
        return Tag.objects.published()

    def use_is(self, kinds):
        return Q.create([self.queryset.is_used_in(kind) for kind in kinds], connector=Q.OR)

    def search(self, rows, words):
        typed = fold(words)
        return rows.filter(folded__contains=typed) if typed else rows.none()
