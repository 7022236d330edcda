"""Lists of obstacles, led in by a line or a heading that says so, and the limits of leverage."""

import re

from articles.choices import ObstacleKind
from articles.text.lexicon.lists import words
from articles.text.lexicon.obstruction import LIST_NOUNS, LIST_PHRASES
from articles.text.lexicon.vocabulary import LEVERAGE_WORDS
from articles.text.spans import Span

from ..attribution.items import NAME, Item
from ..attribution.sentences import Paragraph
from ..drafts import BlockDraft, ObstacleDraft, SectionDraft
from ..names.cast import Actor
from .wording import process_in

_KIND_BY_VERB = (
    (
        ObstacleKind.DENIAL,
        r"den(?:y|ying|ies|ied)|reject\w*|refus\w*|dismiss\w*|rul(?:e|es|ed|ing) out|block\w*"
        r"|oppos\w*|no\b|never\b",
    ),
    (
        ObstacleKind.CONDITION,
        r"insist\w*|requir\w*|condition\w*|only (?:if|after|when)|provided|unless",
    ),
    (
        ObstacleKind.DEMAND,
        r"demand\w*|call\w* for|claim\w*|seek\w*|want\w*|ask\w*|press\w* for",
    ),
    (ObstacleKind.LIMIT, r"lack\w*|limit\w*|cannot|can[’']t"),
)
_FIRST_VERB = tuple(
    (kind, re.compile(rf"\W*(?:{verbs})\b", re.IGNORECASE)) for kind, verbs in _KIND_BY_VERB
)
_ANY_VERB = tuple(
    (kind, re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE)) for kind, verbs in _KIND_BY_VERB
)
_KIND_BY_NOUN = (
    ("condition", ObstacleKind.CONDITION),
    ("red line", ObstacleKind.CONDITION),
    ("demand", ObstacleKind.DEMAND),
)
_OPTION = re.compile(
    r"\b(?:could|might|option|potential strategy|possible strategy|alternative)\b", re.IGNORECASE
)
_REFUSAL = re.compile(
    r"(?:has |have |had )?(?:shrugged off|rejected|dismissed|refused|ruled out|rebuffed|spurned"
    r"|shrugs off|rejects|dismisses|refuses|rules out)\b"
)
_SUBORDINATE = words("while although though as when if whereas")
_LONGEST_LEAD = 40  # words; a longer paragraph without a colon leads nothing in


def read_lists(
    source: str,
    index: int,
    section: SectionDraft,
    paragraphs: dict[Span, Paragraph],
    owners: list[Actor],
) -> list[ObstacleDraft]:
    """The obstacles listed in one section; `owners` are those whom its heading names."""
    found = _led_in_lists(source, index, section, paragraphs, owners)
    if not _speaks_of_leverage(section):
        return found
    taken = {draft.span for draft in found}
    rest = [block for block in section.blocks if block.is_bullet and block.span not in taken]
    return found + [_limit(source, index, block, paragraphs, owners) for block in rest]


def _led_in_lists(
    source: str,
    index: int,
    section: SectionDraft,
    paragraphs: dict[Span, Paragraph],
    owners: list[Actor],
) -> list[ObstacleDraft]:
    found: list[ObstacleDraft] = []
    heading = section.heading.span if section.heading else None
    lead = heading if heading and _names_obstacles(heading.of(source)) else None
    for block in section.blocks:
        if not block.is_bullet:
            lead = block.span if _leads_in(block.span.of(source)) else None
        elif lead is not None:
            items = [] if lead is heading else paragraphs[lead].items
            sides = _sides(items) if items else (owners, [])
            process = process_in(source, items, 0, len(items))
            found.append(_listed(source, index, block, lead.of(source), sides, process))
    return found


def _leads_in(text: str) -> bool:
    """A line that names obstacles and ends with a colon, or is short and names some."""
    if not text.rstrip().endswith((":", "—", "–")) and len(text.split()) > _LONGEST_LEAD:
        return False
    return _names_obstacles(text)


def _names_obstacles(text: str) -> bool:
    low = text.lower()
    return any(word in LIST_NOUNS for word in re.findall(r"[\w-]+", low)) or any(
        phrase in low for phrase in LIST_PHRASES
    )


def _listed(
    source: str,
    index: int,
    block: BlockDraft,
    lead: str,
    sides: tuple[list[Actor], list[Actor]],
    process: str,
) -> ObstacleDraft:
    laid_by, faced_by = sides
    return ObstacleDraft(
        span=block.span,
        title=_title(source, block),
        kind=_listed_kind(block.span.of(source), _kind_label(source, block) or lead),
        section=index,
        laid_by=tuple(actor.name for actor in laid_by),
        faced_by=tuple(actor.name for actor in faced_by),
        process=process,
    )


def _listed_kind(text: str, lead: str) -> ObstacleKind:
    for patterns in (_FIRST_VERB, _ANY_VERB):
        for kind, pattern in patterns:
            if pattern.match(text) if patterns is _FIRST_VERB else pattern.search(text):
                return kind
    return next(
        (kind for noun, kind in _KIND_BY_NOUN if noun in lead.lower()), ObstacleKind.CONDITION
    )


def _sides(items: list[Item]) -> tuple[list[Actor], list[Actor]]:
    """Who lays the obstacles (the main clause's subject) and whom a “While …,” before it names."""
    main = 0
    faced: list[Actor] = []
    if items and items[0].low in _SUBORDINATE:
        comma = next((at for at, item in enumerate(items) if item.low == ","), 0)
        faced = _subject(items[:comma])
        main = comma
    laid = _subject(items[main:])
    return laid, [actor for actor in faced if actor not in laid]


def _subject(items: list[Item]) -> list[Actor]:
    names = [(at, item) for at, item in enumerate(items) if item.kind == NAME and item.mention]
    for at, item in names:
        following = items[at + 1].low if at + 1 < len(items) else ""
        if following == "and" and at + 2 < len(items) and items[at + 2].kind == NAME:
            return [item.mention.actor, items[at + 2].mention.actor]
        return [item.mention.actor]
    return []


def _speaks_of_leverage(section: SectionDraft) -> bool:
    if section.heading is None:
        return False
    words = re.findall(r"\w+", section.heading.text.lower())
    return any(word in LEVERAGE_WORDS for word in words)


def _limit(
    source: str,
    index: int,
    block: BlockDraft,
    paragraphs: dict[Span, Paragraph],
    faced: list[Actor],
) -> ObstacleDraft:
    text = block.span.of(source)
    laid = _refusing(source, paragraphs[block.span].items)
    return ObstacleDraft(
        span=block.span,
        title=_title(source, block),
        kind=ObstacleKind.OPTION if _OPTION.search(_without_reported(text)) else ObstacleKind.LIMIT,
        section=index,
        laid_by=tuple(actor.name for actor in laid if actor not in faced),
        faced_by=tuple(actor.name for actor in faced),
    )


def _without_reported(text: str) -> str:
    """What somebody else suggested could be done is no option."""
    return re.sub(r"\bsuggestion that\b.*", "", text)


def _refusing(source: str, items: list[Item]) -> list[Actor]:
    for item in items:
        if item.kind == NAME and item.mention and _REFUSAL.match(source, item.end + 1):
            return [item.mention.actor]
    return []


def _kind_label(source: str, block: BlockDraft) -> str:
    """The label, where it only says what kind of obstacle follows: "Demand:"."""
    label = block.label.of(source).lower() if block.label else ""
    return label if len(label.split()) == 1 and _names_obstacles(label) else ""


def _title(source: str, block: BlockDraft) -> str:
    text = block.label.of(source) if block.label else block.span.of(source)
    if _kind_label(source, block):
        text = source[block.label.end : block.span.end].lstrip("*: \t")
    title = " ".join(text.split()).rstrip(" .;,")[:200]
    return title[:1].upper() + title[1:]
