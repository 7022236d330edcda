"""Where quoted words stand in a text that editors change."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from .dialect import one_line_endings
from .markdown import plain
from .quotation import UNIFORM
from .spans import Span

_WORDS_OR_SPACE = re.compile(r"(\s+)|\S+")


def find(source: str, words: str, near: int = 0, *, markdown: bool = True) -> Span | None:
    """The raw span of the plain `words` in `source`, or None.

    They may stand there in other white space and with other quote marks of the same kind, and in
    Markdown with any emphasis or over several paragraphs. Of several places the one at the raw
    offset `near` wins, else the nearest, whole words before parts of words.
    """
    text, offsets = _comparable(source, markdown)
    wanted = _comparable(words.strip(), False)[0]
    if not wanted:
        return None
    place = bisect_left(offsets, near)
    if not text.startswith(wanted, place):
        place = min(
            _places(text, wanted),
            key=lambda place: (
                not _is_whole(text, place, place + len(wanted)),
                abs(offsets[place] - near),
            ),
            default=None,
        )
    if place is None:
        return None
    return Span(offsets[place], offsets[place + len(wanted) - 1] + 1)


@lru_cache(maxsize=64)
def _comparable(source: str, is_markdown: bool) -> tuple[str, Sequence[int]]:
    """The visible text with uniform quote marks and single spaces, and its raw offsets."""
    if is_markdown:
        text, offsets = plain(source).text, plain(source).offsets
    else:
        text, offsets = one_line_endings(source), range(len(source))
    parts: list[str] = []
    kept: list[int] = []
    for match in _WORDS_OR_SPACE.finditer(text.translate(UNIFORM)):
        is_space = match.group(1) is not None
        parts.append(" " if is_space else match.group())
        kept.extend(offsets[match.start() : match.start() + 1 if is_space else match.end()])
    return "".join(parts), kept


def _places(text: str, wanted: str) -> Iterator[int]:
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + len(wanted))


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (
        (text[start].isalnum() and text[max(start - 1, 0) : start].isalnum())
        or (text[end - 1].isalnum() and text[end : end + 1].isalnum())
    )
