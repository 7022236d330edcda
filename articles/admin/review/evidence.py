"""The text of an article under review, with every proposal marked where it stands."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.actions.anchoring import PLAIN_PARTS
from articles.actions.reviewing import other_names
from articles.choices import Part, ProposalKind, ProposalState, SectionKind
from articles.models import Article, Proposal, Section
from articles.text import anchors, dialect
from articles.text.dialect import Piece
from articles.text.markdown import Plain, plain
from articles.text.names import find_names
from articles.text.spans import Span

# From the outside in: what stands further on is drawn inside of what stands before it.
KINDS = ("obstacle", "quote", "speaker", "role", "cue", "actor")
OWN_KINDS = {"obstacle", "quote", "actor"}  # the others are parts of a quote
FARTHEST = 600  # characters from the quote to who says it


class Mark(NamedTuple):
    """A place in the raw text of one part that a proposal speaks of."""

    span: Span
    kind: str
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of the article as it stands on the review page; `key` names it in forms."""

    key: str
    part: str
    heading: str
    html: SafeString


class Evidence:
    """Every part of the article with its marks; `first` says where a proposal is marked first.

    No queries: the rows that were made of the proposals come with them.
    """

    def __init__(self, article: Article, sections: list[Section], proposals: list[Proposal]):
        heads = {row.pk: row for row in proposals if row.pk}
        by_place: dict[tuple, list[Proposal]] = defaultdict(list)
        for row in proposals:
            if row.is_placed:
                placed = row.quote or row.report or row
                by_place[getattr(placed, "part", Part.SECTION), placed.section_id].append(row)
        names = names_of(proposals)
        self.first: dict[int, tuple[int, int]] = {}
        self.marked: list[tuple[str, Section | None, str, list[Mark]]] = []
        for part, section in parts_of(article, sections):
            raw = article.text_of(part, section)
            rows = by_place[part, section and section.pk]
            marks = [
                mark._replace(proposal=heads.get(mark.proposal.continues_id, mark.proposal))
                for mark in marks_in(raw, rows, names, is_markdown=section is not None)
            ]
            marks.sort(key=lambda mark: mark.span)
            for mark in marks:
                if mark.kind in OWN_KINDS:
                    place = (len(self.marked), mark.span.start)
                    self.first.setdefault(mark.proposal.pk, place)
            self.marked.append((part, section, raw, marks))

    def parts(self, current: int | None) -> list[PartShown]:
        begun: set[int] = set()
        return [
            shown_part(part, section, raw, Marking(marks, current, begun))
            for part, section, raw, marks in self.marked
        ]


def entered_by_hand(article: Article) -> list[Proposal]:
    """The quotes and reports that were no proposals, to be marked like those that were."""
    quotes = article.quotes.filter(proposal=None).select_related("speaker")
    reports = article.reports.filter(proposal=None)
    done = {"article": article, "state": ProposalState.ACCEPTED}
    return [
        *(Proposal(kind=ProposalKind.QUOTE, text=row.text, quote=row, **done) for row in quotes),
        *(
            Proposal(kind=ProposalKind.OBSTACLE, text=row.text, report=row, **done)
            for row in reports
        ),
    ]


def parts_of(article: Article, sections: list[Section]) -> Iterator[tuple[str, Section | None]]:
    yield from ((part, None) for part in PLAIN_PARTS if article.text_of(part))
    yield from ((Part.SECTION, section) for section in sections)


def shown_part(part: str, section: Section | None, raw: str, marking: "Marking") -> PartShown:
    if section is None:
        html = marking.draw([Piece(raw, 0)])
        return PartShown(part, part, "", mark_safe(html))
    html = "".join(dialect.to_html(block, marking.draw) for block in blocks_of(raw))
    heading = section.heading
    if section.kind == SectionKind.QUICK_LOOK and not heading:
        heading = section.get_kind_display()
    return PartShown(f"section-{section.pk}", part, heading, mark_safe(html))


@lru_cache(maxsize=128)
def blocks_of(body: str) -> list[dialect.Block]:
    """Parsed once for all the decisions on an article; drawing changes nothing in it."""
    return dialect.parse(body)


def raw_offset(raw: str, part: str, signs: int) -> int:
    """Where in the raw text the reader's selection begins: behind `signs` signs, spaces apart."""
    text = visible(raw, is_markdown=part == Part.SECTION)
    seen = 0
    for place, sign in enumerate(text.text):
        if not sign.isspace():
            if seen == signs:
                return text.offsets[place]
            seen += 1
    return 0


def visible(raw: str, *, is_markdown: bool) -> Plain:
    return plain(raw) if is_markdown else Plain(raw, tuple(range(len(raw))))


# Marks


def names_of(proposals: Iterable[Proposal]) -> dict[str, Proposal]:
    """The names by which the text speaks of its actors; one that two of them share is left out."""
    printed = [
        (name, row)
        for row in proposals
        if row.kind == ProposalKind.ACTOR and row.state != ProposalState.REJECTED
        for name in {row.text, *other_names(row)}
    ]
    owners = Counter(name for name, _ in printed)
    return {name: row for name, row in printed if owners[name] == 1 or name == row.text}


def marks_in(
    raw: str, rows: list[Proposal], names: dict[str, Proposal], *, is_markdown: bool
) -> Iterator[Mark]:
    for row in rows:
        placed = row.quote or row.report or row
        if span := anchors.find(raw, placed.text, placed.start, markdown=is_markdown):
            yield Mark(span, row.kind, row)
        if row.kind == ProposalKind.QUOTE and row.state != ProposalState.REJECTED:
            yield from attribution_marks(raw, row, is_markdown)
    text = visible(raw, is_markdown=is_markdown)
    for span, row in find_names(text.text, names):
        yield Mark(text.raw(*span), "actor", row)


def attribution_marks(raw: str, row: Proposal, is_markdown: bool) -> Iterator[Mark]:
    """Who says it, in which role and by which verb, as far as it is printed beside the words."""
    details = row.details
    speaker_start, cue_start = details.get("speaker_start"), details.get("cue_start")
    printed = [("cue", details.get("cue"), cue_start)]
    printed.append(("speaker", details.get("attribution"), speaker_start))
    if not details.get("title_carried"):
        printed.append(("role", details.get("speaker_title"), speaker_start))
    for kind, words, start in printed:
        if words and start is not None:
            span = anchors.find(raw, words, start, markdown=is_markdown)
            if span and abs(span.start - row.start) < FARTHEST + len(row.text):
                yield Mark(span, kind, row)


class Marking:
    """Draws runs of text as HTML, in the order of the text, marks within marks.

    The first mark of each proposal has an id of its own: `begun` knows those that have one.
    """

    def __init__(self, marks: list[Mark], current: int | None, begun: set[int]):
        self.current = current
        self.begun = begun
        self.edges, self.active = swept(marks)

    def draw(self, pieces: Sequence[Piece], in_link: bool = False) -> str:
        stretches = [part for piece in pieces for part in self.stretches(piece)]
        return "".join(self.drawn(stretches, KINDS, in_link))

    def stretches(self, piece: Piece) -> Iterator[tuple[str, dict[str, Mark]]]:
        """The text of `piece` cut where a mark begins or ends."""
        place, end = piece.start, piece.start + len(piece.text)
        while place < end:
            number = bisect_right(self.edges, place)
            following = min(self.edges[number] if number < len(self.edges) else end, end)
            text = piece.text[place - piece.start : following - piece.start]
            yield text, self.active[number - 1] if number else {}
            place = following

    def drawn(self, stretches, kinds: Sequence[str], in_link: bool) -> Iterator[str]:
        if not kinds:
            by_target = groupby(stretches, key=lambda stretch: target_of(stretch[1]))
            for target, group in by_target:
                text = escape("".join(text for text, _ in group))
                yield text if target is None or in_link else linked(text, target)
            return
        kind, inner = kinds[0], kinds[1:]
        for mark, group in groupby(stretches, key=lambda stretch: stretch[1].get(kind)):
            html = "".join(self.drawn(list(group), inner, in_link))
            yield self.wrapped(mark, html) if mark else html

    def wrapped(self, mark: Mark, html: str) -> str:
        proposal = mark.proposal
        css = f"mark mark-{mark.kind} is-{proposal.state}"
        if self.current and proposal.pk == self.current:
            css += " is-current"
        anchor = ""
        if mark.kind in OWN_KINDS and proposal.pk and proposal.pk not in self.begun:
            self.begun.add(proposal.pk)
            anchor = f' id="m{proposal.pk}"'
        return f'<span class="{css}"{anchor}>{html}</span>'


def linked(html: str, pk: int) -> str:
    """The list beside the text has the same links: here the keyboard passes them by."""
    return f'<a href="?at={pk}#m{pk}" tabindex="-1">{html}</a>'


def target_of(marks: dict[str, Mark]) -> int | None:
    """The proposal that a click on words with these marks is about: the innermost."""
    for kind in reversed(KINDS):
        if kind in marks:
            return marks[kind].proposal.pk
    return None


def swept(marks: list[Mark]) -> tuple[list[int], list[dict[str, Mark]]]:
    """The places where marks begin or end, and for each what is marked from there on.

    Of marks of one kind that overlap the one that began first is drawn to its end.
    """
    begins, ends = defaultdict(list), defaultdict(list)
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        begins[mark.span.start].append(mark)
        ends[mark.span.end].append(mark)
    edges = sorted({*begins, *ends})
    running: list[Mark] = []
    active = []
    for edge in edges:
        running = [mark for mark in running if mark.span.end > edge] + begins[edge]
        drawn: dict[str, Mark] = {}
        for mark in running:
            drawn.setdefault(mark.kind, mark)
        active.append(drawn)
    return edges, active
