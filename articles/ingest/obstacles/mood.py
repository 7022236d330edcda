"""Whether a verb tells what was done, or only what is asked, awaited, denied or still to come."""

from articles.text.lexicon.lists import words
from articles.text.lexicon.obstruction import ASKING_VERBS
from articles.text.lexicon.vocabulary import ADVERBS, AUXILIARIES

from ..attribution.items import WORD, Item
from .clauses import BE_FORMS, NEGATIVES

_AWAITING = words("if unless until till whether before once lest provided assuming supposing")
_AWAITING_NOW = words("when whenever after soon")  # “after it drops”, but not “after it dropped”
_ONLY_IF = words("if unless provided until")
_TO_COME = words("""
    will would shall should can could may might must cannot 'll 'd wo ca won't wouldn't shan't
    shouldn't can't couldn't mightn't mustn't
    """)
_HOPING = ASKING_VERBS | words("""
    demanded demands demanding hoped hopes hoping insisted insists insisting proposed proposes
    recommended recommends suggested suggests waited waits waiting
    """)
_DOUBTING = words("""
    denied denies denying doubt doubted doubts doubting deny wondered wonders untrue false falsely
    """)
_NOBODY = words("neither nobody none nor never hardly")
_SIGNS = words("sign signs evidence hint hints proof suggestion indication indications")
_DOES = words("by after since")  # “by dropping its demand”


def is_done(items: list[Item], at: int, begin: int, end: int) -> bool:
    """“Dropped”, “has dropped”, “is dropping”; not “would drop”, “until it drops”, “to drop”."""
    group = _group_start(items, at, begin)
    helpers = {item.low for item in items[group:at]}
    if helpers & _TO_COME or any(_negates(low) for low in helpers):
        return False
    if "to" in helpers and "have" not in helpers:
        return False
    if items[at].low.endswith("ing") and not helpers & BE_FORMS:
        before = items[group - 1].low if group > begin else ","
        tells_to_come = any(item.low in _TO_COME for item in items[begin:group])
        if before not in _DOES | {","} or tells_to_come:
            return False
    return not is_awaited(items, at, begin, end)


def is_awaited(items: list[Item], at: int, begin: int, end: int) -> bool:
    """Under “until”, “if”, “demands that”, “no sign that”; or with an “if” behind it."""
    clause = _clause_words(items, _group_start(items, at, begin), begin)
    lows = {item.low for item in clause}
    if lows & (_AWAITING | _NOBODY | _DOUBTING):
        return True
    if clause and (clause[0].low in ("no", "had", "should", "were") or _lacks_signs(clause)):
        return True
    is_past = items[at].low.endswith("ed") or items[at].low in ("withdrew", "withdrawn")
    is_now = not is_past or items[at - 1].low in ("has", "have")
    if is_now and lows & (_AWAITING_NOW | (_HOPING if not is_past else set())):
        return True
    for item in items[at:end]:
        if item.is_break:
            return False
        if item.low in _ONLY_IF:
            return True
    return False


def denies(items: list[Item], verb: int, begin: int) -> bool:
    """“Denied that Orsk is blocking it”; not “did not deny that”, “who denied the visa, blocks”."""
    for at in range(verb - 1, begin - 1, -1):
        if items[at].is_break:
            return False
        if items[at].low in ("denied", "denies", "denying"):
            group = {item.low for item in items[_group_start(items, at, begin) : at]}
            is_asserted = not group & _TO_COME and not any(_negates(low) for low in group)
            return is_asserted and "to" not in group
    return False


def _group_start(items: list[Item], at: int, begin: int) -> int:
    """The first of the auxiliaries and adverbs before a verb: “has not yet dropped”."""
    first = at
    while first > begin and items[first - 1].kind == WORD and _helps(items[first - 1].low):
        first -= 1
    return first


def _helps(low: str) -> bool:
    if low == "'s":
        return False
    return low in AUXILIARIES | ADVERBS | NEGATIVES | {"to"} or low.endswith(("n't", "ly"))


def _negates(low: str) -> bool:
    return low in NEGATIVES or low.endswith("n't")


def _clause_words(items: list[Item], verb: int, begin: int) -> list[Item]:
    """What stands before the verb in its clause, without an aside right before the verb."""
    last = verb
    if last > begin and items[last - 1].low == ",":
        opening = (at for at in range(last - 2, begin, -1) if items[at].is_break)
        last = next(opening, last)
    first = last
    while first > begin and not items[first - 1].is_break:
        first -= 1
    return items[first:last]


def _lacks_signs(clause: list[Item]) -> bool:
    """There is no sign that"""
    lows = [item.low for item in clause]
    lacking = [at for at, low in enumerate(lows) if low in ("no", "not")]
    return any(_SIGNS & set(lows[at + 1 : at + 3]) for at in lacking)
