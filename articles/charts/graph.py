"""Who speaks about whom, as the numbers of an SVG; templates/articles/_graph.html draws it.

One actor stands in the middle of the left side, the others one below the other on the right, in
rows of one height: a line needs no more than per cents, and every name is text that can wrap.
"""

from collections.abc import Sequence
from typing import NamedTuple

MOST_DRAWN = 12
THINNEST, THICKEST = 1.2, 5.0


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


def graph_of(ties: Sequence[Tie]) -> Graph:
    """The graph of the first `MOST_DRAWN` ties, in their order."""
    drawn = ties[:MOST_DRAWN]
    most = max((number for tie in drawn for number in (tie.says, tie.hears)), default=0)
    return Graph(
        [
            Spoke(
                tie,
                y=f"{100 * (place + 0.5) / len(drawn):.2f}%",
                says=thickness(tie.says, most),
                hears=thickness(tie.hears, most),
            )
            for place, tie in enumerate(drawn)
        ]
    )


def thickness(number: int, most: int) -> str:
    """By the root: of one quote and of a hundred, both can be seen."""
    if not number:
        return ""
    return f"{THINNEST + (THICKEST - THINNEST) * ((number / most) ** 0.5 if most > 1 else 0):.1f}"
