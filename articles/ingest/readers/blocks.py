"""What a reader found, piece by piece -> one plain text, and where each piece stands in it."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from articles.text.spans import Span

from ..drafts import BlockRole, ReceivedBlock
from ..layout.lines import is_heading, read_lines

BULLET_SIGN = "- "
_SIGNS = re.compile(r"(?:[•‣▪·●◦]\s*|[*-]\s+)(?=\S)")
# Control signs, halves of characters, and the signs that show nothing.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u00ad\u200b\u2060\ufeff]"
)
_LINE_END = re.compile("\r\n?")
_RUNS_ON = re.compile(r"[^\s.!?:;”\"’]\n[a-zà-ÿ]")
_ROW_END = re.compile(r"(?<=\S)[ \t]*\n(?=[^\s•‣▪·●◦*-])")
_WIDEST_ROW = 100
_SPACES = re.compile("[ \t\r\n\f\v\x85\u00a0\u2028\u2029]+")
_PARAGRAPHS = frozenset({BlockRole.PARAGRAPH, BlockRole.HEADING})
_HEAD = frozenset(
    {
        BlockRole.HEADLINE,
        BlockRole.ALTERNATIVE_HEADLINE,
        BlockRole.STANDFIRST,
        BlockRole.BYLINE,
        BlockRole.DATELINE,
    }
)
_OPENING = 6  # paragraphs in which the head may be printed again


class Piece(NamedTuple):
    role: BlockRole
    text: str


def clean(text: str) -> str:
    """One line without control signs, invisible signs and needless white space."""
    return _SPACES.sub(" ", _NOT_TEXT.sub("", text)).strip()


def bare(text: str) -> str:
    """The words alone, to see whether two pieces say the same."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def paragraph(text: str) -> Piece:
    """A paragraph, or the bullet that it shows itself to be by its sign."""
    if sign := _SIGNS.match(text):
        return Piece(BlockRole.BULLET, text[sign.end() :])
    return Piece(BlockRole.PARAGRAPH, text)


def plain_pieces(text: str) -> list[Piece]:
    """The headings, paragraphs and bullets of a text without markup, told by their looks."""
    pieces, lines = [], read_lines(_unwrapped(text))
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        piece = paragraph(clean(line.text))
        if piece.role is BlockRole.PARAGRAPH and is_heading(line, following):
            piece = Piece(BlockRole.HEADING, piece.text)
        pieces.append(piece)
    return pieces


def _unwrapped(text: str) -> str:
    """Lines that go on in the middle of a sentence are the rows of one paragraph."""
    text = _LINE_END.sub("\n", text)
    is_wrapped = _RUNS_ON.search(text) and max(map(len, text.split("\n"))) <= _WIDEST_ROW
    return _ROW_END.sub(" ", text) if is_wrapped else text


def without_repeats(head: Sequence[Piece], body: Sequence[Piece]) -> list[Piece]:
    """The body without the lines at its top that print the head again."""
    known = {bare(piece.text) for piece in head if piece.role in _HEAD}
    return [
        piece
        for number, piece in enumerate(body)
        if number >= _OPENING or piece.role not in _PARAGRAPHS or bare(piece.text) not in known
    ]


def written(pieces: Iterable[Piece]) -> tuple[str, tuple[ReceivedBlock, ...]]:
    """The pieces below each other, a blank line between them; a bullet's span leaves its sign."""
    lines: list[str] = []
    blocks: list[ReceivedBlock] = []
    place = 0
    for role, text in pieces:
        if not (words := clean(text)):
            continue
        sign = BULLET_SIGN if role is BlockRole.BULLET else ""
        start = place + len(sign)
        blocks.append(ReceivedBlock(role, Span(start, start + len(words))))
        lines.append(sign + words)
        place = start + len(words) + 2
    return "\n\n".join(lines) + ("\n" if lines else ""), tuple(blocks)
