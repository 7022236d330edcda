"""DOCX -> text. Deleted words, comments, footnotes, headers and pictures are not taken."""

import re
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from mammoth import convert_to_html

from ..drafts import BlockRole, ImportRefused, Problem, Received
from . import facts
from .blocks import Piece, bare, clean, written
from .limits import LARGEST_UNPACKED, MOST_MEMBERS
from .markup import pieces, text_of
from .trees import html_tree, refuse_unsafe_xml, xml_tree

_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
_STYLES = """
p[style-name='Title'] => h1.headline:fresh
p[style-name='Subtitle'] => h1.standfirst:fresh
"""
_ROLES = {"headline": BlockRole.HEADLINE, "standfirst": BlockRole.STANDFIRST}
_OTHERS = {
    "xl/workbook.xml": "This is an Excel workbook, not a text.",
    "ppt/presentation.xml": "This is a PowerPoint file, not a text.",
    "content.xml": "This is an OpenDocument file: save it as .docx.",
}
_NOTES = "starts-with(@id, 'footnote-') or starts-with(@id, 'endnote-')"


def read(data: bytes) -> Received:
    """Raises ImportRefused for what is no Word file, is broken, or unpacks to too much."""
    properties = _properties(data)
    tree = html_tree(_converted(data))
    notes = 0 if tree is None else _take_notes_out(tree)
    found = [] if tree is None else _titled(_pieces(tree), properties.get("title", ""))
    text, blocks = written(found)
    if not text:
        raise ImportRefused("This Word file holds no text.")
    is_styled = any(block.role in (BlockRole.HEADLINE, BlockRole.HEADING) for block in blocks)
    left_out = Problem(1, f"Footnotes were left out of the text: {notes}.")
    return Received(
        text,
        format="DOCX",
        # Without styles nothing is known: the parser reads the text by its looks.
        blocks=blocks if is_styled else (),
        language=facts.language(properties.get("language", "")),
        tags=facts.tags(re.split("[,;]", properties.get("keywords", ""))),
        problems=(left_out,) if notes else (),
    )


def _properties(data: bytes) -> dict[str, str]:
    """The core properties; every part that will be read is proved first."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            _refuse_unfit(packed)
            for name in packed.namelist():
                if name.endswith((".xml", ".rels")):
                    refuse_unsafe_xml(packed.read(name), name)
            core = packed.read(_CORE) if _CORE in packed.namelist() else b"<none/>"
    except ImportRefused:
        raise
    except Exception as error:  # a ZIP can be broken in more ways than its library names
        raise ImportRefused(f"This Word file is broken: {str(error).rstrip('.')}.") from error
    return {entry.tag: text_of(entry) for entry in xml_tree(core).root}


def _refuse_unfit(packed: ZipFile) -> None:
    members = packed.infolist()
    names = {member.filename for member in members}
    if _MAIN not in names:
        told = next((told for name, told in _OTHERS.items() if name in names), None)
        raise ImportRefused(told or "This is a ZIP file, but no Word file: unpack it first.")
    if len(members) > MOST_MEMBERS:
        raise ImportRefused(f"This Word file holds more than {MOST_MEMBERS:,} files.")
    unpacked = sum(x.file_size for x in members if x.filename.endswith((".xml", ".rels")))
    if unpacked > LARGEST_UNPACKED:
        raise ImportRefused(
            f"This Word file unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB of text."
        )


def _converted(data: bytes) -> str:
    try:
        return convert_to_html(
            BytesIO(data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=lambda image: [],
        ).value
    except Exception as error:  # a file can be broken in more ways than the library names
        raise ImportRefused("This Word file is broken: its text could not be read.") from error


def _take_notes_out(tree: etree._Element) -> int:
    """Footnotes and endnotes, and the numbers that point to them; how many there were."""
    for number in tree.xpath(f"//sup[a[{_NOTES}]]"):
        number.drop_tree()
    notes = tree.xpath(f"//li[{_NOTES}]")
    for note in notes:
        note.drop_tree()
    return len(notes)


def _pieces(tree: etree._Element) -> list[Piece]:
    found: list[Piece] = []
    for element in tree.find("body"):
        if role := _ROLES.get(element.get("class")):
            found.append(Piece(role, text_of(element)))
        else:
            found += pieces(element)
    return [piece for piece in found if clean(piece.text)]


def _titled(found: list[Piece], title: str) -> list[Piece]:
    """Without a Title, the headline is the heading or the file's title that the text opens with."""
    if not found or any(piece.role is BlockRole.HEADLINE for piece in found):
        return found
    opening, *rest = found
    if opening.role is BlockRole.HEADING or bare(opening.text) == bare(title):
        return [Piece(BlockRole.HEADLINE, opening.text), *rest]
    return found
