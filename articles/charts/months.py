"""Numbers by month, told by months, years, decades or centuries: as many as can be seen at once.

What lies in one of several months counts in each of them, as it is found in each of them.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

MOST_MONTHS = 48
MOST_PERIODS = 120
STEPS = (1, 10, 100)  # years


class Period(NamedTuple):
    """`first` and `last` are as ISO 8601 has them: "2031-03" and "2031-03", "1990" and "1999"."""

    first: str
    last: str
    label: str
    short: str
    number: int


class Periods(NamedTuple):
    name: str  # of one of them: "month"
    rows: list[Period]
    vague: int  # what lies in one of several months

    @property
    def total(self) -> int:
        return sum(period.number for period in self.rows)


def periods_of(months: Mapping[str, int]) -> Periods:
    """`months` has numbers by ISO months, "2031-03", or intervals of them, "2031-01/2031-12"."""
    spans = [(*span_of(key), number) for key, number in months.items()]
    if not spans:
        return Periods("month", [], 0)
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    vague = sum(number for begins, ends, number in spans if begins != ends)
    if last - first < MOST_MONTHS:
        rows = [month_of(place, within(spans, place, place)) for place in range(first, last + 1)]
        return Periods("month", rows, vague)
    years = range(first // 12, last // 12 + 1)
    step = next((step for step in STEPS if len(years) <= MOST_PERIODS * step), STEPS[-1])
    rows = [
        years_of(year, step, within(spans, 12 * year, 12 * (year + step) - 1))
        for year in range(years[0] // step * step, years[-1] + 1, step)
    ]
    return Periods({1: "year", 10: "decade", 100: "century"}[step], rows, vague)


def span_of(key: str) -> tuple[int, int]:
    """The first and the last month, counted from the year 0."""
    first, _, last = key.partition("/")
    return place_of(first), place_of(last or first)


def place_of(month: str) -> int:
    year, _, number = month.partition("-")
    return 12 * int(year) + int(number) - 1


def within(spans, first: int, last: int) -> int:
    return sum(number for begins, ends, number in spans if begins <= last and ends >= first)


def month_of(place: int, number: int) -> Period:
    year, month = place // 12, place % 12 + 1
    day = date(year, month, 1)
    iso = f"{year:04}-{month:02}"
    return Period(iso, iso, f"{day:%B} {year}", f"{day:%b} {year}", number)


def years_of(year: int, step: int, number: int) -> Period:
    first, last = max(year, 1), min(year + step - 1, 9999)
    label = str(first) if step == 1 else f"{first}–{last}"
    return Period(f"{first:04}", f"{last:04}", label, str(first), number)
