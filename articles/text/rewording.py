"""Where words of a text stand in a newer version of it, some of them changed."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from .differences import Code, opcodes
from .quotation import UNIFORM
from .spans import Span

FEWEST_SAME = 4  # words and signs
LEAST_SAME = 2 / 3  # of them all, before and now

_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")
_MARKS = ("'", '"')


class Rewording:
    """Two versions of a plain text, word by word and sign by sign. A paragraph is a line."""

    def __init__(self, was: str, now: str):
        self.texts = was.translate(UNIFORM), now.translate(UNIFORM)
        self.places = [
            [Span(*one.span()) for one in _WORD_OR_SIGN.finditer(text)] for text in self.texts
        ]
        self.codes = list(_codes(*self.texts))

    def find(self, span: Span) -> Span | None:
        """The place now of what stood at `span`, if most of its words still stand there.

        What stood between quote marks still does.
        """
        before, after = self.places
        first = bisect_right(before, span.start, key=lambda place: place.start) - 1
        last = bisect_left(before, span.end, key=lambda place: place.end)
        start, end = self._first_now(first), self._last_now(last)
        if start is None or end is None or start > end:
            return None
        same = sum(
            max(0, min(code.b, last + 1) - max(code.a, first))
            for code in self.codes
            if code.kind == "equal"
        )
        if same < max(FEWEST_SAME, LEAST_SAME * max(last + 1 - first, end + 1 - start)):
            return None
        found = Span(after[start].start, after[end].end)
        was, now = self.texts
        return found if _is_marked(was, span) == _is_marked(now, found) else None

    def _first_now(self, first: int) -> int | None:
        for _, a, b, c, d in self.codes:
            if a <= first < b:
                return c if first == a else c + first - a if b - a == d - c else None
        return None

    def _last_now(self, last: int) -> int | None:
        for _, a, b, c, d in self.codes:
            if a <= last < b:
                return d - 1 if last == b - 1 else c + last - a if b - a == d - c else None
        return None


def _codes(was: str, now: str) -> Iterator[Code]:
    """Of all words and signs, those of the paragraphs that changed one by one."""
    before, after = was.split("\n"), now.split("\n")
    first = first_now = 0
    for kind, a, b, c, d in opcodes(before, after):
        old, new = (
            [word for line in lines for word in _WORD_OR_SIGN.findall(line)]
            for lines in (before[a:b], after[c:d])
        )
        whole = [Code(kind, 0, len(old), 0, len(new))]
        for code in opcodes(old, new) if kind == "replace" else whole:
            ends = first + code.a, first + code.b, first_now + code.c, first_now + code.d
            yield Code(code.kind, *ends)
        first, first_now = first + len(old), first_now + len(new)


def _is_marked(text: str, span: Span) -> tuple[bool, bool]:
    """Whether quote marks stand before it, and behind it."""
    return text[: span.start].endswith(_MARKS), text.startswith(_MARKS, span.end)
