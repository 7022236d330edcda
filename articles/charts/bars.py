"""A bar chart as the numbers of an SVG; templates/site/articles/_bars.html draws it.

Across, places are per cent of the width, whatever that is; upright, they are in the letters' own
size. So a chart fits 320 pixels and grows with the reader's letters, and no letter is squeezed.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

TOP, TALLEST = 1.4, 5.6  # em: the room for the highest number, and for its bar
LEAST = 0.12  # em: the smallest number can still be seen
FILLED = 0.78  # of a bar's place; the rest lies between the bars
LETTERS_ACROSS = 36  # on the narrowest chart, between two labels' ends


class Bar(NamedTuple):
    """A number with its name. With a `url` the bar is a link, unless there is nothing to show."""

    label: str  # in full, as it is read aloud and stands in the table: "March 2031"
    number: int
    url: str = ""
    short: str = ""  # below the bar, where there is room; else the label
    words: str = ""  # the number in words, if it is more than it says: "more than 1,000"
    is_chosen: bool = False

    @property
    def told(self) -> str:
        return self.words or f"{self.number:,}"

    @property
    def way(self) -> str:
        """Where the bar leads: nowhere if there is nothing."""
        return self.url if self.number else ""


class Column(NamedTuple):
    """A bar with its place. All of it is ready to be written into the SVG."""

    bar: Bar
    left: str  # the place, and the bar within it
    width: str
    x: str
    thick: str
    y: str
    height: str


class Tick(NamedTuple):
    label: str
    x: str
    anchor: str  # start, middle or end


class BarChart(NamedTuple):
    title: str
    name: str  # what the bars are, at the head of the table: "Month"
    unit: str  # what is counted, there too: "Quotes"
    columns: list[Column]
    ticks: list[Tick]
    most: Bar | None

    @property
    def has_links(self) -> bool:
        return any(column.bar.way for column in self.columns)

    @property
    def base(self) -> str:
        return f"{TOP + TALLEST}em"

    @property
    def summary(self) -> str:
        """The chart in a sentence, for who does not see it."""
        if not self.most:
            return f"{self.title}: nothing to show."
        first, last = self.columns[0].bar.label, self.columns[-1].bar.label
        span = first if first == last else f"{first} to {last}"
        return f"{self.title}, {span}; most in {self.most.label}: {self.most.told}."


def bar_chart(title: str, bars: Sequence[Bar], *, name: str, unit: str) -> BarChart:
    """The chart of `bars`, which stand in the order given. Numbers are not negative."""
    most = max(bars, key=lambda bar: bar.number, default=None)
    top = most.number if most else 0
    return BarChart(
        title,
        name,
        unit,
        [column_of(bar, place, len(bars), top) for place, bar in enumerate(bars)],
        list(ticks_of(bars)),
        most if top else None,
    )


def column_of(bar: Bar, place: int, places: int, top: int) -> Column:
    width = 100 / places
    height = max(TALLEST * bar.number / top, LEAST) if bar.number else 0
    return Column(
        bar,
        left=per_cent(width * place),
        width=per_cent(width),
        x=per_cent(width * (place + (1 - FILLED) / 2)),
        thick=per_cent(width * FILLED),
        y=f"{TOP + TALLEST - height:.2f}em",
        height=f"{height:.2f}em",
    )


def ticks_of(bars: Sequence[Bar]) -> Iterator[Tick]:
    """Labels at even distances, as many as find room; the first is among them."""
    labels = [bar.short or bar.label for bar in bars]
    room = LETTERS_ACROSS // (max(map(len, labels), default=0) + 2)
    step = -(-len(bars) // max(room, 2))
    for place in range(0, len(bars), max(step, 1)):
        fits = len(labels[place]) * len(bars) <= LETTERS_ACROSS
        if place == 0 and not fits:
            yield Tick(labels[place], "0%", "start")
        elif place == len(bars) - 1 and not fits:
            yield Tick(labels[place], "100%", "end")
        else:
            yield Tick(labels[place], per_cent(100 * (place + 0.5) / len(bars)), "middle")


def per_cent(number: float) -> str:
    return f"{number:.3f}%"
