"""What stands still: halted, on strike, stuck, given up, or ordered to stop."""

from articles.choices import ObstacleKind, ReportStatus
from articles.text.lexicon.lists import words
from articles.text.lexicon.obstruction import (
    CONSENT,
    DENIED,
    EASING_VERBS,
    HALTED,
    HELD_NOUNS,
    LEFT,
    PROCESS_NOUNS,
)

from ..attribution.items import Item
from ..attribution.phrases import phrase_at
from .clauses import (
    BE_FORMS,
    Trigger,
    awaits,
    has_object,
    helper_before,
    is_time,
    is_verb,
    low_at,
    noun_phrase,
    owns,
    whole_subject,
)
from .mood import is_done
from .waiting import is_process, is_thing

_STOPPED = {
    "suspended": "Suspending", "halted": "Halting", "postponed": "Postponing",
    "delayed": "Delaying", "deferred": "Deferring", "frozen": "Freezing", "adjourned": "Adjourning",
    "withdrawn": "Withdrawing", "cancelled": "Cancelling", "canceled": "Cancelling",
    "revoked": "Revoking", "rescinded": "Rescinding", "annulled": "Annulling",
}  # fmt: skip
_STOPPED_BY_PARTICLE = {
    ("broken", "off"): "Breaking off",
    ("called", "off"): "Calling off",
    ("put", "off"): "Putting off",
    ("pushed", "back"): "Pushing back",
}
_NOW = words("is are remain remains")
_FOR_GOOD = words("revoked rescinded annulled withdrawn cancelled canceled")
STOPPED = frozenset(_STOPPED) | {verb for verb, _ in _STOPPED_BY_PARTICLE}
_WHY = words("since because over pending while after until indefinitely unless")
_WHY_AND_NO_DAY = _WHY - {"until"}
_WHEN = words("since because while after until unless when pending")
_NEAR = 12  # items behind the verb
_GOING = words("went go goes gone going been walked walk")
_STRIKING = words("over for against to in")
_TAKING_BACK = {
    "withdrew": "Withdrawing", "withdraws": "Withdrawing", "withdrawn": "Withdrawing",
    "revoked": "Revoking", "revokes": "Revoking", "rescinded": "Rescinding",
    "rescinds": "Rescinding", "cancelled": "Cancelling", "canceled": "Cancelling",
}  # fmt: skip
TAKING_BACK = frozenset(_TAKING_BACK)
_STOPPING = words("""
    stop halt suspend cease end leave close shut return pay vacate withdraw stay remain wait
    """)
_STOPS = words("halt stop suspension closure shutdown freeze")
_DECIDING = words("ratify approve pass adopt settle resolve")
_REACHING = words("reach find strike form muster agree")
_REACHED = words("""
    agreement deal accord compromise decision settlement consensus truce contract majority quorum
    understanding solution pact ceasefire coalition
    """)
_PLACES = words("in at over on between with before")


def stopped(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Work has been halted since the flood · the licence was suspended by the water board"""
    pair = (items[at].low, low_at(items, at + 1, end))
    lead = _STOPPED.get(items[at].low) or _STOPPED_BY_PARTICLE.get(pair)
    verb = helper_before(items, at, begin)
    subject = whole_subject(items, verb, begin) if lead and verb is not None else None
    if subject is None or not (is_process(subject) or subject.head.low in LEFT):
        return None
    behind = at + 2 if pair in _STOPPED_BY_PARTICLE else at + 1
    by = next((i for i in range(behind, min(end - 1, behind + 6)) if items[i].low == "by"), None)
    if by is not None and is_time(items, by, end):
        return None  # by a day
    if by is not None and not is_thing(phrase_at(items, by + 1, end)):
        return Trigger(ObstacleKind.DENIAL, verb, verb, lead, 0.65, by=by)
    is_final = pair in _STOPPED_BY_PARTICLE or pair[0] in _FOR_GOOD
    is_final = is_final or (pair[0] in ("frozen", "suspended") and items[verb].low in _NOW)
    if not is_final and by is None and not _is_told_why(items, behind, end):
        return None
    return Trigger(ObstacleKind.LIMIT, verb, verb, "", 0.75, takes_subject=True)


def _is_told_why(items: list[Item], behind: int, end: int) -> bool:
    """Since, over, until the court rules; a day alone only has to pass."""
    near = items[behind : min(end, behind + _NEAR)]
    return any(item.low in _WHY_AND_NO_DAY for item in near) or awaits(items, behind, end)


def on_strike(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The crews have been on strike since Monday, went on strike over the allowance."""
    if low_at(items, at - 1, end) != "on" or items[at - 2].low not in _GOING | BE_FORMS:
        return None
    verb = at - 2
    if verb <= begin:
        return None
    if low_at(items, at + 1, end) in _STRIKING and has_object(items, at + 2, end):
        return Trigger(ObstacleKind.DENIAL, verb, at + 1, "Striking", 0.7)
    return Trigger(ObstacleKind.DENIAL, verb, verb, "", 0.7, takes_subject=True)


def take_back(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The village withdrew its consent, the ministry revoked the licence."""
    if not is_verb(items, at, begin) or not has_object(items, at + 1, end):
        return None
    taken = noun_phrase(items, at + 1, end)
    if not any(item.low in CONSENT | DENIED for item in taken):
        return None
    return Trigger(ObstacleKind.DENIAL, at, at + 1, _TAKING_BACK[items[at].low], 0.7)


def order(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Ordered the builders to stop work on the pier · ordered a halt to the dredging"""
    if not is_verb(items, at, begin) or not has_object(items, at + 1, end):
        return None
    told = noun_phrase(items, at + 1, end)
    behind = at + 1 + len(told)
    is_halt = any(item.low in _STOPS for item in told)
    is_told = low_at(items, behind, end) == "to" and low_at(items, behind + 1, end) in _STOPPING
    if not (is_halt or (is_told and has_object(items, behind + 2, end))):
        return None
    return Trigger(ObstacleKind.DENIAL, at, at + 1, "Ordering", 0.65)


def given_up(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """A ban on night work, imposed in 2019, was lifted last month."""
    is_over = items[at].low in ("ended", "ends") and not has_object(items, at + 1, end)
    verb = at if is_over else helper_before(items, at, begin)
    subject = whole_subject(items, verb, begin) if verb is not None else None
    if subject is None or subject.head.low not in HELD_NOUNS:
        return None
    if is_over and verb - subject.start < 3:
        return None  # “the strike” alone may be any
    if not is_done(items, at, begin, end):
        return None
    status = ReportStatus.EASED if items[at].low in EASING_VERBS else ReportStatus.LIFTED
    return Trigger(ObstacleKind.DENIAL, verb, subject.start, "", 0.75, status, object_end=verb)


def give_up(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Suspended its strike: eased, for it may go on; called it off: lifted."""
    pair = (items[at].low, low_at(items, at + 1, end))
    noun_at = at + 2 if pair[1] == "off" else at + 1
    is_called = items[at].low.startswith("call") and pair[1] != "off"  # called it a ploy
    if is_called or not is_verb(items, at, begin) or not owns(items[min(noun_at, end - 1)]):
        return None
    held = noun_phrase(items, noun_at + 1, min(end, noun_at + 4))
    place = next((i for i, item in enumerate(held, noun_at + 1) if item.low in HELD_NOUNS), None)
    if place is None:
        return None
    status = ReportStatus.EASED if items[at].low.startswith("suspend") else ReportStatus.LIFTED
    last = next((i for i in range(place + 1, end) if items[i].low in _WHEN), end)
    return Trigger(ObstacleKind.DENIAL, at, place, "", 0.7, status, object_end=last)


def stuck(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The bill is stuck in committee."""
    what = at + 2 if items[at].low == "bogged" else at + 1
    verb = helper_before(items, at, begin)
    if verb is None or low_at(items, what, end) not in _PLACES | {"by"}:
        return None
    if not has_object(items, what + 1, end) or not is_process(whole_subject(items, verb, begin)):
        return None
    return Trigger(ObstacleKind.LIMIT, verb, verb, "", 0.7, takes_subject=True)


def fail(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The two sides failed to agree on a date: who fails meets it, and lays nothing."""
    is_verb_here = items[at].low == "unable" or is_verb(items, at, begin)
    if not is_verb_here or low_at(items, at + 1, end) != "to":
        return None
    verb, matter = low_at(items, at + 2, end), {one.low for one in noun_phrase(items, at + 3, end)}
    is_agreeing = verb == "agree" and low_at(items, at + 3, end) in ("on", "over", "to")
    is_reaching = verb in _REACHING and matter & _REACHED
    is_deciding = verb in _DECIDING and matter & (HALTED | PROCESS_NOUNS)
    if not (is_agreeing or is_reaching or is_deciding):
        return None
    return Trigger(ObstacleKind.LIMIT, at, at + 2, "Failing to", 0.75, is_suffered=True)
