"""Notes that the sender wrote to editors: what they correct is the reader's, too."""

import re
from collections.abc import Iterable

from ..drafts import BlockRole
from .blocks import Piece, clean

_CORRECTS = re.compile(r"\W*(?:correct|clarif)", re.IGNORECASE)
_AS_PRINTED = re.compile(
    r"(?:corrects|clarifies)\s|(?:correction|clarification)s?\s*[:(,—–]", re.IGNORECASE
)


def corrections_in(notes: Iterable[str]) -> list[Piece]:
    """Paragraphs to stand below the text, each of which shows itself to be a correction."""
    return [correction(note) for note in notes if _CORRECTS.match(note)]


def told_to_editors(notes: Iterable[str]) -> list[str]:
    """The other notes, as problems for an editor to look at."""
    return [f"Note to editors: {x}" for x in map(clean, notes) if x and not _CORRECTS.match(x)]


def correction(note: str) -> Piece:
    note = clean(note)
    text = note if _AS_PRINTED.match(note) else f"Correction: {note}"
    return Piece(BlockRole.PARAGRAPH, text)
