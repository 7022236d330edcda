"""Whether two obstacles are one, told in other words."""

import re
from dataclasses import dataclass, replace

from articles.choices import ReportStatus
from articles.text.lexicon.lists import words
from articles.text.lexicon.obstruction import GRANTING_VERBS, HELD_NOUNS, OFFERS
from articles.text.lexicon.vocabulary import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
)

from ..drafts import ObstacleDraft

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_REFUSING = re.compile(
    r"\b(?:refus|reject|oppos|object|veto|block|ruling out|no\b|den(?:y|ial)|boycott|dismiss)",
    re.IGNORECASE,
)
_PRICE = re.compile(r"\b(?:without|unless|until|before|only)\b", re.IGNORECASE)
_EMPTY = (
    GRANTING_VERBS - {"license", "licence"}
    | HELD_NOUNS
    | OFFERS
    | ADVERBS
    | AUXILIARIES
    | CONJUNCTIONS
    | DETERMINERS
    | PREPOSITIONS
    | words("""
    refusing rejecting insisting demanding opposing objecting vetoing blocking ruling wanting
    holding lacking dispute question insistence rejection opposition opposes refuses rejects
    demands insists wants any nothing who whom over new it them he she they
    """)
)
_OPEN = frozenset({ReportStatus.RAISED, ReportStatus.STANDING})


@dataclass(frozen=True, slots=True)
class _Matter:
    """What an obstacle is about: `owner` is the “union’s” of “the union’s refusal”."""

    nouns: frozenset[str]
    owner: str
    is_refusal: bool


def without_repeats(drafts: list[ObstacleDraft]) -> list[ObstacleDraft]:
    """Each once, where it is told first; it learns from a repetition who laid it."""
    kept: list[ObstacleDraft] = []
    for draft in drafts:
        known = next((at for at, one in enumerate(kept) if _is_same(one, draft)), None)
        if known is None:
            kept.append(draft)
        elif not kept[known].laid_by:
            kept[known] = replace(kept[known], laid_by=draft.laid_by)
    return kept


def _is_same(one: ObstacleDraft, other: ObstacleDraft) -> bool:
    if one.span.overlaps(other.span) or not {one.status, other.status} <= _OPEN:
        return False
    if one.laid_by and other.laid_by and set(one.laid_by).isdisjoint(other.laid_by):
        return False
    first, second = _matter(one.title), _matter(other.title)
    if first.is_refusal != second.is_refusal:
        return False
    if first.owner and second.owner and first.owner != second.owner:
        return False
    fewer, more = sorted((first.nouns, second.nouns), key=len)
    return bool(fewer) and (fewer == more or (len(fewer) > 1 and fewer < more))


def _matter(title: str) -> _Matter:
    found = [word.lower().replace("’", "'") for word in _WORD.findall(title)]
    owners = [word for word in found if word.endswith(("'s", "s'"))]
    nouns = {word.removesuffix("s") for word in found if word not in _EMPTY and word not in owners}
    is_refusal = bool(_REFUSING.search(title)) and not _PRICE.search(title)
    return _Matter(frozenset(nouns), owners[0] if owners else "", is_refusal)
