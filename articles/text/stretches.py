"""Finds the marked stretches of a paragraph: “…”, "…", ''…'', «…», „…“, ‘…’, '…'."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from articles.text.spans import Span

from .lexicon.vocabulary import ABBREVIATIONS, CUES

_CLOSERS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    '"': '"',
    "''": "''",
    "``": "''",
    "‘": "’",
    "'": "'",
    "‚": "‘’",
    "‹": "›",
    "”": "”",
}
_MARK = re.compile(r"''|``|[“”„«»\"‘'‚‹]")
OPENING_MARKS = ("“", "„", "«", '"', "''", "``", "”")
_OPENING = re.compile("[“„«]|(?<!\\S)(?:\"|''|``)(?=\\S)")
_DOUBLE = re.compile('[“”"]')
_YEAR_OR_CLIPPED = re.compile(r"['‘’](?:\d\d|em|til|cause|tis|twas|n)\b", re.IGNORECASE)
_LONGEST_SINGLE = 400
_DEEPEST = 20  # pairs within pairs that are counted
_SINGLE = frozenset("‘'‚‹")
_PLURAL_OWNER = re.compile(r"(?<=[sxz])[’'](?=\s+[^\W\d_A-Z])")
_SAID = "(?:{})".format(
    "|".join(
        sorted(word for word in CUES if CUES[word] == 1.0 and word.endswith(("ed", "aid", "old")))
    )
)
_SAYING = re.compile(
    rf"""(?x)[,.!?…] (?= \s+ (?:
        {_SAID} \s+ (?: (?:he|she|they|the|an?|his|her|its|their)\b | (?:[a-z-]+\s+){{0,4}}[A-Z] )
        | (?: he|she|they|[Tt]he(?:\s+[a-z-]+){{1,3}}|[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){{0,3}} )
          \s+ {_SAID} \b
    ) )"""
)
_STOP = re.compile(r"(?P<word>[\w.]*)[.!?…](?=\s+[^\W\d_a-z]|\s*$)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between marks inside one paragraph. `span` holds the marks, `inner` does not.

    A statement that is reported without marks has one and the same `span` and `inner`.
    """

    span: Span
    inner: Span
    is_closed: bool = True

    @property
    def is_marked(self) -> bool:
        return self.span != self.inner


def find_stretches(source: str, block: Span, goes_on: bool = False) -> list[Stretch]:
    """The outermost marked stretches in order.

    One without an end runs to the paragraph's when the next paragraph `goes_on` with it, else to
    where the reporter seems to speak again.
    """
    found, place = [], block.start
    signs = _Signs(source, block)
    while match := _MARK.search(source, place, block.end):
        mark, start = match.group(), match.start()
        if not _opens(source, mark, start, block):
            place = match.end()
            continue
        stretch = _stretch_from(signs, mark, start, goes_on)
        if stretch is None or not stretch.inner.of(source).strip():
            place = match.end()
            continue
        found.append(stretch)
        place = stretch.span.end
    return found


class _Signs:
    """The places of a paragraph's closing signs, each looked for once."""

    def __init__(self, source: str, block: Span) -> None:
        self.source = source
        self.block = block
        self._last: dict[str, int] = {}
        self._singles: dict[str, list[int]] = {}

    @cached_property
    def straight(self) -> list[int]:
        return [match.start() for match in re.finditer('"', self.block.of(self.source))]

    def straight_after(self, at: int) -> int:
        """How many straight double marks stand at `at` or behind it."""
        return len(self.straight) - bisect_left(self.straight, at - self.block.start)

    def last(self, sign: str) -> int:
        if sign not in self._last:
            self._last[sign] = self.source.rfind(sign, *self.block)
        return self._last[sign]

    def next_single(self, sign: str, place: int) -> int | None:
        if sign not in self._singles:
            self._singles[sign] = [
                match.start()
                for match in re.compile(f"[{sign}]").finditer(self.source, *self.block)
                if _closes_single(self.source, match.start(), self.block)
            ]
        closing = self._singles[sign]
        first = bisect_left(closing, place)
        near = [at for at in closing[first : first + 2] if at < place + _LONGEST_SINGLE]
        if len(near) == 2 and self._owns(*near):
            return near[1]
        return near[0] if near else None

    def _owns(self, mark: int, following: int) -> bool:
        """‘The boys’ boats sail’: the first mark closes nothing, for none opens before the next."""
        if not _PLURAL_OWNER.match(self.source, mark):
            return False
        between = self.source[mark + 1 : following]
        return not re.search(r"(?:^|[\s(])[‘'‚‹]\w", between)


def _opens(source: str, mark: str, start: int, block: Span) -> bool:
    end = start + len(mark)
    before = source[start - 1] if start > block.start else " "
    after = source[end] if end < block.end else " "
    if after.isspace() and mark not in "“«„":
        return False
    if mark == "”" or (mark == "»" and not before.isspace()):
        return mark == "”" and start == block.start
    if mark in _SINGLE:
        return (
            not before.isalnum() and after.isalnum() and not _YEAR_OR_CLIPPED.match(source, start)
        )
    if mark in ('"', "''"):
        return not (before.isdigit() and not after.isalnum()) and not _only_closes(before, after)
    return True


def _only_closes(before: str, after: str) -> bool:
    return (before.isalnum() or before in ".,!?") and not (after.isalnum() or after in "$[…'‘(")


def _stretch_from(signs: _Signs, mark: str, start: int, goes_on: bool) -> Stretch | None:
    inner_start = start + len(mark)
    closing = _find_closing(signs, mark, inner_start)
    if closing is not None:
        inner = _bare(signs.source, inner_start, closing)
        return Stretch(Span(start, closing + _width(mark)), inner)
    if mark in _SINGLE or mark in "”»":
        return None
    end = signs.block.end if goes_on else _likely_end(signs, start, inner_start)
    return Stretch(Span(start, end), Span(inner_start, end), is_closed=False)


def _bare(source: str, start: int, end: int) -> Span:
    """« Oui » without the spaces inside its marks."""
    words = source[start:end].strip()
    start = source.index(words, start, end)
    return Span(start, start + len(words))


def _likely_end(signs: _Signs, mark: int, start: int) -> int:
    """Where words without a closing mark end: before “said X”, else with their sentence.

    Where the paragraph does not open with them, their speaker stands before: all may be theirs.
    So may it where other marks follow: which of them is missing cannot be known.
    """
    source, end = signs.source, signs.block.end
    if _OPENING.search(source, start, end):
        return end
    if saying := _SAYING.search(source, start, end):
        return saying.end()
    for stop in _STOP.finditer(source, start, end):
        if mark == signs.block.start and stop["word"] + "." not in ABBREVIATIONS:
            return stop.end()
    return end


def _width(mark: str) -> int:
    return 2 if mark in ("''", "``") else 1


def _find_closing(signs: _Signs, mark: str, place: int) -> int | None:
    source, end = signs.source, signs.block.end
    closers = _CLOSERS[mark]
    if mark in ("''", "``"):
        if signs.last(closers) < place:
            return None
        at = source.find(closers, place, end)
        # '''inner' outer'': the last two of three signs close the outer pair.
        while at >= 0 and source.startswith("'''", at) and at + 3 <= end:
            at += 1
        return at if at >= 0 else None
    if mark in ("“", '"'):
        return _closing_double(signs, mark, place)
    if mark in _SINGLE:
        return signs.next_single(closers, place)
    return _next_of(source, closers, place, end) if _is_ahead(signs, closers, place) else None


def _is_ahead(signs: _Signs, closers: str, place: int) -> bool:
    return any(signs.last(sign) >= place for sign in closers)


def _closing_double(signs: _Signs, mark: str, place: int) -> int | None:
    """Curly and straight marks close each other in careless texts; a pair inside is passed over."""
    source, block = signs.source, signs.block
    inside = 0
    for match in _DOUBLE.finditer(source, place, block.end):
        at, sign = match.start(), match.group()
        if sign == mark == '"' and not _looks_open(source, at, block):
            return at
        if _looks_open(source, at, block) and sign != "”":
            if mark == sign == '"':
                return None if signs.straight_after(at) % 2 == 0 else at
            inside += 1
            if inside > _DEEPEST:
                break
        elif inside:
            inside -= 1
        else:
            return at
    last = signs.last("”" if mark == "“" else '"')
    return last if last >= place else None


def _looks_open(source: str, at: int, block: Span) -> bool:
    if source[at] == "“":
        return source[at + 1 : at + 2].strip() != "" and at + 1 < block.end
    before = source[at - 1] if at > block.start else " "
    after = source[at + 1] if at + 1 < block.end else " "
    return (
        (before.isspace() or before in "(—–-[") and not after.isspace() and after not in ".,;:!?)"
    )


def _next_of(source: str, signs: str, place: int, end: int) -> int | None:
    found = [at for sign in signs if (at := source.find(sign, place, end)) >= 0]
    return min(found) if found else None


def _closes_single(source: str, at: int, block: Span) -> bool:
    after = source[at + 1] if at + 1 < block.end else " "
    return not after.isalnum() and not source[at - 1].isspace() and after not in "’'"
