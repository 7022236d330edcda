"""Verbs of speech: whether a word stands there as one, and what stands around it."""

from articles.text.lexicon.gazetteer import CALENDAR
from articles.text.lexicon.lists import words
from articles.text.lexicon.vocabulary import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    BASE_CUES,
    PHRASAL_CUES,
    POSSESSIVES,
    PREPOSITIONS,
    SILENCED_CUES,
    THIRD_CUES,
)
from articles.text.spans import Span

from .items import NAME, PRONOUNS, QUOTE, SIGN, WORD, Item
from .phrases import Phrase, is_speaking_noun, phrase_at

_TO_SKIP = ADVERBS | AUXILIARIES | {"to"}
_BEFORE_NOUNS = words("this of in for from any no")
_ASIDES = words("when if once as than")
_BE = words("is are was were be been being 's 're")
_BEGINNING = words("kept keeps keep began begins started starts continued continues")


def cue_follows(items: list[Item], at: int) -> bool:
    """“Why?” she asked: the sentence of the question goes on."""
    if at < len(items) and items[at].is_cue:
        return True
    phrase = phrase_at(items, at, len(items))
    return phrase is not None and cue_behind(items, phrase, len(items)) is not None


def cue_behind(items: list[Item], phrase: Phrase, end: int) -> int | None:
    """The verb of speech of a subject: past “of …”, an apposition, adverbs and auxiliaries."""
    at = phrase.end
    while at < end:
        item = items[at]
        if item.kind == QUOTE:
            return None
        if is_verb_of_speech(items, at):
            return at
        if item.low in ADVERBS or item.low in AUXILIARIES or item.low.endswith("ly"):
            at += 1
        elif item.kind == WORD and item.low in PREPOSITIONS and at <= phrase.end + 6:
            led = phrase_at(items, at + 1, end)
            at = led.end if led else at + 1
        elif item.low in (",", "("):
            closing = _closing_of(items, at, end)
            if closing is None:
                return None
            at = closing + 1
        else:
            return None
    return None


def _closing_of(items: list[Item], opening: int, end: int) -> int | None:
    """The sign that ends an apposition: the first with a verb of speech behind it."""
    sign = ")" if items[opening].low == "(" else ","
    for at in range(opening + 1, min(end, opening + 40)):
        if items[at].low == sign and items[at].kind == SIGN:
            place = at + 1
            while place < end and (items[place].low in ADVERBS or items[place].low in AUXILIARIES):
                place += 1
            if place < end and is_verb_of_speech(items, place):
                return at
            if sign == ")":
                return at
    return None


def is_verb_of_speech(items: list[Item], at: int) -> bool:
    """A cue that stands there as a verb: “the call” and “his answer” are none."""
    item = items[at]
    if not item.is_cue or not _has_its_particle(items, at):
        return False
    if at == 0:
        return True
    before = items[at - 1]
    if item.low == "quote" and before.low == "i":  # and I quote
        return False
    if is_passive(items, at) or (before.low in _ASIDES and not item.low.endswith("ing")):
        return False
    if item.low in BASE_CUES and not _is_base_verb(before):
        return False
    if item.low in THIRD_CUES and not _is_third_person(before):
        return False
    if before.kind == QUOTE:
        return before.ends_clause
    return not _makes_a_noun(before, item)


def _has_its_particle(items: list[Item], at: int) -> bool:
    """Summed *up*, pointed *out*: without it the verb is none of speech."""
    if at + 1 < len(items) and items[at + 1].low in SILENCED_CUES.get(items[at].low, ()):
        return False
    wanted = PHRASAL_CUES.get(items[at].low)
    return wanted is None or any(item.low in wanted for item in items[at + 1 : at + 3])


def _makes_a_noun(before: Item, item: Item) -> bool:
    if before.kind != WORD:
        return False
    if before.low in ARTICLES or before.low in POSSESSIVES or before.low == "'s":
        return True
    return before.low in _BEFORE_NOUNS and not item.low.endswith("ing")


def _is_base_verb(before: Item) -> bool:
    """We comment, to comment, officials comment."""
    if before.kind == NAME or before.low in PRONOUNS or before.low in AUXILIARIES:
        return before.low not in ("he", "she", "it")
    return before.low in ("to", "who", "and", "also", ",", "the two") or (
        before.kind == WORD and before.low.endswith(("s", "two", "ly", "people"))
    )


def _is_third_person(before: Item) -> bool:
    """Ruiz comments, she comments, the board comments, but not “his past comments”."""
    if before.kind != WORD:
        return True
    if before.low in PRONOUNS or before.low in ADVERBS or before.low in ("that", "which", "and"):
        return True
    return is_speaking_noun(before.low) or before.low.endswith("ly")


def is_passive(items: list[Item], at: int) -> bool:
    """Is seen as, was called: the subject is spoken of and does not speak."""
    if items[at].low.endswith("ing"):
        return False
    before = at - 1
    while before >= 0 and items[before].kind == WORD and items[before].low in ADVERBS:
        before -= 1
    is_form_of_be = before >= 0 and items[before].low in _BE
    return is_form_of_be and items[at].low not in ("quoted", "say", "said")


def skip_back(items: list[Item], at: int, start: int) -> int:
    """From before a verb to the left over its auxiliaries and adverbs."""
    while at >= start and items[at].kind == WORD and _is_skipped(items, at):
        at -= 1
    return at


def _is_skipped(items: list[Item], at: int) -> bool:
    low = items[at].low
    if items[at].text in CALENDAR:
        return True
    if low == "on" and at + 1 < len(items) and items[at + 1].text in CALENDAR:
        return True
    return low in _TO_SKIP or (low.endswith("ly") and low not in ("family", "ally"))


def cue_end(items: list[Item], cue: int) -> int:
    """The index behind the verb and its “up”, “out”, “back” or (go) “on”."""
    following = items[cue + 1].low if cue + 1 < len(items) else ""
    goes_on = following == "on" and items[cue].low.startswith(("go", "went"))
    return cue + 2 if goes_on or following in ("up", "out", "back") else cue + 1


def cue_span(items: list[Item], cue: int) -> Span:
    return Span(items[cue].start, items[cue_end(items, cue) - 1].end)


def is_progressive(items: list[Item], cue: int) -> bool:
    before = skip_back(items, cue - 1, 0)
    if items[cue - 1].low in _BEGINNING:
        return True
    return before < cue - 1 and any(
        items[i].low in ("is", "was", "are", "were", "been", "be", "'re", "'m")
        for i in range(before + 1, cue)
    )
