"""Insisting, demanding, holding to a demand: what is asked first, and what stands in the way."""

import re
from itertools import pairwise

from articles.choices import ObstacleKind, ReportStatus
from articles.text.lexicon.gazetteer import CALENDAR
from articles.text.lexicon.lists import words
from articles.text.lexicon.obstruction import (
    ASKING_VERBS,
    EASING_VERBS,
    GESTURES,
    GRANTING_VERBS,
    HELD_NOUNS,
    LIFTING_VERBS,
    NEEDED,
    PROCESS_NOUNS,
    SILENT_VERBS,
    VOTED_ON,
)
from articles.text.lexicon.vocabulary import ADVERBS, ARTICLES, AUXILIARIES, PREPOSITIONS

from ..attribution.items import NAME, PRONOUNS, WORD, Item
from ..attribution.phrases import phrase_at
from .clauses import (
    BE_FORMS,
    CONDITIONALS,
    NEGATIVES,
    Trigger,
    awaits,
    has_object,
    is_verb,
    low_at,
    noun_phrase,
    owns,
    whole_subject,
)
from .mood import is_done
from .waiting import FIRST, goes_on, is_process, is_thing

_OBSTACLE_WORDS = re.compile(
    r"^(?:obstacles?|hurdles?|roadblocks?|impediments?|deal-?breakers?|barriers?)$"
)


_BARE = GRANTING_VERBS | words("go come leave stay take halt stop begin make give bind cease")


_THEN_ONLY = words("if when once after")
_ASSETS = words("""
    guarantee guarantees compensation assurance assurances indemnity exemption waiver refund veto
    """)
_MODALS = words("will would can may")
_THEN = words("if unless until before once when after")
_TALKING = words("sides parties house senate council negotiators delegations partners board")
_STATING = words("will would can could may might is are was were has have had did does do")


def insist(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    following = low_at(items, at + 1, end)
    if following == "on" and has_object(items, at + 2, end):
        return Trigger(ObstacleKind.CONDITION, at, at + 2, "", 0.8)
    if following == "that" and _is_subjunctive(items, at + 2, end):
        return Trigger(ObstacleKind.CONDITION, at, at + 2, "Insisting that", 0.7)
    return None


def _is_subjunctive(items: list[Item], start: int, end: int) -> bool:
    """That the gauges be read, that Velden withdraw, that it must: a wish, not a statement."""
    for at in range(start + 1, min(end, start + 12)):
        low, before = items[at].low, items[at - 1].low
        if low in ("must", "should"):
            return True
        if low in _STATING:
            return False
        is_bare = low == "be" or low in _BARE
        if is_bare and before not in AUXILIARIES | ADVERBS | PRONOUNS | {"to", "not"}:
            return items[at - 1].kind == NAME or low == "be" or not before.endswith("s")
    return False


def demand(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    following = low_at(items, at + 1, end)
    if not is_verb(items, at, begin):
        return None
    if following == "that":
        if low_at(items, at + 2, end) in PRONOUNS:
            return None
        return Trigger(ObstacleKind.DEMAND, at, at + 2, "Demanding that", 0.8)
    if following == "to" or not has_object(items, at + 1, end):
        return None
    if any(item.low in GESTURES for item in noun_phrase(items, at + 1, end)):
        return None
    return Trigger(ObstacleKind.DEMAND, at, at + 1, "", 0.7)


def ask(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """No longer asks for a toll; to ask for one is not yet to demand it."""
    no_longer = [item.low for item in items[max(begin, at - 2) : at]] == ["no", "longer"]
    if not no_longer or low_at(items, at + 1, end) != "for" or not has_object(items, at + 2, end):
        return None
    return Trigger(ObstacleKind.DEMAND, at, at + 2, "", 0.65)


def want(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Wants a guaranteed flow before it signs."""
    if low_at(items, at + 1, end) == "to" or not is_verb(items, at, begin):
        return None
    later = [item.low for item in items[at + 2 : min(end, at + 16)]]
    pairs = list(pairwise(later))
    is_price = ("in", "return") in pairs or ("in", "exchange") in pairs or "before" in later
    is_price = is_price or items[begin].low == "before"
    is_asset = any(one.low in _ASSETS for one in noun_phrase(items, at + 1, end))
    if not (is_price or is_asset) or not has_object(items, at + 1, end):
        return None
    lead = "Wanting" if any(item.low == "to" for item in items[at + 2 : at + 5]) else ""
    return Trigger(ObstacleKind.DEMAND, at, at + 1, lead, 0.6)


def make_condition(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Made a second pilot a condition of the deal; made a deal conditional on a second pilot."""
    for noun in range(at + 2, min(end, at + 16)):
        if items[noun].low in ("conditional", "dependent", "contingent"):
            if low_at(items, noun + 1, end) not in ("on", "upon"):
                return None
            return Trigger(ObstacleKind.CONDITION, at, noun + 2, "", 0.75)
        if items[noun].low in ("condition", "precondition", "prerequisite"):
            if items[noun - 1].low not in ("a", "its", "their", "his", "her", "the"):
                return None
            return Trigger(ObstacleKind.CONDITION, at, at + 1, "", 0.75, object_end=noun - 1)
    return None


def hold_out(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Is holding out for a seat · is pressing for a refund"""
    particles = ("out", "for") if items[at].low.startswith("h") else ("for",)
    what = at + 1 + len(particles)
    if tuple(item.low for item in items[at + 1 : what]) != particles:
        return None
    is_on = items[at].low.endswith("ing") and low_at(items, at - 1, end) in BE_FORMS
    if not (is_on or is_verb(items, at, begin)) or not has_object(items, what, end):
        return None
    asked = noun_phrase(items, what, end)
    is_deed = low_at(items, what + len(asked), end) == "to"  # for Velden to sign
    lead = f"{'Holding out' if len(particles) > 1 else 'Pressing'} for" if is_deed else ""
    return Trigger(ObstacleKind.DEMAND, at, what, lead, 0.7)


def must(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The crew must be home before the talks go on."""
    if not any(item.low in ("before", "until") for item in items[at + 2 : min(end, at + 14)]):
        return None
    return Trigger(ObstacleKind.CONDITION, at, at, "", 0.6, takes_subject=True)


def only(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Will release the papers only when the others do · on condition that"""
    if low_at(items, at + 1, end) not in _THEN_ONLY:
        return _only_then(items, at, begin, end)
    if at == begin and (found := _only_then_will(items, at, end)):
        return found
    modal = next((i for i in range(at - 1, begin, -1) if items[i].low in _MODALS), None)
    if modal is None or any(item.is_break for item in items[modal:at]):
        return None
    if goes_on(items, modal + 1, end) and is_thing(whole_subject(items, modal, begin)):
        return Trigger(ObstacleKind.CONDITION, modal, modal, "", 0.75, takes_subject=True)
    if items[modal].low not in ("will", "would"):
        return None
    before = items[modal - 1].low
    is_vague = before in ("it", "that", "this", "there") and not items[modal - 2].is_cue
    if items[modal + 1].low in BE_FORMS | {"do"} or is_vague:
        return None
    return Trigger(ObstacleKind.CONDITION, modal, modal + 1, "Willing to", 0.65)


def _only_then_will(items: list[Item], at: int, end: int) -> Trigger | None:
    """Only if the posts are removed will Velden sign"""
    modal = next((i for i in range(at + 3, end - 2) if items[i].low in ("will", "would")), None)
    subject = phrase_at(items, modal + 1, end) if modal is not None else None
    if subject is None or low_at(items, subject.end, end) not in GRANTING_VERBS:
        return None
    lead = f"Willing to {items[subject.end].low} only {items[at + 1].low}"
    return Trigger(ObstacleKind.CONDITION, modal, modal, lead, 0.7, by=modal, is_bound=True)


def _only_then(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Will only return to the table if the sanctions end"""
    if at - 1 <= begin or items[at - 1].low not in ("will", "would") or at + 1 >= end:
        return None
    behind = items[at + 1 : min(end, at + 12)]
    clause = next((i for i, one in enumerate(behind) if one.is_break), len(behind))
    is_bound = any(one.low in _THEN_ONLY for one in behind[1:clause])
    is_vague = bool(behind[1:]) and behind[1].low in ("it", "them", "him", "her", "so")
    if not is_bound or is_vague or behind[0].low in BE_FORMS:
        return None
    if items[at - 2].low in ("it", "that", "this"):
        return None
    return Trigger(ObstacleKind.CONDITION, at - 1, at + 1, "Only willing to", 0.65)


def no_deal(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """There will be no treaty until the crew is home; the bill has no majority.

    There is no majority for the bill without the farmers.
    """
    if low_at(items, at - 1, end) in ("has", "have", "had") and at - 1 > begin:
        return _without(items, at, begin, end)
    if low_at(items, at + 1, end) == "question" and low_at(items, at + 2, end) == "of":
        return _no_question(items, at, begin, end)
    nouns = PROCESS_NOUNS | VOTED_ON | NEEDED
    noun = next((i for i in range(at + 1, min(end, at + 4)) if items[i].low in nouns), None)
    if noun is None:
        return None
    behind = noun + 1
    if low_at(items, behind, end) in ("for", "on", "to"):
        behind += 1 + len(noun_phrase(items, behind + 1, end))
    if low_at(items, behind, end) not in FIRST:
        return None
    return Trigger(ObstacleKind.CONDITION, at, at, "", 0.75)


def _no_question(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Until the piles are replaced there can be no question of reopening the bridge."""
    be = at - 1
    is_told = low_at(items, be, end) in BE_FORMS and be > begin and has_object(items, at + 3, end)
    while is_told and be > begin and items[be].low != "there":
        if items[be].kind != WORD:
            return None
        be -= 1
    if not is_told or items[be].low != "there":
        return None
    is_bound = items[begin].low in FIRST or awaits(items, at + 3, end)
    kind = ObstacleKind.CONDITION if is_bound else ObstacleKind.DENIAL
    return Trigger(kind, at, at, "", 0.75, is_bound=True)


def _without(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    if not any(item.low in NEEDED for item in noun_phrase(items, at + 1, end)):
        return None
    if not is_process(whole_subject(items, at - 1, begin)):
        return None
    return Trigger(ObstacleKind.LIMIT, at - 1, at - 1, "", 0.7, takes_subject=True)


def held(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Orsk’s refusal to admit inspectors · its insistence on a closed list"""
    if at - 1 < begin or items[at].low not in ("refusal", "insistence", "demand", "veto", "demands",
                                               "condition", "objection"):  # fmt: skip
        return None
    owner = next((i for i in range(at - 1, max(begin, at - 4) - 1, -1) if owns(items[i])), None)
    if owner is None or items[owner].low in ARTICLES:
        return None
    following, verb = low_at(items, at + 1, end), low_at(items, at + 2, end)
    wanted = {
        "refusal": ("to", "of"),
        "insistence": ("on", "that"),
        "veto": ("on", "of", "against"),
    }
    wanted |= dict.fromkeys(("demand", "demands"), ("that", "for"))
    wanted |= {"condition": ("that",), "objection": ("to",)}
    if following not in wanted[items[at].low] or verb in SILENT_VERBS or verb in ("more", "help"):
        return None
    is_belief = items[at].low == "insistence" and following == "that"
    if is_belief and not _is_subjunctive(items, at + 2, end):
        return None
    name = owner - 1 if items[owner].low == "'s" else owner
    sure = 0.7 if items[at].low == "veto" else 0.6
    return Trigger(_kind_of_noun(items[at].low), at, at, "", sure, owner=max(name, begin))


def _kind_of_noun(noun: str) -> ObstacleKind:
    if noun.startswith("demand"):
        return ObstacleKind.DEMAND
    is_condition = "condition" in noun or noun in ("insistence", "ultimatum", "ultimatums")
    return ObstacleKind.CONDITION if is_condition else ObstacleKind.DENIAL


def release(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Dropped its demand for · lifted the veto · repeated its demand that"""
    for noun in range(at + 1, min(end, at + 7)):
        item = items[noun]
        if item.kind != WORD or item.low in ("and", "that", "to", "for"):
            return None
        if item.low in HELD_NOUNS:
            break
    else:
        return None
    if not any(owns(one) for one in items[at + 1 : noun]):
        return None
    verb = items[at].low
    if verb in ("withdrawn", "abandoned", "lifted") and low_at(items, at - 1, end) in BE_FORMS:
        return None
    kind, owner = _kind_of_noun(items[noun].low), _asked(items, at, begin)
    last = next((i for i in range(noun + 1, end) if items[i].low in _THEN), end)
    if verb not in LIFTING_VERBS | EASING_VERBS:
        return Trigger(kind, at, noun, "", 0.75, ReportStatus.STANDING)
    if not is_done(items, at, begin, end):
        standing = ReportStatus.STANDING
        return Trigger(kind, at, noun, "", 0.7, standing, object_end=last, owner=owner)
    is_whole = verb in LIFTING_VERBS and items[at - 1].low not in ("partly", "partially")
    status = ReportStatus.LIFTED if is_whole else ReportStatus.EASED
    return Trigger(kind, at, noun, "", 0.75, status, object_end=last)


def _asked(items: list[Item], at: int, begin: int) -> int | None:
    """Urged Velden to drop: Velden."""
    if at - 2 <= begin or items[at - 1].low != "to" or items[at - 2].kind not in (NAME, WORD):
        return None
    asking = (item.low in ASKING_VERBS for item in items[max(begin, at - 8) : at - 2])
    return at - 2 if any(asking) else None


def stand(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    if [item.low for item in items[at + 1 : at + 4]] != ["in", "the", "way"]:
        return None
    what = at + 5 if low_at(items, at + 4, end) == "of" else None
    if what is None:
        return Trigger(ObstacleKind.LIMIT, at, at, "", 0.6, names_itself=True)
    return Trigger(ObstacleKind.LIMIT, at, what, "", 0.7, names_itself=True)


def remains(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The toll remains the main sticking point · the biggest obstacle is the toll"""
    before = [item.low for item in items[max(begin, at - 5) : at]]
    is_subject = bool(before) and _is_obstacle_noun(items, at - 1)
    if is_subject and low_at(items, at + 1, end) not in ("to", "not"):
        if items[at - 1].low.endswith("s") or not has_object(items, at + 1, end):
            return None
        return Trigger(ObstacleKind.LIMIT, at, at + 1, "", 0.75)
    noun = next((i for i in range(at + 1, min(end, at + 7)) if _is_obstacle_noun(items, i)), None)
    if noun is None or not all(_describes(items[i]) for i in range(at + 1, noun)):
        return None
    return Trigger(ObstacleKind.LIMIT, at, noun + 1, "", 0.65, names_itself=True)


def _describes(item: Item) -> bool:
    """A word of “the biggest remaining”, before an obstacle."""
    if item.kind != WORD or item.is_cue or (item.low.endswith("ed") and item.low != "red"):
        return False
    return item.low not in PREPOSITIONS | NEGATIVES | CONDITIONALS | {"no", "that", "to"}


def _is_obstacle_noun(items: list[Item], at: int) -> bool:
    low, before = items[at].low, items[at - 1].low if at else ""
    pair = f"{before} {low}"
    return bool(_OBSTACLE_WORDS.match(low)) or pair in (
        "sticking point", "sticking points", "stumbling block", "stumbling blocks", "red line",
        "deal breaker",
    )  # fmt: skip


def lack(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    if not any(item.low in NEEDED for item in noun_phrase(items, at + 1, end)):
        return None
    if is_process(whole_subject(items, at, begin)):
        return Trigger(ObstacleKind.LIMIT, at, at, "", 0.7, takes_subject=True)
    if not is_verb(items, at, begin):
        return None
    return Trigger(ObstacleKind.LIMIT, at, at + 1, "Lacking", 0.6)


def stall(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The talks have stalled over the toll, because neither side yields."""
    what = at + 2 if low_at(items, at + 1, end) == "down" else at + 1
    if low_at(items, what, end) == "on" and items[what + 1 : what + 2]:
        what += 2 * (items[what + 1].text in CALENDAR)
    if [item.low for item in items[what : what + 2]] == ["because", "of"]:
        what += 1
    elif low_at(items, what, end) not in ("over", "on", "because"):
        return None
    if what + 2 >= end:
        return None
    is_clause = items[what].low == "because"
    if not is_clause and not has_object(items, what + 1, end):
        return None
    subject = {item.low.rsplit(" ", 1)[-1] for item in items[begin:at]}
    if not subject & (PROCESS_NOUNS | _TALKING):
        return None
    return Trigger(ObstacleKind.LIMIT, at, what + 1, "", 0.7)
