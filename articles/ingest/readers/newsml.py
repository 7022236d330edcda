"""NewsML-G2: a news item, or the message around it -> the article in it."""

from lxml import etree

from ..drafts import BlockRole, ImportRefused, Problem, Received
from . import facts, nitf
from .blocks import Piece, clean, plain_pieces, without_repeats, written
from .markup import pieces, text_of
from .notes import corrections_in, told_to_editors
from .trees import html_tree

_SUMMARIES = ("summary", "standfirst", "abstract", "lead", "deck")
_LESSER_HEADLINES = ("sub", "alt", "short", "web", "online", "second")


def read(root: etree._Element) -> Received:
    """Raises ImportRefused for an item without text."""
    items = [root] if root.tag == "newsItem" else [*root.iter("newsItem")] or [root]
    with_text = [item for item in items if _has_text(item)]
    if not with_text:
        raise ImportRefused(_why_no_text(root, items))
    item = with_text[0]
    received = _Item(item).received()
    if len(with_text) == 1:
        return received
    # Nothing is dropped in silence: a message of several texts is several files.
    raise ImportRefused(
        f"This NewsML-G2 message holds {len(with_text)} texts: save each as a file of its own."
    )


class _Item:
    def __init__(self, item: etree._Element) -> None:
        self.item = item
        self.inner = next(item.iter("nitf"), None)

    def received(self) -> Received:
        head, body = self.head(), self.body()
        notes = corrections_in(self.texts("itemMeta/edNote"))
        text, blocks = written([*head, *without_repeats(head, body), *notes])
        opens = body[0].text if body else ""
        return Received(
            text,
            format=self.format(),
            blocks=blocks,
            outlet=self.outlet(),
            byline=self.byline(),
            dateline=facts.dateline(self.texts("contentMeta/dateline"), self.located(), opens),
            language=facts.language(
                *self.attributes("contentMeta/language", "tag"), self.item.get("lang") or ""
            ),
            issued=facts.day_of_issue(
                *self.texts("itemMeta/firstCreated"),
                *self.texts("contentMeta/contentCreated"),
                *self.texts("itemMeta/versionCreated"),
            ),
            source_guid=facts.guid(self.item.get("guid") or ""),
            source_version=facts.version(self.item.get("version") or ""),
            tags=facts.tags(self.tags()),
            problems=tuple(Problem(1, message) for message in self.problems()),
        )

    def head(self) -> list[Piece]:
        inner = [] if self.inner is None else nitf.head_pieces(self.inner)
        main, lesser = self.headlines()
        found = [
            Piece(BlockRole.HEADLINE, main),
            Piece(BlockRole.ALTERNATIVE_HEADLINE, lesser),
            Piece(BlockRole.STANDFIRST, self.summary()),
            Piece(BlockRole.BYLINE, facts.first(*self.texts("contentMeta/by"))),
            Piece(BlockRole.DATELINE, facts.first(*self.texts("contentMeta/dateline"))),
        ]
        told = {piece.role: piece for piece in [*inner, *found] if clean(piece.text)}
        return [told[piece.role] for piece in found if piece.role in told]

    def headlines(self) -> tuple[str, str]:
        found = [
            (_code(line.get("role")), text_of(line))
            for line in self.item.findall(".//contentMeta/headline")
        ]
        lesser = [text for role, text in found if any(name in role for name in _LESSER_HEADLINES)]
        main = [text for _, text in found if text not in lesser]
        return facts.first(*main, *lesser), facts.first(*(lesser if main else lesser[1:]))

    def summary(self) -> str:
        described = self.item.findall(".//contentMeta/description")
        return facts.first(
            *(
                text_of(text)
                for text in described
                if any(name in _code(text.get("role")) for name in _SUMMARIES)
            )
        )

    def body(self) -> list[Piece]:
        if self.inner is not None:
            return nitf.body_pieces(self.inner)
        page = next(self.item.iter("html"), None)
        if page is not None:
            inner = page.find("body")
            return pieces(page if inner is None else inner)
        inline = next(self.item.iter("inlineXML"), None)
        if inline is not None:
            return pieces(inline)
        data = next(self.item.iter("inlineData"))
        text = "".join(data.itertext())
        if "html" not in (data.get("contenttype") or ""):
            return plain_pieces(text)
        fragment = html_tree(text)
        return [] if fragment is None else pieces(fragment)

    def byline(self) -> str:
        told = facts.byline(*self.texts("contentMeta/by"))
        inner = "" if self.inner is None else nitf.byline(self.inner)
        return told or inner or facts.byline(*self.names("contentMeta/creator"))

    def outlet(self) -> str:
        provider = self.names("itemMeta/provider") or self.attributes(
            "itemMeta/provider", "literal"
        )
        return facts.first(
            *provider, *self.names("contentMeta/infoSource"), *self.names(".//copyrightHolder")
        )

    def located(self) -> str:
        return facts.first(*self.names("contentMeta/located"))

    def tags(self) -> list[str]:
        named = [
            facts.first(*(text_of(name) for name in subject.findall("name")), _qcode(subject))
            for subject in self.item.findall(".//contentMeta/subject")
            if not _is_thing(subject)
        ]
        return [*self.texts("contentMeta/keyword"), *named]

    def problems(self) -> list[str]:
        status = facts.first(*map(_code, self.attributes("itemMeta/pubStatus", "qcode")))
        told = [] if status in ("", "usable") else [f"The sender marks this text as {status}."]
        told += [f"Embargoed until {time}." for time in self.texts("itemMeta/embargoed")]
        return told + told_to_editors(self.texts("itemMeta/edNote"))

    def format(self) -> str:
        number = self.item.get("standardversion") or ""
        return f"NewsML-G2 {number}" if number[:1].isdigit() and len(number) < 6 else "NewsML-G2"

    def texts(self, path: str) -> list[str]:
        found = (text_of(element) for element in self.item.findall(f".//{path}"))
        return [text for text in found if text]

    def names(self, path: str) -> list[str]:
        return self.texts(f"{path.removeprefix('.//')}/name")

    def attributes(self, path: str, name: str) -> list[str]:
        found = (element.get(name) for element in self.item.findall(f".//{path}"))
        return [text for text in found if text]


def _has_text(item: etree._Element) -> bool:
    return any(True for _ in item.iter("inlineXML", "inlineData"))


def _why_no_text(root: etree._Element, items: list[etree._Element]) -> str:
    if any(True for item in items for _ in item.iter("remoteContent")):
        return "This NewsML-G2 item only points to its text (remoteContent): it holds none."
    return (
        f"This NewsML-G2 file holds no text: its root is <{root.tag}>, without a news item's text."
    )


def _is_thing(subject: etree._Element) -> bool:
    """A person, an organisation or a place that the text is about is no topic."""
    return _code(subject.get("type")) in ("person", "organisation", "geoarea", "poi")


def _qcode(element: etree._Element) -> str:
    return element.get("qcode") or ""


def _code(qcode: str | None) -> str:
    """ "canceled" of "stat:canceled"."""
    return (qcode or "").rpartition(":")[2].lower()
