"""Reports along a line of time as the numbers of an SVG; site/drawing.py draws one line.

Time is cut into periods of equal length, so few that each is wide enough for a finger on the
narrowest page. Across, places are per cent of the width; upright, they are in the letters' size.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from articles.choices import ReportStatus

MOST_PERIODS = 12  # each 24 pixels wide on a page of 320
LENGTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000)  # of a period, in months
Y, ABOVE, BELOW = "1.2em", "0.75em", "1.65em"  # where a mark stands: on the thread, or beside it
LETTERS_ACROSS = 40  # on the narrowest line, for the labels of the periods


class Told(NamedTuple):
    """Reports alike: made between `first` and `last`. With a date that is known to the month or
    the year, the newest may be as late as `until`."""

    status: str
    first: date
    last: date
    until: date
    number: int = 1
    newest: int = 0  # the id of the newest


class Mark(NamedTuple):
    """The reports of one status in one period, ready to be written into the SVG."""

    status: str
    number: int
    x: str
    y: str
    until: str  # where the time ends in which they may have been made, if in a later period

    @property
    def told(self) -> str:
        word = ReportStatus(self.status).label
        return f"{word}, {self.number} reports" if self.number > 1 else word


class Stop(NamedTuple):
    """A period in which something was reported, and the newest report of it."""

    label: str  # "March 2031"
    left: str
    width: str
    newest: int  # its id
    marks: list[Mark]

    @property
    def told(self) -> str:
        return f"{self.label}: {'; '.join(mark.told for mark in self.marks)}"


class Line(NamedTuple):
    """What was reported of one obstacle. The thread runs from the first mark to the end of the
    time shown, or to the last mark if there the matter is over."""

    stops: list[Stop]
    begins: str
    ends: str


class Tick(NamedTuple):
    """Where a period begins. A label is empty where there is no room for it."""

    x: str
    label: str
    year: str


class Scale(NamedTuple):
    length: int  # of a period, in months
    start: int  # the number of the first period, counted from the year 0
    periods: int

    def place(self, day: date) -> int:
        """Which period the day lies in; days beyond the scale lie in its outer periods."""
        return min(max(month_number(day) // self.length - self.start, 0), self.periods - 1)

    def at(self, place: float) -> str:
        return f"{100 * place / self.periods:.2f}%"

    def label(self, place: int) -> str:
        return label_of(self.start + place, self.length)

    def ticks(self) -> list[Tick]:
        return [self.tick(place) for place in range(self.periods)]

    def tick(self, place: int) -> Tick:
        month = (self.start + place) * self.length
        is_years = not self.length % 12
        step = -(-self.periods * (5 if is_years else 4) // LETTERS_ACROSS)
        label = str(max(month // 12, 1)) if is_years else f"{month_day(month):%b}"
        return Tick(
            self.at(place),
            "" if place % step else label,
            str(month // 12) if self.names_year(place) else "",
        )

    def names_year(self, place: int) -> bool:
        """Above the months: where a year begins, and at the left unless one begins soon."""
        if not self.length % 12:
            return False
        per_year = 12 // self.length
        begins = (self.start + place) % per_year
        return not begins or (place == 0 and (per_year - begins > 1 or self.periods == 1))


@lru_cache(maxsize=4096)
def label_of(period: int, length: int) -> str:
    first = period * length
    last = first + length - 1
    if length % 12:
        months = dict.fromkeys(f"{month_day(one):%B}" for one in (first, last))
        return f"{' to '.join(months)} {first // 12}"
    years = sorted({max(first // 12, 1), last // 12})
    return " to ".join(map(str, years))


def scale_of(first: date, last: date) -> Scale:
    """The shortest periods, few enough, that hold both days."""
    for length in LENGTHS:
        start, end = month_number(first) // length, month_number(last) // length
        if end - start < MOST_PERIODS:
            break
    return Scale(length, start, end - start + 1)


def scale_for(told: Iterable[Told]) -> Scale | None:
    """One that holds all of it; None for nothing."""
    told = list(told)
    if not told:
        return None
    return scale_of(min(one.first for one in told), max(one.last for one in told))


def line_of(scale: Scale, told: Iterable[Told], *, is_over: bool) -> Line:
    """The line of what was told, which is not nothing."""
    at_place = defaultdict(list)
    for one in told:
        at_place[scale.place(one.first)].append(one)
    stops = [stop_of(scale, place, at_place[place]) for place in sorted(at_place)]
    ends = stops[-1].marks[-1].x if is_over else "100%"
    return Line(stops, stops[0].marks[0].x, ends)


def stop_of(scale: Scale, place: int, told: list[Told]) -> Stop:
    """One mark for each status, in the order of their newest reports, side by side."""
    told.sort(key=lambda one: (one.last, one.newest))
    by_status: dict[str, list[Told]] = {}
    for one in reversed(told):
        by_status.setdefault(one.status, []).append(one)
    by_status = dict(reversed(by_status.items()))
    marks = [
        Mark(
            status,
            sum(one.number for one in alike),
            scale.at(place + (number + 0.5) / len(by_status)),
            height_of(number, len(by_status)),
            end_of(scale, place, max(one.until for one in alike)),
        )
        for number, (status, alike) in enumerate(by_status.items())
    ]
    return Stop(scale.label(place), scale.at(place), scale.at(1), told[-1].newest, marks)


def height_of(number: int, marks: int) -> str:
    """Two have room beside each other in the narrowest period; more stand up and down."""
    return Y if marks < 3 else BELOW if number % 2 else ABOVE


def end_of(scale: Scale, place: int, until: date) -> str:
    last = scale.place(until)
    return scale.at(last + 1) if last > place else ""


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def month_day(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
