"""Bytes -> trees of elements, read so that entities and bombs are harmless."""

import re
from html.entities import html5
from typing import NamedTuple

from lxml import etree, html

from ..drafts import ImportRefused, Problem
from .encoding import decode
from .limits import MOST_ELEMENTS

_DECLARED = re.compile(rb"""^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*["']([^"']*)["']""")
_HEAD = 500  # bytes in which an XML declaration stands
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Tree(NamedTuple):
    """Elements under their local names: namespaces and prefixes are taken away."""

    root: etree._Element
    guessed: str = ""
    problems: tuple[Problem, ...] = ()


def xml_tree(data: bytes) -> Tree:
    """Raises ImportRefused with the line and column for what is not well formed.

    Nothing is fetched and no entity is opened but those that HTML knows (&eacute;).
    """
    try:
        return _tree(_parsed(data))
    except etree.XMLSyntaxError as error:
        if not _is_of_encoding(error, data):
            raise _broken(error) from error
    text, guessed = decode(data)
    try:
        recoded = text.encode()
        recoded = _DECLARED.sub(rb"\1", recoded[:_HEAD]) + recoded[_HEAD:]
        return _tree(_parsed(recoded, encoding="utf-8"), guessed)
    except etree.XMLSyntaxError as error:
        raise _broken(error) from error


def refuse_unsafe_xml(data: bytes, name: str) -> None:
    """For what another library will parse: well formed, not nested too deeply, no entities."""
    try:
        root = _parsed(data)
    except etree.XMLSyntaxError as error:
        raise ImportRefused(f"{name}: {_broken(error)}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ImportRefused(f"{name} declares a document type, which a Word file never does.")
    refuse_too_many_elements(root, name)


def html_tree(text: str) -> etree._Element | None:
    """The page or the fragment; None where no element is in it."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    whole = text.replace("\0", "").encode(errors="replace")
    try:
        return html.document_fromstring(whole, parser=parser)
    except etree.ParserError:
        return None


def _is_of_encoding(error: etree.XMLSyntaxError, data: bytes) -> bool:
    declared = _DECLARED.match(data[:_HEAD])
    is_no_utf16 = declared and declared[2].lower().startswith(b"utf-16") and b"\0" not in data
    return bool(is_no_utf16 or re.search("encod|utf-8", error.msg, re.IGNORECASE))


def refuse_too_many_elements(root: etree._Element, what: str) -> None:
    if root.xpath("count(//*)") > MOST_ELEMENTS:
        raise ImportRefused(
            f"{what} holds more than {MOST_ELEMENTS:,} elements: is it one article?"
        )


def _parsed(data: bytes, encoding: str | None = None) -> etree._Element:
    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


def _tree(root: etree._Element, guessed: str = "") -> Tree:
    problems = []
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
        if spoken := element.get(_LANGUAGE):
            element.set("lang", spoken)
    for entity in list(root.iter(etree.Entity)):
        name = entity.text.strip("&;")
        known = html5.get(f"{name};", "")
        if not known:
            problems.append(Problem(1, f"The entity &{name}; was left out: it is not opened here."))
        _replace(entity, known)
    return Tree(root, guessed, tuple(problems))


def _replace(entity: etree._Entity, text: str) -> None:
    before, parent = entity.getprevious(), entity.getparent()
    text += entity.tail or ""
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    entity.tail = None
    parent.remove(entity)


def _broken(error: etree.XMLSyntaxError) -> ImportRefused:
    line, column = error.position
    if "amplification" in error.msg:
        return ImportRefused(
            f"This XML was not opened: its entities grow without measure (line {line})."
        )
    reason = error.msg.rpartition(", line ")[0] or error.msg
    return ImportRefused(
        f"This XML is broken at line {line}, column {column}: {reason.rstrip('.')}."
    )
