"""Places in a text."""

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text: from code point `start` up to, not including, code point `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end
