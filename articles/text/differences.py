"""What changed from one text to another, paragraph by paragraph and word by word."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from .sentences import sentence_at
from .spans import Span

WORDS = re.compile(r"\S+\s*|\s+")  # each with the space behind it
MOST_PAIRS = 200_000  # of the same words or lines: with more it takes seconds


class Code(NamedTuple):
    """What stands in `before[a:b]` and in `after[c:d]`."""

    kind: Literal["equal", "replace", "delete", "insert"]
    a: int
    b: int
    c: int
    d: int


def opcodes(before: Sequence[str], after: Sequence[str]) -> list[Code]:
    """As those of a SequenceMatcher. Where words or lines come again and again, all between the
    first and the last difference is replaced."""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    times = Counter(new)
    if sum(times[one] for one in old) > MOST_PAIRS:
        codes = [("replace", 0, len(old), 0, len(new))]
    else:
        codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    found = [Code(kind, a + head, b + head, c + head, d + head) for kind, a, b, c, d in codes]
    if head:
        found.insert(0, Code("equal", 0, head, 0, head))
    if tail:
        ends = len(before), len(after)
        found.append(Code("equal", ends[0] - tail, ends[0], ends[1] - tail, ends[1]))
    return found


class Piece(NamedTuple):
    kind: Literal["same", "gone", "new"]
    text: str

    @property
    def words(self) -> str:
        return self.text.rstrip()

    @property
    def space(self) -> str:
        """What follows the words: it is not underlined."""
        return self.text[len(self.words) :]


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of paragraphs that stayed as they were, or a changed stretch in its pieces."""

    unchanged: int = 0
    pieces: tuple[Piece, ...] = ()


def differences(was: str, now: str) -> Iterator[Difference]:
    """The paragraphs of both texts in order; a paragraph is a line."""
    before, after = was.split("\n") if was else [], now.split("\n") if now else []
    for kind, a, b, c, d in opcodes(before, after):
        if kind == "equal":
            if number := paragraphs_in(before[a:b]):
                yield Difference(unchanged=number)
        else:
            pieces = changed_words("\n".join(before[a:b]), "\n".join(after[c:d]))
            yield Difference(pieces=tuple(pieces))


def left_alone(was: str, others: Iterable[str]) -> Iterator[Difference]:
    """The paragraphs of `was`; those that are the same in all the others are only counted."""
    before = was.split("\n") if was else []
    touched = set()
    for other in others:
        for change in _changes(before, other.split("\n")):
            touched.update(range(change.first, change.end))
    for is_touched, run in groupby(range(len(before)), touched.__contains__):
        numbers = list(run)
        if is_touched:
            words = "\n".join(before[number] for number in numbers)
            yield Difference(pieces=(Piece("same", words),))
        elif unchanged := paragraphs_in(before[number] for number in numbers):
            yield Difference(unchanged=unchanged)


def paragraphs_in(lines: Iterable[str]) -> int:
    return sum(bool(line.strip()) for line in lines)


class Change(NamedTuple):
    """Paragraphs `first` to before `end`, and what stands in their place."""

    first: int
    end: int
    lines: list[str]


def _changes(before: list[str], after: list[str]) -> list[Change]:
    codes = opcodes(before, after)
    return [Change(a, b, after[c:d]) for kind, a, b, c, d in codes if kind != "equal"]


def joined(was: str, one: str, other: str) -> str | None:
    """Both changes of a text in one; None if they touch the same paragraphs."""
    before = was.split("\n")
    changes = sorted(
        [*_changes(before, one.split("\n")), *_changes(before, other.split("\n"))],
        key=lambda change: (change.first, change.end),
    )
    if any(later.first <= change.end for change, later in pairwise(changes)):
        return None
    for change in reversed(changes):
        before[change.first : change.end] = change.lines
    return "\n".join(before)


def changed_words(was: str, now: str) -> Iterator[Piece]:
    """`was` is made of the pieces that are the same and gone, `now` of the same and the new."""
    before, after = WORDS.findall(was), WORDS.findall(now)
    for kind, a, b, c, d in opcodes(before, after):
        if kind == "equal":
            yield Piece("same", "".join(before[a:b]))
        else:
            yield from _pieces(before[a:b], after[c:d])


def changed_sentences(was: str, now: str) -> tuple[str, str]:
    """The sentences of both texts from the first to the last difference."""
    start = _alike(was, now)
    end = _alike(was[start:][::-1], now[start:][::-1])
    return _sentences_at(was, start, len(was) - end), _sentences_at(now, start, len(now) - end)


def _alike(was: Sequence, now: Sequence) -> int:
    """How many characters, words or lines both begin with."""
    pairs = enumerate(zip(was, now, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(was), len(now)))


def _sentences_at(text: str, start: int, end: int) -> str:
    """What stands there may be nothing: then the sentence beside it."""
    place = Span(max(start - 1, 0), min(end + 1, len(text)))
    return sentence_at(text, place).of(text).strip()


def _pieces(gone: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if gone:
        yield Piece("gone", "".join(gone))
    if new:
        yield Piece("new", "".join(new))
