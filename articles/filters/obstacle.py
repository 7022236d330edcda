from django.db.models import QuerySet

from articles.choices import ObstacleKind, ReportStatus
from articles.models import Obstacle, ObstacleReport, TaggedObstacle
from articles.querysets.facets import Months, Source

from .base import DATES, DatedListFilter, Order
from .fields import ActorsFilter, ChoicesFilter, ProcessesFilter, TagsFilter

obstacles, reports = Obstacle.objects.all, ObstacleReport.objects.published


class ObstacleFilter(DatedListFilter):
    orders = {
        "title": Order("Title", ("title", "id")),
        "reported": Order("Latest report", ("-last_reported", "-id")),
    }
    facets = {
        "process": [Source(obstacles, "process"), Source(obstacles, "process__parent")],
        "status": [Source(Obstacle.objects.with_status, "current_status")],
        "kind": [Source(obstacles, "kind")],
        "laid_by": [Source(reports, "laid_by", "obstacle")],
        "faced_by": [Source(reports, "faced_by", "obstacle")],
        "tag": [Source(TaggedObstacle.objects.all, "tag", "content_object")],
        DATES: [Months(reports, member="obstacle")],
    }

    counted_first = "first"

    process = ProcessesFilter()
    status = ChoicesFilter(label="Status", choices=ReportStatus.choices)
    kind = ChoicesFilter(label="Kind", choices=ObstacleKind.choices)
    laid_by = ActorsFilter(label="Laid by")
    faced_by = ActorsFilter(label="Faced by")
    tag = TagsFilter(label="Tag")

    @classmethod
    def public(cls) -> QuerySet:
        return Obstacle.objects.published()

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows.with_ledger() if self.sort == "reported" else rows

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
        return self.queryset.stands_as(statuses)

    def laid_by_is(self, actors):
        return self.queryset.is_laid_by(actors)

    def faced_by_is(self, actors):
        return self.queryset.is_faced_by(actors)

    def tag_is(self, tags):
        return self.queryset.has_tag(tags)

    def between(self, queryset, first, last):
        return queryset.reported_between(first, last)
