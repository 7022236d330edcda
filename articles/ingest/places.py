"""The parts of an article that hold running text, in reading order, and the names in them."""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.choices import Part
from articles.text.spans import Span

from .drafts import SectionDraft
from .layout.lines import INTERVIEW, is_title_case
from .layout.structure import Structure
from .names.cast import Actor, Cast, read_cast
from .names.tokens import Token, tokenise


@dataclass(frozen=True, slots=True)
class Place:
    """A headline, a standfirst, a paragraph or a bullet; `label` is a bullet's."""

    part: Part
    span: Span
    section: int | None = None
    label: Span | None = None

    @property
    def is_headline(self) -> bool:
        return self.part in (Part.HEADLINE, Part.ALTERNATIVE_HEADLINE)


def find_places(structure: Structure) -> Iterator[Place]:
    head = structure.head
    for part, printed in (
        (Part.HEADLINE, head.headline),
        (Part.STANDFIRST, head.standfirst),
        (Part.ALTERNATIVE_HEADLINE, structure.alternative_headline),
    ):
        if printed is not None:
            yield Place(part, printed.span)
    for index, section in enumerate(structure.sections):
        for block in section.blocks:
            yield Place(Part.SECTION, block.span, index, block.label)


def find_cast(
    source: str, places: list[Place], tokens: list[list[Token]], structure: Structure
) -> Cast:
    """Names are learnt from prose and found again in headlines, headings and labels."""
    prose, titled = [], []
    for place, words in zip(places, tokens, strict=True):
        if _is_titled(source, place):
            interviewed, others = _interviewed(source, place.span, words)
            prose.append(interviewed)
            titled.append(others)
        elif place.label is not None:
            titled.append([word for word in words if word.start < place.label.end])
            prose.append([word for word in words if word.start >= place.label.end])
        else:
            prose.append(words)
    for heading in (section.heading for section in structure.sections if section.heading):
        words = tokenise(source, *heading.span)
        interviewed, others = _interviewed(source, heading.span, words)
        prose.append(interviewed)
        titled.append(others)
    return read_cast(source, prose, titled, outlet=structure.head.outlet)


def _is_titled(source: str, place: Place) -> bool:
    return place.is_headline and is_title_case(place.span.of(source))


def _interviewed(source: str, title: Span, tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Interview: *Maren Holt*, who may be named whole nowhere else; and the other words."""
    led = INTERVIEW.match(title.of(source))
    name = range(*(title.start + at for at in led.span("name"))) if led else range(0)
    inside = [token for token in tokens if token.start in name]
    return inside, [token for token in tokens if token.start not in name] if led else tokens


def heading_owners(source: str, section: SectionDraft, cast: Cast) -> list[Actor]:
    """The actors whom a heading names with a possessive: “Ruiz’s Limited Leverage”."""
    heading = section.heading
    if heading is None:
        return []
    return [
        mention.actor
        for mention in cast.mentions
        if heading.span.start <= mention.span.start < heading.span.end
        and source[mention.span.end : mention.span.end + 2].lower() in ("’s", "'s")
    ]
