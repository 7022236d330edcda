"""Elements of XHTML, HTML, NITF or a trafilatura body -> headings, paragraphs and bullets."""

import re
from collections.abc import Iterator

from lxml import etree

from articles.text.lexicon.lists import words

from ..drafts import BlockRole
from .blocks import Piece, clean, paragraph

_HEADINGS = words("h1 h2 h3 h4 h5 h6 head hl1 hl2 crosshead")
_BULLETS = words("li item dt")
_PARAGRAPHS = words(
    "p div section article main header blockquote bq block quote pre address caption "
    "tr row dd fn tagline hr ul ol dl list table nitf-table body body.content center credit"
)
_BLOCKS = _HEADINGS | _BULLETS | _PARAGRAPHS
_CELLS = words("td th cell")
_LEFT_OUT = words(
    "script style noscript template figure figcaption media picture img graphic audio video object "
    "embed iframe svg math canvas form button input select textarea nav footer aside title meta "
    "link comment del"
)
_BOLD = words("b strong")
_BREAK, _BREAKS = "\x1e", re.compile(r"(?:\x1e\s*)+")
_LONGEST_HEADING = 100
_SENTENCE_END = (".", "!", "?", ":", ";", ",", "…", "”", '"', "’", "»")


class _Open:
    """The block that the walk is in: what it is, and the text read so far."""

    def __init__(self) -> None:
        self.start(BlockRole.PARAGRAPH)

    def start(self, role: BlockRole) -> None:
        self.role = role
        self.texts: list[str] = []
        self.is_bold = True

    def add(self, text: str | None, is_bold: bool) -> None:
        if text:
            self.texts.append(text)
            self.is_bold = self.is_bold and (is_bold or not text.strip())

    def pieces(self) -> Iterator[Piece]:
        for text in filter(None, map(clean, _lines("".join(self.texts)))):
            if self.role is not BlockRole.PARAGRAPH:
                yield Piece(self.role, text)
            elif self.is_bold and _can_be_heading(text):
                yield Piece(BlockRole.HEADING, text)
            else:
                yield paragraph(text)


def pieces(root: etree._Element) -> list[Piece]:
    """What stands below `root`, in reading order, without pictures, captions and forms."""
    found: list[Piece] = []
    block, roles, bold = _Open(), [BlockRole.PARAGRAPH], 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        is_left_out = element is not root and tag in _LEFT_OUT
        if event == "start" and is_left_out:
            walk.skip_subtree()
        elif event == "start":
            if tag in _BLOCKS:
                found.extend(block.pieces())
                roles.append(_role(tag, roles[-1]))
                block.start(roles[-1])
            bold += _is_bold(element)
            if tag in ("br", "lb"):
                block.add(_BREAK, True)
            elif tag in _CELLS and block.texts:
                block.add(" | ", True)
            block.add(element.text, bold > 0)
        elif not is_left_out:
            bold -= _is_bold(element)
            if tag in _BLOCKS:
                found.extend(block.pieces())
                roles.pop()
                block.start(roles[-1])
        if event == "end" and element is not root:
            block.add(element.tail, bold > 0)
    found.extend(block.pieces())
    return found


def text_of(element: etree._Element | None) -> str:
    """All of its words in one line."""
    return "" if element is None else clean("".join(element.itertext()))


def _role(tag: str, outer: BlockRole) -> BlockRole:
    """A paragraph in a bullet is the bullet's."""
    if tag in _HEADINGS:
        return BlockRole.HEADING
    if tag in _BULLETS or outer is BlockRole.BULLET:
        return BlockRole.BULLET
    return BlockRole.PARAGRAPH


def _is_bold(element: etree._Element) -> bool:
    return element.tag in _BOLD or element.get("rend") == "#b"


def _can_be_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not text.endswith(_SENTENCE_END)


def _lines(text: str) -> list[str]:
    """Two line breaks end a paragraph; one does, where the next line shows a bullet's sign."""
    lines: list[str] = []
    place, breaks = 0, 2
    for found in [*_BREAKS.finditer(text), None]:
        line = clean(text[place : found.start() if found else len(text)])
        is_own = breaks > 1 or not lines or paragraph(line).role is BlockRole.BULLET
        if is_own:
            lines.append(line)
        else:
            lines[-1] += f" {line}"
        if found:
            place, breaks = found.end(), found.group().count(_BREAK)
    return lines
