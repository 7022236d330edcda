"""A newer text put in place of an article's: what changes, what is kept, what is lost.

What an editor has changed stays, wherever the newer text says what the former one said.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from articles.actions.anchoring import anchor_quotes, anchor_reports
from articles.choices import Part, ProposalKind, ProposalState
from articles.models import Article, ObstacleReport, Proposal, Quote, Section
from articles.text import anchors
from articles.text.dates import display
from articles.text.folding import fold
from articles.text.markdown import plain
from articles.text.rewording import Rewording

from .drafts import ArticleDraft, Problem
from .proposing import Proposing, save_proposals
from .rows import Head, sections_of

HEAD = [
    "headline", "alternative_headline", "standfirst", "byline", "dateline", "edition", "desk",
    "language", "source_url",
]  # fmt: skip
DAYS = ["issued_on", "issued_until", "issued_precision"]


@dataclass(frozen=True, slots=True)
class HeadChange:
    """A field of the head in which the newer text differs. Kept: an editor had changed it."""

    label: str
    was: str
    now: str
    is_kept: bool

    def __str__(self):
        return (
            f"{self.label}: “{self.was}” was entered here and is kept; "
            f"the newer text has “{self.now}”."
        )


@dataclass(frozen=True, slots=True)
class SectionChange:
    """Markdown before and after; None: the section was not there, or is no longer."""

    heading: str
    was: str | None
    now: str | None
    former_heading: str = ""
    is_edit_lost: bool = False


@dataclass(frozen=True, slots=True)
class Reworded:
    """A quote or a report that stays, with the words that it had."""

    row: Quote | ObstacleReport
    was: str


@dataclass
class Replaced:
    """What became of an article with a newer text. What is reworded is kept, too."""

    head: list[HeadChange] = field(default_factory=list)
    sections: list[SectionChange] = field(default_factory=list)
    kept: list[Quote | ObstacleReport] = field(default_factory=list)
    reworded: list[Reworded] = field(default_factory=list)
    lost: list[Quote | ObstacleReport] = field(default_factory=list)
    proposed: list[Proposal] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def told(self) -> list[Problem]:
        """The problems, and what was kept against the newer text."""
        return [*self.problems, *(Problem(1, str(one)) for one in self.head if one.is_kept)]

    def tell(self, message: str) -> None:
        self.problems.append(Problem(1, message))


def replace_text(
    article: Article, former: ArticleDraft, draft: ArticleDraft, *, drop_lost: bool
) -> Replaced:
    """Write `draft` into the rows of an article whose text was read as `former`.

    Quotes and reports whose words are gone are removed with `drop_lost`, else left unanchored.
    The caller settles the article.
    """
    replaced = Replaced(problems=list(draft.problems))
    _replace_head(article, Head(former), Head(draft), replaced)
    article.tags.add(*draft.tags)
    before = {section.pk: section.body for section in article.sections.all()}
    sections, bodies = _replace_sections(article, former, draft, replaced)
    proposing = Proposing(draft, article, sections, bodies)
    rows = proposing.rows()
    _keep_placed(article, before, rows, replaced)
    _tell_other_speakers(former, draft, replaced)
    _tell_old_titles(replaced)
    if drop_lost:
        for row in replaced.lost:
            type(row).objects.filter(pk=row.pk).delete()
    replaced.proposed = _replace_proposals(article, rows, replaced)
    replaced.problems += proposing.problems
    return replaced


# Head


def _replace_head(article: Article, former: Head, newer: Head, replaced: Replaced) -> None:
    replaced.problems += newer.problems
    for name in HEAD:
        was, before, now = getattr(article, name), former.fields[name], newer.fields[name]
        label = Article._meta.get_field(name).verbose_name.capitalize()
        if _is_taken(replaced, label, was, before, now):
            setattr(article, name, now)
    outlet = article.outlet.name if article.outlet else ""
    if _is_taken(replaced, "Outlet", outlet, former.outlet_name, newer.outlet_name):
        article.outlet = newer.outlet()
    was, before, now = map(_day, [vars(article), former.fields, newer.fields])
    if _is_taken(replaced, "Issued", was, before, now):
        article.date_unknown = False
        for name in DAYS:
            setattr(article, name, newer.fields[name])


def _is_taken(replaced: Replaced, label: str, was: str, before: str, now: str) -> bool:
    """Whether what is printed `now` takes the place of what was there."""
    if not now or now in (was, before):
        return False
    is_kept = bool(was) and was != before
    replaced.head.append(HeadChange(label, was, now, is_kept))
    return not is_kept


def _day(values: dict) -> str:
    first: date | None = values["issued_on"]
    if not first:
        return ""
    return display(first, values["issued_until"], values["issued_precision"])


# Sections


def _replace_sections(article: Article, former: ArticleDraft, draft: ArticleDraft, replaced):
    """The sections as they are now, in the order of the draft, and the bodies of the draft."""
    old = list(article.sections.all())
    newer, bodies = sections_of(article, draft)
    read_before = {section.body for section in sections_of(article, former)[0]}
    sections = []
    for found, section in _matched(old, newer):
        if found is None:
            section.save()
            replaced.sections.append(SectionChange(section.heading, None, section.body))
            sections.append(section)
            continue
        is_edited = found.body not in read_before
        body = found.body if is_edited and section.body in read_before else section.body
        if (found.heading, found.body) != (section.heading, body):
            replaced.sections.append(
                SectionChange(
                    section.heading,
                    found.body,
                    body,
                    former_heading=found.heading,
                    is_edit_lost=is_edited and body != found.body and bool(read_before),
                )
            )
        found.position, found.kind = section.position, section.kind
        found.heading, found.body = section.heading, body
        found.save()
        sections.append(found)
    _remove([section for section in old if section not in sections], replaced)
    return sections, bodies


def _matched(old: list[Section], newer: list[Section]) -> list[tuple[Section | None, Section]]:
    """For each newer section the old one with its heading, else the one in its place."""
    free = list(old)
    found: dict[int, Section] = {}
    for number, section in enumerate(newer):
        same = (one for one in free if fold(one.heading) == fold(section.heading) != "")
        if match := next(same, None):
            found[number] = match
            free.remove(match)
    for number in range(min(len(old), len(newer))):
        if number not in found and old[number] in free:
            found[number] = old[number]
            free.remove(old[number])
    return [(found.get(number), section) for number, section in enumerate(newer)]


def _remove(sections: list[Section], replaced: Replaced) -> None:
    """What stands in them is looked for in the rest of the article."""
    for section in sections:
        section.quotes.update(part=Part.HEADLINE, section=None)
        section.reports.update(section=None)
        section.proposals.update(section=None)
        replaced.sections.append(SectionChange(section.heading, section.body, None))
        section.delete()


# Quotes and reports


def _keep_placed(
    article: Article, before: dict[int, str], rows: list[Proposal], replaced: Replaced
) -> None:
    """Find quotes and reports in the newer text, also where its signs or capitals differ, or some
    of its words. `before`: the bodies that the sections had, by their ids."""
    sections = list(article.sections.all())
    quotes = list(article.quotes.all())
    reports = list(article.reports.select_related("obstacle"))
    standing = {row for row in (*quotes, *reports) if row.anchored}
    anchor_quotes(article, sections, quotes)
    anchor_reports(sections, reports)
    printed = _by_words(rows)
    for row in (*quotes, *reports):
        again = None if row.anchored else printed.get(_key(row))
        if again:
            row.text, row.section, row.start = again.text, again.section, again.start
            if isinstance(row, Quote):
                row.part = again.part
    anchor_quotes(article, sections, quotes)
    anchor_reports(sections, reports)
    if lost := [row for row in (*quotes, *reports) if row in standing and not row.anchored]:
        replaced.reworded = list(_reworded(lost, sections, before))
        anchor_quotes(article, sections, quotes)
        anchor_reports(sections, reports)
    for row in (*quotes, *reports):
        row.save()
        if row.anchored:
            replaced.kept.append(row)
        elif row in standing:
            replaced.lost.append(row)


def _reworded(
    lost: list[Quote | ObstacleReport], sections: list[Section], before: dict[int, str]
) -> Iterator[Reworded]:
    """Give them the words that stand in the place of theirs, where most of these are the same."""
    for section in sections:
        rows = [row for row in lost if row.section_id == section.pk]
        if not rows or section.pk not in before:
            continue
        former = before[section.pk]
        was, now = plain(former), plain(section.body)
        rewording = Rewording(was.text, now.text)
        for row in rows:
            raw = anchors.find(former, row.text, row.start)
            place = raw and rewording.find(was.visible(raw))
            if place:
                yield Reworded(row, row.text)
                row.text, row.start = place.of(now.text), now.raw(*place).start


def _by_words(rows: Iterable[Proposal]) -> dict[tuple[str, str], Proposal]:
    return {(row.kind, fold(row.text)): row for row in rows}


def _key(row: Quote | ObstacleReport) -> tuple[str, str]:
    kind = ProposalKind.QUOTE if isinstance(row, Quote) else ProposalKind.OBSTACLE
    return kind, fold(row.text)


def _tell_other_speakers(former: ArticleDraft, draft: ArticleDraft, replaced: Replaced) -> None:
    before = {fold(quote.words): quote.speaker for quote in former.quotes}
    now = {fold(quote.words): quote.speaker for quote in draft.quotes}
    former_words = {one.row: one.was for one in replaced.reworded}
    for row in replaced.kept:
        was = before.get(fold(former_words.get(row, row.text)))
        newly = now.get(fold(row.text))
        if isinstance(row, Quote) and was and newly and was != newly:
            replaced.tell(
                f"“{row}”: the newer text gives {newly} as the speaker, not {was}. "
                "The quote is kept as it is."
            )


def _tell_old_titles(replaced: Replaced) -> None:
    """A title that repeats words which the newer text no longer has: nobody else would see it."""
    for one in replaced.reworded:
        if isinstance(one.row, ObstacleReport):
            gone = set(fold(one.was).split()) - set(fold(one.row.text).split())
            if gone & set(fold(one.row.obstacle.title).split()):
                replaced.tell(
                    f"The obstacle is still called “{one.row.obstacle}”: "
                    "the newer text has other words there."
                )


# Proposals


def _replace_proposals(article: Article, rows: list[Proposal], replaced: Replaced):
    """Drop the open ones for what the newer text proposes; what was decided stays decided."""
    article.proposals.filter(state=ProposalState.OPEN).exclude(
        kind=ProposalKind.RESEMBLANCE
    ).delete()
    sections = list(article.sections.all())
    printed = _by_words(rows)
    known = {_key(row) for row in replaced.kept}
    for proposal in article.proposals.select_related("quote", "report", "section"):
        if proposal.is_placed and not _is_found(article, proposal, sections, printed):
            proposal.delete()
        else:
            known.add((proposal.kind, fold(proposal.text)))
    known |= {(ProposalKind.CORRECTION, fold(one.note)) for one in article.corrections.all()}
    new = [row for row in rows if (row.kind, fold(row.text)) not in known]
    for row in new:
        if row.continues not in new:
            row.continues = None
    return save_proposals(new)


def _is_found(article: Article, proposal: Proposal, sections: list[Section], printed: dict) -> bool:
    """Whether a decided proposal has its place in the newer text: that of its row, or its own."""
    if proposal.state == ProposalState.ACCEPTED:
        row = proposal.quote or proposal.report
        if row is None or not row.anchored:
            return False
        proposal.text, proposal.section, proposal.start = row.text, row.section, row.start
        proposal.part = getattr(row, "part", Part.SECTION)
        proposal.save()
        return True
    if again := printed.get((proposal.kind, fold(proposal.text))):
        proposal.text, proposal.part = again.text, again.part
        proposal.section, proposal.start = again.section, again.start
        proposal.save()
        return True
    is_section = proposal.part == Part.SECTION
    if is_section and proposal.section not in sections:
        return False
    raw = article.text_of(proposal.part, proposal.section)
    return anchors.find(raw, proposal.text, proposal.start, markdown=is_section) is not None
