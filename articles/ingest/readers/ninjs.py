"""ninjs 1 to 3, and the dialect of Superdesk: a JSON object -> the article in it."""

import re
from collections.abc import Iterator
from typing import Any

from ..drafts import BlockRole, ImportRefused, Problem, Received
from . import facts, nitf
from .blocks import Piece, bare, clean, plain_pieces, without_repeats, written
from .encoding import decode
from .jsons import dicts, parsed, word, words
from .markup import pieces
from .notes import corrections_in, told_to_editors
from .trees import html_tree, xml_tree

_BODY = re.compile(r"body_?\w*$")
_TEXT_ROLES = ("main", "body", "richtext", "nitf", "text", "")
_AUTHORS = re.compile(r"author|writer|reporter|journalist|byline|^$", re.IGNORECASE)
_SUMMARIES = ("", "main", "summary", "lead", "standfirst", "abstract", "intro")


def read(data: bytes) -> Received:
    """Raises ImportRefused for what is no JSON, no ninjs, or holds no text."""
    text, guessed = decode(data)
    value = parsed(text.removeprefix("\ufeff"))
    items = [*dicts(value)]
    if len(items) > 1:
        raise ImportRefused(f"This JSON holds {len(items)} items: save each as a file of its own.")
    if not items or not _is_ninjs(items[0]):
        raise ImportRefused(
            "This is JSON, but no ninjs: it has no body_text, body_html or headline."
        )
    return _Item(items[0]).received(guessed)


def _is_ninjs(entry: dict) -> bool:
    return any(
        (_BODY.match(key) or key in ("headline", "headlines", "bodies")) and entry[key]
        for key in entry
    )


class _Item:
    def __init__(self, entry: dict) -> None:
        # From 3.0 on the names are written in camel case: versionCreated.
        self.entry = {key.lower(): value for key, value in entry.items()}
        self.is_camel_case = any(re.search("[a-z][A-Z]", key) for key in entry)
        self.told: list[str] = []

    def received(self, guessed: str) -> Received:
        kind = self.text("type")
        if kind and kind not in ("text", "article", "story", "composite"):
            raise ImportRefused(f"This ninjs item is no text: its type is “{kind}”.")
        body = self.body()
        head = self.head(body)
        text, blocks = written(
            [*head, *without_repeats(head, body), *corrections_in(self.texts("ednote"))]
        )
        if not text:
            raise ImportRefused("This ninjs item is empty: neither a headline nor a text is in it.")
        opens = body[0].text if body else ""
        self.tell_status()
        return Received(
            text,
            format=self.format(),
            guessed=guessed,
            blocks=blocks,
            outlet=facts.first(
                *self.texts("provider"),
                *self.texts("source"),
                *self.texts("infosources"),
                *self.texts("infosource"),
                *self.texts("copyrightholder"),
            ),
            byline=self.byline(),
            dateline=facts.dateline(self.texts("dateline"), self.text("located"), opens),
            edition=self.text("edition"),
            desk=facts.first(*self.texts("service"), self.text("section")),
            language=facts.language(*self.texts("language")),
            issued=facts.day_of_issue(
                *map(self.text, ("firstpublished", "firstcreated", "contentcreated")),
                self.text("versioncreated"),
            ),
            source_url=facts.address(*map(self.text, ("canonicalurl", "url", "link"))),
            source_guid=facts.guid(self.text("guid"), self.text("uri"), *self.texts("altids")),
            source_version=facts.version(self.text("version")),
            tags=facts.tags(self.tags()),
            problems=tuple(Problem(1, message) for message in self.told),
        )

    def head(self, body: list[Piece]) -> list[Piece]:
        main, lesser = self.headlines()
        by = facts.first(*self.texts("byline"), *self.texts("by"))
        standfirst = self.standfirst()
        found = [
            Piece(BlockRole.HEADLINE, main),
            Piece(BlockRole.ALTERNATIVE_HEADLINE, lesser),
            Piece(BlockRole.STANDFIRST, "" if _opens(body, standfirst) else standfirst),
            Piece(BlockRole.BYLINE, by),
        ]
        return [piece for piece in found if clean(piece.text)]

    def headlines(self) -> tuple[str, str]:
        """The main one, and another one if there is one."""
        found = [*self.roles("headlines"), *(("main", text) for text in self.texts("headline"))]
        ranked = sorted(found, key=lambda headline: headline[0] not in ("main", ""))
        texts = list(dict.fromkeys(clean(_unmarked(text)) for _, text in ranked))
        texts = [text for text in texts if text] or [self.text("title")]
        return texts[0], "".join(texts[1:2])

    def standfirst(self) -> str:
        told = [text for role, text in self.roles("descriptions") if role in _SUMMARIES]
        old = [self.text(key) for key in ("description_html", "description_text", "description")]
        return facts.first(*(_unmarked(text) for text in [*told, *old]))

    def body(self) -> list[Piece]:
        """The body with the most structure: HTML, then NITF, then plain text."""
        for kind, text in sorted(self.bodies(), key=lambda body: "html nitf text".index(body[0])):
            if found := self.pieces(kind, text):
                return found
        return []

    def bodies(self) -> Iterator[tuple[str, str]]:
        """Each body as its kind and its text."""
        for body in dicts(self.entry.get("bodies")):
            fields = {key.lower(): word(value) for key, value in body.items()}
            if fields.get("value", "").strip() and fields.get("role", "") in _TEXT_ROLES:
                yield _kind(fields.get("contenttype", ""), fields["value"]), fields["value"]
        for key, value in self.entry.items():
            if _BODY.match(key) and key != "bodies" and word(value).strip():
                yield _kind(key, word(value)), word(value)

    def pieces(self, kind: str, text: str) -> list[Piece]:
        if kind == "text":
            return plain_pieces(text)
        if kind == "html":
            tree = html_tree(text)
            return [] if tree is None else pieces(tree)
        try:
            return nitf.body_pieces(xml_tree(text.encode("utf-8", "replace")).root)
        except ImportRefused as refused:
            self.told.append(f"The NITF body was left out. {refused}")
            return []

    def byline(self) -> str:
        told = facts.byline(*self.texts("byline"), *self.texts("by"))
        people = [
            facts.first(*words(person, "name", "literal"))
            for key in ("authors", "contributors")
            for person in dicts(self.entry.get(key))
            if _AUTHORS.search(word(person.get("role")))
        ]
        return told or facts.byline(*people)

    def tags(self) -> Iterator[str]:
        for text in self.texts("keywords"):
            yield from re.split(r"[,;]", text)
        for key in ("subjects", "subject"):
            yield from words(self.entry.get(key), "name", "code")

    def tell_status(self) -> None:
        status = self.text("pubstatus").rpartition(":")[2].lower()
        if status not in ("", "usable"):
            self.told.append(f"The sender marks this text as {status}.")
        if until := self.text("embargoed"):
            self.told.append(f"Embargoed until {until}.")
        self.told += told_to_editors(self.texts("ednote"))

    def format(self) -> str:
        """The version that it names; else the one whose words it uses."""
        standard = self.entry.get("standard")
        named = word(standard.get("version")) if isinstance(standard, dict) else ""
        if re.fullmatch(r"\d\.\d+", named):
            return f"ninjs {named}"
        if self.is_camel_case:
            return "ninjs 3"
        is_second = any(isinstance(self.entry.get(key), list) for key in ("headlines", "bodies"))
        return "ninjs 2" if is_second else "ninjs 1"

    def roles(self, key: str) -> list[tuple[str, str]]:
        """The entries of a list of {"role": …, "value": …}."""
        return [
            (word(entry.get("role")).lower(), word(entry.get("value")))
            for entry in dicts(self.entry.get(key))
        ]

    def texts(self, key: str) -> list[str]:
        return words(self.entry.get(key), "name", "text", "value", "literal")

    def text(self, key: str) -> str:
        return facts.first(*self.texts(key))


def _kind(told: str, text: str) -> str:
    if "nitf" in told.lower():
        return "nitf"
    return "html" if "html" in told.lower() or re.match(r"\s*<(?:p|div|h\d)\b", text) else "text"


def _unmarked(text: Any) -> str:
    if "<" not in text:
        return text
    tree = html_tree(text)
    return "" if tree is None else " ".join(piece.text for piece in pieces(tree))


def _opens(body: list[Piece], standfirst: str) -> bool:
    """Agencies send the first paragraph as the description, too."""
    start = bare(re.sub(r"(?:…|\.\.\.)\s*$", "", standfirst))
    return bool(start) and any(bare(piece.text).startswith(start) for piece in body[:2])
