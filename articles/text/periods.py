"""Months, years and longer periods, for a chart of when things happened."""

import calendar
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

MOST_MONTHS = 24
MOST_PERIODS = 24
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)  # years; 500 leave twenty


class Period(NamedTuple):
    first: date
    last: date
    start: str  # as the filters take it: "2031-03", "2031"
    end: str
    label: str  # "March 2031", "2031", "2030–2034"
    short: str

    @property
    def unit(self) -> str:
        if self.last.month == self.first.month:
            return "month"
        return "year" if self.last.year == self.first.year else "span of years"

    @property
    def before(self) -> str:
        """The month or year before it; empty before the first one."""
        if self.unit != "month":
            return f"{self.first.year - 1:04}" if self.first.year > 1 else ""
        if self.first.month > 1:
            return f"{self.first.year:04}-{self.first.month - 1:02}"
        return f"{self.first.year - 1:04}-12" if self.first.year > 1 else ""

    def meets(self, first: date | None, last: date | None) -> bool:
        """Whether the days from `first` to `last` overlap it; None is open."""
        return (first is None or first <= self.last) and (last is None or last >= self.first)


def month(year: int, number: int, *, in_one_year: bool = False) -> Period:
    first = date(year, number, 1)
    written = f"{year:04}-{number:02}"
    short = f"{first:%b}" if in_one_year else f"{first:%b} {year}"
    return Period(first, month_end(year, number), written, written, f"{first:%B} {year}", short)


def years(first: int, last: int) -> Period:
    label = str(first) if first == last else f"{first}–{last}"
    days = date(first, 1, 1), date(last, 12, 31)
    return Period(*days, f"{first:04}", f"{last:04}", label, str(first))


def month_end(year: int, number: int) -> date:
    return date(year, number, calendar.monthrange(year, number)[1])


def periods(first: date, last: date) -> list[Period]:
    """All months that the days lie in; where they are too many, years or spans of years."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    if end - start < MOST_MONTHS:
        one = first.year == last.year
        return [month(at // 12, at % 12 + 1, in_one_year=one) for at in range(start, end + 1)]
    step = next(one for one in STEPS if last.year // one - first.year // one < MOST_PERIODS)
    begin = first.year - first.year % step
    return [
        years(max(year, 1), min(year + step - 1, 9999))
        for year in range(begin, last.year + 1, step)
    ]


def around(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """The days to be drawn where these are asked for: those of one year bring all its months."""
    if first and last and first.year == last.year:
        return date(first.year, 1, 1), date(first.year, 12, 31)
    return first and first.replace(day=1), last and month_end(last.year, last.month)


def drawn(
    spans: Iterable[tuple[date, date]], window: tuple[date | None, date | None]
) -> list[Period]:
    """The periods of a chart of `spans`, within the window."""
    spans = list(spans)
    if not spans:
        return []
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    start, end = window
    if start and end and start.year == end.year:
        return periods(start, end)
    return periods(max(first, start or first), min(last, end or last))
