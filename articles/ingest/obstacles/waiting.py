"""What cannot go on yet: nobody need refuse it, something has to come first."""

from articles.choices import ObstacleKind
from articles.text.lexicon.lists import words
from articles.text.lexicon.obstruction import (
    CONSENT,
    GOING_ON,
    GRANTING_VERBS,
    HALTED,
    OFFERS,
    PROCESS_NOUNS,
)
from articles.text.lexicon.vocabulary import IRREGULAR_PAST

from ..attribution.items import WORD, Item
from ..attribution.phrases import Phrase, is_plausible
from .clauses import (
    BE_FORMS,
    NEGATIVES,
    Trigger,
    has_object,
    is_time,
    low_at,
    noun_phrase,
    whole_subject,
)

FIRST = words("until unless before without")
_HAS = words("has have had")
_ON_HOLD = words("since until because over pending while after")
_ISSUING = GRANTING_VERBS | words(
    "issue publish deliver name appoint sign provide answer reply respond"
)
_ISSUED = {
    "signed": "sign", "ratified": "ratify", "approved": "approve", "issued": "issue",
    "agreed": "agree", "accepted": "accept", "recognised": "recognise",
    "recognized": "recognize", "paid": "pay",
}  # fmt: skip
_GIVERS = words("of from by")
_MAJORITIES = words("majority supermajority quorum")


def stays(items: list[Item], at: int, verb: int, begin: int, end: int) -> Trigger | None:
    """The talks cannot resume until the court rules; `at` has the modal that is negated."""
    if not goes_on(items, verb, end) or not is_thing(whole_subject(items, at, begin)):
        return None
    if _has_to_come(items, verb, begin, end):
        return Trigger(ObstacleKind.CONDITION, at, at, "", 0.75, takes_subject=True)
    if (why := why_not(items, verb, end)) is not None:
        return Trigger(ObstacleKind.LIMIT, at, at, "", 0.75, takes_subject=True, object_end=why)
    return None


def may_not(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Without a permit new crews may not operate the cranes."""
    if low_at(items, at + 1, end) != "not" or at + 2 >= end:
        return None
    return stays(items, at, at + 2, begin, end)


def not_possible(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """A deal is not possible until the crew is home."""
    lows = [item.low for item in items[max(begin, at - 2) : at]]
    is_denied = items[at].low == "impossible" or lows[-1:] == ["not"]
    verb = at - 1 - (lows[-1:] == ["not"])
    if not is_denied or verb <= begin or items[verb].low not in BE_FORMS:
        return None
    if not _has_to_come(items, at, begin, end) or not is_process(whole_subject(items, verb, begin)):
        return None
    return Trigger(ObstacleKind.CONDITION, verb, verb, "", 0.75, takes_subject=True)


def is_thing(subject: Phrase | None) -> bool:
    """Neither a name nor somebody: a bridge, a treaty, the talks."""
    return subject is not None and subject.head.kind == WORD and not is_plausible(subject)


def goes_on(items: list[Item], verb: int, end: int) -> bool:
    """Resume, take effect, be signed"""
    if items[verb].low in GOING_ON:
        return True
    done = low_at(items, verb + 1, end)
    return items[verb].low == "be" and (done.endswith(("ed", "en")) or done in IRREGULAR_PAST)


def _has_to_come(items: list[Item], verb: int, begin: int, end: int) -> bool:
    """“Until the court rules”, but not “until Friday”; or “without a pipeline, …” before it."""
    if items[begin].low in FIRST:
        return True
    first = next((at for at in range(verb + 1, end) if items[at].low in FIRST), end)
    return first + 2 < end and not is_time(items, first, end)


def why_not(items: list[Item], verb: int, end: int) -> int | None:
    """The end of “because Hallam has not signed it”"""
    why = next((at for at in range(verb + 1, end) if items[at].low == "because"), end)
    last = next((at for at in range(why, end) if items[at].is_break), end)
    is_lacking = any(one.low in NEGATIVES | {"no", "lacks"} for one in items[why:last])
    return last if is_lacking else None


def needs(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The plan needs the consent of all five valleys, the bill a two-thirds majority."""
    wanted = noun_phrase(items, at + 1, end)
    giver = low_at(items, at + 1 + len(wanted), end)
    if not wanted or (wanted[-1].low not in _MAJORITIES and giver not in _GIVERS):
        return None
    if wanted[-1].low not in CONSENT | _MAJORITIES:
        return None
    if not is_process(whole_subject(items, at, begin)):
        return None
    return Trigger(ObstacleKind.CONDITION, at, at, "", 0.7, takes_subject=True)


def is_process(subject: Phrase | None) -> bool:
    return subject is not None and subject.head.low in PROCESS_NOUNS | HALTED | OFFERS


def not_yet(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Has yet to issue the permit · has not yet ratified the treaty"""
    before, following = low_at(items, at - 1, end), low_at(items, at + 1, end)
    if at <= begin or not has_object(items, at + 2, end):
        return None
    if before in _HAS and following == "to" and low_at(items, at + 2, end) in _ISSUING:
        return _awaited(items, at - 1, at + 2, "Yet to", end)
    if before == "not" and following in _ISSUED and low_at(items, at - 2, end) in _HAS:
        return _awaited(items, at - 2, at + 2, f"Yet to {_ISSUED[following]}", end)
    return None


def _awaited(items: list[Item], verb: int, what: int, lead: str, end: int) -> Trigger | None:
    if not has_object(items, what + 1, end) and not has_object(items, what, end):
        return None
    return Trigger(ObstacleKind.LIMIT, verb, what, lead, 0.65)


def on_hold(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The treaty has been on hold since Velden recalled its envoy."""
    if low_at(items, at - 1, end) != "on" or low_at(items, at + 1, end) not in _ON_HOLD:
        return None
    verb = at - 2
    if verb <= begin or items[verb].low not in BE_FORMS or is_time(items, at + 1, end):
        return None
    if not is_process(whole_subject(items, verb, begin)):
        return None
    return Trigger(ObstacleKind.LIMIT, verb, verb, "", 0.75, takes_subject=True)
