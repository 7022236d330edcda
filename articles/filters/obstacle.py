from datetime import date

import django_filters
from django.db.models import QuerySet

from articles.choices import ObstacleKind, ReportStatus
from articles.models import Obstacle

from .base import DatedListFilter, Order
from .fields import ActorChoiceFilter, PartialDateFilter, ProcessChoiceFilter, TagChoiceFilter


class ObstacleFilter(DatedListFilter):
    orders = {
        "title": Order("Title", ("title", "id")),
        "reported": Order("Latest report", ("-last_reported", "-id")),
    }

    process = ProcessChoiceFilter(method="by_process")
    kind = django_filters.ChoiceFilter(label="Kind", choices=ObstacleKind, empty_label="Any")
    status = django_filters.ChoiceFilter(
        label="Status", choices=ReportStatus, empty_label="Any", method="by_status"
    )
    laid_by = ActorChoiceFilter(label="Laid by", method="by_laid")
    faced_by = ActorChoiceFilter(label="Faced by", method="by_faced")
    tag = TagChoiceFilter(label="Tag", method="by_tag")
    as_of = PartialDateFilter(label="As known on", method="leave")

    @classmethod
    def public(cls) -> QuerySet:
        return Obstacle.objects.published()

    def filter_queryset(self, queryset):
        """Options of leverage are counted as no obstacles: only who asks for them sees them."""
        queryset = super().filter_queryset(queryset)
        if not self.form.cleaned_data.get("kind"):
            queryset = queryset.without_options()
        if self.known_on:
            queryset = queryset.reported_between(last=self.known_on)
        return queryset.with_ledger(self.known_on) if self.sort == "reported" else queryset

    @property
    def known_on(self) -> date | None:
        """All is told as it was known then: by the reports of articles dated by that day."""
        asked = self._cleaned().get("as_of")
        return asked and asked.last

    def by_process(self, queryset, name, value):
        return queryset.of_process(value)

    def by_status(self, queryset, name, value):
        return queryset.with_status(self.known_on).filter(current_status=value)

    def by_laid(self, queryset, name, value):
        return queryset.laid_by_actor(value, self.known_on)

    def by_faced(self, queryset, name, value):
        return queryset.faced_by_actor(value, self.known_on)

    def by_tag(self, queryset, name, value):
        return queryset.with_tag(value)

    def between(self, queryset, first, last):
        return queryset.reported_between(first, last)
