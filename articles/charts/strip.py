"""Terms along the years, in lanes: numbers of an SVG; templates/site/articles/_strip.html draws it.

Places across are per cent of the width, whatever that is: letters and marks keep their size.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

Edge = tuple[date, date]  # the first and the last day that it can mean

ROOM = 7.0  # per cent: what a bar takes of its lane at least, for its number to be read
LABELLED = 14.0  # from that width on there is room for words as well
BEYOND = 0.06  # of the whole: what an open end runs past the last day that is known
SHORTEST = timedelta(days=365)
MOST_TICKS = 6
MOST_LANES = 12
YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 250, 500, 1000, 2000)
LETTERS_AT_THE_END = 4.5  # per cent either side of a year's number


class Term(NamedTuple):
    """Something that lasted. An edge that nobody knows is None: the term is open there."""

    number: int  # it stands in the bar and in the table
    label: str
    told: str  # from when to when, in words
    start: Edge | None
    end: Edge | None

    @property
    def is_dated(self) -> bool:
        return bool(self.start or self.end)


class Bar(NamedTuple):
    """A term in its lane: `x` and `width` are all that it can have been, `sure…` what it was."""

    term: Term
    x: str
    width: str
    sure_x: str
    sure_width: str
    y: str
    label: str  # where there is room for words: of a long one the beginning is seen
    opens: str  # where an open end runs out of the picture: an x, or empty
    closes: str

    @property
    def is_vague(self) -> bool:
        return (self.x, self.width) != (self.sure_x, self.sure_width)


class Tick(NamedTuple):
    label: str
    x: str
    anchor: str  # start, middle or end


class Strip(NamedTuple):
    bars: list[Bar]
    ticks: list[Tick]
    lanes: int
    left_out: int  # terms for which there was no lane

    @property
    def has_vague(self) -> bool:
        return any(bar.is_vague for bar in self.bars)

    @property
    def height(self) -> str:
        return f"{LANE * self.lanes + FOOT:g}em"

    @property
    def base(self) -> str:
        return f"{LANE * self.lanes:g}em"


LANE, FOOT = 2.0, 1.9  # em


class Scale:
    """Where a day stands, in per cent of the width from `first` to `last`. Years are told until
    the day that is `known`: an open end runs on past it."""

    def __init__(self, first: date, last: date, known: date | None = None):
        self.first, self.last, self.known = first, last, known or last
        self.days = (last - first).days

    def __call__(self, day: date) -> float:
        return 100 * min(max((day - self.first).days, 0), self.days) / self.days


def strip_of(terms: Sequence[Term], today: date) -> Strip | None:
    """The strip of the terms that have a date; None if none has. A term that has no end lasts
    until `today`, or as long as anything that is told."""
    dated = [term for term in terms if term.is_dated]
    if not dated:
        return None
    scale = scale_of(dated, today)
    free: list[float] = []  # where each lane is free again
    bars = []
    for term in sorted(dated, key=lambda term: (span_of(term, scale), term.number)):
        left, right = span_of(term, scale)
        taken = max(right, left + ROOM)
        lane = next((n for n, place in enumerate(free) if place <= left + 0.01), len(free))
        if lane == MOST_LANES:
            continue
        free[lane : lane + 1] = [taken]
        bars.append(bar_of(term, lane, scale))
    return Strip(bars, list(ticks_of(scale)), len(free), len(dated) - len(bars))


def scale_of(terms: Sequence[Term], today: date) -> Scale:
    days = [day for term in terms for edge in (term.start, term.end) if edge for day in edge]
    first, last = min(days), max(days)
    opens = any(term.start is None for term in terms)
    closes = any(term.end is None for term in terms)
    if closes:
        last = max(last, today)
    length = max(last - first, SHORTEST)
    if length > last - first and not (opens or closes):
        first = earlier(first, (length - (last - first)) / 2)
    if opens:
        first = earlier(first, BEYOND * length)
    end = later(last, BEYOND * length if closes else timedelta(days=1))
    return Scale(first, end, known=last if closes else end)


def earlier(day: date, length: timedelta) -> date:
    return day - min(timedelta(days=max(length.days, 1)), day - date.min)


def later(day: date, length: timedelta) -> date:
    return day + min(timedelta(days=max(length.days, 1)), date.max - day)


def span_of(term: Term, scale: Scale) -> tuple[float, float]:
    left = scale(term.start[0]) if term.start else 0.0
    right = scale(after(term.end[1])) if term.end else 100.0
    return left, right


def bar_of(term: Term, lane: int, scale: Scale) -> Bar:
    left, right = span_of(term, scale)
    sure_left = scale(term.start[1]) if term.start and is_vague(term.start) else left
    sure_right = scale(after(term.end[0])) if term.end and is_vague(term.end) else right
    return Bar(
        term,
        x=per_cent(left),
        width=per_cent(right - left),
        sure_x=per_cent(sure_left),
        sure_width=per_cent(max(sure_right - sure_left, 0)),
        y=f"{LANE * lane:g}em",
        label=term.label if right - left >= LABELLED else "",
        opens="" if term.start else per_cent(left),
        closes="" if term.end else per_cent(right),
    )


def is_vague(edge: Edge) -> bool:
    return edge[0] != edge[1]


def after(day: date) -> date:
    return later(day, timedelta(days=1))


def ticks_of(scale: Scale):
    """Where years begin, at even distances, few enough to be read on a narrow screen."""
    years = [
        year
        for year in range(scale.first.year, scale.known.year + 1)
        if scale.first <= date(year, 1, 1)
    ]
    step = next((step for step in YEARS if len(years) <= step * MOST_TICKS), YEARS[-1])
    for year in years:
        if year % step == 0:
            place = scale(date(year, 1, 1))
            yield Tick(str(year), per_cent(place), anchor_of(place))


def anchor_of(place: float) -> str:
    if place < LETTERS_AT_THE_END:
        return "start"
    return "end" if place > 100 - LETTERS_AT_THE_END else "middle"


def per_cent(number: float) -> str:
    return f"{number:.2f}%"
