"""What hangs on something else, is closed, in force, short of money, or ended with nothing."""

from articles.choices import ObstacleKind, ReportStatus
from articles.text.lexicon.lists import words
from articles.text.lexicon.obstruction import CONSENT, DENIED, HELD_NOUNS, LEFT, NEEDED
from articles.text.lexicon.vocabulary import ADVERBS, HE, SHE

from ..attribution.items import WORD, Item
from ..attribution.phrases import Phrase
from .clauses import (
    BE_FORMS,
    NEGATIVES,
    Trigger,
    awaits,
    has_object,
    helper_before,
    is_verb,
    low_at,
    noun_phrase,
    whole_subject,
)
from .waiting import is_process

_ON = words("on upon")
_BOUND = words("conditional contingent dependent")
_KEPT = words("remain remains remained stay stays stayed")
_MONEY = words("money funds funding budget cash")
_GROWS = words("has is was remains stands widened grew had")
_CURRENCIES = words("crowns euros dollars pounds francs kroner marks million billion votes seats")
_WAYS_IN = words("port ports harbour harbor border crossing strait channel bridge road airspace")
_OPEN = words("dispute question issue row matter conflict status quarrel disagreement")
_SHUT_WHY = words("until since because after over while unless pending")
_MEETINGS = LEFT | words("deadline session hearing mediation talks debate")
_RESULTS = words("""
    agreement deal result results breakthrough decision accord progress vote solution settlement
    compromise conclusion outcome
    """)


def depend(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The loan depends on the budget · the talks hinge on the release of the crew"""
    if low_at(items, at + 1, end) not in _ON or not has_object(items, at + 2, end):
        return None
    return _waits(items, at, begin, 0.7)


def bound(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The grant is conditional on a second pilot, the sale is subject to approval."""
    verb = helper_before(items, at, begin)
    if verb is None:
        return None
    if items[at].low == "subject":
        given = noun_phrase(items, at + 2, end)
        is_bound = low_at(items, at + 1, end) == "to" and any(one.low in CONSENT for one in given)
    else:
        is_bound = low_at(items, at + 1, end) in _ON and has_object(items, at + 2, end)
    return _waits(items, verb, begin, 0.75) if is_bound else None


def _waits(items: list[Item], verb: int, begin: int, confidence: float) -> Trigger | None:
    if not is_process(whole_subject(items, verb, begin)):
        return None
    return Trigger(ObstacleKind.CONDITION, verb, verb, "", confidence, takes_subject=True)


def in_force(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The sanctions remain in force, the ban on night work is still in place."""
    verb = at - 2
    while verb > begin and items[verb].low in ADVERBS:
        verb -= 1
    is_kept = items[verb].low in _KEPT or (items[verb].low in BE_FORMS and verb < at - 2)
    if low_at(items, at - 1, end) != "in" or verb <= begin or not is_kept:
        return None
    subject = whole_subject(items, verb, begin)
    if subject is None or subject.head.low not in HELD_NOUNS or verb - subject.start < 3:
        return None  # “the sanctions” alone may be any
    return Trigger(
        ObstacleKind.DENIAL, verb, subject.start, "", 0.75, ReportStatus.STANDING, object_end=verb
    )


def keep(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Caldria kept its arms embargo, kept its ban on fish in place."""
    held = noun_phrase(items, at + 2, end)
    place = next((i for i, one in enumerate(held, at + 2) if one.low in HELD_NOUNS), None)
    if low_at(items, at + 1, end) not in ("its", "their", "the") or place is None:
        return None
    if not is_verb(items, at, begin):
        return None
    behind = range(place + 1, end - 1)
    last = next((i for i in behind if items[i].low == "in" and _is_place(items[i + 1])), end)
    first = at + 2 if place > at + 2 else place
    return Trigger(ObstacleKind.DENIAL, at, first, "", 0.7, ReportStatus.STANDING, object_end=last)


def _is_place(item: Item) -> bool:
    return item.low in ("force", "place")


def short(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The pier is 40 million crowns short, the bill two votes short of a majority."""
    verb = next(
        (i for i in range(at - 1, max(begin, at - 7), -1) if items[i].low in BE_FORMS), None
    )
    if verb is None or not is_process(whole_subject(items, verb, begin)):
        return None
    lows = {item.low for item in items[verb + 1 : min(end, at + 8)]}
    if not lows & (_CURRENCIES | NEEDED):
        return None
    return Trigger(ObstacleKind.LIMIT, verb, verb, "", 0.7, takes_subject=True)


def no_money(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """It had no money for the pier."""
    lacked = noun_phrase(items, at + 1, end)
    behind = at + 1 + len(lacked)
    if low_at(items, at - 1, end) not in ("has", "have", "had") or at - 1 <= begin:
        return None
    is_told_what = low_at(items, behind, end) in ("for", "to")
    if not is_told_what or not any(one.low in _MONEY for one in lacked):
        return None
    subject = whole_subject(items, at - 1, begin)
    if subject is None or is_process(subject) or _is_somebody(subject):
        return None
    if not has_object(items, behind + 1, end):
        return None
    return Trigger(ObstacleKind.LIMIT, at - 1, at + 1, "Lacking", 0.65)


def _is_somebody(subject: Phrase) -> bool:
    """A person, whose money is no matter of ours."""
    mention = subject.head.mention
    return subject.head.low in HE | SHE or bool(mention and mention.actor.is_person)


def gap(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The funding gap has grown to 640 million."""
    if low_at(items, at - 1, end) not in _MONEY or low_at(items, at + 1, end) not in _GROWS:
        return None
    return Trigger(ObstacleKind.LIMIT, at + 1, at + 1, "", 0.75, takes_subject=True)


def nothing(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Nothing can happen until the Senate returns."""
    if low_at(items, at + 1, end) not in ("can", "could", "will", "would"):
        return None
    if not awaits(items, at + 2, end):
        return None
    return Trigger(ObstacleKind.CONDITION, at, at, "", 0.75)


def unsettled(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The dispute over the border is unresolved; the map is not negotiable."""
    verb = helper_before(items, at, begin)
    if items[at].low == "negotiable":
        is_not = low_at(items, at - 1, end) == "not" and at - 2 > begin
        verb = at - 2 if is_not and items[at - 2].low in BE_FORMS else None
        kind = ObstacleKind.CONDITION
    else:
        kind = ObstacleKind.LIMIT
    subject = whole_subject(items, verb, begin) if verb is not None else None
    if subject is None or subject.head.kind != WORD:
        return None
    if kind is ObstacleKind.LIMIT and subject.head.low not in _OPEN:
        return None
    return Trigger(kind, verb, verb, "", 0.75, takes_subject=True)


def not_given(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Planning permission has not been granted; the company has not received a permit."""
    is_suffered = low_at(items, at - 1, end) == "been"
    negation = at - 2 if is_suffered else at - 1
    if low_at(items, negation, end) not in NEGATIVES or negation - 1 <= begin:
        return None
    verb = negation - 1
    if items[verb].low not in ("has", "have", "had"):
        return None
    if is_suffered:
        subject = whole_subject(items, verb, begin)
        if subject is None or subject.head.low not in CONSENT | DENIED:
            return None
        return Trigger(ObstacleKind.LIMIT, verb, verb, "", 0.75, takes_subject=True, is_bound=True)
    if not any(one.low in CONSENT | DENIED for one in noun_phrase(items, at + 1, end)):
        return None
    return Trigger(
        ObstacleKind.LIMIT, verb, at + 1, "Lacking", 0.7, is_bound=True, is_suffered=True
    )


def at_odds(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Have reached an impasse over the price · remain far apart on the wages"""
    if low_at(items, at + 1, end) not in ("over", "on", "about"):
        return None
    if not has_object(items, at + 2, end):
        return None
    is_apart = items[at].low == "apart"
    if is_apart and low_at(items, at - 1, end) != "far":
        return None
    return Trigger(ObstacleKind.LIMIT, at, at - is_apart, "", 0.75, is_suffered=True)


def shut(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The strait is closed to Caldrian ships until the wreck is raised."""
    verb = helper_before(items, at, begin)
    subject = whole_subject(items, verb, begin) if verb is not None else None
    if subject is None or subject.head.low not in _WAYS_IN:
        return None
    is_to_some = low_at(items, at + 1, end) in ("to", "for") and has_object(items, at + 2, end)
    if not is_to_some and low_at(items, at + 1, end) not in _SHUT_WHY:
        return None
    return Trigger(ObstacleKind.LIMIT, verb, verb, "", 0.75, takes_subject=True)


def ended_without(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The third round ended without a deal; the two sides broke up without agreement."""
    verb = at - 1 if items[at].low == "up" else at
    if items[at].low == "up" and items[verb].low != "broke":
        return None
    is_passive = items[verb - 1].low in BE_FORMS  # the bill was passed without a vote
    if low_at(items, at + 1, end) != "without" or verb <= begin or is_passive:
        return None
    lacked = noun_phrase(items, at + 2, end)
    subject = whole_subject(items, verb, begin)
    if not any(one.low in _RESULTS for one in lacked) or subject is None:
        return None
    if subject.head.low not in _MEETINGS and not is_process(subject):
        return None
    return Trigger(ObstacleKind.LIMIT, verb, verb, "", 0.75, takes_subject=True)
