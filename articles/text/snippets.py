"""The part of a text that shows best why it was found, its words marked."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from .folding import fold
from .quotation import ANY, DOUBLE, SINGLE
from .spans import Span

READ = 30_000  # characters, from the beginning
LEAD = 70  # characters before the first word marked
MARKS = SINGLE + DOUBLE


class Wanted(NamedTuple):
    """Folded words that follow each other. A word that is not exact may go on."""

    words: tuple[str, ...]
    is_exact: bool


def snippet(text: str, wanted: Iterable[Wanted], length: int = 240) -> SafeString:
    """At most about `length` characters of the plain `text`, as HTML, around the place with most of
    the different words wanted, which stand in <mark>. Accents and signs stay as they are printed.
    """
    text = text[:READ]
    found = _found(text, list(wanted))
    span = _window(text, found, length)
    parts = ["… " if span.start else ""]
    place = span.start
    for start, end, _ in found:
        if start >= place and end <= span.end:
            parts += [conditional_escape(text[place:start]), "<mark>"]
            parts += [conditional_escape(text[start:end]), "</mark>"]
            place = end
    parts += [conditional_escape(text[place : span.end]), " …" if span.end < len(text) else ""]
    return mark_safe("".join(parts))


def _found(text: str, wanted: Sequence[Wanted]) -> list[tuple[int, int, int]]:
    """(start, end, which) of the words wanted, in order; of those that overlap the longest."""
    words = _words(text)
    places = []
    for at in range(len(words)):
        ends = [
            (at + len(one.words), which)
            for which, one in enumerate(wanted)
            if _stands_at(words, at, one)
        ]
        if ends:
            end, which = max(ends)
            places.append((words[at][0], words[end - 1][1], which))
    merged: list[tuple[int, int, int]] = []
    for place in places:
        if not merged or place[0] >= merged[-1][1]:
            merged.append(place)
    return merged


def _stands_at(words, at: int, wanted: Wanted) -> bool:
    run = [word for _, _, word in words[at : at + len(wanted.words)]]
    if len(run) < len(wanted.words) or tuple(run[:-1]) != wanted.words[:-1]:
        return False
    last = wanted.words[-1]
    return run[-1] == last if wanted.is_exact else run[-1].startswith(last)


def _words(text: str) -> list[tuple[int, int, str]]:
    """(start, end, folded) of each word, as search divides them; quote marks around it
    stand outside."""
    words, start = [], None
    for place, character in enumerate(text + " "):
        if not _divides(character):
            start = place if start is None else start
        elif start is not None:
            word = text[start:place]
            if folded := fold(word):
                before = len(word) - len(word.lstrip(MARKS))
                words.append((start + before, start + len(word.rstrip(MARKS)), folded))
            start = None
    return words


@lru_cache(maxsize=10_000)
def _divides(character: str) -> bool:
    """Whether it stands between two words. Quote marks and accents belong to theirs."""
    return character not in ANY and fold(f"a{character}b") == "a b"


def _window(text: str, found, length: int) -> Span:
    if len(text) <= length * 1.25:
        return Span(0, len(text))
    best = max(
        found,
        key=lambda place: (
            len({w for s, e, w in found if place[0] <= s and e <= place[0] + length - LEAD}),
            -place[0],
        ),
        default=(0, 0, 0),
    )
    start = max(0, best[0] - LEAD)
    if start:
        start = text.find(" ", start, best[0]) + 1 or start
    end = min(len(text), start + length)
    if end < len(text):
        end = max(text.rfind(" ", best[1], end), best[1])
    return Span(start, end)
