"""Bans that are imposed, suits that are filed, what is voted down, sent back or put on ice."""

from articles.choices import ObstacleKind
from articles.text.lexicon.lists import words
from articles.text.lexicon.obstruction import VOTED_ON

from ..attribution.items import Item
from .clauses import (
    Trigger,
    awaits,
    has_object,
    helper_before,
    is_verb,
    low_at,
    noun_phrase,
    whole_subject,
)

_BANS = words("ban bans embargo moratorium sanctions blockade boycott injunction injunctions")
_SUITS = words("lawsuit lawsuits suit appeal challenge objection objections injunction petition")
_TELLING = words("on against that to stopping blocking halting barring")
_AGAINST = words("to against over")
_NEAR = 8  # items between “put” and “on ice”


def impose(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Imposed a moratorium on new wells · issued an injunction that stops the sale"""
    if not is_verb(items, at, begin):
        return None
    told = noun_phrase(items, at + 1, end)
    noun = next((i for i, one in enumerate(told, at + 1) if one.low in _BANS), None)
    if noun is None or low_at(items, noun + 1, end) not in _TELLING:
        return None
    return Trigger(ObstacleKind.DENIAL, at, noun, "", 0.7)


def file_suit(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Filed a lawsuit to halt the tunnel · lodged an appeal against the licence"""
    told = noun_phrase(items, at + 1, end)
    if not is_verb(items, at, begin) or not any(one.low in _SUITS for one in told):
        return None
    behind = at + 1 + len(told)
    if low_at(items, behind, end) not in _AGAINST or not has_object(items, behind + 1, end):
        return None
    return Trigger(ObstacleKind.DENIAL, at, at + 1, "Filing", 0.65)


def call_strike(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Has called a strike for Friday unless the rota is withdrawn"""
    told = noun_phrase(items, at + 1, end)
    if not is_verb(items, at, begin) or not told or told[-1].low not in ("strike", "strikes"):
        return None
    kind = ObstacleKind.CONDITION if awaits(items, at, end) else ObstacleKind.DENIAL
    return Trigger(kind, at, at + 1, "Calling", 0.7)


def vote_down(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The motion was defeated 41 to 39, the bill was voted down, failed by two votes."""
    is_down = items[at].low in ("voted", "voting")
    if is_down and low_at(items, at + 1, end) != "down":
        return None
    verb = helper_before(items, at, begin)
    if items[at].low == "failed":
        verb = at if low_at(items, at + 1, end) in ("by", "in") else None
    elif verb is None and is_down and is_verb(items, at, begin):
        told = noun_phrase(items, at + 2, end)
        is_ballot = any(one.low in VOTED_ON for one in told)
        return Trigger(ObstacleKind.DENIAL, at, at + 2, "Voting down", 0.7) if is_ballot else None
    subject = whole_subject(items, verb, begin) if verb is not None else None
    if subject is None or subject.head.low not in VOTED_ON:
        return None
    return Trigger(ObstacleKind.DENIAL, verb, verb, "", 0.75, takes_subject=True)


def send_back(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Sent the law back to parliament"""
    told = noun_phrase(items, at + 1, end)
    back = next((i for i, one in enumerate(told, at + 1) if one.low == "back"), None)
    if back is None or not is_verb(items, at, begin):
        return None
    if not any(one.low in VOTED_ON for one in told):
        return None
    return Trigger(ObstacleKind.DENIAL, at, at + 1, "Sending", 0.65)


def put_on_ice(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Has put the project on ice"""
    if low_at(items, at - 1, end) != "on":
        return None
    near = range(at - 2, max(begin, at - _NEAR), -1)
    verb = next((i for i in near if items[i].low in ("put", "puts")), None)
    if verb is None or not is_verb(items, verb, begin):
        return None
    if not any(one.low in VOTED_ON for one in noun_phrase(items, verb + 1, at - 1)):
        return None
    return Trigger(ObstacleKind.DENIAL, verb, verb + 1, "Putting", 0.7, object_end=at + 1)
