"""How an obstacle is titled, and the noun phrase of what it stands in the way of."""

import re
from collections.abc import Iterator

from articles.text.lexicon.gazetteer import CALENDAR
from articles.text.lexicon.lists import words
from articles.text.lexicon.obstruction import OFFERS, PROCESS_NOUNS, WEAK_PROCESS_NOUNS
from articles.text.lexicon.vocabulary import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    SPEECH_NOUNS,
)

from ..attribution.items import NAME, PRONOUNS, QUOTE, SIGN, WORD, Item
from ..attribution.phrases import phrase_at
from ..attribution.verbs import cue_behind
from .clauses import is_time

LONGEST = 120
_STOPS = frozenset({";", ":", "—", "–", "--", "―", "(", ")", "-", "!", "?", "...", "…", "."})
_AFTER_COMMA = words("""
    which who whose whom where while although though because as according citing adding and but
    so nor yet even despite with after when since saying arguing calling warning telling in a an
    leaving prompting raising making his her its their
    """)
_CLAUSES = words("""
    but while because although though whereas saying arguing citing calling adding warning
    prompting leaving since
    """)
_DENYING = words("refuses rules opposes vetoes blocks objects")
_GOES_ON = words("until unless before without if")
_DANGLING = PREPOSITIONS | ARTICLES | POSSESSIVES | words("and or that to is are was were which")
_DAY = "|".join(sorted(word for word in CALENDAR if word.endswith("day")))
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIME_TAIL = re.compile(
    r"(?<!\bby)(?<!\bbefore)(?<!\buntil)(?<!\bfrom)(?<!\bafter)(?<!\bbeyond)"
    rf",?\s+(?:(?:on|late|early|again|since)\s+)*(?:(?:last|this|next|earlier this)\s+)?"
    rf"(?:(?:{_DAY})(?:\s+(?:night|morning|evening|afternoon))?|(?<=last )(?:week|month|year)"
    rf"|(?<=this )(?:week|month|year)|in (?:{_MONTH})(?: \d{{4}})?"
    r"|yesterday|today|too|again|either|as well)$"
)
_FINITE = AUXILIARIES - words("be been being not doing done having to") | words(
    "came led meant brought drew fell kept went remain remains remained"
)
_LAST_STOP = re.compile(r"\b[A-Z]\.$")  # the U.S.
_LED_BY = words("at in to from for before into on over of about against during")
_NEEDY = (
    "accept|agree|sign|recogni[sz]e|ratify|tolerate|approve|lift|release|permit|allow|initial"
    "|grant|sell|buy|fund|admit|extend|remove|repay|host|hand|finance|adopt|pass|confirm|consider"
    "|reopen|open|hold|do|drop|give|make|join|change|support|back|publish|build"
)
_OFFER = "|".join(sorted(OFFERS))
_BARE = re.compile(
    rf"Refusing to (?:{_NEEDY})(?: (?:it|them|one|any))?"
    r"|(?:\w+ing|Ruling out|Objecting to|Voting against)"
    rf" (?:(?:the|this|that|these|those|its|their|his|her|such) )?(?P<noun>{_OFFER})"
)
_OWNERS = words("the this that these those its their his her a an our")
_FARTHEST = 5


def title_of(source: str, lead: str, pieces: list[tuple[int, int]]) -> str:
    """The lead (“Refusing to”) and the pieces of the source, as one line of at most LONGEST."""
    printed = " ".join(" ".join(source[start:end].split()) for start, end in pieces)
    printed = _TIME_TAIL.sub("", printed.strip(" ,;:—–-"))
    if not _LAST_STOP.search(printed):
        printed = printed.rstrip(".")
    first = printed.split(" ", 1)[0]
    if lead and first.lower() in DETERMINERS:
        printed = printed[:1].lower() + printed[1:]
    title = f"{lead} {printed}".strip()
    if len(title) > LONGEST:
        title = _shortened(title)
    return title[:1].upper() + title[1:]


def with_object(title: str, told: list[str]) -> str:
    """Rejecting the demand *for a licence*, as a title before it tells; else nothing, but for a
    process: Blocking the deal."""
    bare = _BARE.fullmatch(title)
    if bare is None:
        return title
    for before in reversed(told) if bare["noun"] else ():
        place = before.lower().find(f"{bare['noun']} ")
        rest = before[place + len(bare["noun"]) :]
        if place >= 0 and rest.startswith((" for ", " of ", " that ", " to ")):
            return title + rest
    return title if bare["noun"] in PROCESS_NOUNS - WEAK_PROCESS_NOUNS else ""


def _shortened(title: str) -> str:
    kept = title[: LONGEST - 1].rsplit(" ", 1)[0].split(" ")
    while len(kept) > 3 and kept[-1].lower() in _DANGLING:
        kept.pop()
    return " ".join(kept).rstrip(",;") + "…"


def complement(
    items: list[Item], start: int, end: int, is_noun: bool = False
) -> Iterator[tuple[int, int]]:
    """Where, from `start` on, the words of the complement stand: without asides and what follows.

    That of a noun (“its refusal to pay has …”) ends before a verb.
    """
    first = at = start
    while at < end:
        item = items[at]
        if is_noun and at > start + 2 and item.kind == WORD and item.low in _FINITE:
            break
        if item.low == "," and item.kind == SIGN:
            if (behind := _behind_aside(items, at, end)) is not None:
                yield from _piece(items, first, at)
                first = at = behind
                continue
            if _ends_at_comma(items, start, at, end):
                break
        elif ends_here(items, at, end):
            break
        at += 1
    yield from _piece(items, first, at)


def _piece(items: list[Item], first: int, behind: int) -> Iterator[tuple[int, int]]:
    if behind > first:
        yield items[first].start, items[behind - 1].end


def _behind_aside(items: list[Item], comma: int, end: int) -> int | None:
    """Will initial nothing, she said, until: where the sentence goes on."""
    closing = next((at for at in range(comma + 1, min(end, comma + 9)) if items[at].low == ","), 0)
    if not closing or closing + 1 >= end or items[closing + 1].low not in _GOES_ON:
        return None
    return closing + 1 if _is_said(items, comma + 1, closing) else None


def _is_said(items: list[Item], start: int, end: int) -> bool:
    phrase = phrase_at(items, start, end)
    return phrase is not None and cue_behind(items, phrase, end) is not None


def _ends_at_comma(items: list[Item], start: int, comma: int, end: int) -> bool:
    if comma + 1 >= end or _is_said(items, comma + 1, end):
        return True
    following = items[comma + 1]
    if following.low == "and":
        return not any(item.low == "," for item in items[start:comma])
    if following.kind == WORD and following.low in AUXILIARIES:
        return True
    is_participle = following.low.endswith("ing") and len(following.low) > 5
    is_other = following.low in _AFTER_COMMA or following.kind == QUOTE or is_participle
    return is_other or comma - start >= 4


def ends_here(items: list[Item], at: int, end: int) -> bool:
    item = items[at]
    if item.kind == SIGN:
        is_joint = item.low == "-" and items[at - 1].end == item.start
        return item.low in _STOPS and not is_joint
    if item.kind != WORD:
        return False
    following = items[at + 1] if at + 1 < end else None
    if item.low == "and" and following is not None:
        return _goes_on(following)
    if item.low == "as" and following is not None and following.kind == QUOTE:
        return True
    return item.low in _CLAUSES and not (item.low == "since" and is_time(items, at, end))


def _goes_on(item: Item) -> bool:
    """A pronoun or a verb behind “and”: another clause begins."""
    if item.kind != WORD:
        return False
    is_verb = item.low in AUXILIARIES or (item.low in CUES and item.low not in SPEECH_NOUNS)
    is_past = len(item.low) > 4 and item.low.endswith("ed")
    return is_verb or is_past or item.low in PRONOUNS or item.low in _DENYING


def process_in(source: str, items: list[Item], begin: int, end: int) -> str:
    """The first process named between two items, one behind “at the” before another."""
    found = [spot for at in range(begin, end) if (spot := _process_at(items, at, begin, end))]
    led = [spot for spot in found if spot[0] > begin and items[spot[0] - 1].low in _LED_BY]
    if not found:
        return ""
    first, last = (led or found)[0]
    return " ".join(source[items[first].start : items[last].end].split())


def _process_at(items: list[Item], at: int, begin: int, end: int) -> tuple[int, int] | None:
    item = items[at]
    head = item.low.rsplit(" ", 1)[-1]
    if item.kind not in (WORD, NAME) or head not in PROCESS_NOUNS:
        return None
    if item.kind == NAME and item.mention and item.mention.actor.kind is not None:
        return None
    if at + 1 < end and (items[at + 1].low == "'s" or items[at + 1].low in PROCESS_NOUNS):
        return None
    first = _phrase_start(items, at, begin)
    if first is None:
        return None
    described = at - first > 1 or item.kind == NAME
    last = _with_its_matter(items, at, end)
    if head in WEAK_PROCESS_NOUNS and not described and last == at:
        return None
    return first, last


def _phrase_start(items: list[Item], at: int, begin: int) -> int | None:
    """Back to “the” or “Orsk’s”, over words that can describe a process."""
    for first in range(at - 1, max(begin, at - _FARTHEST) - 1, -1):
        item = items[first]
        if item.kind == WORD and item.low in _OWNERS:
            return first
        if item.low == "'s" and first > begin and items[first - 1].kind == NAME:
            return first - 1
        is_descriptive = item.kind == NAME or (
            item.kind == WORD
            and item.low not in PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | PRONOUNS | ADVERBS
            and item.low != "'s"
        )
        if not is_descriptive:
            return None
    return None


def _with_its_matter(items: list[Item], at: int, end: int) -> int:
    """The talks on the water annex; the treaty between the two."""
    is_led = at + 2 < end and items[at + 1].low in ("on", "over", "between")
    if is_led and items[at + 2].low not in ("ice", "hold"):
        phrase = phrase_at(items, at + 2, end)
        if phrase is not None and items[at + 2].text not in CALENDAR and not phrase.is_pronoun:
            return phrase.end - 1
    return at
