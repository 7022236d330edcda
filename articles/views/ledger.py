"""The ledger of a process: obstacles down, time across, each report a mark on its row."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from articles.choices import ReportStatus
from articles.models import Actor, Obstacle, ObstacleReport
from articles.querysets.obstacle import CONFIRMING

MOST_COLUMNS = 18


class Column(NamedTuple):
    """A month, a quarter or a year."""

    label: str
    year: str  # where a year begins, else empty


@dataclass(slots=True)
class Cell:
    css: str  # is-first, is-live, is-last or empty: where the row's thread runs
    starts_year: bool
    reports: list[ObstacleReport] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the public reports of an obstacle say, taken together."""

    laid_by: list[Actor]
    faced_by: list[Actor]
    first: ObstacleReport
    last_confirmed: ObstacleReport | None
    latest: ObstacleReport


class Row(NamedTuple):
    obstacle: Obstacle
    summary: Summary
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
    return Column(f"{day:%b}", str(day.year) if day.month == 1 else "")


def _quarter(number: int) -> Column:
    return Column(f"Q{number % 4 + 1}", str(number // 4) if number % 4 == 0 else "")


SCALES = [
    Scale(lambda day: day.year * 12 + day.month - 1, _month),
    Scale(lambda day: day.year * 4 + (day.month - 1) // 3, _quarter),
    Scale(lambda day: day.year, lambda number: Column("", str(number))),
]


def ledger_of(obstacles: list[Obstacle]) -> Ledger:
    """`obstacles` come with their `public_reports`, oldest first; those with none are left out."""
    known = [obstacle for obstacle in obstacles if obstacle.public_reports]
    if not known:
        return Ledger([], [])
    days = [report.day for obstacle in known for report in obstacle.public_reports]
    scale, first, last = fitting_scale(min(days), max(days))
    columns = [scale.label(number) for number in range(first, last + 1)]
    if not columns[0].year:
        columns[0] = columns[0]._replace(year=year_of(scale, first))
    return Ledger(columns, [row_of(obstacle, scale, first, columns) for obstacle in known])


def fitting_scale(first: date, last: date) -> tuple[Scale, int, int]:
    for scale in SCALES:
        if scale.number(last) - scale.number(first) < MOST_COLUMNS:
            break
    return scale, scale.number(first), scale.number(last)


def year_of(scale: Scale, number: int) -> str:
    return str(number // {SCALES[0]: 12, SCALES[1]: 4}.get(scale, 1))


def row_of(obstacle: Obstacle, scale: Scale, first: int, columns: list[Column]) -> Row:
    reports = obstacle.public_reports
    begins = scale.number(reports[0].day) - first
    is_over = reports[-1].status == ReportStatus.LIFTED
    ends = scale.number(reports[-1].day) - first if is_over else len(columns)
    cells = [
        Cell(thread(number, begins, ends), bool(column.year))
        for number, column in enumerate(columns)
    ]
    for report in reports:
        cells[scale.number(report.day) - first].reports.append(report)
    return Row(obstacle, summary_of(reports), cells)


def summary_of(reports: list[ObstacleReport]) -> Summary:
    """`reports` are at least one, oldest first."""
    return Summary(
        laid_by=union_of(reports, "laid_by"),
        faced_by=union_of(reports, "faced_by"),
        first=reports[0],
        last_confirmed=next((one for one in reversed(reports) if one.status in CONFIRMING), None),
        latest=reports[-1],
    )


def thread(number: int, begins: int, ends: int) -> str:
    if number < begins or number > ends or begins == ends:
        return ""
    return "is-first" if number == begins else "is-last" if number == ends else "is-live"


def union_of(reports: list[ObstacleReport], relation: str) -> list[Actor]:
    """Every actor that the reports name there, once, in the order of the reports."""
    return list(dict.fromkeys(actor for one in reports for actor in getattr(one, relation).all()))
