"""NITF: a root element -> what it says of the article, and the article's text."""

from lxml import etree

from ..drafts import BlockRole, Problem, Received
from . import facts
from .blocks import Piece, clean, without_repeats, written
from .markup import pieces, text_of
from .notes import correction, corrections_in, told_to_editors

_NOT_FOR_USE = frozenset({"canceled", "cancelled", "withheld", "embargoed"})


def read(root: etree._Element) -> Received:
    head = head_pieces(root)
    text, blocks = written([*head, *without_repeats(head, body_pieces(root)), *_corrections(root)])
    return Received(
        text,
        format=_format(root),
        blocks=blocks,
        outlet=facts.first(
            *_attributes(root, "pubdata", "name"),
            *_texts(root, "body.head/distributor"),
            *_attributes(root, "doc.copyright", "holder"),
        ),
        byline=byline(root),
        dateline=facts.first(*_texts(root, "body.head/dateline/location")),
        edition=facts.first(*_attributes(root, "pubdata", "edition.name")),
        desk=facts.first(*_attributes(root, "pubdata", "position.section")),
        language=facts.language(root.get("lang") or "", *_attributes(root, "body", "lang")),
        issued=facts.day_of_issue(
            *_attributes(root, "date.issue", "norm"),
            *_attributes(root, "pubdata", "date.publication"),
            *_attributes(root, "story.date", "norm"),
        ),
        source_guid=facts.guid(
            *_attributes(root, "doc-id", "id-string"),
            root.get("uno") or "",
            *_attributes(root, "du-key", "key"),
        ),
        source_version=facts.version(
            *_attributes(root, "du-key", "version"), *_attributes(root, "du-key", "generation")
        ),
        tags=facts.tags(tags(root)),
        problems=_problems(root),
    )


def head_pieces(root: etree._Element) -> list[Piece]:
    """Headlines, byline, dateline and abstract, as far as they are printed."""
    headline = facts.first(*_texts(root, "body.head/hedline/hl1"), *_texts(root, "head/title"))
    standfirst = " ".join(
        piece.text for part in _found(root, "body.head/abstract") for piece in pieces(part)
    )
    found = [
        Piece(BlockRole.HEADLINE, headline),
        Piece(BlockRole.ALTERNATIVE_HEADLINE, facts.first(*_texts(root, "body.head/hedline/hl2"))),
        Piece(BlockRole.STANDFIRST, standfirst),
        Piece(BlockRole.BYLINE, facts.first(*_texts(root, "body.head/byline"))),
        Piece(BlockRole.DATELINE, facts.first(*_texts(root, "body.head/dateline"))),
    ]
    return [piece for piece in found if clean(piece.text)]


def body_pieces(root: etree._Element) -> list[Piece]:
    bodies = [*_found(root, "body/body.content"), *_found(root, "body/body.end")]
    return [piece for body in bodies for piece in pieces(body)]


def byline(root: etree._Element) -> str:
    """The people of the bylines; their titles only where nobody is named."""
    names, titles = [], []
    for line in _found(root, "body.head/byline"):
        titles += [text_of(title) for title in line.iter("byttl")]
        people = [text_of(person) for person in line.iter("person")]
        names += people or [_without_titles(line)]
    return facts.byline(*names) or facts.byline(*titles)


def tags(root: etree._Element) -> list[str]:
    """Keywords, the names of each subject, and where the text is of interest."""
    subjects = []
    for subject in root.iter("tobject.subject"):
        names = [subject.get(f"tobject.subject.{name}") for name in ("type", "matter", "detail")]
        subjects += [name for name in names if name] or [subject.get("tobject.subject.refnum", "")]
    return [
        *_attributes(root, "keyword", "key"),
        *subjects,
        *_attributes(root, "doc-scope", "scope"),
    ]


def _corrections(root: etree._Element) -> list[Piece]:
    """What the file says is corrected, in a note below the text."""
    declared = [correction(note) for note in _attributes(root, "correction", "info")]
    return declared + corrections_in(_notes(root))


def _notes(root: etree._Element) -> list[str]:
    return [*_attributes(root, "ed-msg", "info"), *_texts(root, "body.head/note")]


def _problems(root: etree._Element) -> tuple[Problem, ...]:
    told = [
        f"The sender marks this text as {status.lower()}."
        for status in _attributes(root, "docdata", "management-status")
        if status.lower() in _NOT_FOR_USE
    ]
    told += told_to_editors(_notes(root))
    return tuple(Problem(1, message) for message in told)


def _format(root: etree._Element) -> str:
    """NITF 3.6, from “-//IPTC//DTD NITF 3.6//EN”."""
    number = (root.get("version") or "").rpartition("NITF ")[2].partition("//")[0].strip()
    return f"NITF {number}" if number[:1].isdigit() and len(number) < 6 else "NITF"


def _without_titles(line: etree._Element) -> str:
    words = line.xpath(".//text()[not(ancestor::byttl)]")
    return clean("".join(words)).rstrip(" ,;")


def _found(root: etree._Element, path: str) -> list[etree._Element]:
    return root.findall(f".//{path}")


def _texts(root: etree._Element, path: str) -> list[str]:
    return [text_of(element) for element in _found(root, path)]


def _attributes(root: etree._Element, tag: str, name: str) -> list[str]:
    return [element.get(name) for element in root.iter(tag) if element.get(name)]
