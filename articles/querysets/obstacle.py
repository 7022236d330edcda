from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from articles.choices import ObstacleKind, ReportStatus

from .counting import count_of
from .current import CurrentQuerySet
from .dated import days_ago, overlapping
from .published import published_q
from .words import WordsQuerySet

REPORT_DAY = Coalesce("reported_on", "dated")
CONFIRMING = (ReportStatus.RAISED, ReportStatus.STANDING)


class ObstacleReportQuerySet(QuerySet):
    def published(self):
        return self.filter(published_q("article_"))

    def known_on(self, day: date | None):
        """Reports of articles dated by that day; all if no day is given."""
        return self.filter(dated__lte=day) if day else self

    def with_day(self):
        """`counted_on`: the day that the report counts for, as `ObstacleReport.day`."""
        return self.annotate(counted_on=REPORT_DAY)

    def until(self, report):
        """That report and those before it, in the order of `newest_first()`."""
        return self._beside(report, "lt")

    def since(self, report):
        """That report and those after it, in the order of `oldest_first()`."""
        return self._beside(report, "gt")

    def newest_first(self):
        return self.order_by(REPORT_DAY.desc(), "-dated", "-id")

    def oldest_first(self):
        return self.order_by(REPORT_DAY.asc(), "dated", "id")

    def for_ledger(self):
        """With what a report line shows: two queries more, however many lines."""
        return (
            self.select_related("article__outlet", "section", "quote__speaker")
            .defer("article__source_text", "article__words", "quote__words")
            .prefetch_related("laid_by", "faced_by")
        )

    def _beside(self, report, side):
        same_day = Q(counted_on=report.day)
        return self.with_day().filter(
            Q((f"counted_on__{side}", report.day))
            | same_day & Q((f"dated__{side}", report.dated))
            | same_day & Q(("dated", report.dated), (f"pk__{side}e", report.pk))
        )


class ObstacleQuerySet(CurrentQuerySet, WordsQuerySet):
    def published(self):
        return self.current().filter(Exists(self._public_reports()))

    def options(self):
        return self.filter(kind=ObstacleKind.OPTION)

    def without_options(self):
        """An option of leverage is counted nowhere as an obstacle."""
        return self.exclude(kind=ObstacleKind.OPTION)

    def with_ledger(self, as_of: date | None = None):
        """What the public reports say: `first_raised`, `last_confirmed`, `last_reported` (days),
        `current_status` (that of the last report), `report_count`. With `as_of`, as the articles
        dated by that day knew it; obstacles that none of them reports have no `current_status`.
        """
        reports = self._public_reports().known_on(as_of)
        day = REPORT_DAY
        return self.annotate(
            first_raised=Subquery(reports.oldest_first().values(day=day)[:1]),
            last_confirmed=Subquery(
                reports.filter(status__in=CONFIRMING).newest_first().values(day=day)[:1]
            ),
            current_status=Subquery(reports.newest_first().values("status")[:1]),
            last_reported=Subquery(reports.newest_first().values(day=day)[:1]),
            report_count=count_of(reports, "obstacle"),
        )

    def unconfirmed(self):
        """What still stands by its last public report, which is older than the days of the setting
        UNCONFIRMED_AFTER_DAYS. An option stands in nobody's way.
        """
        due = days_ago(settings.UNCONFIRMED_AFTER_DAYS)
        reports = self._public_reports()
        later = reports.with_day().filter(counted_on__gte=due)
        last = Subquery(reports.newest_first().values("status")[:1])
        rows = self.current().without_options().filter(~Exists(later))
        return rows.alias(last_status=last).filter(last_status__in=CONFIRMING)

    def with_status(self):
        """`current_status` alone: that of the last public report."""
        return self.annotate(current_status=self._last_status())

    def stands_as(self, statuses) -> Q:
        """The condition that the last public report says one of the statuses."""
        return Q(In(self._last_status(), statuses))

    def is_laid_by(self, actors) -> Q:
        """The condition that a public report says one of the actors laid the obstacle."""
        return Q(Exists(self._public_reports().filter(laid_by__in=actors)))

    def is_faced_by(self, actors) -> Q:
        return Q(Exists(self._public_reports().filter(faced_by__in=actors)))

    def of_process(self, process):
        """Obstacles of the process and of its parts."""
        return self.filter(self.is_of([process]))

    def is_of(self, processes) -> Q:
        return Q(process__in=processes) | Q(process__parent__in=processes)

    def reported_between(self, first=None, last=None):
        return self.filter(Exists(overlapping(self._public_reports(), first, last)))

    def with_tag(self, tag):
        return self.filter(self.has_tag([tag]))

    def has_tag(self, tags) -> Q:
        rows = self.model._meta.get_field("tagged_rows").related_model._default_manager
        return Q(Exists(rows.filter(content_object=OuterRef("pk"), tag__in=tags)))

    def _last_status(self) -> Subquery:
        return Subquery(self._public_reports().newest_first().values("status")[:1])

    def _public_reports(self):
        model = self.model._meta.get_field("reports").related_model
        return model._default_manager.published().filter(obstacle=OuterRef("pk"))
