from django.db.models import QuerySet

from articles.choices import CorrectionKind
from articles.models import Correction
from articles.querysets.facets import Column, Days, Source

from .base import DATES, DatedListFilter, Order
from .fields import ChoicesFilter, OutletsFilter

corrections = Correction.objects.all


class CorrectionFilter(DatedListFilter):
    """By the day on which a correction was made."""

    orders = {
        "newest": Order("Newest first", ("-made_on", "-id")),
        "oldest": Order("Oldest first", ("made_on", "id")),
    }
    facets = {
        "kind": [Column("kind")],
        "outlet": [Source(corrections, "article__outlet")],
        DATES: [Days("made_on", "made_on")],
    }

    q = None
    kind = ChoicesFilter(label="Kind", choices=CorrectionKind.choices)
    outlet = OutletsFilter(field_name="article__outlet")

    @classmethod
    def public(cls) -> QuerySet:
        return Correction.objects.published()
