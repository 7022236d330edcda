"""How obstacles stand by their public reports, today or as it was known on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from articles.charts.timeline import Line, Scale, Told, line_of, scale_for
from articles.choices import ObstacleKind, ReportStatus
from articles.forms import PartialDateField
from articles.models import Actor, Obstacle, ObstacleReport, Process
from articles.querysets.counting import CAP
from articles.text.dates import PartialDate, iso, last_day

# As they are listed: what stands in the way first, what is gone last.
STATUSES = [
    ReportStatus.RAISED,
    ReportStatus.STANDING,
    ReportStatus.DISPUTED,
    ReportStatus.EASED,
    ReportStatus.LIFTED,
]


NAMED_IN = 10  # reports of each obstacle, the newest, in a list
NAMED_IN_ITS_OWN = 100  # on the page of the obstacle


class AsOf(NamedTuple):
    """The day that an address asks for with `?as_of=`. Without one, all is told as of today."""

    typed: str
    date: PartialDate | None
    wrong: str  # what is wrong with it, if anything

    @property
    def day(self) -> date | None:
        """The last day that it can mean."""
        return self.date and self.date.last

    @property
    def iso(self) -> str:
        return iso(self.date.first, self.date.precision) if self.date else ""

    @property
    def parameters(self) -> dict[str, str]:
        return {"as_of": self.iso} if self.date else {}


def as_of_asked(request) -> AsOf:
    typed = request.GET.get("as_of", "")
    try:
        return AsOf(typed, PartialDateField().clean(typed), "")
    except ValidationError as error:
        return AsOf(typed, None, " ".join(error.messages))


class Standing(NamedTuple):
    """As little of an obstacle as it takes to sort it: there may be a thousand."""

    pk: int
    is_option: bool
    now: str
    then: str | None  # its status as of the day; None: nobody knew of it
    later: int = 0  # reports since that day
    last_day: date | None = None  # of the last one


def standings_of(process: Process, as_of: date | None) -> list[Standing]:
    """Of the obstacles of the process and of its parts, by title; one more than CAP, if there are
    more: one query. Where no day is asked for, then is now.
    """
    rows = Obstacle.objects.published().of_processes([process]).with_status(name="now")
    columns = ["pk", "kind", "now"]
    if as_of:
        rows = rows.with_status(as_of, name="then").with_later(as_of)
        columns += ["then", "later_count", "last_reported"]
    found = rows.order_by("title", "id").values_list(*columns)[: CAP + 1]
    return [
        Standing(pk, kind == ObstacleKind.OPTION, now, *(then or [now]))
        for pk, kind, now, *then in found
    ]


class Named(NamedTuple):
    """Whom the newest reports name."""

    laid_by: list[Actor]
    faced_by: list[Actor]


@dataclass(frozen=True, slots=True)
class Known:
    """An obstacle, and what its reports say of it taken together."""

    obstacle: Obstacle
    first: ObstacleReport
    last_confirmed: ObstacleReport | None
    latest: ObstacleReport
    number: int  # of reports
    named: Named
    days_unconfirmed: int | None
    named_in: int  # reports, the newest

    @property
    def is_named_in_part(self) -> bool:
        """Whether older reports may name others."""
        return self.number > self.named_in


def known_of(obstacles: Iterable[Obstacle], as_of: date | None = None) -> list[Known]:
    """Those of the obstacles, which come from `with_telling(as_of)`, of which something was known
    on that day: two queries.
    """
    obstacles = [one for one in obstacles if one.latest_report]
    reports = reports_by_id(
        pk
        for one in obstacles
        for pk in (one.first_report, one.confirming_report, one.latest_report)
    )
    newest = {one.pk: [report["pk"] for report in one.newest_reports] for one in obstacles}
    named = named_in(ObstacleReport.objects.filter(pk__among=[*chain(*newest.values())]))
    return [known_by(one, reports, named[one.pk], len(newest[one.pk]), as_of) for one in obstacles]


def known_by(
    obstacle: Obstacle,
    reports: dict[int, ObstacleReport],
    named: Named,
    named_in: int,
    as_of: date | None,
) -> Known:
    today = timezone.localdate()
    latest = reports[obstacle.latest_report]
    return Known(
        obstacle,
        reports[obstacle.first_report],
        reports.get(obstacle.confirming_report),
        latest,
        obstacle.report_count,
        named,
        obstacle.days_unconfirmed(latest, min(as_of, today) if as_of else today),
        named_in,
    )


def reports_of(obstacles: Iterable[Obstacle], as_of: date | None) -> QuerySet:
    pks = [one.pk for one in obstacles]
    return ObstacleReport.objects.published().known_on(as_of).filter(obstacle__in=pks)


def reports_by_id(pks: Iterable[int | None]) -> dict[int, ObstacleReport]:
    """The reports with no more than their status and the day that they count for."""
    article = ("issued_on", "issued_until", "issued_precision")
    return (
        ObstacleReport.objects.select_related("article")
        .only(
            "obstacle", "status", "dated", "reported_on", "reported_on_precision",
            *(f"article__{name}" for name in article),
        )
        .in_bulk(set(pks) - {None})
    )  # fmt: skip


def named_in(reports: QuerySet) -> dict[int, Named]:
    """For each obstacle who laid it and who faces it by these reports, by name: one query."""
    named = defaultdict(lambda: Named([], []))
    rows = sorted(reports.actors_named(), key=lambda row: (row[-1], row[2]))
    for obstacle, side, pk, name, slug, _ in rows:
        getattr(named[obstacle], side).append(Actor(pk=pk, name=name, slug=slug))
    return named


def told_in(reports: QuerySet) -> dict[int, list[Told]]:
    """For each obstacle what the reports tell, as its line of time shows it: one query."""
    told = defaultdict(list)
    for obstacle, status, precision, first, last, until, number, newest in reports.tallied():
        until = last_day(last, precision) if precision else max(last, until)
        told[obstacle].append(Told(status, first, last, until, number, newest))
    return told


def lines_of(known: Iterable[Known], as_of: date | None) -> tuple[Scale | None, dict[int, Line]]:
    """For each obstacle its line of time, all on one scale; no scale for nothing: one query."""
    known = list(known)
    told = told_in(reports_of([one.obstacle for one in known], as_of))
    scale = scale_for(one for alike in told.values() for one in alike)
    return scale, {
        one.obstacle.pk: line_of(
            scale, told[one.obstacle.pk], is_over=one.latest.status == ReportStatus.LIFTED
        )
        for one in known
        if one.obstacle.pk in told
    }
