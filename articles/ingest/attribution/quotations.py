"""Finds the marked stretches of a paragraph: “…”, "…", ''…'', «…», „…“, ‘…’, '…'."""

import re
from dataclasses import dataclass

from articles.text.spans import Span

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
    "”": "”",
}
_MARK = re.compile(r"''|``|[“”„«»\"‘']")
_DOUBLE = re.compile('[“”"]')
_YEAR_OR_CLIPPED = re.compile(r"['‘’](?:\d\d|em|til|cause|tis|twas|n)\b", re.IGNORECASE)
_LONGEST_SINGLE = 400
_SINGLE = frozenset("‘'")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between marks inside one paragraph. `span` holds the marks, `inner` does not."""

    span: Span
    inner: Span
    is_closed: bool = True


def find_stretches(source: str, block: Span) -> list[Stretch]:
    """The outermost marked stretches in order; one without an end runs to the paragraph's."""
    found, place = [], block.start
    while match := _MARK.search(source, place, block.end):
        mark, start = match.group(), match.start()
        if not _opens(source, mark, start, block):
            place = match.end()
            continue
        stretch = _stretch_from(source, mark, start, block)
        if stretch is None or not stretch.inner.of(source).strip():
            place = match.end()
            continue
        found.append(stretch)
        place = stretch.span.end
    return found


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


def _stretch_from(source: str, mark: str, start: int, block: Span) -> Stretch | None:
    inner_start = start + len(mark)
    closing = _find_closing(source, mark, inner_start, block)
    if closing is not None:
        return Stretch(Span(start, closing + _width(mark)), Span(inner_start, closing))
    if mark in _SINGLE or mark in "”»":
        return None
    return Stretch(Span(start, block.end), Span(inner_start, block.end), is_closed=False)


def _width(mark: str) -> int:
    return 2 if mark in ("''", "``") else 1


def _find_closing(source: str, mark: str, place: int, block: Span) -> int | None:
    closers = _CLOSERS[mark]
    if mark in ("''", "``"):
        at = source.find(closers, place, block.end)
        # '''inner' outer'': the last two of three signs close the outer pair.
        while at >= 0 and source.startswith("'''", at) and at + 3 <= block.end:
            at += 1
        return at if at >= 0 else None
    if mark in ("“", '"'):
        return _closing_double(source, mark, place, block)
    at = place
    end = min(block.end, place + _LONGEST_SINGLE) if mark in _SINGLE else block.end
    while (at := _next_of(source, closers, at, end)) is not None:
        if mark not in _SINGLE or _closes_single(source, at, block):
            return at
        at += 1
    return None


def _closing_double(source: str, mark: str, place: int, block: Span) -> int | None:
    """Curly and straight marks close each other in careless texts; a pair inside is passed over."""
    inside = 0
    for match in _DOUBLE.finditer(source, place, block.end):
        at, sign = match.start(), match.group()
        if sign == mark == '"' and not _looks_open(source, at, block):
            return at
        if _looks_open(source, at, block) and sign != "”":
            if mark == sign == '"':
                return None if source.count('"', at, block.end) % 2 == 0 else at
            inside += 1
        elif inside:
            inside -= 1
        else:
            return at
    last = source.rfind("”" if mark == "“" else '"', place, block.end)
    return last if last >= 0 else None


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
