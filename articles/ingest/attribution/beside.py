"""The words beside a quoted stretch: the verb of speech and its subject, before or after."""

from dataclasses import dataclass

from articles.text.lexicon.lists import words
from articles.text.lexicon.vocabulary import (
    ADVERBS,
    ARTICLES,
    CUES,
    HE,
    NAMING_CUES,
    SHE,
    SPEECH_NOUNS,
    is_office,
)
from articles.text.spans import Span

from .items import NAME, QUOTE, SIGN, WORD, Item
from .phrases import Phrase, is_plausible, phrase_at
from .sentences import Paragraph, sentence_end, sentence_start
from .subjects import clause_subject, subject_before
from .verbs import (
    cue_behind,
    cue_end,
    cue_span,
    is_passive,
    is_progressive,
    is_verb_of_speech,
)

_THIRD_PERSON = frozenset({"he", "she", "they", "it"})
_OWN = frozenset({"his", "her", "their", "its"})
_PAUSES = frozenset({",", "—", "–", "--", "―", "-", ":"})
_SOURCES = (["according", "to"], ["in", "the", "words", "of"])
_QUOTING = words("quoted quotes quoting cited cites citing")
_DETERMINED = words("the a an one his her their its our my two three some many")


@dataclass(slots=True)
class Found:
    """A verb of saying (or “according to”) with its subject."""

    phrase: Phrase
    cue: Span
    confidence: float
    rule: str
    cue_at: int | None = None


def find_beside(paragraph: Paragraph, at: int) -> Found | None:
    """The best of what the sentence itself says, before the mark or after it."""
    items, ends = paragraph.items, paragraph.ends
    begin = sentence_start(at, ends)
    end = sentence_end(items, at, ends)
    trailing = _trailing(items, at, end) if not ends[at] else None
    if trailing and trailing.confidence >= 0.9:
        return _same_speaker(items, at, begin, trailing)
    found = [
        trailing,
        find_leading(items, at, begin),
        _closing_clause(items, at, end),
        _agent(items, at, begin, end),
        _according(items, begin, end),
    ]
    return max((one for one in found if one), key=lambda one: one.confidence, default=None)


def _same_speaker(items: list[Item], at: int, begin: int, trailing: Found) -> Found:
    """Ruiz said that the port has “…,” she said."""
    if trailing.phrase.head.low not in ("he", "she") or begin == at:
        return trailing
    leading = find_leading(items, at, begin)
    if leading is None or leading.confidence < 0.7 or leading.phrase.head.kind != NAME:
        return trailing
    actor = leading.phrase.head.mention.actor
    clash = actor.gender and (actor.gender == "m") != (trailing.phrase.head.low == "he")
    return trailing if clash or not actor.is_person else leading


def _trailing(items: list[Item], at: int, end: int) -> Found | None:
    """“…,” she said · “…,” said Ana Ruiz · “…,” the ministry, in a statement, added"""
    place = at + 1
    while place < end and items[place].low in _PAUSES:
        place += 1
    if place >= end:
        return None
    if _behind_source(items, place, end):
        return _according(items, place, end)
    if put := _put_it(items, place, end):
        return put
    if signed := _signature(items, place, end):
        return signed
    if is_verb_of_speech(items, place) and _can_invert(items[place]):
        phrase = _inverted_subject(items, cue_end(items, place), end)
        if phrase is not None:
            return Found(phrase, cue_span(items, place), 0.95, "said X", place)
    if items[at].ends_clause and (found := _unlisted_verb(items, place, end)):
        return found
    phrase = phrase_at(items, place, end)
    if phrase is None:
        return None
    cue = cue_behind(items, phrase, end)
    if cue is None:
        return None
    confidence = 0.95 if CUES[items[cue].low] == 1.0 else 0.85
    phrase = _person_quoted(items, cue, end) or phrase
    return Found(phrase, cue_span(items, cue), confidence, "X said", cue)


def _put_it(items: list[Item], place: int, end: int) -> Found | None:
    """“…”, as Ruiz put it"""
    phrase = phrase_at(items, place + 1, end) if items[place].low == "as" else None
    if phrase is None or phrase.end + 1 >= end or items[phrase.end + 1].low != "it":
        return None
    cue = items[phrase.end]
    if cue.low not in ("put", "puts"):
        return None
    return Found(phrase, Span(cue.start, cue.end), 0.9, "as X put it", phrase.end)


def _signature(items: list[Item], place: int, end: int) -> Found | None:
    """“…” — Ana Ruiz · ‘…’: Ruiz"""
    sign, signer = items[place - 1], items[place]
    if signer.kind != NAME or sign.low not in (":", "—", "–", "--", "―"):
        return None
    behind = items[place + 1].low if place + 1 < end else "."
    if behind not in (".", ","):
        return None
    return Found(Phrase(place, place + 1, signer), Span(sign.start, sign.end), 0.8, "signed")


def _person_quoted(items: list[Item], cue: int, end: int) -> Phrase | None:
    """Ruiz quoted the mayor as saying: the mayor speaks."""
    if items[cue].low not in _QUOTING:
        return None
    phrase = phrase_at(items, cue + 1, end)
    if phrase is None or phrase.end + 1 >= end or items[phrase.end].low != "as":
        return None
    return phrase if items[phrase.end + 1].low.endswith("ing") else None


def _can_invert(cue: Item) -> bool:
    """“…,” said Ruiz, but not “…,” citing a letter."""
    return CUES[cue.low] == 1.0 and not cue.low.endswith("ing")


def _unlisted_verb(items: list[Item], place: int, end: int) -> Found | None:
    """“…,” beamed Ana Ruiz · “…,” Ruiz fumed: beside a clause, any past form will do."""
    first = items[place]
    if place + 1 >= end or first.is_cue:
        return None
    phrase = _inverted_subject(items, place + 1, end) if _is_past_form(first) else None
    if phrase is not None and phrase.start == place + 1:
        return Found(phrase, Span(first.start, first.end), 0.8, "verbed X", place)
    verb = items[place + 1]
    is_subject = first.kind == NAME or first.low in ("he", "she", "they")
    if is_subject and _is_past_form(verb) and verb.low not in CUES:
        subject = Phrase(place, place + 1, first)
        return Found(subject, Span(verb.start, verb.end), 0.8, "X verbed", place + 1)
    return None


def _is_past_form(item: Item) -> bool:
    return item.kind == WORD and item.low.endswith("ed") and not item.is_capital


def _inverted_subject(items: list[Item], start: int, end: int) -> Phrase | None:
    while start < end and items[start].kind == WORD and items[start].low in ADVERBS:
        start += 1
    phrase = phrase_at(items, start, end)
    if phrase is None:
        return None
    if is_plausible(phrase):
        return None if items[phrase.start].low in ("that", "this") else phrase
    is_beside = start > 1 and items[start - 2].kind == QUOTE and items[start - 2].ends_clause
    is_named = any(item.is_capital for item in items[phrase.start : phrase.end])
    return phrase if is_beside and (is_named or items[phrase.start].low in _DETERMINED) else None


def find_leading(items: list[Item], at: int, begin: int) -> Found | None:
    """She said the plan was “…” · calling him “…” · Ruiz told the station: “…”"""
    if found := _verb_at_the_mark(items, at, begin) or _name_colon(items, at, begin):
        return found
    for cue in range(at - 1, begin - 1, -1):
        if not is_verb_of_speech(items, cue):
            continue
        found = _with_subject(items, cue, begin, at)
        if found is not None:
            return _governing(items, cue, begin, at, found)
    return _remark(items, at, begin) or _colon(items, at, begin)


def _governing(items: list[Item], cue: int, begin: int, at: int, found: Found) -> Found:
    """Ruiz said that Lind fears “…”: a weak verb yields to “said that”, but “called” does not."""
    low = items[cue].low
    following = items[cue + 1].low if cue + 1 < len(items) else ""
    is_naming = low in NAMING_CUES and following not in ("for", "on")
    if items[cue - 1].low != "to" and (CUES[low] == 1.0 or (is_naming and at - cue <= 6)):
        return found
    for verb in range(cue - 1, begin, -1):
        if is_verb_of_speech(items, verb) and CUES[items[verb].low] == 1.0:
            outer = _with_subject(items, verb, begin, at)
            if outer is not None:
                return outer
    return found


def _remark(items: list[Item], at: int, begin: int) -> Found | None:
    """A noun of speech with its owner, close before the mark."""
    for noun in range(at - 1, max(begin, at - 12), -1):
        follows = {item.low for item in items[noun + 1 : noun + 9]}
        leads_in = items[at - 1].low in (":", "was", "is", "were")
        if items[noun].low in SPEECH_NOUNS and ("that" in follows or leads_in):
            return _possessed(items, noun, begin)
    return None


def _verb_at_the_mark(items: list[Item], at: int, begin: int) -> Found | None:
    """Ruiz leaned in and boomed: “…”: before a colon or a comma, any past form will do."""
    verb = at - 2
    if verb <= begin or items[at - 1].low not in (":", ",") or not _is_past_form(items[verb]):
        return None
    phrase = subject_before(items, verb, begin)
    if phrase is None or not (is_plausible(phrase) or items[phrase.start].low in _DETERMINED):
        return None
    return Found(phrase, Span(items[verb].start, items[verb].end), 0.85, "verbed:", verb)


def _possessed(items: list[Item], noun: int, begin: int) -> Found | None:
    """her March remark that “…” · Ruiz's call for “…”"""
    span = Span(items[noun].start, items[noun].end)
    for at in range(noun - 1, max(begin, noun - 4) - 1, -1):
        if items[at].low in ("his", "her", "their"):
            return Found(Phrase(at, at + 1, items[at]), span, 0.7, "their remark", noun)
        owner = items[at - 1] if at > begin else items[at]
        if items[at].low == "'s" and (owner.kind == NAME or is_office(owner.low)):
            first = at - 1
            while owner.kind == WORD and first > begin and items[first].low not in ARTICLES:
                first -= 1
            return Found(Phrase(first, at, owner), span, 0.7, "X's remark", noun)
        if items[at].kind != WORD:
            return None
    return None


def _name_colon(items: list[Item], at: int, begin: int) -> Found | None:
    """Ana Ruiz: “…”"""
    if at - 1 <= begin or items[at - 1].low != ":" or items[at - 2].kind != NAME:
        return None
    if at - 2 > begin and items[at - 3].kind != SIGN:
        return None
    span = Span(items[at - 1].start, items[at - 1].end)
    return Found(Phrase(at - 2, at - 1, items[at - 2]), span, 0.8, "X:")


def _colon(items: list[Item], at: int, begin: int) -> Found | None:
    """Ruiz gave the house her answer: “…”"""
    if at - 1 <= begin or items[at - 1].low != ":":
        return None
    span = Span(items[at - 1].start, items[at - 1].end)
    phrase = clause_subject(items, begin, at - 1)
    if phrase is None or not is_plausible(phrase):
        return None
    return Found(phrase, span, 0.6, "colon", None)


def _with_subject(items: list[Item], cue: int, begin: int, at: int) -> Found | None:
    """The verb's subject; in “Ruiz said she hoped” both verbs have the first one's."""
    found = _with_own_subject(items, cue, begin, at)
    if found is None:
        return None
    if found.phrase.head.low not in _THIRD_PERSON and items[found.phrase.start].low not in _OWN:
        return found
    before = found.phrase.start - 1
    if before > begin and items[before].low == "that":
        before -= 1
    if before <= begin or not is_verb_of_speech(items, before):
        return found
    outer = _with_own_subject(items, before, begin, at)
    if outer is None or outer.phrase.head.kind != NAME:
        return outer or found
    gender = outer.phrase.head.mention.actor.gender
    clash = {"m": SHE, "f": HE}.get(gender, ())
    return found if items[found.phrase.start].low in clash else outer


def _with_own_subject(items: list[Item], cue: int, begin: int, at: int) -> Found | None:
    low = items[cue].low
    span = cue_span(items, cue)
    if cue == begin and items[cue].is_capital and cue + 1 < at:
        phrase = _inverted_subject(items, cue + 1, at)
        return Found(phrase, span, 0.9, "Said X", cue) if phrase else None
    if items[cue - 1].low == "as" and (phrase := _quoted_before(items, cue, begin)):
        return Found(phrase, span, 0.9, "quoted as", cue)
    if low.endswith("ing") and not is_progressive(items, cue):
        phrase = _participle_subject(items, cue, begin)
    else:
        phrase = subject_before(items, cue, begin)
    adjacent = cue >= at - 2 and CUES[low] == 1.0
    if phrase is None or not (
        is_plausible(phrase) or (adjacent and items[phrase.start].low in _DETERMINED)
    ):
        return None
    distance = sum(1 for item in items[cue:at] if item.kind != SIGN)
    confidence = 0.92 if CUES[low] == 1.0 else 0.75
    confidence -= 0.01 * max(0, distance - 6)
    return Found(phrase, span, max(confidence, 0.45), "cue before", cue)


def _quoted_before(items: list[Item], cue: int, begin: int) -> Phrase | None:
    for verb in range(cue - 2, max(begin, cue - 14) - 1, -1):
        if items[verb].low in _QUOTING and is_verb_of_speech(items, verb):
            return _person_quoted(items, verb, cue + 1)
    return None


def _led_in_subject(items: list[Item], cue: int, begin: int) -> Phrase | None:
    """Ruiz was met by dockers shouting “…”: they shout."""
    for at in range(cue - 2, max(begin, cue - 5), -1):
        if items[at].low in ("by", "of", "with", "from"):
            phrase = phrase_at(items, at + 1, cue)
            is_whole = phrase is not None and phrase.end == cue and is_plausible(phrase)
            return phrase if is_whole else None
    return None


def _participle_subject(items: list[Item], cue: int, begin: int) -> Phrase | None:
    """Ruiz said, adding “…”: who spoke just before, else the subject of the sentence."""
    if near := _led_in_subject(items, cue, begin):
        return near
    for verb in range(cue - 1, begin, -1):
        if is_verb_of_speech(items, verb) and CUES[items[verb].low] == 1.0:
            if items[verb].low.endswith("ing"):
                continue
            phrase = subject_before(items, verb, begin)
            if phrase is not None and is_plausible(phrase):
                return phrase
    return clause_subject(items, begin, cue)


def _according(items: list[Item], begin: int, end: int) -> Found | None:
    for at in range(begin, end - 2):
        behind = _behind_source(items, at, end)
        phrase = phrase_at(items, behind, end) if behind else None
        if phrase is not None:
            sure = 0.85 if at == begin else 0.8
            cue = Span(items[at].start, items[behind - 1].end)
            return Found(phrase, cue, sure, "according to", at)
    return None


def _behind_source(items: list[Item], at: int, end: int) -> int:
    """Where who said it stands, behind “according to” and “in the words of”; 0 if nobody does."""
    for source in _SOURCES:
        behind = at + len(source)
        if behind < end and [item.low for item in items[at:behind]] == source:
            return behind
    return 0


def _closing_clause(items: list[Item], at: int, end: int) -> Found | None:
    """The plan was “a gift” to the port, Ruiz said."""
    for cue in range(at + 1, end):
        if not is_verb_of_speech(items, cue) or CUES[items[cue].low] < 1.0:
            continue
        comma = max((i for i in range(at + 1, cue) if items[i].low == ","), default=None)
        if comma is None:
            continue
        phrase = subject_before(items, cue, comma + 1)
        if phrase is not None and is_plausible(phrase):
            return Found(phrase, cue_span(items, cue), 0.8, "closing", cue)
        if cue == comma + 1 and (phrase := _inverted_subject(items, cue + 1, end)):
            return Found(phrase, cue_span(items, cue), 0.8, "closing", cue)
    return None


def _agent(items: list[Item], at: int, begin: int, end: int) -> Found | None:
    """The plan has been called “a gift” by Ruiz."""
    if at + 2 >= end or items[at + 1].low != "by":
        return None
    cue = next((i for i in range(at - 1, max(begin, at - 6), -1) if items[i].is_cue), None)
    phrase = phrase_at(items, at + 2, end)
    if cue is None or phrase is None or not is_plausible(phrase):
        return None
    return Found(phrase, cue_span(items, cue), 0.8, "by X") if is_passive(items, cue) else None


def find_lead_in(paragraph: Paragraph, at: int) -> Found | None:
    """The last sentence of a paragraph that ends with a colon."""
    items = paragraph.items
    begin = sentence_start(at - 1, paragraph.ends)
    found = find_leading(items, at - 1, begin) or _according(items, begin, at)
    if found is not None:
        return found
    phrase = clause_subject(items, begin, at)
    if phrase is None or not is_plausible(phrase):
        return None
    return Found(phrase, Span(items[at - 1].start, items[at - 1].end), 0.6, "colon")
