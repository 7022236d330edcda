"""Who speaks about whom, as the numbers of an SVG; templates/site/articles/_graph.html draws it.

One actor stands in the middle of the left side, the others one below the other on the right, in
rows of one height: a line needs no more than per cents, and every name is text that can wrap. On
the left the lines begin one below the other too, only closer.
"""

from collections.abc import Sequence
from typing import NamedTuple

MOST_DRAWN = 12
THINNEST, THICKEST = 1.2, 5.0  # pixels
HUB = 0.25  # of the height: from where to where lines begin


class Tie(NamedTuple):
    """What is between the actor in the middle and another one, in numbers of quotes."""

    pk: int
    name: str
    kind: str
    url: str
    says: int  # by the one in the middle, about the other
    hears: int  # by the other, about the one in the middle
    says_url: str = ""
    hears_url: str = ""


class Spoke(NamedTuple):
    """A tie with its place: `says` and `hears` are the widths of its lines, empty for none."""

    tie: Tie
    y: str
    hub_y: str
    says: str
    hears: str


class Graph(NamedTuple):
    spokes: list[Spoke]

    @property
    def says(self) -> list[Spoke]:
        return [spoke for spoke in self.spokes if spoke.says]

    @property
    def hears(self) -> list[Spoke]:
        return [spoke for spoke in self.spokes if spoke.hears]

    @property
    def top(self) -> str:
        return per_cent(50 - 50 * HUB)

    @property
    def bottom(self) -> str:
        return per_cent(50 + 50 * HUB)


def graph_of(ties: Sequence[Tie]) -> Graph:
    """The graph of the first `MOST_DRAWN` ties, in their order."""
    drawn = ties[:MOST_DRAWN]
    places = [100 * (place + 0.5) / len(drawn) for place in range(len(drawn))]
    return Graph(
        [
            Spoke(
                tie,
                y=per_cent(place),
                hub_y=per_cent(50 + HUB * (place - 50)),
                says=thickness(tie.says),
                hears=thickness(tie.hears),
            )
            for tie, place in zip(drawn, places, strict=True)
        ]
    )


def thickness(number: int) -> str:
    """By the root: of one quote and of twenty, both can be seen."""
    return f"{min(THINNEST + 0.9 * (number**0.5 - 1), THICKEST):.1f}" if number else ""


def per_cent(number: float) -> str:
    return f"{number:.2f}%"
