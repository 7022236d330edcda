"""Which format a file has: the name of the module that reads it."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from articles.text.lexicon.lists import words

from ..drafts import ImportRefused

_HEAD = 4_000  # bytes that tell a format
_KNOWN = "Newsdesk reads text, HTML, DOCX, ninjs, NITF and NewsML-G2."
_UNREAD = {
    b"%PDF-": "a PDF: copy its text and paste it",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Word or Excel file: save it as .docx",
    b"{\\rtf": "RTF: save it as .docx or as text",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "packed with gzip: unpack it first",
    b"Rar!": "a RAR archive: unpack it first",
    b"7z\xbc\xaf": "a 7-Zip archive: unpack it first",
}
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!doctype\s+(?P<name>[\w:.-]+)", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?P<name>[A-Za-z][\w:.-]*)[\s/>]")
_HTML = words(
    "html head body meta title link script style p div article section main header nav h1 h2 h3 "
    "span table ul ol img a b i br center font"
)
_MHTML = re.compile(r"(?s)(?:[\w-]+: .*?\n)?Content-Type: multipart/related\b", re.IGNORECASE)
_JSON = re.compile(r"""\{\s*["}]|\[\s*\{""")


def format_of(data: bytes, name: str) -> str:
    """Raises ImportRefused for a kind of file that is known and not read."""
    for sign, kind in _UNREAD.items():
        if data.startswith(sign):
            raise ImportRefused(f"This is {kind}. {_KNOWN}")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    head = _head(data)
    ending = name.lower().rpartition(".")[2]
    if _MHTML.match(head):
        return "mhtml"
    if _JSON.match(head) or (ending in ("json", "ninjs") and head.startswith(("{", "["))):
        return "ninjs"
    return (_markup(head, ending) if head.startswith("<") else None) or _by_name(head, ending)


def _head(data: bytes) -> str:
    """The beginning without its white space, good enough to see marks in."""
    head = data[:_HEAD].removeprefix(BOM_UTF8)
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return head.decode("utf-16", "replace").strip()
    return head.replace(b"\0", b"").decode("latin-1").strip()


def _markup(head: str, ending: str) -> str | None:
    """HTML, the XML of news, or none: a text may open with a pointed bracket, too."""
    rest = head[_PROLOG.match(head).end() :]
    found = _DOCTYPE.match(rest) or _ELEMENT.match(rest)
    name = found["name"].lower() if found else ""
    is_named_xml = name != "html" and ending in ("xml", "nitf", "newsml")
    if name in _HTML and not is_named_xml:
        return "html"
    is_xml = head.startswith("<?xml") or "xmlns" in head or name in ("nitf", "rss", "feed")
    return "news_xml" if is_xml or is_named_xml else None


def _by_name(head: str, ending: str) -> str:
    if ending in ("html", "htm", "xhtml") and _ELEMENT.search(head):
        return "html"
    if ending == "docx":
        raise ImportRefused("The name ends in .docx, but this is no Word file.")
    return "text"
