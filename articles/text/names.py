"""Printed names found in a text."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import TypeVar

from .lexicon.vocabulary import PRESS_WORDS
from .quotation import UNIFORM
from .spans import Span

T = TypeVar("T")

_WORD = re.compile(r"\w+")
_STARTS_A_WORD = re.compile(r"(?<!\w)(?<!\w')")
_ENDS_A_WORD = re.compile(r"(?!\w)(?!'(?!s\b)\w)", re.IGNORECASE)
_OF_A_PAPER = re.compile(rf" (?:{'|'.join(sorted(PRESS_WORDS))})\b")
_UNIFORM = UNIFORM | {0xA0: " "}
_LONGEST_STRICT_ACRONYM = 4


def find_names(text: str, names: Mapping[str, T]) -> list[tuple[Span, T]]:
    """The places in the plain `text` where any of `names` stands as whole words, in order.

    Of names that overlap the one that begins first counts, and of those the longest. A capital
    that begins a name must be one in the text, the other letters may differ in case; short
    acronyms (US, WHO) match only as they are. Any apostrophe matches any other, and a possessive
    's stays outside. “The Tarn Valley Post” does not name Tarn Valley. The cost grows with the
    words of the text, hardly with the names.
    """
    by_first_word = _by_first_word(names)
    text = text.translate(_UNIFORM)
    found: list[tuple[Span, T]] = []
    end = 0
    for word in _WORD.finditer(text):
        for name, lead, value in by_first_word.get(word.group().casefold(), ()):
            span = Span(word.start() - lead, word.start() - lead + len(name))
            if span.start >= end and _stands_at(span, text, name):
                found.append((span, value))
                end = span.end
                break
    return found


def _by_first_word(names: Mapping[str, T]) -> Mapping[str, list[tuple[str, int, T]]]:
    """For each caseless first word the names that begin with it, longest first.

    With each name goes the number of signs before that word ("’t Veer" has one).
    """
    index = defaultdict(list)
    for printed in sorted(names, key=len, reverse=True):
        name = printed.translate(_UNIFORM).strip()
        if word := _WORD.search(name):
            index[word.group().casefold()].append((name, word.start(), names[printed]))
    return index


def _stands_at(span: Span, text: str, name: str) -> bool:
    return (
        span.start >= 0
        and _is_spelled(span.of(text), name)
        and _STARTS_A_WORD.match(text, span.start) is not None
        and _ENDS_A_WORD.match(text, span.end) is not None
        and _OF_A_PAPER.match(text, span.end) is None
    )


def _is_spelled(printed: str, name: str) -> bool:
    if printed == name:
        return True
    if name.isupper() and len(name) <= _LONGEST_STRICT_ACRONYM:
        return False
    starts_alike = printed[:1] == name[:1] or name[:1].islower()
    return starts_alike and printed.casefold() == name.casefold()
