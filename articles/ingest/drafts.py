"""What the parser hands to the importer: one article, taken apart, nothing saved.

Every span counts code points of the source text exactly as it was received, quote marks
included. Actors are referred to by their `ActorDraft.name`, sections and quotes by their index.
"""

from dataclasses import dataclass
from datetime import date

from articles.choices import ActorKind, ObstacleKind, Part, Precision, QuoteKind, SectionKind
from articles.text.spans import Span


class ImportRefused(ValueError):
    """This cannot be an article. The message says why; nothing was saved."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the parser did not understand, with its place: `line` counts from 1."""

    line: int
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece of text as printed, cleaned of surrounding white space, and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class BlockDraft:
    """One paragraph or one bullet.

    `span` leaves out the bullet's sign; `label` is the part of a bullet before its colon.
    """

    span: Span
    is_bullet: bool = False
    label: Span | None = None


@dataclass(frozen=True, slots=True)
class SectionDraft:
    kind: SectionKind
    heading: Printed | None
    blocks: tuple[BlockDraft, ...]


@dataclass(frozen=True, slots=True)
class ActorDraft:
    """Somebody named in the article.

    `name` is the fullest name printed, without titles; `names` holds the other forms printed
    ("Quill"); `roles` the titles printed with the name ("former harbour master").
    """

    name: str
    kind: ActorKind
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteDraft:
    """One quoted stretch. A quote split by its attribution is several, chained by `continues`."""

    span: Span
    words: str  # without the outer marks
    kind: QuoteKind
    part: Part
    section: int | None = None  # set exactly when part is SECTION
    speaker: str | None = None
    attribution: str = ""  # as printed: "the harbour master, Ada Quill"
    speaker_title: str = ""  # the role as printed, or carried over from an earlier mention
    title_carried: bool = False
    cue: str = ""
    voice_of: str | None = None
    about: tuple[str, ...] = ()
    said_to: str = ""
    continues: int | None = None
    speaker_span: Span | None = None
    cue_span: Span | None = None
    confidence: float = 0.0  # of the speaker, 0 to 1


@dataclass(frozen=True, slots=True)
class ObstacleDraft:
    """One obstacle laid out by a sentence or a bullet; `span` is that sentence."""

    span: Span
    title: str
    kind: ObstacleKind
    section: int
    laid_by: tuple[str, ...] = ()
    faced_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    source: str
    headline: Printed | None = None
    alternative_headline: Printed | None = None
    outlet: str = ""
    dateline: str = ""
    byline: str = ""
    edition: str = ""
    standfirst: Printed | None = None
    language: str = "en"
    issued_on: date | None = None
    issued_until: date | None = None
    issued_precision: Precision | None = None
    sections: tuple[SectionDraft, ...] = ()
    quotes: tuple[QuoteDraft, ...] = ()
    actors: tuple[ActorDraft, ...] = ()
    obstacles: tuple[ObstacleDraft, ...] = ()
    furniture: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()
