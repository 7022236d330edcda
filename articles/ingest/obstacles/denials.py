"""Refusing, rejecting, ruling out, blocking: the verbs by which somebody says no."""

from articles.choices import ObstacleKind, ReportStatus
from articles.text.lexicon.lists import words
from articles.text.lexicon.obstruction import (
    DENIED,
    EASING_VERBS,
    GOING_ON,
    GRANTING_VERBS,
    HALTED,
    HELD_NOUNS,
    LEFT,
    LIFTING_VERBS,
    OFFERS,
    PROCESS_NOUNS,
    SILENT_VERBS,
    SPOKEN_OBJECTS,
    THREATS,
    VOTED_ON,
)
from articles.text.lexicon.vocabulary import ADVERBS

from ..attribution.items import NAME, PRONOUNS, WORD, Item
from ..attribution.phrases import phrase_at
from ..attribution.verbs import is_verb_of_speech, skip_back
from .clauses import (
    BE_FORMS,
    NEGATIVES,
    Trigger,
    awaits,
    clause_begin,
    has_object,
    is_time,
    is_verb,
    low_at,
    noun_phrase,
    passive,
    whole_subject,
)
from .conditions import release
from .waiting import is_process, is_thing, stays, why_not

_PHRASAL = {"struck": "down", "held": "up", "holds": "up", "holding": "up"}
_PERMITTING = words("accept agree sign recognise recognize tolerate")
_STOPPING = words("stop block halt prevent overturn delay annul quash suspend")
_BARRING = {"bar": "Barring", "ban": "Banning", "pro": "Prohibiting", "enj": "Enjoining"}
WITHHOLDING = {
    "withhold": "Withholding", "withholds": "Withholding", "withheld": "Withholding",
    "abstain": "Abstaining", "abstains": "Abstaining",
    "suspend": "Suspending", "freeze": "Freezing", "halt": "Halting",
}  # fmt: skip
_WARNING = words("warned warns threatened threatens")
_BARRED = words("barred banned prohibited")
_BANNING = words("banned bans prohibited")
_MEETING = words("met meets face faces faced facing run ran runs encountered hit draws drew drawn")
_OUT, _OFF, _FROM = ("out", "of"), ("off",), ("from",)
_LEAVING = {
    "walked": ("Walking out of", _OUT), "walks": ("Walking out of", _OUT),
    "pulled": ("Pulling out of", _OUT), "pulls": ("Pulling out of", _OUT),
    "pulling": ("Pulling out of", _OUT), "walking": ("Walking out of", _OUT),
    "broke": ("Breaking off", _OFF), "broken": ("Breaking off", _OFF),
    "called": ("Calling off", _OFF), "calls": ("Calling off", _OFF),
    "withdrew": ("Withdrawing from", _FROM), "withdrawn": ("Withdrawing from", _FROM),
    "withdraws": ("Withdrawing from", _FROM), "withdrawing": ("Withdrawing from", _FROM),
}  # fmt: skip
_NO_OBJECT = PRONOUNS | words("them if unless over when") | {""}
LEAVES = frozenset(_LEAVING)
_THREATENED = words("strike strikes walkout boycott veto blockade lawsuit walk-out")
_DISPUTED = words("blocking refusing demanding obstructing rejecting stalling delaying")


def refuse(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    following = low_at(items, at + 1, end)
    if following == "to":
        verb = low_at(items, at + 2, end)
        if not verb or verb in ("be", "do", "say") or at + 3 >= end:
            return None
        if _keeps(items, at + 2, begin, end):
            return None
        waits = awaits(items, at + 3, end) or any(i.low == "before" for i in items[at:end])
        is_word = verb not in GRANTING_VERBS or low_at(items, at + 3, end) == "that"
        if verb in SILENT_VERBS and is_word and not waits:
            return None
        if items[at].low.startswith("declin") and verb not in GRANTING_VERBS:
            return None
        confidence = 0.8 if verb in GRANTING_VERBS else 0.65
        kind = _kind_of_no(items, at + 3, end)
        return Trigger(kind, at, at + 2, "Refusing to", confidence)
    is_object = items[at].low.startswith("refus") and following in ("any", "the", "all", "a")
    if is_object and has_object(items, at + 1, end):
        return Trigger(ObstacleKind.DENIAL, at, at + 1, "Refusing", 0.7)
    return None


def _kind_of_no(items: list[Item], at: int, end: int) -> ObstacleKind:
    """Refuses to sign *until the crew is home*: what has to come first is said."""
    return ObstacleKind.CONDITION if awaits(items, at, end) else ObstacleKind.DENIAL


def _keeps(items: list[Item], verb: int, begin: int, end: int) -> bool:
    """Refused to drop its demand: the demand is the obstacle, and stands."""
    is_release = items[verb].low in LIFTING_VERBS | EASING_VERBS
    return is_release and release(items, verb, begin, end) is not None


def unwilling(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    if low_at(items, at + 1, end) != "to" or at == begin:
        return None
    is_negated = items[at].low == "unwilling" or items[at - 1].low == "not"
    verb = low_at(items, at + 2, end)
    if not is_negated or not verb or verb in SILENT_VERBS or verb in BE_FORMS:
        return None
    if _keeps(items, at + 2, begin, end):
        return None
    return Trigger(ObstacleKind.DENIAL, at, at + 2, "Refusing to", 0.65)


def will_not(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Will not sign · would accept no toll · will not return until"""
    place = at + 1
    is_negated = items[at].low in ("won't", "wouldn't", "cannot", "can't", "couldn't")
    is_able = items[at].low in ("cannot", "can't", "could", "couldn't")
    while place < end and (items[place].low in NEGATIVES or items[place].low in ADVERBS):
        is_negated = is_negated or items[place].low in NEGATIVES
        place += 1
    place = _behind_said(items, place, end) if is_negated else place
    if place >= end or items[place].kind != WORD:
        return None
    verb, following = items[place].low, low_at(items, place + 1, end)
    if _keeps(items, place, begin, end):
        return None
    if is_negated and (found := stays(items, at, place, begin, end)):
        return found
    if is_negated and is_able and verb in GOING_ON and (why := why_not(items, place, end)):
        return Trigger(
            ObstacleKind.LIMIT, at, at, "", 0.75, takes_subject=True, is_suffered=True,
            object_end=why,
        )  # fmt: skip
    confidence = 0.65 if items[at].low in ("will", "won't") else 0.55
    waits = awaits(items, place + 1, end) or _is_before(items, place + 1, end)
    if not is_negated:
        waits = waits or _is_threat(items, at, place, begin, end)
        if verb in THREATS.keys() - WITHHOLDING.keys() and waits and not is_able:
            return Trigger(ObstacleKind.CONDITION, at, place, "Threatening to", 0.7)
        if verb not in GRANTING_VERBS or following not in ("no", "nothing", "none"):
            return None
        any_ = {"no": "any", "nothing": "anything", "none": "any"}[following]
        lead = f"Refusing to {items[place].text} {any_}"
        return Trigger(_kind_of_no(items, place + 1, end), at, place + 2, lead, confidence)
    if verb in BE_FORMS or verb in ("be", "do", "know", "want", "have"):
        return None
    if is_able and waits and verb in GOING_ON:
        return Trigger(
            ObstacleKind.CONDITION, at, at, "", 0.7, takes_subject=True, is_suffered=True
        )
    if is_able and not waits and verb not in _PERMITTING:
        return None
    if verb in GRANTING_VERBS:
        confidence += 0.1 if waits else 0.0
        return Trigger(_kind_of_no(items, place + 1, end), at, place, "Refusing to", confidence)
    is_told = any(item.is_cue for item in items[begin:at])  # she said that it would not
    if waits and (items[at].low in ("will", "won't") or (is_told and not is_able)):
        return Trigger(ObstacleKind.CONDITION, at, place, "Refusing to", 0.7)
    return None


def _behind_said(items: list[Item], at: int, end: int) -> int:
    """Would not*, she said,* sign"""
    if low_at(items, at, end) != ",":
        return at
    close = next((i for i in range(at + 2, min(end - 1, at + 7)) if items[i].low == ","), at)
    return close + 1 if any(item.is_cue for item in items[at:close]) else at


def _is_before(items: list[Item], at: int, end: int) -> bool:
    """Will not transfer a crown before an audit has been completed"""
    before = next((i for i in range(at, end - 2) if items[i].low == "before"), None)
    return before is not None and not is_time(items, before, end)


def _is_threat(items: list[Item], at: int, verb: int, begin: int, end: int) -> bool:
    """Warned that his party would leave the coalition if the bill passed"""
    is_bound = any(item.low == "if" for item in items[verb:end])
    return is_bound and any(item.low in _WARNING for item in items[begin:at])


def reject(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    verb = items[at].low
    lead = "Vetoing" if verb.startswith("veto") else "Rejecting"
    if (by := passive(items, at, begin, end)) is not None:
        return Trigger(ObstacleKind.DENIAL, at, at, lead, 0.6, by=by)
    if not is_verb(items, at, begin) or not has_object(items, at + 1, end):
        return None
    if _is_argument(items, at + 1, end):
        return None
    return Trigger(ObstacleKind.DENIAL, at, at + 1, lead, 0.7)


def _is_argument(items: list[Item], at: int, end: int) -> bool:
    """A claim, a label, or a person: to reject them holds nothing up."""
    phrase = noun_phrase(items, at, end)
    if any(item.low in SPOKEN_OBJECTS for item in phrase):
        return True
    last = phrase[-1]
    return last.kind == NAME and bool(last.mention) and last.mention.actor.is_person


def turn_down(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Dismissed the offer · turned down the plan · shot down the idea"""
    low, following = items[at].low, low_at(items, at + 1, end)
    is_phrasal = low in ("turned", "shot", "turns", "shoots")
    if is_phrasal and following != "down":
        return None
    what = at + 2 if is_phrasal else at + 1
    if not is_verb(items, at, begin) or not has_object(items, what, end):
        return None
    if not any(item.low in OFFERS for item in noun_phrase(items, what, end)):
        return None
    return Trigger(ObstacleKind.DENIAL, at, what, "Rejecting", 0.65)


def rule_out(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    if low_at(items, at + 1, end) != "out" or not has_object(items, at + 2, end):
        return None
    return Trigger(ObstacleKind.DENIAL, at, at + 2, "Ruling out", 0.7)


def oppose(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Opposes the bill · is opposed to the bill · objected to a clause"""
    low, following = items[at].low, low_at(items, at + 1, end)
    is_state = low == "opposed" and following == "to" and items[at - 1].low in BE_FORMS
    what = at + 2 if is_state or low.startswith("object") else at + 1
    if low.startswith("object") and (following != "to" or not is_verb(items, at, begin)):
        return None
    if not is_state and (following == "by" or not is_verb(items, at, begin)):
        return None
    if low.startswith("oppos") and not is_state and following == "to":
        return None
    if not has_object(items, what, end) or _is_argument(items, what, end):
        return None
    if low == "opposing" and items[at - 1].low not in BE_FORMS | {",", "and"}:
        return None
    lead = "Objecting to" if low.startswith("object") else "Opposing"
    return Trigger(ObstacleKind.DENIAL, at, what, lead, 0.5 if low == "opposed" else 0.7)


def vote_against(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Voted against the bill · will vote against any budget"""
    is_to_come = at > begin and items[at - 1].low in ("will", "would")
    if not is_to_come and (items[at].low == "vote" or not is_verb(items, at, begin)):
        return None
    against = at + 1
    while against < min(end, at + 5) and _counts_votes(items[against]):
        against += 1
    if low_at(items, against, end) != "against":
        return None
    if not any(item.low in VOTED_ON for item in noun_phrase(items, against + 1, end)):
        return None
    return Trigger(ObstacleKind.DENIAL, at - is_to_come, against + 1, "Voting against", 0.7)


def _counts_votes(item: Item) -> bool:
    """Voted 7–2 against, narrowly against"""
    is_number = item.low[:1].isdigit() or item.low in ("to", "by", "-", "–", "unanimously")
    return is_number or item.low in ADVERBS or item.low.endswith("ly")


def leave(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Walked out of the talks · broke off the talks · withdrew from the treaty"""
    low, following = items[at].low, low_at(items, at + 1, end)
    lead, particles = _LEAVING[low]
    if following != particles[0] or not is_verb(items, at, begin):
        return None
    if len(particles) > 1 and low_at(items, at + 2, end) != particles[1]:
        return None
    what = at + 1 + len(particles)
    left = LEFT | HALTED if particles == _OFF else LEFT
    if not any(item.low in left for item in noun_phrase(items, what, end)):
        return None
    return Trigger(ObstacleKind.DENIAL, at, what, lead, 0.65)


def sue(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Went to court to stop the dredging · sued to block the sale"""
    is_court = items[at].low == "court"
    if low_at(items, at + 1, end) != "to" or low_at(items, at + 2, end) not in _STOPPING:
        return None
    if is_court and (low_at(items, at - 1, end) != "to" or not _goes(items, at - 2, begin)):
        return None
    verb = at - 2 if is_court else at
    is_told = is_court or is_verb(items, at, begin)
    if not is_told or not has_object(items, at + 3, end):
        return None
    lead = "Going to court to" if is_court else "Suing to"
    return Trigger(ObstacleKind.DENIAL, verb, at + 2, lead, 0.7)


def _goes(items: list[Item], at: int, begin: int) -> bool:
    return at > begin and items[at].low in ("went", "gone", "go", "goes", "going", "turned")


def threaten(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Threatened to veto the bill, vowed to block it; threatened an indefinite walkout."""
    is_threat = items[at].low.startswith("threat")
    if is_threat and low_at(items, at + 1, end) != "to" and is_verb(items, at, begin):
        if not any(item.low in _THREATENED for item in noun_phrase(items, at + 1, end)):
            return None
        return Trigger(ObstacleKind.DENIAL, at, at + 1, "Threatening", 0.65)
    if low_at(items, at + 1, end) != "to" or not is_verb(items, at, begin):
        return None
    verb = low_at(items, at + 2, end)
    following = low_at(items, at + 3, end)
    if is_threat and verb == "strike" and following in (".", "over", "for", "from", "on"):
        return Trigger(ObstacleKind.DENIAL, at, at + 2, "Threatening to", 0.65)
    is_bound = following == "unless" or (following == "out" and awaits(items, at + 3, end))
    if verb in THREATS and is_threat and is_bound:
        return Trigger(ObstacleKind.CONDITION, at, at + 2, "Threatening to", 0.7)
    if verb not in THREATS or following in _NO_OBJECT:
        return None
    if not is_threat and not any(
        item.low in HALTED | PROCESS_NOUNS for item in items[at + 3 : min(end, at + 12)]
    ):
        return None
    return Trigger(ObstacleKind.DENIAL, at, at + 3, THREATS[verb], 0.65 if is_threat else 0.55)


def block(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    if (by := passive(items, at, begin, end)) is not None:
        return _by_a_thing(items, at, by, end) or Trigger(
            ObstacleKind.DENIAL, at, at, "Blocking", 0.55, by=by
        )
    if not is_verb(items, at, begin) or not has_object(items, at + 1, end):
        return None
    leads = {"boycott": "Boycotting", "blockad": "Blockading"}
    lead = leads.get(items[at].low[:7], "Blocking")
    return Trigger(ObstacleKind.DENIAL, at, at + 1, lead, 0.65)


def halt(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Halted the recount · struck down the law · is holding up the bill"""
    low, following = items[at].low, low_at(items, at + 1, end)
    is_phrasal = low in _PHRASAL
    if is_phrasal and following != _PHRASAL[low]:
        return None
    what = at + 2 if is_phrasal else at + 1
    if low == "barred" and (found := bar(items, at, begin, end)):
        return found
    if low == "held" and low_at(items, at - 1, end) in BE_FORMS:
        by = next((i for i in range(what, min(end - 1, what + 5)) if items[i].low == "by"), None)
        return _by_a_thing(items, at, by, end) if by is not None else None
    is_held = low_at(items, at - 1, end) in BE_FORMS and low.endswith("ing")
    if not (is_held or is_verb(items, at, begin)) or not has_object(items, what, end):
        return None
    if not any(item.low in VOTED_ON for item in noun_phrase(items, what, end)):
        return None
    return _thing_itself(items, at, begin) or Trigger(
        ObstacleKind.DENIAL, at, what, _halting(low), 0.7
    )


def bar(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Barred the city from selling the depot · the city was barred from selling it"""
    is_suffered = any(item.low in BE_FORMS for item in items[max(begin, at - 2) : at])
    if is_suffered and low_at(items, at + 1, end) == "from" and items[at].low in _BARRED:
        return _suffered(items, at, end)
    if not is_verb(items, at, begin) or not has_object(items, at + 1, end):
        return None
    behind = at + 1 + len(noun_phrase(items, at + 1, end))
    kept = low_at(items, behind + 1, end) if low_at(items, behind, end) == "from" else ""
    if not (kept.endswith("ing") or items[at].low in _BANNING):
        return None
    return Trigger(ObstacleKind.DENIAL, at, at + 1, _BARRING[items[at].low[:3]], 0.7)


def _suffered(items: list[Item], at: int, end: int) -> Trigger:
    by = next((place for place in range(at + 2, end - 1) if items[place].low == "by"), None)
    return Trigger(
        ObstacleKind.DENIAL, at, at + 1, items[at].text.capitalize(), 0.75, by=by, object_end=by,
        is_suffered=True,
    )  # fmt: skip


def deny(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Denied the reporters access · have been denied access to their clients"""
    given = [item.low for item in items[at + 1 : min(end, at + 6)]]
    if not any(one in DENIED for one in given) or at == begin:
        return None
    if any(item.low in BE_FORMS for item in items[max(begin, at - 2) : at]):
        return _suffered(items, at, end)
    if not is_verb(items, at, begin) or not has_object(items, at + 1, end):
        return None
    return Trigger(ObstacleKind.DENIAL, at, at + 1, "Denying", 0.7)


def withhold(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """It would withhold the grant unless the tables are published."""
    is_to_come = low_at(items, at - 1, end) in ("will", "would") and at - 1 > begin
    if not is_to_come and not is_verb(items, at, begin):
        return None
    abstains = items[at].low.startswith("abstain")
    if not (abstains or has_object(items, at + 1, end)) or not awaits(items, at + 1, end):
        return None
    return Trigger(ObstacleKind.CONDITION, at - is_to_come, at + 1, WITHHOLDING[items[at].low], 0.7)


def meet_opposition(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """The merger has run into opposition from the pilots."""
    by = at + 1
    if low_at(items, by, end) != "from":
        return None
    before = range(at - 1, max(begin, at - 5), -1)
    verb = next((place for place in before if items[place].low in _MEETING), None)
    if verb is None or not is_process(whole_subject(items, verb, begin)):
        return None
    return Trigger(ObstacleKind.DENIAL, verb, verb, "Opposing", 0.7, by=by)


def prevent(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """A lack of funds prevents the purchase."""
    is_participle = items[at].low.endswith("ing")
    if is_participle != (low_at(items, at - 1, end) in BE_FORMS):
        return None
    if items[at - 1].low == "to" or not has_object(items, at + 1, end):
        return None
    return _thing_itself(items, at, begin)


def _thing_itself(items: list[Item], at: int, begin: int) -> Trigger | None:
    """A dispute over the toll is holding up the treaty: the dispute is the obstacle."""
    last = skip_back(items, at - 1, begin)
    is_plain = not any(
        item.is_break or is_verb_of_speech(items, place)
        for place, item in enumerate(items[begin : last + 1], begin)
    )
    first = begin if is_plain else clause_begin(items, begin, last)
    if last < first or not is_thing(phrase_at(items, first, at)):
        return None
    return Trigger(ObstacleKind.LIMIT, at, first, "", 0.75, object_end=last + 1)


def _by_a_thing(items: list[Item], at: int, by: int, end: int) -> Trigger | None:
    """Is blocked by a dispute over the toll: the same."""
    agent = phrase_at(items, by + 1, end)
    if not is_thing(agent) or agent.head.low in HELD_NOUNS:
        return None
    return Trigger(ObstacleKind.LIMIT, at, by + 1, "", 0.7)


def _halting(low: str) -> str:
    leads = {"struck": "Striking down", "held": "Holding up", "holds": "Holding up",
             "holding": "Holding up", "froze": "Freezing", "frozen": "Freezing",
             "freezes": "Freezing", "barred": "Barring", "stopped": "Stopping",
             "derails": "Derailing", "halts": "Halting", "delays": "Delaying",
             "defers": "Deferring"}  # fmt: skip
    if low.endswith("ing") and low != "holding":
        return low.capitalize()
    return leads.get(low) or low.removesuffix("ed").capitalize() + "ing"


def dispute(items: list[Item], at: int, begin: int, end: int) -> Trigger | None:
    """Denied blocking the talks"""
    if low_at(items, at + 1, end) not in _DISPUTED or not has_object(items, at + 2, end):
        return None
    return Trigger(ObstacleKind.DENIAL, at, at + 1, "", 0.7, ReportStatus.DISPUTED)
