"""Whether every quoted stretch of an article is accounted for.

A stretch is accounted for by a quote with a speaker, by one marked unattributed, or by a rejected
proposal: it is not speech.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from articles.choices import Part, ProposalKind, ProposalState
from articles.models import Article, Proposal, Quote, Section
from articles.text import anchors
from articles.text.markdown import Plain, plain
from articles.text.spans import Span
from articles.text.stretches import OPENING_MARKS, find_stretches

from .anchoring import PLAIN_PARTS


@dataclass(frozen=True, slots=True)
class Marked:
    """A quoted stretch; the spans count in the raw text of its part, `inner` without the marks."""

    part: Part
    section: Section | None
    span: Span
    inner: Span
    words: str


def cover(article: Article, sections: list[Section], quotes: list[Quote]) -> None:
    """Set the article's `stretches`, `gaps` and `proposals_open`; the caller saves it.

    Finds its proposals again in the text, drops the open ones whose words are gone, and proposes
    what stands between marks and is neither a quote nor a proposal yet.
    """
    before = list(article.proposals.all())
    found, moved = find_again(article, sections, before)
    Proposal.objects.bulk_update(moved, ["start"])
    standing = {proposal.pk for proposal in found}
    gone = [row.pk for row in before if row.is_open and row.pk not in standing]
    Proposal.objects.filter(pk__in=gone).delete()
    Proposal.objects.bulk_create(count_stretches(article, sections, quotes, found))


def count_stretches(
    article: Article, sections: list[Section], quotes: list[Quote], proposals: list[Proposal]
) -> list[Proposal]:
    """Set the three numbers; returns the proposals that are missing, unsaved."""
    covers = chain(map(_cover_of_quote, quotes), map(_cover_of_proposal, proposals))
    by_place: dict[tuple, list[_Cover]] = {}
    for one in filter(None, covers):
        by_place.setdefault(one.place, []).append(one)
    marked = list(marked_stretches(article, sections))
    gaps, missing = 0, []
    for stretch in marked:
        here = by_place.get((stretch.part, stretch.section and stretch.section.pk), ())
        gaps += not _is_covered(stretch, [one for one in here if one.accounts])
        if not _is_covered(stretch, here):
            missing.append(_proposed(article, stretch))
    article.stretches = len(marked)
    article.gaps = gaps
    heads = (row for row in proposals if not (row.continues_id or row.continues))
    article.proposals_open = len(missing) + sum(row.is_open for row in heads)
    return missing


def marked_stretches(article: Article, sections: list[Section]) -> Iterator[Marked]:
    """The quoted stretches of headlines, standfirst and sections, in that order."""
    for part in PLAIN_PARTS:
        raw = article.text_of(part)
        yield from _marked(part, None, Plain(raw, tuple(range(len(raw)))))
    for section in sections:
        yield from _marked(Part.SECTION, section, plain(section.body))


def _marked(part, section, text: Plain) -> Iterator[Marked]:
    blocks, place = [], 0
    for line in text.text.split("\n"):
        blocks.append(Span(place, place + len(line)))
        place += len(line) + 1
    for number, block in enumerate(blocks):
        following = blocks[number + 1].start if number + 1 < len(blocks) else len(text.text)
        goes_on = text.text.startswith(OPENING_MARKS, following)
        for stretch in find_stretches(text.text, block, goes_on=goes_on):
            yield Marked(
                part,
                section,
                text.raw(*stretch.span),
                text.raw(*stretch.inner),
                stretch.inner.of(text.text),
            )


@dataclass(frozen=True, slots=True)
class _Cover:
    place: tuple
    span: Span
    accounts: bool


def _is_covered(stretch: Marked, covers: list[_Cover]) -> bool:
    """Half of it at least: a word that was quoted out of a sentence does not account for it."""
    shared = (
        min(one.span.end, stretch.inner.end) - max(one.span.start, stretch.inner.start)
        for one in covers
    )
    return 2 * sum(max(length, 0) for length in shared) >= stretch.inner.end - stretch.inner.start


def _cover_of_quote(quote: Quote) -> _Cover | None:
    if not quote.anchored:
        return None
    accounts = bool(quote.speaker_id or quote.unattributed or quote.continues_id)
    span = Span(quote.start, quote.start + len(quote.text))
    return _Cover((quote.part, quote.section_id), span, accounts)


def _cover_of_proposal(proposal: Proposal) -> _Cover | None:
    if proposal.kind != ProposalKind.QUOTE or proposal.state == ProposalState.ACCEPTED:
        return None
    span = Span(proposal.start, proposal.start + len(proposal.text))
    return _Cover((proposal.part, proposal.section_id), span, not proposal.is_open)


def find_again(
    article: Article, sections: list[Section], proposals: list[Proposal]
) -> tuple[list[Proposal], list[Proposal]]:
    """(found, moved): those that stand in the text or need not, and of them those with a new
    start.
    """
    by_id = {section.pk: section for section in sections}
    kept, moved = [], []
    for proposal in proposals:
        if not proposal.is_placed:
            kept.append(proposal)
            continue
        section = by_id.get(proposal.section_id)
        is_section = proposal.part == Part.SECTION
        raw = "" if is_section and section is None else article.text_of(proposal.part, section)
        found = anchors.find(raw, proposal.text, proposal.start, markdown=is_section)
        if found is None:
            continue
        kept.append(proposal)
        if found.start != proposal.start:
            proposal.start = found.start
            moved.append(proposal)
    return kept, moved


def _proposed(article: Article, stretch: Marked) -> Proposal:
    return Proposal(
        article=article,
        kind=ProposalKind.QUOTE,
        part=stretch.part,
        section=stretch.section,
        start=stretch.inner.start,
        text=stretch.words,
    )
