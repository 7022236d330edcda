"""What the rules of obstacles share: the trigger that they find, and what stands around a verb."""

from dataclasses import dataclass

from articles.choices import ObstacleKind, ReportStatus
from articles.text.lexicon.gazetteer import CALENDAR
from articles.text.lexicon.lists import words
from articles.text.lexicon.obstruction import PROCESS_NOUNS
from articles.text.lexicon.vocabulary import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CONJUNCTIONS,
    IRREGULAR_PAST,
    POSSESSIVES,
    PREPOSITIONS,
)

from ..attribution.items import NAME, PRONOUNS, QUOTE, WORD, Item
from ..attribution.phrases import INDEFINITE, Phrase, is_speaking_noun, phrase_at
from ..attribution.subjects import subject_before
from ..attribution.verbs import is_verb_of_speech, skip_back

_EMPTY = words("it them that this those these him which what all both so any one do")
_VAGUE = words("idea effort measure move offer request suggestion proposal plan law deal call days")
_PARTS = words("end beginning start middle rest")
_TIMES = words("""
    now then later noon midnight dusk dawn tomorrow tonight day days week weeks month months year
    years hour hours minutes morning evening night autumn spring summer winter weekend decade
    """)
_AFTER_NOUN = words("""
    to for by of that in on from because as while although if unless until before without
    """)
_PAIR = 8  # items between a “between” and its “and”
_VERBS = AUXILIARIES | IRREGULAR_PAST
_UNDECIDED = words("pending undecided unresolved open continues")
BE_FORMS = words("is are was were be been being 's 're remain remains remained")
CONDITIONALS = words("if whether unless")
NEGATIVES = words("not never n't cannot hardly nor")


@dataclass(frozen=True, slots=True)
class Trigger:
    """`verb` has the subject that lays the obstacle; from `object` on stands what it is."""

    kind: ObstacleKind
    verb: int
    object: int
    lead: str
    confidence: float
    status: ReportStatus = ReportStatus.RAISED
    by: int | None = None  # where a passive names who did it
    object_end: int | None = None  # else the sentence's
    owner: int | None = None  # the name or pronoun whose refusal it is
    names_itself: bool = False  # the subject is the obstacle: “the tariff stands in the way”
    is_suffered: bool = False  # the subject is who faces it: “they were denied access”
    is_bound: bool = False  # the “if” before it is its own
    takes_subject: bool = False  # the clause is: “the crew must be home before the talks go on”


def clause_begin(items: list[Item], begin: int, last: int) -> int:
    """Where the subject that ends at `last` begins: behind a break, a “that”, a “said”."""
    first = last
    while first > begin:
        before = items[first - 1]
        if items[first].low == "between" or _joins_two(items, begin, first - 1):
            first -= 1
            continue
        opens = before.is_break or before.kind == QUOTE or before.low in CONJUNCTIONS
        is_noun = first - 1 == begin and before.low in PROCESS_NOUNS  # talks on the pipeline
        if opens or (is_verb_of_speech(items, first - 1) and not is_noun):
            break
        first -= 1
    if first == begin and items[first].low in CONJUNCTIONS | ADVERBS:
        first += 1
    if begin < first < last and (items[first - 1].low, items[first].low) == ("until", "then"):
        first += 1
    return first


def _joins_two(items: list[Item], begin: int, at: int) -> bool:
    """Talks between the board and the crews: no other clause begins there."""
    if items[at].low != "and":
        return False
    return any(item.low == "between" for item in items[max(begin, at - _PAIR) : at])


def whole_subject(items: list[Item], verb: int, begin: int) -> Phrase | None:
    """The talks on the licence for the upper Orsk cannot: the talks, and not Orsk."""
    last = _before_aside(items, skip_back(items, verb - 1, begin), begin)
    first = clause_begin(items, begin, last)
    phrase = phrase_at(items, first, verb)
    if first < verb and items[first].low in PROCESS_NOUNS:  # talks between the two
        phrase = Phrase(first, first + 1, items[first])
    if phrase is None or phrase.head.kind == NAME:
        return subject_before(items, verb, begin)
    return phrase


def _before_aside(items: list[Item], last: int, begin: int) -> int:
    """The bill, drafted in May, needs: the bill."""
    if items[last].low != ",":
        return last
    openings = (at for at in range(last - 1, begin, -1) if items[at].low == ",")
    return next(openings, last + 1) - 1


def low_at(items: list[Item], at: int, end: int) -> str:
    return items[at].low if 0 <= at < end else ""


def has_object(items: list[Item], at: int, end: int) -> bool:
    """Words behind the verb that say what is meant, not “it” or “that, too”."""
    if at + 1 >= end:
        return False
    first = items[at]
    if first.kind == QUOTE:
        return len(items[at].stretch.inner) > 0
    if first.kind == NAME:
        return True
    if first.kind != WORD or first.low in PRONOUNS:
        return False
    if first.low == "her":
        return items[at + 1].kind == WORD and items[at + 1].low not in PREPOSITIONS
    if first.low in _EMPTY:
        phrase = noun_phrase(items, at, end)
        return len(phrase) > 1 and phrase[1].low not in _VAGUE
    if first.low in ("the", "its", "their") and at + 1 < end and items[at + 1].low in _VAGUE:
        return at + 2 < end and items[at + 2].low in ("of", "to", "that", "from", "for")
    return first.low not in ("by", "in", "at", "on", "for", "as", "and", "when", "because")


def noun_phrase(items: list[Item], at: int, end: int) -> list[Item]:
    behind = at
    while behind < end and behind < at + 8 and _belongs(items, behind):
        if behind > at and items[behind].low in _AFTER_NOUN:
            break
        behind += 1
    return items[at:behind]


def _belongs(items: list[Item], at: int) -> bool:
    """A word, a name, or the hyphen of “two-thirds”."""
    is_joint = items[at].low == "-" and items[at - 1].end == items[at].start
    return items[at].kind in (WORD, NAME) or is_joint


def awaits(items: list[Item], at: int, end: int) -> bool:
    """Until, unless, as long as: what would put an end to it is named, and is no day."""
    for place in range(at, end):
        if [item.low for item in items[place : min(place + 3, end)]] == ["as", "long", "as"]:
            return True
        if items[place].low in ("until", "unless") and not is_time(items, place, end):
            return True
        if items[place].low == "while" and items[end - 2].low in _UNDECIDED:
            return True
    return False


def is_time(items: list[Item], link: int, end: int) -> bool:
    """Until Friday, before the end of next week: time alone has to pass."""
    phrase = noun_phrase(items, link + 1, end)
    behind = items[link + 1 + len(phrase) : link + 5 + len(phrase)]
    if any(one.low in _VERBS and one.text not in CALENDAR for one in phrase):
        return False  # until the winter allowance was paid
    named = [*phrase[-2:], *(behind if phrase and phrase[-1].low in _PARTS else ())]
    return any(one.text in CALENDAR or one.low.isdigit() or one.low in _TIMES for one in named)


def passive(items: list[Item], at: int, begin: int, end: int) -> int | None:
    """Was rejected by Orsk: where “by” stands."""
    before = at - 1
    while before >= begin and items[before].low in ADVERBS:
        before -= 1
    if before < begin or items[before].low not in BE_FORMS or not items[at].low.endswith("ed"):
        return None
    return next((i for i in range(at + 1, min(end - 1, at + 5)) if items[i].low == "by"), None)


def is_verb(items: list[Item], at: int, begin: int) -> bool:
    """“The demands”, “city blocks” and “a rejected offer” are none; nor is a passive."""
    low, before = items[at].low, items[at - 1] if at > begin else None
    if before is None:
        return low.endswith("ing")
    if before.low in BE_FORMS:
        return low.endswith("ing")
    if before.kind == NAME or before.low in PRONOUNS or before.low in INDEFINITE | {"several"}:
        return True
    if before.kind != WORD:
        return before.low in (",", "—", "–", ")") and (
            not low.endswith("s") or low in ("opposes", "rejects", "vetoes", "lacks")
        )
    if before.low in ARTICLES or before.low in POSSESSIVES or before.low == "'s":
        return False
    if low.endswith("ing"):
        return before.low != "for"  # fined for blocking the gates
    if low.endswith("ed") or low in IRREGULAR_PAST:
        return before.low not in ("of", "with", "by", "as", "in")
    is_bare = not low.endswith("s")
    if before.low in AUXILIARIES or before.low == "to":
        return is_bare
    is_adverb = before.low in ADVERBS or before.low.endswith("ly") or before.low == "longer"
    if is_adverb or before.low in ("and", "who", "which"):
        return True
    if is_bare:
        return before.low.endswith("s") and is_speaking_noun(before.low)
    return is_speaking_noun(before.low) and not before.low.endswith("s")


def helper_before(items: list[Item], at: int, begin: int) -> int | None:
    """Where “have been” begins, before “halted”."""
    first = at - 1
    while first > begin and items[first].low in ADVERBS - NEGATIVES:
        first -= 1
    if first <= begin or items[first].low not in BE_FORMS or items[first - 1].low in NEGATIVES:
        return None
    is_perfect = items[first].low in ("been", "being")
    return first - 1 if is_perfect and first - 1 > begin else first


def owns(item: Item) -> bool:
    return item.kind == WORD and (
        item.low in POSSESSIVES or item.low in ("'s", "the", "that", "this")
    )
