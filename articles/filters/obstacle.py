from datetime import date
from functools import partial

from django.db.models import QuerySet

from articles.choices import ObstacleKind, ReportStatus, Side
from articles.models import Naming, Obstacle, ObstacleReport, TaggedObstacle
from articles.querysets.facets import Months, Source

from .base import DATES, DatedListFilter, Order
from .fields import ActorsFilter, ChoicesFilter, PartialDateFilter, ProcessesFilter, TagsFilter

obstacles = Obstacle.objects.all


def named(side: Side, day: date | None) -> QuerySet:
    return Naming.objects.published().known_on(day).filter(side=side)


def facets_as_of(day: date | None) -> dict[str, list[Source | Months]]:
    reports = ObstacleReport.objects.published().known_on(day).all
    statuses = partial(Obstacle.objects.with_status, day)
    dated = {"is_of_a_day": day is not None}
    return {
        "process": [Source(obstacles, "process"), Source(obstacles, "process__parent")],
        "status": [Source(statuses, "current_status", **dated)],
        "kind": [Source(obstacles, "kind")],
        **{
            side.value: [Source(partial(named, side, day), "actor", "obstacle", **dated)]
            for side in Side
        },
        "tag": [Source(TaggedObstacle.objects.all, "tag", "content_object")],
        DATES: [Months(reports, member="obstacle", **dated)],
    }


class ObstacleFilter(DatedListFilter):
    orders = {
        "title": Order("Title", ("title", "id")),
        "reported": Order("Latest report", ("-last_reported", "-reported")),
    }
    facets = facets_as_of(None)
    counted_first = "first"
    most_counted = 100  # for all reports of each are read

    process = ProcessesFilter()
    status = ChoicesFilter(label="Status", choices=ReportStatus.choices)
    kind = ChoicesFilter(label="Kind", choices=ObstacleKind.choices)
    laid_by = ActorsFilter(label="Laid by")
    faced_by = ActorsFilter(label="Faced by")
    tag = TagsFilter(label="Tag")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.known_on:
            self.facets = facets_as_of(self.known_on)

    @classmethod
    def public(cls) -> QuerySet:
        return Obstacle.objects.published()

    @classmethod
    def get_filters(cls):
        filters = super().get_filters()
        sort = filters.pop("sort")
        return filters | {"as_of": PartialDateFilter(label="As known by"), "sort": sort}

    @property
    def known_on(self) -> date | None:
        """With `as_of`, all is told by the reports of articles dated by that day."""
        asked = self._cleaned.get("as_of")
        return asked and asked.last

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.sort != "reported":
            return rows
        few = self.is_filtered
        return rows.with_last_report(self.known_on) if few else rows.of_newest_report()

    def matching(self, leaving=""):
        """Options of leverage are counted as no obstacles: only who asks for them sees them."""
        rows = super().matching(leaving)
        is_open = leaving == "kind" or super().narrows("kind")
        return rows if is_open else rows.without_options()

    def narrows(self, name):
        """Of the kinds, options are left out unless they are asked for: a choice is in force."""
        return name == "kind" or super().narrows(name)

    def process_is(self, processes):
        return self.queryset.is_of(processes)

    def status_is(self, statuses):
        return self.queryset.stands_as(statuses, self.known_on)

    def laid_by_is(self, actors):
        return self.queryset.is_laid_by(actors, self.known_on)

    def faced_by_is(self, actors):
        return self.queryset.is_faced_by(actors, self.known_on)

    def tag_is(self, tags):
        return self.queryset.has_tag(tags)

    def between(self, queryset, first, last):
        return queryset.reported_between(first, last, as_of=self.known_on)

    def as_of_is(self, asked):
        return self.queryset.is_known_on(asked.last)
