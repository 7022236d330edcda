"""What passes between the readers, the parser and the importer: one article, nothing saved.

Every span counts code points of the source text exactly as it was received, quote marks
included. Actors are referred to by their `ActorDraft.name`, sections and quotes by their index.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from articles.choices import (
    ActorKind,
    CorrectionKind,
    ObstacleKind,
    Part,
    Precision,
    QuoteKind,
    ReportStatus,
    SectionKind,
)
from articles.text.dates import PartialDate
from articles.text.spans import Span


class ImportRefused(ValueError):
    """This cannot be an article. The message says why; nothing was saved."""


class ImportDoubted(ImportRefused):
    """This may be no article that can be read here; an editor may import it all the same."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the parser did not understand, with its place: `line` counts from 1."""

    line: int
    message: str
    span: Span | None = None


class BlockRole(Enum):
    """What a reader of a structured format knows a block to be."""

    HEADLINE = "headline"
    ALTERNATIVE_HEADLINE = "alternative headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class ReceivedBlock:
    """`span` counts code points of `Received.text`."""

    role: BlockRole
    span: Span


@dataclass(frozen=True, slots=True)
class Received:
    """What a reader made of a file: the text to keep as the source, and what the file told of it.

    Without `blocks` the parser guesses the structure from the text. What is said here goes before
    what the parser reads in the text.
    """

    text: str
    format: str = "text"  # "ninjs 2.1", "NITF", "NewsML-G2", "HTML", "DOCX"
    guessed: str = ""  # the encoding, where the bytes did not tell it
    blocks: tuple[ReceivedBlock, ...] = ()
    outlet: str = ""
    byline: str = ""
    dateline: str = ""
    edition: str = ""
    desk: str = ""
    language: str = ""
    issued: PartialDate | None = None  # the day where it was issued, by the zone that is given
    source_url: str = ""
    source_guid: str = ""
    source_version: str = ""
    tags: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


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
    process: str = ""  # what it stands in the way of, as printed: "the Strait talks"
    status: ReportStatus = ReportStatus.RAISED
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """A note at the end of the text that says what was changed in it."""

    span: Span
    note: str
    kind: CorrectionKind
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    source: str
    headline: Printed | None = None
    alternative_headline: Printed | None = None
    outlet: str = ""
    dateline: str = ""
    byline: str = ""
    edition: str = ""
    desk: str = ""
    standfirst: Printed | None = None
    language: str = "en"
    source_url: str = ""
    source_guid: str = ""
    source_version: str = ""
    tags: tuple[str, ...] = ()
    issued_on: date | None = None
    issued_until: date | None = None
    issued_precision: Precision | None = None
    sections: tuple[SectionDraft, ...] = ()
    quotes: tuple[QuoteDraft, ...] = ()
    actors: tuple[ActorDraft, ...] = ()
    obstacles: tuple[ObstacleDraft, ...] = ()
    corrections: tuple[CorrectionDraft, ...] = ()
    furniture: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()
