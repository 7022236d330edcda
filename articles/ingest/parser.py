"""A text as received -> an `ArticleDraft`. Knows text only: nothing is looked up or saved."""

from collections.abc import Iterator

from articles.choices import Part
from articles.text.spans import Span
from articles.text.stretches import OPENING_MARKS, Stretch, find_stretches

from .attribution.sentences import make_paragraph
from .attribution.speakers import attribute
from .attribution.turns import find_talk
from .drafting import draft_actor, draft_quote
from .drafts import ArticleDraft, ObstacleDraft, Problem, QuoteDraft, Received
from .layout.given import given_structure
from .layout.lines import line_numbers
from .layout.structure import Structure, read_structure
from .names.cast import Actor
from .names.tokens import tokenise
from .obstacles.reading import read_obstacles
from .obstacles.sentences import SentenceReader
from .places import Place, find_cast, find_places, heading_owners


def parse(source: str) -> ArticleDraft:
    """Draft the article that `source` holds.

    Raises nothing, whatever the text: what was not understood is in `problems`. Every span counts
    code points of `source` itself, with its line ends, marks and invisible signs.
    """
    return parse_received(Received(source))


def parse_received(received: Received) -> ArticleDraft:
    """Draft the article that a reader has received; what the file told goes before what is read."""
    source = received.text
    structure = given_structure(received) if received.blocks else read_structure(source)
    reading = _Reading(source, structure)
    obstacles = tuple(reading.obstacles())
    head = structure.head
    issued = received.issued or head.issued
    problems = [*received.problems, *structure.problems, *reading.problems()]
    return ArticleDraft(
        source=source,
        headline=head.headline,
        alternative_headline=structure.alternative_headline,
        outlet=received.outlet or head.outlet,
        dateline=received.dateline or head.dateline,
        byline=received.byline or head.byline,
        edition=received.edition or head.edition,
        desk=received.desk,
        standfirst=head.standfirst,
        language=received.language or "en",
        source_url=received.source_url,
        source_guid=received.source_guid,
        source_version=received.source_version,
        tags=received.tags,
        issued_on=issued.first if issued else None,
        issued_until=issued.last if issued else None,
        issued_precision=issued.precision if issued else None,
        sections=tuple(structure.sections),
        quotes=tuple(reading.quotes()),
        actors=tuple(draft_actor(actor) for actor in reading.actors(obstacles)),
        obstacles=obstacles,
        corrections=tuple(structure.corrections),
        furniture=tuple(structure.furniture),
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
    )


class _Reading:
    """One article's parts in reading order, with what was found in them."""

    def __init__(self, source: str, structure: Structure) -> None:
        self.source = source
        self.structure = structure
        self.places = list(find_places(structure))
        tokens = [tokenise(source, *place.span) for place in self.places]
        self.cast = find_cast(source, self.places, tokens, structure)
        talk = find_talk(source, self._plain_paragraphs(), self.cast)
        self.cast.forget_bodies(talk.asking.values())
        turns = talk.turns
        self.paragraphs = [
            make_paragraph(
                source, number, words, self.cast,
                [] if number in turns else self._stretches(number, place), turns.get(number),
                number in talk.asking,
            )
            for number, (place, words) in enumerate(zip(self.places, tokens, strict=True))
        ]  # fmt: skip
        self.attributions = attribute(source, self.paragraphs, self.cast)

    def _plain_paragraphs(self) -> Iterator[tuple[int, Span]]:
        for number, place in enumerate(self.places):
            if place.part is Part.SECTION and place.label is None:
                yield number, place.span

    def _stretches(self, number: int, place: Place) -> list[Stretch]:
        return find_stretches(self.source, place.span, goes_on=self._opens_with_mark(number + 1))

    def _opens_with_mark(self, number: int) -> bool:
        if number >= len(self.places):
            return False
        return self.source.startswith(OPENING_MARKS, self.places[number].span.start)

    def quotes(self) -> list[QuoteDraft]:
        spoken = [
            (place, stretch)
            for place, paragraph in zip(self.places, self.paragraphs, strict=True)
            for stretch in (paragraph.stretches if place.is_headline else paragraph.spoken)
        ]
        numbers = {stretch: number for number, (_, stretch) in enumerate(spoken)}
        return [
            draft_quote(self.source, place, stretch, self.attributions[stretch], numbers)
            for place, stretch in spoken
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
        reader = SentenceReader(self.source, self.cast, self.attributions)
        return read_obstacles(self.source, self.structure.sections, by_span, owners, reader)

    def actors(self, obstacles: tuple[ObstacleDraft, ...]) -> list[Actor]:
        """Who is named, and the bodies without a name that lay one of the obstacles."""
        laying = {name for draft in obstacles for name in draft.laid_by}
        named = self.cast.actors
        common = (one for one in self.cast.common.values() if one.name in laying)
        return [*named, *(one for one in common if one not in named)]

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
