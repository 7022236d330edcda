"""Quotes marked and names linked in the visible text of an article."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from markdown_it.common.utils import escapeHtml

from .dialect import Piece
from .spans import Span


class QuoteMark(NamedTuple):
    """A quote to mark. `span` holds offsets in the raw text, outer quote marks left out.

    A highlighted quote is the one that the reader's address asked for; a reported one is indirect.
    """

    id: int
    span: Span
    highlighted: bool = False
    reported: bool = False


class NameLink(NamedTuple):
    """A name to link to `url`. `span` holds offsets in the raw text."""

    span: Span
    url: str


class _Stretch(NamedTuple):
    """Text inside the same quotes and the same name from its first to its last character."""

    text: str
    quotes: tuple[QuoteMark, ...]
    link: NameLink | None


class Marking:
    """Draws runs of text as HTML, in the order of the text.

    Quoted words stand in `<mark class="quote" data-quote="12 15">`, where a quote begins
    preceded by `<span class="anchor" id="q12"></span>`; names stand in `<a class="actor">`,
    inside the marks. Of overlapping names the first is linked.
    """

    def __init__(self, quotes: Sequence[QuoteMark], links: Sequence[NameLink]) -> None:
        self.quotes = sorted(
            (quote for quote in quotes if quote.span.start < quote.span.end),
            key=lambda quote: (quote.span, quote.id),
        )
        self.links: list[NameLink] = []
        for link in sorted(links):
            if link.span.start >= (self.links[-1].span.end if self.links else 0):
                self.links.append(link)
        self.begun: list[int] = []  # ids of the quotes whose first words are drawn

    def draw(self, pieces: Sequence[Piece], in_link: bool = False) -> str:
        """The HTML of `pieces`; inside a link no name is linked."""
        stretches = [part for piece in pieces for part in self._stretches(piece, in_link)]
        by_quotes = groupby(stretches, key=lambda stretch: stretch.quotes)
        return "".join(self._marked(quotes, _with_links(group)) for quotes, group in by_quotes)

    def _stretches(self, piece: Piece, in_link: bool) -> Iterator[_Stretch]:
        whole = Span(piece.start, piece.start + len(piece.text))
        quotes = [quote for quote in self.quotes if quote.span.overlaps(whole)]
        links = [] if in_link else self._links_in(whole)
        edges = {edge for item in (*quotes, *links) for edge in item.span}
        cuts = sorted({*whole, *(edge for edge in edges if whole.start < edge < whole.end)})
        for start, end in pairwise(cuts):
            part = Span(start, end)
            yield _Stretch(
                piece.text[start - piece.start : end - piece.start],
                tuple(quote for quote in quotes if quote.span.overlaps(part)),
                next((link for link in links if link.span.overlaps(part)), None),
            )

    def _links_in(self, span: Span) -> list[NameLink]:
        first = bisect_right(self.links, span.start, key=lambda link: link.span.end)
        last = bisect_left(self.links, span.end, key=lambda link: link.span.start)
        return self.links[first:last]

    def _marked(self, quotes: tuple[QuoteMark, ...], html: str) -> str:
        if not quotes:
            return html
        anchors = ""
        for quote in quotes:
            if quote.id not in self.begun:
                self.begun.append(quote.id)
                anchors += f'<span class="anchor" id="q{quote.id}"></span>'
        css = "quote"
        css += " is-cited" if any(quote.highlighted for quote in quotes) else ""
        css += " is-reported" if all(quote.reported for quote in quotes) else ""
        ids = " ".join(str(quote.id) for quote in quotes)
        return f'{anchors}<mark class="{css}" data-quote="{ids}">{html}</mark>'


def _with_links(stretches: Iterator[_Stretch]) -> str:
    html = ""
    for link, group in groupby(stretches, key=lambda stretch: stretch.link):
        text = escapeHtml("".join(stretch.text for stretch in group))
        html += f'<a class="actor" href="{escapeHtml(link.url)}">{text}</a>' if link else text
    return html
