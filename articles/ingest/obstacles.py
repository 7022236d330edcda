"""Obstacles that a text lays out: lists led in by “obstacles, including:”, limits of leverage."""

import re
from collections.abc import Sequence

from articles.choices import ObstacleKind, SectionKind
from articles.text.lexicon.lists import words
from articles.text.lexicon.vocabulary import LEVERAGE_WORDS, OBSTACLE_NOUNS, OBSTACLE_PHRASES
from articles.text.spans import Span

from .attribution.items import NAME, Item
from .attribution.sentences import Paragraph
from .drafts import BlockDraft, ObstacleDraft, SectionDraft
from .names.cast import Actor

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


def read_obstacles(
    source: str, sections: Sequence[SectionDraft], paragraphs: dict[Span, Paragraph],
    heading_actors: dict[int, list[Actor]],
) -> list[ObstacleDraft]:  # fmt: skip
    """`heading_actors`: for each section, the actors whom its heading names with a possessive."""
    found: list[ObstacleDraft] = []
    for index, section in enumerate(sections):
        if section.kind is SectionKind.QUICK_LOOK:
            continue
        found += _led_in_lists(source, index, section, paragraphs)
        if _speaks_of_leverage(section):
            taken = {draft.span for draft in found}
            bullets = [
                block for block in section.blocks if block.is_bullet and block.span not in taken
            ]
            found += [
                _limit(source, index, block, paragraphs, heading_actors.get(index, []))
                for block in bullets
            ]
    return found


def _led_in_lists(
    source: str, index: int, section: SectionDraft, paragraphs: dict[Span, Paragraph]
) -> list[ObstacleDraft]:
    found: list[ObstacleDraft] = []
    lead: BlockDraft | None = None
    for block in section.blocks:
        if not block.is_bullet:
            lead = block if _leads_in(block.span.of(source)) else None
        elif lead is not None:
            found.append(_listed(source, index, block, lead, paragraphs[lead.span]))
    return found


def _leads_in(text: str) -> bool:
    low = text.lower()
    names_obstacles = any(word in OBSTACLE_NOUNS for word in re.findall(r"[\w-]+", low))
    return low.endswith(":") and (
        names_obstacles or any(phrase in low for phrase in OBSTACLE_PHRASES)
    )


def _listed(
    source: str, index: int, block: BlockDraft, lead: BlockDraft, paragraph: Paragraph
) -> ObstacleDraft:
    text = block.span.of(source)
    laid_by, faced_by = _sides(paragraph.items)
    return ObstacleDraft(
        span=block.span,
        title=_title(source, block),
        kind=_listed_kind(text, lead.span.of(source)),
        section=index,
        laid_by=tuple(actor.name for actor in laid_by),
        faced_by=tuple(actor.name for actor in faced_by),
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


def _title(source: str, block: BlockDraft) -> str:
    text = block.label.of(source) if block.label else block.span.of(source)
    return " ".join(text.split()).rstrip(" .;,")[:200]
