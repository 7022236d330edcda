"""A text as received -> an `ArticleDraft`. Knows text only: nothing is looked up or saved."""

import re

from articles.choices import ActorKind, Part, QuoteKind
from articles.ingest.drafts import (
    ActorDraft,
    ArticleDraft,
    Printed,
    Problem,
    QuoteDraft,
    SectionDraft,
)
from articles.ingest.lines import is_title_case
from articles.ingest.names import Actor, Cast, read_cast
from articles.ingest.obstacles import read_obstacles
from articles.ingest.quotations import Stretch, find_stretches
from articles.ingest.speakers import (
    SURE_ENOUGH,
    Attribution,
    attribute,
    make_paragraph,
)
from articles.ingest.structure import Structure, read_structure
from articles.ingest.tokens import Token, tokenise
from articles.text.spans import Span


def parse(source: str) -> ArticleDraft:
    """Draft the article that `source` holds.

    Raises nothing, whatever the text: what was not understood is in `problems`. Every span counts
    code points of `source` itself, with its line ends, marks and invisible signs.
    """
    structure = read_structure(source)
    reading = _Reading(source, structure)
    head = structure.head
    return ArticleDraft(
        source=source,
        headline=head.headline,
        alternative_headline=structure.alternative_headline,
        outlet=head.outlet,
        dateline=head.dateline,
        byline=head.byline,
        edition=head.edition,
        standfirst=head.standfirst,
        issued_on=head.issued.on if head.issued else None,
        issued_until=head.issued.until if head.issued else None,
        issued_precision=head.issued.precision if head.issued else None,
        sections=tuple(structure.sections),
        quotes=tuple(reading.quotes()),
        actors=tuple(_actor_draft(source, actor) for actor in reading.cast.actors),
        obstacles=tuple(reading.obstacles()),
        furniture=tuple(structure.furniture),
        problems=tuple(sorted([*structure.problems, *reading.problems()], key=lambda p: p.line)),
    )


class _Reading:
    """One article's parts in reading order, with what was found in them."""

    def __init__(self, source: str, structure: Structure) -> None:
        self.source = source
        self.structure = structure
        self.places = list(_places(structure))
        tokens = [tokenise(source, *place.span) for place in self.places]
        self.cast = _cast(source, self.places, tokens, structure.sections)
        self.paragraphs = [
            make_paragraph(
                source,
                number,
                words,
                self.cast,
                find_stretches(source, place.span),
                place.is_bullet,
            )
            for number, (place, words) in enumerate(zip(self.places, tokens, strict=True))
        ]
        self.attributions = attribute(source, self.paragraphs, self.cast)

    def quotes(self) -> list[QuoteDraft]:
        return [
            _quote_draft(self.source, self.cast, place, stretch, self.attributions[stretch])
            for place, paragraph in zip(self.places, self.paragraphs, strict=True)
            for stretch in paragraph.stretches
        ]

    def obstacles(self):
        by_span = {
            place.span: paragraph
            for place, paragraph in zip(self.places, self.paragraphs, strict=True)
        }
        owners = {
            index: _owners(self.source, section, self.cast)
            for index, section in enumerate(self.structure.sections)
        }
        return read_obstacles(self.source, self.structure.sections, by_span, owners)

    def problems(self) -> list[Problem]:
        """Quote marks that never close, unless the next paragraph goes on with the quote."""
        found = []
        for number, paragraph in enumerate(self.paragraphs):
            last = paragraph.stretches[-1] if paragraph.stretches else None
            if last and not last.is_closed and not self._goes_on(number + 1):
                line = len(re.findall(r"\r\n|\r|\n", self.source[: last.span.start])) + 1
                found.append(Problem(line, "This quote mark is never closed.", last.span))
        return found

    def _goes_on(self, number: int) -> bool:
        if number >= len(self.paragraphs):
            return False
        following, place = self.paragraphs[number], self.places[number]
        return bool(following.stretches) and following.stretches[0].span.start == place.span.start


class _Place:
    """A part of the article that holds running text."""

    __slots__ = ("is_bullet", "label", "part", "section", "span")

    def __init__(self, part: Part, span: Span, section: int | None = None, is_bullet: bool = False,
                 label: Span | None = None) -> None:  # fmt: skip
        self.part, self.span, self.section = part, span, section
        self.is_bullet, self.label = is_bullet, label


def _places(structure: Structure):
    head = structure.head
    for part, printed in (
        (Part.HEADLINE, head.headline),
        (Part.STANDFIRST, head.standfirst),
        (Part.ALTERNATIVE_HEADLINE, structure.alternative_headline),
    ):
        if printed is not None:
            yield _Place(part, printed.span)
    for index, section in enumerate(structure.sections):
        for block in section.blocks:
            yield _Place(Part.SECTION, block.span, index, block.is_bullet, block.label)


def _cast(
    source: str, places: list[_Place], tokens: list[list[Token]], sections: list[SectionDraft]
) -> Cast:
    prose, titled = [], []
    for place, words in zip(places, tokens, strict=True):
        if place.part in (Part.HEADLINE, Part.ALTERNATIVE_HEADLINE) and is_title_case(
            place.span.of(source)
        ):
            titled.append(words)
        elif place.label is not None:
            titled.append([word for word in words if word.start < place.label.end])
            prose.append([word for word in words if word.start >= place.label.end])
        else:
            prose.append(words)
    titled += [tokenise(source, *section.heading.span) for section in sections if section.heading]
    return read_cast(source, prose, titled)


def _owners(source: str, section: SectionDraft, cast: Cast) -> list[Actor]:
    """The actors whom a heading names with a possessive: “Ruiz’s Limited Leverage”."""
    heading: Printed | None = section.heading
    if heading is None:
        return []
    return [
        mention.actor
        for mention in cast.mentions
        if heading.span.start <= mention.span.start < heading.span.end
        and source[mention.span.end : mention.span.end + 2].lower() in ("’s", "'s")
    ]


def _quote_draft(
    source: str, cast: Cast, place: _Place, stretch: Stretch, found: Attribution
) -> QuoteDraft:
    speaker = found.speaker if found.confidence >= SURE_ENOUGH else None
    is_named = found.printed is not None
    attribution = found.printed.of(source) if found.printed and is_named else ""
    title, carried = _title(source, cast, found, speaker)
    return QuoteDraft(
        span=stretch.span,
        words=stretch.inner.of(source),
        kind=QuoteKind.DIRECT if found.is_direct else QuoteKind.PARTIAL,
        part=place.part,
        section=place.section,
        speaker=speaker.name if speaker else None,
        attribution=attribution,
        speaker_title=title,
        title_carried=carried,
        cue=found.cue.of(source) if found.cue and is_named else "",
        voice_of=found.voice_of.name if found.voice_of else None,
        about=tuple(actor.name for actor in found.about),
        said_to=found.said_to.name if found.said_to else "",
        continues=found.continues if speaker else None,
        speaker_span=found.printed if attribution else None,
        cue_span=found.cue if is_named else None,
        confidence=round(found.confidence, 2) if is_named else 0.0,
    )


def _title(source: str, cast: Cast, found: Attribution, speaker: Actor | None) -> tuple[str, bool]:
    """The role printed with the speaker here, else the one read last before."""
    if speaker is None or found.printed is None:
        return "", False
    if found.noun:
        return re.sub(r"(?i)^the\s+", "", found.printed.of(source)), False
    for mention in speaker.mentions:
        if mention.outer.overlaps(found.printed) and mention.role:
            return mention.role, False
    before = [m.role for m in speaker.mentions if m.role and m.span.start < found.printed.start]
    return (before[-1], True) if before else ("", False)


def _actor_draft(source: str, actor: Actor) -> ActorDraft:
    return ActorDraft(
        name=actor.name,
        kind=actor.kind or ActorKind.PERSON,
        names=tuple(actor.names),
        roles=tuple(actor.roles),
        mentions=tuple(sorted(mention.span for mention in actor.mentions)),
    )
