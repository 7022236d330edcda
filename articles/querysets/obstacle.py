from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Max,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from articles.choices import ObstacleKind, ReportStatus, Side

from .counting import count_of
from .current import CurrentQuerySet
from .dated import days_ago, overlapping
from .facets import month_of
from .led import led_by_ids
from .listed import ListOf
from .published import published_q
from .quote import tell_roles, tell_stretches
from .words import WordsQuerySet
from .written import ReadByIdQuerySet, made_with, written_once

REPORT_DAY = Coalesce("reported_on", "dated")
# How much of that day is known; empty if the article has no date.
KNOWN_TO = Case(
    When(reported_on=None, then="article__issued_precision"), default="reported_on_precision"
)
CONFIRMING = (ReportStatus.RAISED, ReportStatus.STANDING)
SIDES = tuple(Side.values)
WHO = ("actor", "actor__name", "actor__slug", "actor__sort_name")
# What a line of a report shows, with the quote that says so.
ON_LINES = [
    *("obstacle", "text", "status", "dated", "reported_on", "reported_on_precision", "note"),
    *("article__headline", "article__slug", "article__issued_on", "article__issued_until"),
    *("article__issued_precision", "article__outlet__name", "article__outlet__full_text"),
    *("section__anchor", "quote__text", "quote__kind", "quote__attribution"),
    *("quote__speaker_title", "quote__said_on", "quote__said_on_precision"),
    *("quote__article__slug", "quote__article__issued_on", "quote__article__issued_until"),
    *("quote__speaker__name", "quote__speaker__slug"),
    *("quote__voice_of__name", "quote__voice_of__slug"),
]


class Named(NamedTuple):
    """The actors that reports name on either side."""

    laid_by: list[Model]
    faced_by: list[Model]


class ObstacleReportQuerySet(ReadByIdQuerySet):
    def published(self):
        return self.filter(published_q("article_"))

    def known_on(self, day: date | None):
        """Reports of articles dated by that day; all if no day is given."""
        return self.filter(dated__lte=day) if day else self

    def later_than(self, day: date):
        """Those that `known_on(day)` leaves out."""
        return self.filter(dated__gt=day)

    def with_day(self):
        """`counted_on`: the day that the report counts for, as `ObstacleReport.day`."""
        return self.annotate(counted_on=REPORT_DAY)

    def until(self, report):
        """That report and those before it, in the order of `newest_first()`."""
        same_day = Q(counted_on=report.day)
        return self.with_day().filter(
            Q(counted_on__lt=report.day)
            | same_day & Q(dated__lt=report.dated)
            | same_day & Q(dated=report.dated, pk__lte=report.pk)
        )

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

    def with_evidence(self):
        """With what a report's line shows: whom it has `named`, the whole quote and the speaker's
        role on its day. Five queries, however many lines."""
        return self.read_by(read_lines)

    def tallied(self):
        """Reports that are alike, as (obstacle, status, precision of their own date, month, month
        that the article's date can last to, last day, number, newest id): one row for all of a
        month. The less is asked of each report, the faster they are sorted.
        """
        keys = ("obstacle", "status", "reported_on_precision", "month", "month_until")
        rows = self.with_day().annotate(
            month=month_of("counted_on"), month_until=month_of("dated_until")
        )
        return (
            rows.order_by(*keys)
            .values(*keys)
            .annotate(last=Max("counted_on"), number=Count("pk"), newest=Max("pk"))
            .values_list(*keys, "last", "number", "newest")
        )

    def actors_named(self):
        """(obstacle, side, id, name, slug, sort name) of each actor that the reports name, once
        for each side: "laid_by", "faced_by".
        """
        return self._named("laid_by").union(self._named("faced_by"))

    def _named(self, side):
        columns = (
            "obstacle",
            "side",
            side,
            *(f"{side}__{x}" for x in ("name", "slug", "sort_name")),
        )
        named = self.filter(**{f"{side}__isnull": False}).order_by()
        return named.annotate(side=Value(side)).values_list(*columns)


def read_lines(reports: type[Model], ids: list[int]) -> list[Model]:
    lines = line_rows(reports, ids)
    quotes = [line.quote for line in lines if line.quote]
    if quotes:
        tell_stretches(type(quotes[0]), quotes)
        tell_roles(type(quotes[0]), quotes)
    actors = reports._meta.get_field("laid_by").related_model
    named = {side: defaultdict(list) for side in SIDES}
    for side, report, pk, name, slug, _ in named_rows(reports, ids):
        told = {"id": pk, "name": name, "slug": slug}
        named[side][report].append(made_with(actors, told))
    for line in lines:
        line.named = Named(*(named[side][line.pk] for side in SIDES))
    return lines


@written_once
def line_rows(reports, ids):
    rows = led_by_ids(reports.published().filter(pk__in=ids).order_by())
    related = ("article__outlet", "section", "quote__article", "quote__speaker", "quote__voice_of")
    return rows.select_related(*related).only(*ON_LINES)


@written_once
def named_rows(reports, ids):
    """(side, report, id, name, slug, sort name) of each actor that the reports name, by name."""
    laid_by, faced_by = (
        reports.model._meta.get_field(side)
        .remote_field.through._default_manager.filter(obstaclereport__in=ids)
        .annotate(side=Value(side))
        .values_list("side", "obstaclereport", *WHO)
        for side in SIDES
    )
    return laid_by.union(faced_by, all=True).order_by("actor__sort_name", "actor_id")


@written_once
def tallied_rows(reports, obstacles, as_of=None):
    return reports.published().known_on(as_of).filter(obstacle__in=obstacles).tallied()


class ObstacleQuerySet(CurrentQuerySet, WordsQuerySet, ReadByIdQuerySet):
    def published(self):
        return self.current().filter(Exists(self._public_reports()))

    def options(self):
        return self.filter(kind=ObstacleKind.OPTION)

    def without_options(self):
        """An option of leverage is counted nowhere as an obstacle."""
        return self.exclude(kind=ObstacleKind.OPTION)

    def with_ledger(self, as_of: date | None = None):
        """What the public reports say: `first_raised`, `last_confirmed`, `last_reported` (days,
        each with its `…_precision`, empty if the article has no date), `current_status` (that of
        the last report), `report_count`. With `as_of`, as the articles dated by that day knew it;
        obstacles that none of them reports have no `current_status`.
        """
        reports = self._public_reports().known_on(as_of)
        newest, oldest = reports.newest_first(), reports.oldest_first()
        confirming = newest.filter(status__in=CONFIRMING)
        rows = self.with_status(as_of).annotate(**day_of("last_reported", newest))
        rows = rows.annotate(**day_of("first_raised", oldest))
        rows = rows.annotate(**day_of("last_confirmed", confirming))
        return rows.annotate(report_count=count_of(reports, "obstacle"))

    def with_standing(self):
        """Of the same what the last public report tells: `current_status`, `last_reported` and its
        precision. It costs the same however many there are."""
        newest = self._public_reports().newest_first()
        return self.with_status().annotate(**day_of("last_reported", newest))

    def with_last_report(self, as_of: date | None = None):
        """`last_reported`, as in the ledger, and `reported`, the id: in this order few rows that
        were found another way can be sorted.
        """
        newest = self._public_reports().known_on(as_of).newest_first()
        return self.annotate(
            last_reported=Subquery(newest.values(day=REPORT_DAY)[:1]), reported=F("pk")
        )

    def of_newest_report(self, as_of: date | None = None):
        """The same, and in the order of both the first ones cost the same for any number: the
        reports are walked, the newest first, and of each obstacle its last one is taken.
        """
        newest = self._public_reports().known_on(as_of).newest_first()
        rows = self.filter(published_q("reports__article_"))
        if as_of:
            rows = rows.filter(reports__dated__lte=as_of)
        return led_by_ids(
            rows.annotate(
                last_reported=Coalesce("reports__reported_on", "reports__dated"),
                reported=F("reports__obstacle"),
                report=F("reports__pk"),
                last_report=Subquery(newest.values("pk")[:1]),
            ).filter(last_report=F("report"))
        )

    def with_status(self, as_of: date | None = None, *, name: str = "current_status"):
        """The status of the last public report, known on that day if one is given."""
        return self.annotate(**{name: self._last_status(as_of)})

    def with_later(self, day: date):
        """`later_count`: how many public reports articles dated after that day make;
        `last_reported`: the day of the last public report of all, with its precision.
        """
        reports = self._public_reports()
        return self.annotate(
            later_count=count_of(reports.later_than(day), "obstacle"),
            **day_of("last_reported", reports.newest_first()),
        )

    def with_telling(self, as_of: date | None = None, *, newest_reports: int):
        """The ids of the public reports, known on that day, that tell how each stands:
        `first_report`, `confirming_report`, `latest_report`; of so many of the newest ones
        `newest_reports`, as [{"pk": 7}, …]; and `report_count`.
        """
        reports = self._public_reports().known_on(as_of)
        newest = reports.newest_first()
        confirming = newest.filter(status__in=CONFIRMING)
        return self.annotate(
            first_report=Subquery(reports.oldest_first().values("pk")[:1]),
            confirming_report=Subquery(confirming.values("pk")[:1]),
            latest_report=Subquery(newest.values("pk")[:1]),
            newest_reports=ListOf(newest[:newest_reports], "pk"),
            report_count=count_of(reports, "obstacle"),
        )

    def with_latest(self, **days: date | None):
        """Under each name the id of the last public report that was known on its day."""
        reports = self._public_reports().newest_first()
        return self.annotate(
            **{name: Subquery(reports.known_on(day).values("pk")[:1]) for name, day in days.items()}
        )

    def count_by_status(self, processes: Collection[int]) -> dict[int, Counter]:
        """How many obstacles of each process and of its parts have which status now, options
        left out: one query.
        """
        counts = defaultdict(Counter)
        for own, parent, status, number in status_rows(self.model, list(processes)):
            for process in {own, parent} - {None}:
                counts[process][status] += number
        return counts

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

    def stands_as(self, statuses, as_of: date | None = None) -> Q:
        """The condition that the last public report says one of the statuses."""
        return Q(In(self._last_status(as_of), statuses))

    def is_laid_by(self, actors, as_of: date | None = None) -> Q:
        """The condition that a public report says one of the actors laid the obstacle."""
        return self._is_named(Side.LAID_BY, actors, as_of)

    def is_faced_by(self, actors, as_of: date | None = None) -> Q:
        return self._is_named(Side.FACED_BY, actors, as_of)

    def is_known_on(self, day: date) -> Q:
        """The condition that an article dated by that day reports the obstacle."""
        return Q(Exists(self._public_reports().known_on(day)))

    def of_processes(self, processes):
        """Obstacles of the processes and of their parts."""
        return self.filter(self.is_of(processes))

    def is_of(self, processes) -> Q:
        """The condition that an obstacle is of one of the processes or their parts: by the ids of
        both, for an "or" over two tables makes the database look at all obstacles."""
        process = self.model._meta.get_field("process").related_model._default_manager.order_by()
        parts = process.filter(parent__in=processes).values("pk")
        ids = [getattr(one, "pk", one) for one in processes]
        return Q(process__in=process.filter(pk__in=ids).values("pk").union(parts, all=True))

    def reported_between(self, first=None, last=None, *, as_of: date | None = None):
        reports = self._public_reports().known_on(as_of)
        return self.filter(Exists(overlapping(reports, first, last)))

    def with_tag(self, tag):
        return self.filter(self.has_tag([tag]))

    def has_tag(self, tags) -> Q:
        rows = self.model._meta.get_field("tagged_rows").related_model._default_manager
        return Q(pk__in=rows.filter(tag__in=tags).order_by().values("content_object"))

    def _is_named(self, side: Side, actors, as_of: date | None) -> Q:
        """The way in is who is named, for an obstacle may have thousands of reports."""
        namings = self.model._meta.get_field("namings").related_model._default_manager
        named = namings.published().known_on(as_of).filter(side=side, actor__in=actors)
        return Q(pk__in=named.order_by().values("obstacle"))

    def _last_status(self, as_of: date | None) -> Subquery:
        newest = self._public_reports().known_on(as_of).newest_first()
        return Subquery(newest.values("status")[:1])

    def _public_reports(self):
        model = self.model._meta.get_field("reports").related_model
        return model._default_manager.published().filter(obstacle=OuterRef("pk"))


def day_of(name: str, reports: QuerySet) -> dict[str, Subquery]:
    """The day that the first of the reports counts for, and how much of it is known."""
    return {
        name: Subquery(reports.values(day=REPORT_DAY)[:1]),
        f"{name}_precision": Subquery(reports.values(known=KNOWN_TO)[:1]),
    }


@written_once
def status_rows(obstacles, processes):
    """(process, its parent, status, number)"""
    rows = obstacles.published().without_options().of_processes(processes).with_status().order_by()
    keys = ("process", "process__parent", "current_status")
    return rows.values(*keys).annotate(number=Count("pk")).values_list(*keys, "number")
