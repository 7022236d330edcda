"""What a text reports without marks: “Ruiz said that …”, “…, Ruiz said”, “according to Ruiz, …”.

Only plain sentences are read: one verb of stating, its subject beside it, one clause.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.lexicon.gazetteer import CALENDAR
from articles.text.lexicon.lists import words
from articles.text.lexicon.vocabulary import (
    ADVERBS,
    AUXILIARIES,
    IRREGULAR_PAST,
    PREPOSITIONS,
    STATING_CUES,
    STATING_CUES_WITHOUT_THAT,
    TELLING_CUES,
)
from articles.text.spans import Span

from .beside import Found
from .items import NAME, QUOTE, SIGN, WORD, Item
from .phrases import Phrase, filling_phrase, is_speaking_noun, phrase_at
from .sentences import Paragraph, sentence_end
from .subjects import subject_before
from .verbs import cue_end, cue_span, is_verb_of_speech, skip_back

_SHORTEST = 3  # words: “he was ill”
_LONGEST_APPOSITION = 25  # items between a subject and its verb
_QUESTIONS = words("what who whom whose why how whether which where if when so no yes nothing")
_CLOSED_BEFORE = words(
    "asked if unless whether when as because before until while although though that"
)
_DOUBT = words("""
    not never hardly n't hasn't haven't hadn't would could might may should must wouldn't couldn't
    """)
_ASIDES = words("adding saying noting calling citing according but though although while")
_OPENS_A_REPORT = words("and but yet so")
_VAGUE = words("some many most few several one both either neither")
_OPENS_A_PHRASE = words("both all just only even")
_SPOKEN_OF = words("of about for against")
_RELATIVES = words("that who which")
_DASHES = frozenset({"—", "–", "--", "―", "-"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A reported clause, from its first item up to `end`, with who stated it."""

    found: Found
    start: int
    end: int


def find_statements(paragraph: Paragraph) -> Iterator[Statement]:
    """The plain reported clauses of a paragraph, in order; none of them holds a marked stretch."""
    items, begin = paragraph.items, 0
    while begin < len(items):
        end = sentence_end(items, begin, paragraph.ends)
        found = _read_sentence(items, begin, end)
        if found is not None and not any(
            item.kind == QUOTE for item in items[found.start : found.end]
        ):
            yield found
        begin = end


def _read_sentence(items: list[Item], begin: int, end: int) -> Statement | None:
    if begin < end and items[end - 1].kind == SIGN and items[end - 1].low in ("?", "!"):
        return None
    stop = end - 1 if items[end - 1].kind == SIGN else end
    if items[begin].low == "according":
        return _opening_according(items, begin, stop)
    for at in range(begin, stop):
        if items[at].low == "according" and items[at - 1].low == ",":
            return _closing_according(items, begin, at, stop)
        is_aside = at > begin and items[at - 1].low == "who"  # Vasse, who wrote the report, said
        if items[at].low in STATING_CUES and is_verb_of_speech(items, at) and not is_aside:
            return _around_verb(items, begin, at, stop)
    return None


def _around_verb(items: list[Item], begin: int, cue: int, stop: int) -> Statement | None:
    """The first verb of stating governs all that follows it, or closes what stands before it."""
    if not _is_stated(items, begin, cue):
        return None
    phrase = subject_before(items, cue, begin)
    if phrase is not None and _is_beside(items, phrase, begin, cue):
        if clause := _clause_behind(items, cue, stop):
            if _is_told_by_another(items, clause[0], stop):
                return None
            return _statement(items, phrase, cue, *clause, 0.9)
        if _only_circumstances(items, cue_end(items, cue), stop):
            return _closed_by(items, phrase, cue, begin, phrase.start)
    inverted = phrase_at(items, cue + 1, stop) if items[cue - 1].low == "," else None
    if inverted is not None and _only_apposition(items, inverted.end, stop):
        return _closed_by(items, inverted, cue, begin, cue)
    return None


def _is_stated(items: list[Item], begin: int, cue: int) -> bool:
    """Said or has said, but not would say, did not say, or is said."""
    before = skip_back(items, cue - 1, begin)
    return not any(item.low in _DOUBT for item in items[before + 1 : cue])


def _is_beside(items: list[Item], phrase: Phrase, begin: int, cue: int) -> bool:
    """The subject opens its sentence or clause, and nothing but an aside parts it from its verb."""
    if phrase.relative is not None or cue - phrase.end > _LONGEST_APPOSITION:
        return False
    before = items[phrase.start - 1] if phrase.start > begin else None
    if any(item.kind == QUOTE for item in items[begin : phrase.start]):
        return False
    if items[phrase.start].low in _VAGUE or items[phrase.start].low.endswith("ing"):
        return False
    is_called = [item.low for item in items[phrase.start - 2 : phrase.start]] == ["known", "as"]
    if before is not None and before.kind == WORD and not is_called:
        if before.low not in _OPENS_A_REPORT:
            return False
        is_joined = before.low == "and" and phrase.start - 1 > begin
        if is_joined and not phrase.is_pronoun:
            return False
    if before is not None and before.low == ",":
        opener = items[begin].low
        if opener in _CLOSED_BEFORE and opener not in ("as", "when", "before"):
            return False
    behind = _behind_belonging(items, phrase.end, cue)
    following = items[behind] if behind < cue else None
    if following is None or following.low in (",", "("):
        return following is None or items[cue - 1].low in (",", ")") or _is_skipped(items, cue)
    return all(_is_between(item) for item in items[behind:cue])


def _behind_belonging(items: list[Item], at: int, cue: int) -> int:
    """Ada Lund *of the University of Molm*"""
    while at < cue and items[at].low in ("of", "at", "from"):
        led = phrase_at(items, at + 1, cue)
        if led is None:
            break
        at = led.end
    return at


def _is_skipped(items: list[Item], cue: int) -> bool:
    return items[skip_back(items, cue - 1, 0)].low in (",", ")")


def _is_between(item: Item) -> bool:
    return item.kind == WORD and (item.low in AUXILIARIES or _is_adverb(item))


def _is_adverb(item: Item) -> bool:
    return item.kind == WORD and (
        item.low in ADVERBS or (item.low.endswith("ly") and not item.is_capital)
    )


def _clause_behind(items: list[Item], cue: int, stop: int) -> tuple[int, int] | None:
    """“(told Lind) (on Monday) that …”, or the clause itself where “that” is left out."""
    at = cue_end(items, cue)
    if items[cue].low in TELLING_CUES:
        hearer = phrase_at(items, at, stop)
        if hearer is None:
            return None
        at = _first_name_end(items, hearer)
    start = _behind_circumstances(items, at, stop)
    if start >= stop:
        return None
    if items[start].low == "that" and start + 1 < stop and not _is_demonstrative(items, start):
        start += 1
    elif items[cue].low not in STATING_CUES_WITHOUT_THAT or not _opens_clause(items, start, stop):
        return None
    end = _clause_end(items, start, stop)
    return (start, end) if _is_clause(items, start, end) else None


def _is_told_by_another(items: list[Item], start: int, end: int) -> bool:
    """Ruiz told Lind that the quay was full, officials on both sides said."""
    for at in range(start, end):
        if items[at].low in STATING_CUES and is_verb_of_speech(items, at):
            subject = subject_before(items, at, start)
            follows_comma = subject is not None and items[subject.start - 1].low == ","
            if follows_comma and _only_circumstances(items, at + 1, end):
                return True
    return False


def _first_name_end(items: list[Item], hearer: Phrase) -> int:
    """Told CNN Marenko would go: two names in a row are a hearer and a subject."""
    for at in range(hearer.start, hearer.end):
        if items[at].kind == NAME:
            return at + 1
    return hearer.end


def _behind_circumstances(items: list[Item], at: int, stop: int) -> int:
    """Past “on Monday”, “in a statement”, “late last night”, to a “that” or to the clause."""
    place = at
    while place < stop and items[place].kind != SIGN and place < at + 12:
        item = items[place]
        if item.low == "that":
            return place
        if item.kind == WORD and item.low in PREPOSITIONS:
            led = phrase_at(items, place + 1, stop) if item.low not in _SPOKEN_OF else None
            if led is None or (led.end < stop and _is_finite(items[led.end])):
                return stop
            place = led.end
        elif (_is_adverb(item) and item.low not in _OPENS_A_PHRASE) or item.text in CALENDAR:
            place += 1
        else:
            break
    return place


def _is_demonstrative(items: list[Item], that: int) -> bool:
    """Said that was enough"""
    return items[that + 1].low in AUXILIARIES and items[that + 1].low not in ("can", "will")


def _opens_clause(items: list[Item], start: int, stop: int) -> bool:
    """A subject and its verb, right behind it or behind its “of …”."""
    if items[start].low == "no":  # said no shepherd would; but not “said no to a plan”
        phrase = phrase_at(items, start, stop)
        is_subject = phrase is not None and phrase.end - start > 1 and phrase.end < stop
        return is_subject and _is_finite(items[phrase.end])
    if items[start].low in _QUESTIONS:
        return False
    phrase = phrase_at(items, start, stop)
    return phrase is not None and _has_verb(items, phrase.start + 1, min(stop, phrase.end + 8))


def _has_verb(items: list[Item], start: int, end: int) -> bool:
    """A verb of its own, not that of a “who …” or a “that …”."""
    at = start
    while at < end:
        if items[at].low in _RELATIVES and at > start:
            at += 1
            while at < end and (_is_finite(items[at]) or _is_adverb(items[at])):
                at += 1
        elif _is_finite(items[at]):
            return True
        else:
            at += 1
    return False


def _is_finite(item: Item) -> bool:
    if item.kind != WORD or item.low == "'s":
        return False
    return item.low in AUXILIARIES or item.low in IRREGULAR_PAST or item.low.endswith("ed")


def _clause_end(items: list[Item], start: int, stop: int) -> int:
    """Where the reporter speaks again: “, adding …”, “, but …”, “— a claim …”; else the end."""
    dashes = [at for at in range(start, stop) if _is_dash(items, at)]
    end = dashes[0] if len(dashes) == 1 else stop
    for at in range(start + 2, end - 1):
        if items[at].low == ":" or (items[at].low == "," and items[at + 1].low in _ASIDES):
            return at
        if items[at].low == "," and _states_again(items, at + 1, end):
            return at
    return end


def _is_dash(items: list[Item], at: int) -> bool:
    """Not the hyphen of “U.S.-led”."""
    return items[at].low in _DASHES and items[at - 1].end < items[at].start


def _states_again(items: list[Item], at: int, end: int) -> bool:
    """“…, and she warned that …”, “…, one of them said”"""
    at += items[at].low in ("and", "as")
    phrase = phrase_at(items, at, end)
    if phrase is None:
        return False
    verb = phrase.end
    while verb < end and _is_between(items[verb]):
        verb += 1
    return verb < end and items[verb].low in STATING_CUES and items[verb].is_cue


def _is_clause(items: list[Item], start: int, end: int) -> bool:
    count = sum(1 for item in items[start:end] if item.kind != SIGN)
    return (
        count >= _SHORTEST
        and items[start].low not in _QUESTIONS - {"if", "when", "no"}
        and items[start].kind != SIGN
        and items[start].low not in ("to", "not", "as")
        and _has_verb(items, start, end)
    )


def _closed_by(
    items: list[Item], phrase: Phrase, cue: int, begin: int, limit: int
) -> Statement | None:
    """The quay is full, Ruiz said; the quay is full, the mayor, Theo Ruiz, said."""
    if limit - 1 <= begin or items[limit - 1].low != ",":
        return None
    limit = _before_office(items, phrase, begin, limit)
    clause = _clause_before(items, begin, limit - 1)
    return _statement(items, phrase, cue, *clause, 0.85) if clause else None


def _before_office(items: list[Item], phrase: Phrase, begin: int, limit: int) -> int:
    """Where “the mayor of Molm, ” begins, if it stands before the name and behind a comma."""
    first = limit - 2
    while first > begin and items[first - 1].low != ",":
        first -= 1
    office = filling_phrase(items, first, limit - 1) if first > begin else None
    is_office = office is not None and phrase.head.kind == NAME and _is_one(phrase, office)
    return first if is_office else limit


def _clause_before(items: list[Item], begin: int, end: int) -> tuple[int, int] | None:
    start = begin
    for at in range(begin, end):
        if items[at].low == ":":
            start = at + 1
    start += start < end and items[start].low in _OPENS_A_REPORT
    if start >= end or items[start].low in _CLOSED_BEFORE - {"that"}:
        return None
    return (start, end) if _is_clause(items, start, end) else None


def _only_circumstances(items: list[Item], at: int, stop: int) -> bool:
    """“said”, “said on Monday”, “told reporters in Molm”: nothing more is stated behind it."""
    behind = items[at:stop]
    holds_words = any(item.kind == QUOTE or item.low in (":", ",") for item in behind)
    return len(behind) <= 10 and not holds_words and not _has_verb(items, at, stop)


def _only_apposition(items: list[Item], at: int, stop: int) -> bool:
    """“said Ruiz, the mayor of Molm”"""
    return at == stop or items[at].low in (",", "(") or items[at].low in PREPOSITIONS


def _opening_according(items: list[Item], begin: int, stop: int) -> Statement | None:
    phrase = phrase_at(items, begin + 2, stop)
    if phrase is None or items[begin + 1].low != "to":
        return None
    comma = _behind_apposition(items, phrase, stop)
    if comma >= stop or items[comma].low != ",":
        return None
    end = _clause_end(items, comma + 1, stop)
    if not _is_clause(items, comma + 1, end):
        return None
    return _according(items, phrase, begin, comma + 1, end)


def _behind_apposition(items: list[Item], phrase: Phrase, stop: int) -> int:
    """The comma behind “the mayor, Theo Ruiz”, “Theo Ruiz, the mayor of Molm”: an office and a
    name say who it is; and behind “Theo Ruiz, who runs the port”."""
    comma = _behind_belonging(items, phrase.end, stop)
    closing = next((at for at in range(comma + 1, stop) if items[at].low == ","), stop)
    if closing < stop and items[comma + 1].low == "who":
        return closing
    beside = filling_phrase(items, comma + 1, closing) if closing < stop else None
    if beside is None or _has_verb(items, comma + 1, closing):
        return comma
    return closing if _is_one(phrase, beside) else comma


def _is_one(phrase: Phrase, beside: Phrase) -> bool:
    """An office and a name"""
    heads = {phrase.head.kind: phrase.head, beside.head.kind: beside.head}
    return set(heads) == {NAME, WORD} and is_speaking_noun(heads[WORD].low)


def _closing_according(items: list[Item], begin: int, at: int, stop: int) -> Statement | None:
    phrase = phrase_at(items, at + 2, stop)
    if phrase is None or items[at + 1].low != "to":
        return None
    if phrase.end < stop and items[phrase.end].low not in (",", "("):
        return None
    clause = _clause_before(items, begin, at - 1)
    return _according(items, phrase, at, *clause) if clause else None


def _according(items: list[Item], phrase: Phrase, at: int, start: int, end: int) -> Statement:
    cue = Span(items[at].start, items[at + 1].end)
    return Statement(Found(phrase, cue, 0.85, "according to", at), start, end)


def _statement(
    items: list[Item], phrase: Phrase, cue: int, start: int, end: int, sure: float
) -> Statement:
    found = Found(phrase, cue_span(items, cue), sure, "stated", cue)
    return Statement(found, start, end)
