"""Article texts as readers see them, and plain text written as Markdown."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from . import dialect
from .dialect import Piece
from .marking import Marking, NameLink, QuoteMark
from .spans import Span

__all__ = [
    "NameLink",
    "Passage",
    "Plain",
    "QuoteMark",
    "escape",
    "plain",
    "render",
    "render_inline",
]


class Passage(NamedTuple):
    """One paragraph or one whole list, with the ids of the quotes that begin in it."""

    html: SafeString
    quotes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plain:
    """The visible characters of a raw text and, for each of them, its raw offset.

    Paragraphs and list items are divided by "\\n"; a line break inside one is a space.
    """

    text: str
    offsets: tuple[int, ...]

    def raw(self, start: int, end: int) -> Span:
        """The raw span of the visible characters from `start` up to, not including, `end`."""
        if start < end:
            return Span(self.offsets[start], self.offsets[end - 1] + 1)
        offset = self.offsets[start] if start < len(self.offsets) else self._end()
        return Span(offset, offset)

    def visible(self, raw: Span) -> Span:
        """The span of the visible characters that stand at `raw`."""
        return Span(*(bisect_left(self.offsets, edge) for edge in raw))

    def _end(self) -> int:
        return self.offsets[-1] + 1 if self.offsets else 0


def render(
    source: str, quotes: Sequence[QuoteMark] = (), links: Sequence[NameLink] = ()
) -> list[Passage]:
    """The top-level blocks of the Markdown `source` as safe HTML.

    Costs up to 4 ms per 1,000 characters: keep the result, don't render per request.
    """
    marking = Marking(quotes, links)
    passages = []
    for block in dialect.parse(source):
        begun = len(marking.begun)
        html = mark_safe(dialect.to_html(block, marking.draw))
        passages.append(Passage(html, tuple(marking.begun[begun:])))
    return passages


def render_inline(
    source: str, quotes: Sequence[QuoteMark] = (), links: Sequence[NameLink] = ()
) -> SafeString:
    """The same for a plain field (headline, standfirst): no Markdown is read in it."""
    return mark_safe(Marking(quotes, links).draw([Piece(source.replace("\0", "\ufffd"), 0)]))


@lru_cache(maxsize=32)
def plain(source: str) -> Plain:
    """What a reader sees of the Markdown `source`, without its markup."""
    text: list[str] = []
    offsets: list[int] = []
    for block in dialect.parse(source):
        for line in dialect.lines_of(block):
            if text:
                text.append("\n")
                offsets.append(offsets[-1] + 1)
            for piece in line:
                text.append(piece.text.replace("\n", " "))
                offsets.extend(range(piece.start, piece.start + len(piece.text)))
    return Plain("".join(text), tuple(offsets))


_BLANK_AROUND_BREAK = re.compile(r"[ \t]*[\r\n]\s*")
_INLINE_SIGN = re.compile(
    r"""
      \\                                                  # escape
    | \*(?! (?<=\ \*)(?=\ ) )                             # emphasis, but not 5 * 3
    | _(?! (?<=\ _)(?=\ ) | (?<=[^\W_]_)(?=[^\W_]) )      # emphasis, but not file_name
    | \](?=\()                                            # link
    """,
    re.VERBOSE,
)
_LIST_SIGN = re.compile(
    r"^([ \t]*)(?:([0-9]{1,9})(?=[.)](?:[ \t]|$))|(?=[-+*](?:[ \t]|$)))", re.MULTILINE
)


def escape(text: str) -> str:
    """Markdown that shows the plain `text`, in one paragraph; blank lines become line breaks.

    Only what the dialect would read as markup is escaped.
    """
    text = _BLANK_AROUND_BREAK.sub("\n", text.strip())
    return _LIST_SIGN.sub(r"\1\2\\", _INLINE_SIGN.sub(r"\\\g<0>", text))
