"""A saved page -> what it says of its article, and the article's text.

What the page declares is asked first (JSON-LD, then meta elements and microdata), then its marks
(h1, time); the body is found by trafilatura.
"""

import re
from collections.abc import Iterator

from lxml import etree

from articles.text.dates import display

from ..drafts import BlockRole, ImportRefused, Received
from . import facts
from .blocks import Piece, bare, clean, plain_pieces, without_repeats, written
from .encoding import TextRead, decode
from .markup import text_of
from .page_text import is_article, page_pieces, printed_byline, without_credits
from .schema_org import linked_article
from .trees import html_tree, refuse_too_many_elements

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"})
_OF_THE_WEB = re.compile(
    r"utf-?8|us-ascii|ascii|latin-?1|(?:windows-|cp)\d{3,4}|iso-?8859-\d{1,2}|koi8-[ru]"
    r"|shift[_-]jis|euc-(?:jp|kr)|iso-2022-jp|gb\w+|big5(?:-hkscs)?|macintosh"
)
_BREAKS = re.compile(r"(?:<br\s*/?>\s*){2,}", re.IGNORECASE)
_STANDFIRST = re.compile(
    r"standfirst|\bdec?k\b|sub-?(?:title|head|headline)|strap-?line|dek\b|intro\b|summary|lede\b",
    re.IGNORECASE,
)
_SITE_ENDING = re.compile(r"\s+[|–—·»-]\s+[^\W\d_a-z][^|–—·»]{1,60}$")
_LABEL = re.compile(r"\s*correction\s*:\s*", re.IGNORECASE)
_EMAIL = re.compile(r"\S+@\S+|https?://\S+")


def read(data: bytes) -> Received:
    text, guessed = _decoded(data)
    root = html_tree(_BREAKS.sub("</p><p>", text))
    if root is None:
        raise ImportRefused("This page is empty.")
    refuse_too_many_elements(root, "This page")
    return _Page(root).received(guessed)


def _decoded(data: bytes) -> TextRead:
    """By its mark, as UTF-8 if it is, as its meta element says, else by a guess."""
    return _read_as_declared(data) or decode(data)


def _read_as_declared(data: bytes) -> TextRead | None:
    declared = _CHARSET.search(data, 0, 10_000)
    if not declared or b"\0" in data:
        return None
    name = declared[1].decode("ascii", "ignore").lower()
    if not _OF_THE_WEB.fullmatch(name):
        return None
    for encoding in ("utf-8", "cp1252" if name in _LATIN else name):
        try:
            return TextRead(data.decode(encoding))
        except (UnicodeError, LookupError):
            continue
    return None


class _Page:
    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.metas = self._metas()
        scripts = root.xpath("//script[contains(@type, 'ld+json')]")
        self.linked, self.problems = linked_article(
            [script.text or "" for script in scripts], set(self._addresses())
        )

    def received(self, guessed: str) -> Received:
        declared = plain_pieces(self.linked.text("articleBody"))
        found = page_pieces(self.root, declared)
        byline = self.byline() or facts.byline(printed_byline(found))
        printed = without_credits(found, byline)
        head = self.head(printed)
        body = without_repeats(head, printed)
        if not is_article(body):
            raise ImportRefused(
                "No article was found on this page: save the page of one article, "
                "or copy its text and paste it."
            )
        text, blocks = written([*head, *body, *self.corrections(body)])
        linked = self.linked
        return Received(
            text,
            format="HTML",
            guessed=guessed,
            blocks=blocks,
            outlet=self.outlet(),
            byline=byline,
            desk=facts.first(
                linked.text("articleSection"), self.meta("article:section", "section")
            ),
            language=facts.language(
                linked.text("inLanguage"), self.root.get("lang") or "", self.meta("og:locale")
            ),
            issued=facts.day_of_issue(linked.text("datePublished"), *self._dates()),
            source_url=facts.address(*self._addresses(), linked.text("url", "mainEntityOfPage")),
            source_guid=facts.guid(linked.text("identifier")),
            source_version=facts.version(linked.text("version")),
            tags=facts.tags(self.keywords()),
            problems=tuple(self.problems),
        )

    def headline(self) -> str:
        printed = [text_of(heading) for heading in self.root.iter("h1")]
        return facts.first(
            self.linked.text("headline", "name"),
            *self._items("headline"),
            printed[0] if len(printed) == 1 else "",
            self._without_site(self.meta("og:title", "twitter:title", "dc.title")),
            *printed,
            self._without_site(text_of(next(self.root.iter("title"), None))),
        )

    def head(self, printed: list[Piece]) -> list[Piece]:
        standfirst = facts.first(
            self.linked.text("description", "abstract"),
            self.meta("og:description", "description", "twitter:description", "dc.description"),
        )
        found = [
            Piece(BlockRole.HEADLINE, self.headline()),
            Piece(BlockRole.ALTERNATIVE_HEADLINE, self.linked.text("alternativeHeadline")),
        ]
        if not self._is_lead(standfirst, printed):
            found.append(Piece(BlockRole.STANDFIRST, standfirst))
        return [piece for piece in found if clean(piece.text)]

    def outlet(self) -> str:
        return facts.first(
            self.linked.text("publisher", "sourceOrganization"),
            self.meta("og:site_name", "dc.publisher", "publisher", "application-name"),
        )

    def byline(self) -> str:
        told = self.linked.texts("author", "creator") or self._items("author")
        named = self.metas_of("author", "article:author", "byl", "dc.creator", "parsely-author")
        printed = [text_of(link) for link in self.root.xpath("//a[@rel='author']")]
        for names in (told, named, printed):
            people = [name for name in names if clean(name) and not _EMAIL.search(name)]
            if people:
                return facts.byline(*people)
        return ""

    def keywords(self) -> Iterator[str]:
        told = self.linked.texts("keywords") or self.metas_of(
            "article:tag", "news_keywords", "keywords", "parsely-tags"
        )
        for text in told:
            yield from re.split(r"[,;]", text)

    def corrections(self, body: list[Piece]) -> Iterator[Piece]:
        printed = " ".join(bare(piece.text) for piece in body)
        for text, day in self.linked.corrections():
            if bare(text) in printed:
                continue
            made_on = facts.day_of_issue(day)
            when = f" ({display(*made_on)})" if made_on else ""
            yield Piece(BlockRole.PARAGRAPH, f"Correction{when}: {_LABEL.sub('', text)}")

    def meta(self, *names: str) -> str:
        return facts.first(*self.metas_of(*names))

    def metas_of(self, *names: str) -> list[str]:
        """What the first of these meta elements says that is there."""
        return next((self.metas[name] for name in names if name in self.metas), [])

    def _metas(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for meta in self.root.iter("meta"):
            name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
            if content := clean(meta.get("content") or ""):
                found.setdefault(name.lower(), []).append(content)
        return found

    def _items(self, name: str) -> list[str]:
        """Microdata: what the elements with this itemprop say."""
        found = self.root.xpath("//*[@itemprop=$name][not(self::meta)]", name=name)
        return [text for element in found if (text := text_of(element))]

    def _dates(self) -> Iterator[str]:
        yield self.meta("article:published_time", "datepublished", "og:published_time")
        yield self.meta(
            "date", "pubdate", "publishdate", "dc.date.issued", "dc.date", "parsely-pub-date"
        )
        times = self.root.xpath("//time[@itemprop='datePublished'] | //article//time | //time")
        for time in times[:5]:
            yield time.get("datetime") or text_of(time)

    def _addresses(self) -> Iterator[str]:
        for link in self.root.xpath("//link[@rel='canonical']"):
            yield clean(link.get("href") or "")
        yield self.meta("og:url")

    def _without_site(self, title: str) -> str:
        site = self.outlet()
        ending = _SITE_ENDING.search(title)
        if ending and (not site or bare(ending.group()) in bare(site) or bare(site) in bare(title)):
            return title[: ending.start()]
        return title

    def _is_lead(self, standfirst: str, printed: list[Piece]) -> bool:
        """Many a description is only the beginning of the text."""
        start = bare(re.sub(r"(?:…|\.\.\.)\s*$", "", standfirst))
        begins = any(bare(piece.text).startswith(start) for piece in printed[:3])
        return begins and not self._prints_apart(start)

    def _prints_apart(self, standfirst: str) -> bool:
        return any(
            bare(text_of(element)) == standfirst
            for element in self.root.xpath("//body//*[@class]")
            if _STANDFIRST.search(element.get("class"))
        )
