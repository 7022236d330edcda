"""A text as received -> an `ArticleDraft`. Knows text only: nothing is looked up or saved."""

from .attribution.quotations import OPENING_MARKS, Stretch, find_stretches
from .attribution.sentences import make_paragraph
from .attribution.speakers import attribute
from .drafting import draft_actor, draft_quote
from .drafts import ArticleDraft, ObstacleDraft, Problem, QuoteDraft
from .layout.lines import line_numbers
from .layout.structure import Structure, read_structure
from .names.tokens import tokenise
from .obstacles import read_obstacles
from .places import Place, find_cast, find_places, heading_owners


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
        issued_on=head.issued.first if head.issued else None,
        issued_until=head.issued.last if head.issued else None,
        issued_precision=head.issued.precision if head.issued else None,
        sections=tuple(structure.sections),
        quotes=tuple(reading.quotes()),
        actors=tuple(draft_actor(actor) for actor in reading.cast.actors),
        obstacles=tuple(reading.obstacles()),
        furniture=tuple(structure.furniture),
        problems=tuple(sorted([*structure.problems, *reading.problems()], key=lambda p: p.line)),
    )


class _Reading:
    """One article's parts in reading order, with what was found in them."""

    def __init__(self, source: str, structure: Structure) -> None:
        self.source = source
        self.structure = structure
        self.places = list(find_places(structure))
        tokens = [tokenise(source, *place.span) for place in self.places]
        self.cast = find_cast(source, self.places, tokens, structure)
        self.paragraphs = [
            make_paragraph(source, number, words, self.cast, self._stretches(number, place))
            for number, (place, words) in enumerate(zip(self.places, tokens, strict=True))
        ]
        self.attributions = attribute(source, self.paragraphs, self.cast)

    def _stretches(self, number: int, place: Place) -> list[Stretch]:
        return find_stretches(self.source, place.span, goes_on=self._opens_with_mark(number + 1))

    def _opens_with_mark(self, number: int) -> bool:
        if number >= len(self.places):
            return False
        return self.source.startswith(OPENING_MARKS, self.places[number].span.start)

    def quotes(self) -> list[QuoteDraft]:
        return [
            draft_quote(self.source, place, stretch, self.attributions[stretch])
            for place, paragraph in zip(self.places, self.paragraphs, strict=True)
            for stretch in paragraph.stretches
        ]

    def obstacles(self) -> list[ObstacleDraft]:
        by_span = {
            place.span: paragraph
            for place, paragraph in zip(self.places, self.paragraphs, strict=True)
        }
        owners = {
            index: heading_owners(self.source, section, self.cast)
            for index, section in enumerate(self.structure.sections)
        }
        return read_obstacles(self.source, self.structure.sections, by_span, owners)

    def problems(self) -> list[Problem]:
        """Quote marks that never close, unless the next paragraph goes on with the quote."""
        spans = [
            stretch.span
            for number, paragraph in enumerate(self.paragraphs)
            for stretch in paragraph.stretches
            if not stretch.is_closed and not self._runs_into(number + 1, stretch)
        ]
        lines = line_numbers(self.source, [span.start for span in spans])
        return [
            Problem(line, "This quote mark is never closed.", span)
            for line, span in zip(lines, spans, strict=True)
        ]

    def _runs_into(self, number: int, stretch: Stretch) -> bool:
        is_last = stretch.span.end == self.places[number - 1].span.end
        return is_last and self._opens_with_mark(number)
