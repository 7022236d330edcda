"""How obstacles stand by their public reports, today or as it was known on a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.charts.timeline import Line, Scale, Told, line_of, scale_for
from articles.choices import ObstacleKind, ReportStatus
from articles.forms import PartialDateField
from articles.models import Actor, Obstacle, ObstacleReport, Process
from articles.querysets.counting import CAP
from articles.querysets.led import led_by_ids
from articles.querysets.obstacle import SIDES, Named, named_rows, tallied_rows
from articles.querysets.written import made_with, written_once
from articles.text.dates import PartialDate, iso, last_day

from .kept import Kept

# As they are listed: what stands in the way first, what is gone last.
STATUSES = [
    ReportStatus.RAISED,
    ReportStatus.STANDING,
    ReportStatus.DISPUTED,
    ReportStatus.EASED,
    ReportStatus.LIFTED,
]


# What pages show of an obstacle, and of a report no more than its day and its status.
ON_PAGES = ("title", "slug", "description", "kind", "process__name", "process__slug")
ON_DATES = (
    *("obstacle", "status", "dated", "reported_on", "reported_on_precision"),
    *("article__issued_on", "article__issued_until", "article__issued_precision"),
)
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
    def is_ahead(self) -> bool:
        """Whether all that it can mean is still to come."""
        return self.date is not None and self.date.first > timezone.localdate()

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
    return [
        Standing(pk, kind == ObstacleKind.OPTION, now, *(then or [now]))
        for pk, kind, now, *then in standing_rows(Obstacle, process.pk, *given(as_of))
    ]


kept_standings: Kept[list[Standing]] = Kept()


def kept_standings_of(request, process: Process, as_of: date | None) -> list[Standing]:
    """`standings_of`, on the page of the process."""
    return kept_standings.get(request, as_of, make=partial(standings_of, process, as_of))


@written_once
def standing_rows(obstacles, process, as_of=None):
    rows = obstacles.published().of_processes([process]).with_status(name="now")
    columns = ["pk", "kind", "now"]
    if as_of:
        rows = rows.with_status(as_of, name="then").with_later(as_of)
        columns += ["then", "later_count", "last_reported"]
    return rows.order_by("title", "id").values_list(*columns)[: CAP + 1]


class Says(NamedTuple):
    """What the reports of an obstacle say, taken together."""

    first: ObstacleReport
    last_confirmed: ObstacleReport | None
    latest: ObstacleReport
    number: int  # of reports
    named: Named  # by the newest reports
    named_in: int  # reports, the newest


@dataclass(frozen=True, slots=True)
class Known:
    """An obstacle, and what its reports say of it: see `Says`."""

    obstacle: Obstacle
    first: ObstacleReport
    last_confirmed: ObstacleReport | None
    latest: ObstacleReport
    number: int
    named: Named
    named_in: int
    days_unconfirmed: int | None

    @property
    def is_named_in_part(self) -> bool:
        """Whether older reports may name others."""
        return self.number > self.named_in


@written_once
def shown_rows(obstacles, ids):
    """Obstacles with what pages show of them, whatever is reported."""
    rows = led_by_ids(obstacles.published().filter(pk__in=ids).order_by())
    return rows.select_related("process").only(*ON_PAGES)


kept_says: Kept[dict[int, Says]] = Kept()


def known_of(
    request, obstacles: list[Obstacle], as_of: date | None, newest: int, *, are_telling=False
) -> list[Known]:
    """Those of the obstacles of which something was known on that day; whom they name by so many
    of the newest reports of each: three queries, two if they come `with_telling()` of that day."""
    ids = [one.pk for one in obstacles]

    def make():
        return says_of(
            obstacles if are_telling else telling_by(newest)(Obstacle, ids, *given(as_of))
        )

    says = kept_says.get(request, tuple(ids), as_of, newest, make=make)
    today = timezone.localdate()
    day = min(as_of, today) if as_of else today
    return [
        Known(one, *says[one.pk], one.days_unconfirmed(says[one.pk].latest, day))
        for one in obstacles
        if one.pk in says
    ]


def says_of(telling: Iterable[Obstacle]) -> dict[int, Says]:
    found = [one for one in telling if one.latest_report]
    reports = reports_by_id(
        pk for one in found for pk in (one.first_report, one.confirming_report, one.latest_report)
    )
    newest_of = {one.pk: [report["pk"] for report in one.newest_reports] for one in found}
    named = named_in(newest_of)
    return {
        one.pk: Says(
            reports[one.first_report],
            reports.get(one.confirming_report),
            reports[one.latest_report],
            one.report_count,
            named[one.pk],
            len(newest_of[one.pk]),
        )
        for one in found
    }


@cache
def telling_by(newest_reports: int):
    @written_once
    def rows(obstacles, ids, as_of=None):
        found = led_by_ids(obstacles.filter(pk__in=ids).order_by()).only("pk")
        return found.with_telling(as_of, newest_reports=newest_reports)

    return rows


def given(day: date | None) -> list[date]:
    """What a statement that is written once is given: without a day it is another one."""
    return [day] if day else []


def reports_by_id(pks: Iterable[int | None]) -> dict[int, ObstacleReport]:
    """The reports with no more than their status and the day that they count for."""
    ids = sorted(set(pks) - {None})
    return {report.pk: report for report in dated_rows(ObstacleReport, ids)}


@written_once
def dated_rows(reports, ids):
    rows = led_by_ids(reports.filter(pk__in=ids).order_by())
    return rows.select_related("article").only(*ON_DATES)


def named_in(reports: dict[int, list[int]]) -> dict[int, Named]:
    """For each obstacle who laid it and who faces it by the reports with these ids: those that most
    of them name first, then by name. One query."""
    owner = {pk: obstacle for obstacle, pks in reports.items() for pk in pks}
    found = {obstacle: {side: Counter() for side in SIDES} for obstacle in reports}
    actors = {}
    rows = sorted(named_rows(ObstacleReport, list(owner)), key=lambda row: (row[-1], row[2]))
    for side, report, pk, name, slug, _ in rows:
        if pk not in actors:
            actors[pk] = made_with(Actor, {"id": pk, "name": name, "slug": slug})
        found[owner[report]][side][pk] += 1
    return {
        obstacle: Named(
            **{side: [actors[pk] for pk, _ in its.most_common()] for side, its in sides.items()}
        )
        for obstacle, sides in found.items()
    }


@lru_cache(maxsize=4096)
def first_of(month: str) -> date:
    """Of "2031-03": a line of time shows no days."""
    return date.fromisoformat(f"{month}-01")


def told_in(obstacles: list[int], as_of: date | None) -> dict[int, list[Told]]:
    """For each obstacle what its reports tell, as its line of time shows it: one query."""
    told = defaultdict(list)
    rows = tallied_rows(ObstacleReport, obstacles, *given(as_of))
    for obstacle, status, precision, month, month_until, last, number, newest in rows:
        until = last_day(last, precision) if precision else max(last, first_of(month_until))
        told[obstacle].append(Told(status, first_of(month), last, until, number, newest))
    return told


Lines = tuple[Scale | None, dict[int, Line]]
kept_lines: Kept[Lines] = Kept()


def kept_lines_of(request, known: list[Known], as_of: date | None) -> Lines:
    """`lines_of`, which count all reports of the obstacles."""
    ids = tuple(one.obstacle.pk for one in known)
    return kept_lines.get(request, ids, as_of, make=partial(lines_of, known, as_of))


def lines_of(known: list[Known], as_of: date | None) -> Lines:
    """For each obstacle its line of time, all on one scale; no scale for nothing: one query."""
    told = told_in([one.obstacle.pk for one in known], as_of)
    scale = scale_for(one for alike in told.values() for one in alike)
    return scale, {
        one.obstacle.pk: line_of(
            scale, told[one.obstacle.pk], is_over=one.latest.status == ReportStatus.LIFTED
        )
        for one in known
        if one.obstacle.pk in told
    }
