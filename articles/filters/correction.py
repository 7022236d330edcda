import django_filters
from django.db.models import QuerySet

from articles.choices import CorrectionKind
from articles.models import Correction

from .base import DatedListFilter, Order
from .fields import OutletChoiceFilter


class CorrectionFilter(DatedListFilter):
    """By the day on which a correction was made."""

    orders = {
        "newest": Order("Newest first", ("-made_on", "-id")),
        "oldest": Order("Oldest first", ("made_on", "id")),
    }

    q = None
    kind = django_filters.ChoiceFilter(label="Kind", choices=CorrectionKind, empty_label="Any")
    outlet = OutletChoiceFilter(field_name="article__outlet")

    @classmethod
    def public(cls) -> QuerySet:
        return Correction.objects.published()
