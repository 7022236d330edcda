"""What changed from one text to another, paragraph by paragraph and word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from .sentences import sentence_at
from .spans import Span

_WORDS = re.compile(r"\S+\s*|\s+")
MOST_WORDS = 3000  # of one changed stretch; a longer one is shown whole, before and after


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
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Difference(unchanged=b - a)
        else:
            pieces = changed_words("\n".join(before[a:b]), "\n".join(after[c:d]))
            yield Difference(pieces=tuple(pieces))


def changed_words(was: str, now: str) -> Iterator[Piece]:
    """`was` is made of the pieces that are the same and gone, `now` of the same and the new."""
    before, after = _WORDS.findall(was), _WORDS.findall(now)
    if max(len(before), len(after)) > MOST_WORDS:
        yield from _pieces(before, after)
        return
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(before[a:b]))
        else:
            yield from _pieces(before[a:b], after[c:d])


def changed_sentences(was: str, now: str) -> tuple[str, str]:
    """The sentences of both texts from the first to the last difference."""
    start = _alike(was, now)
    end = _alike(was[start:][::-1], now[start:][::-1])
    return _sentences_at(was, start, len(was) - end), _sentences_at(now, start, len(now) - end)


def _alike(was: str, now: str) -> int:
    """How many characters both begin with."""
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
