"""The ledger of a process: obstacles down, time across, each report a mark on its row."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import NamedTuple

from django.db.models import Q, QuerySet

from articles.choices import ReportStatus
from articles.models import Actor, Obstacle, ObstacleReport
from articles.querysets.obstacle import CONFIRMING

MOST_COLUMNS = 18


class Told(NamedTuple):
    """A report, as little of it as a mark needs: there may be thousands."""

    pk: int
    day: date
    status: str


class Summary(NamedTuple):
    """How an obstacle stands by its public reports, taken together."""

    first: ObstacleReport
    last_confirmed: ObstacleReport | None
    latest: ObstacleReport


@dataclass(frozen=True, slots=True)
class Known:
    """An obstacle and what was told of it: at least one report, oldest first."""

    obstacle: Obstacle
    told: list[Told]
    summary: Summary
    laid_by: list[Actor]


class Column(NamedTuple):
    """A month, a quarter or a year."""

    label: str
    year: str  # where a year begins, else empty
    period: str


@dataclass(slots=True)
class Mark:
    """The reports of one status in one cell."""

    status: str
    count: int = 0
    newest: int = 0  # id of a report

    @property
    def word(self) -> str:
        return ReportStatus(self.status).label


@dataclass(slots=True)
class Cell:
    column: Column
    css: str  # is-first, is-live, is-last or empty: where the row's thread runs
    by_status: dict[str, Mark] = field(default_factory=dict)

    def add(self, report: Told):
        mark = self.by_status.setdefault(report.status, Mark(report.status))
        mark.count += 1
        mark.newest = report.pk

    @property
    def marks(self) -> list[Mark]:
        return list(self.by_status.values())


class Row(NamedTuple):
    known: Known
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Ledger:
    columns: list[Column]
    rows: list[Row]


class Scale(NamedTuple):
    number: Callable[[date], int]
    label: Callable[[int], Column]


def _month(number: int) -> Column:
    day = date(number // 12, number % 12 + 1, 1)
    return Column(f"{day:%b}", str(day.year) if day.month == 1 else "", f"{day:%B %Y}")


def _quarter(number: int) -> Column:
    year, quarter = str(number // 4), number % 4 + 1
    return Column(f"Q{quarter}", year if quarter == 1 else "", f"quarter {quarter} of {year}")


def _year(number: int) -> Column:
    return Column("", str(number), str(number))


SCALES = [
    Scale(lambda day: day.year * 12 + day.month - 1, _month),
    Scale(lambda day: day.year * 4 + (day.month - 1) // 3, _quarter),
    Scale(lambda day: day.year, _year),
]


def known_obstacles(obstacles: Iterable[Obstacle], as_of: date | None = None) -> list[Known]:
    """What the public reports known on that day say of each: three queries."""
    obstacles = list(obstacles)
    reports = ObstacleReport.objects.published().known_on(as_of).filter(obstacle__in=obstacles)
    told = told_of(reports)
    summaries = summaries_of(told)
    laid_by = layers_of(reports)
    return [
        Known(one, told[one.pk], summaries[one.pk], laid_by[one.pk])
        for one in obstacles
        if one.pk in told
    ]


def told_of(reports: QuerySet) -> dict[int, list[Told]]:
    told = defaultdict(list)
    rows = reports.with_day().oldest_first()
    for obstacle, *report in rows.values_list("obstacle", "pk", "counted_on", "status"):
        told[obstacle].append(Told(*report))
    return told


def summaries_of(told: dict[int, list[Told]]) -> dict[int, Summary]:
    """Only the reports that a summary shows are loaded."""
    telling = {
        obstacle: [reports[0], *last_of(reports, CONFIRMING), reports[-1]]
        for obstacle, reports in told.items()
    }
    loaded = with_dates(ObstacleReport.objects).in_bulk(
        {report.pk for report in chain.from_iterable(telling.values())}
    )
    return {
        obstacle: summary_of([loaded[report.pk] for report in reports])
        for obstacle, reports in telling.items()
    }


def last_of(reports: list[Told], statuses) -> list[Told]:
    """The last one with one of the statuses, if there is any."""
    return [one for one in reports if one.status in statuses][-1:]


def with_dates(reports) -> QuerySet:
    """Reports with no more than their status and the day that they count for."""
    article = ("issued_on", "issued_until", "issued_precision")
    return reports.select_related("article").only(
        "obstacle", "status", "dated", "reported_on", "reported_on_precision",
        *(f"article__{name}" for name in article),
    )  # fmt: skip


def layers_of(reports: QuerySet) -> dict[int, list[Actor]]:
    """For each obstacle, who laid it by these reports, in the order of names."""
    columns = ("obstacle", "laid_by__sort_name", "laid_by", "laid_by__name", "laid_by__slug")
    rows = reports.filter(laid_by__isnull=False).order_by(*columns).values_list(*columns)
    layers = defaultdict(list)
    for obstacle, _, pk, name, slug in rows.distinct():
        layers[obstacle].append(Actor(pk=pk, name=name, slug=slug))
    return layers


def summary_of_all(reports: QuerySet) -> Summary:
    """What `reports`, all of one obstacle, say together: one query."""
    newest, oldest = reports.newest_first().values("pk"), reports.oldest_first().values("pk")
    telling = reports.filter(
        Q(pk__in=oldest[:1])
        | Q(pk__in=newest.filter(status__in=CONFIRMING)[:1])
        | Q(pk__in=newest[:1])
    )
    return summary_of(list(with_dates(telling).oldest_first()))


def summary_of(reports: list[ObstacleReport]) -> Summary:
    """`reports`, oldest first, hold at least the first, the last confirming and the last one."""
    confirming = [report for report in reports if report.status in CONFIRMING]
    return Summary(reports[0], confirming[-1] if confirming else None, reports[-1])


def ledger_of(known: list[Known]) -> Ledger:
    if not known:
        return Ledger([], [])
    scale, first, last = fitting_scale(
        min(one.told[0].day for one in known), max(one.told[-1].day for one in known)
    )
    columns = [scale.label(number) for number in range(first, last + 1)]
    if not columns[0].year:
        columns[0] = columns[0]._replace(year=year_of(scale, first))
    return Ledger(columns, [row_of(one, scale, first, columns) for one in known])


def fitting_scale(first: date, last: date) -> tuple[Scale, int, int]:
    for scale in SCALES:
        if scale.number(last) - scale.number(first) < MOST_COLUMNS:
            break
    return scale, scale.number(first), scale.number(last)


def year_of(scale: Scale, number: int) -> str:
    return str(number // {SCALES[0]: 12, SCALES[1]: 4}.get(scale, 1))


def row_of(known: Known, scale: Scale, first: int, columns: list[Column]) -> Row:
    told = known.told
    begins = scale.number(told[0].day) - first
    is_over = told[-1].status == ReportStatus.LIFTED
    ends = scale.number(told[-1].day) - first if is_over else len(columns)
    cells = [Cell(column, thread(number, begins, ends)) for number, column in enumerate(columns)]
    for report in told:
        cells[scale.number(report.day) - first].add(report)
    return Row(known, cells)


def thread(number: int, begins: int, ends: int) -> str:
    if number < begins or number > ends or begins == ends:
        return ""
    return "is-first" if number == begins else "is-last" if number == ends else "is-live"
