"""Who the subject of a verb is: the little grammar behind every attribution."""

from articles.text.lexicon.lists import words
from articles.text.lexicon.vocabulary import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    PREPOSITIONS,
    ROLE_NOUNS,
)

from .items import NAME, PRONOUNS, QUOTE, WORD, Item
from .phrases import INDEFINITE, Phrase, filling_phrase, is_plausible, phrase_at
from .verbs import is_verb_of_speech, skip_back

# Continued to say, declined to say, kept asking
_CATENATIVES = words(
    """
    continued went declined seemed appeared began wanted tried used rose took refused returned
    stopped paused meant liked kept keeps started begins continues likes refuses goes seems
    """
)
_FOR = frozenset({"for", "of", "at", "with"})
_OPENINGS = words("early late hours days weeks months years minutes moments asked speaking given")


def subject_before(items: list[Item], verb: int, start: int) -> Phrase | None:
    """The subject of the verb at index `verb`, in a sentence that begins at `start`."""
    at = skip_back(items, verb - 1, start)
    if at < start:
        return None
    if items[at].low in _CATENATIVES:
        at = skip_back(items, at - 1, start)
        if at < start:
            return None
    low = items[at].low
    if low == ")":  # Lara Voss (Liberals) said
        opening = next((i for i in range(at - 1, start, -1) if items[i].low == "("), None)
        if opening is not None and items[opening - 1].kind == NAME:
            return Phrase(opening - 1, opening, items[opening - 1])
    if items[at].is_break:
        return _before_apposition(items, at, start)
    if low in ("who", "which", "that"):
        return _relative_subject(items, at, start)
    if low in ("and", "but", "or", "then"):
        return clause_head(items, start, at)
    if low in PRONOUNS or (low in INDEFINITE and not _is_described(items, at, start)):
        return Phrase(at, at + 1, items[at])
    begin = _clause_start(items, at, start)
    if begin == at and items[at].kind == NAME:
        return Phrase(at, at + 1, items[at])
    for first in range(begin, at + 1):
        if (phrase := filling_phrase(items, first, at + 1)) is not None:
            return phrase
    if items[begin].low in PREPOSITIONS and begin > start and items[begin - 1].low == ",":
        return _before_apposition(items, begin - 1, start)
    phrase = _first_phrase(items, begin, at + 1)
    if phrase is None or (phrase.head.kind != NAME and items[begin].low in PREPOSITIONS):
        return clause_head(items, start, at + 1)
    return phrase


def _is_described(items: list[Item], at: int, start: int) -> bool:
    """The northern half: a noun there, and not “half said”."""
    before = items[at - 1] if at > start else None
    if before is None or before.kind != WORD or before.is_cue:
        return False
    return before.low == "the" or not (
        before.low in DETERMINERS
        or before.low in CONJUNCTIONS
        or before.low in ADVERBS
        or before.low in PREPOSITIONS
        or before.low in AUXILIARIES
    )


def _relative_subject(items: list[Item], at: int, start: int) -> Phrase | None:
    """Ruiz, who said: the name, printed as “who”; a message that said: the message."""
    found = _antecedent(items, at, start)
    if found is None or items[at].low == "that":
        return found
    return Phrase(found.start, found.end, found.head, relative=items[at])


def _clause_start(items: list[Item], at: int, start: int) -> int:
    begin = at
    while begin > start:
        item = items[begin - 1]
        if item.is_break or item.kind == QUOTE:
            break
        if item.kind == WORD and item.low in CONJUNCTIONS and not _joins_names(items, begin - 1):
            break
        if is_verb_of_speech(items, begin - 1):
            break
        begin -= 1
    return begin


def _joins_names(items: list[Item], at: int) -> bool:
    if items[at].low != "and" or at == 0 or at + 1 >= len(items):
        return False
    return items[at - 1].kind == NAME and items[at + 1].kind == NAME


def _first_phrase(items: list[Item], begin: int, limit: int) -> Phrase | None:
    """The first noun phrase that no preposition leads in; if each has one, the last."""
    last = None
    at = begin
    while at < limit:
        item = items[at]
        if item.kind == WORD and item.low in PREPOSITIONS:
            led = phrase_at(items, at + 1, limit)
            if led is None:
                at += 1
                continue
            # “In Velden Marenko said”: a name right behind the place is the subject.
            if led.end - led.start > 1 and items[led.end - 1].kind == NAME and led.end == limit:
                return Phrase(led.end - 1, led.end, items[led.end - 1])
            last, at = led, led.end
            continue
        phrase = phrase_at(items, at, limit)
        if phrase is None:
            at += 1
        elif is_plausible(phrase):
            return phrase
        else:
            last, at = last or phrase, phrase.end
    return last


def _before_apposition(items: list[Item], comma: int, start: int) -> Phrase | None:
    """X, a spokesman for the Y campaign, who came late, said: the phrase before the asides."""
    fallback = None
    end = comma
    while end > start:
        begin = _segment_start(items, end, start)
        if [item.low for item in items[begin : begin + 2]] == ["known", "as"]:
            begin += 2  # its spokesman, known as Commander Ilk
        phrase = _whole_segment(items, begin, end)
        if phrase is not None:
            if phrase.head.kind == NAME or phrase.is_pronoun:
                return _who_speaks_for(items, phrase, begin, start) or phrase
            fallback = fallback or phrase
        end = begin - 1
    return fallback or clause_subject(items, start, comma)


def _who_speaks_for(items: list[Item], body: Phrase, begin: int, start: int) -> Phrase | None:
    """Maren Huld, a spokeswoman for the owner, Nordferge Lines, said: Maren Huld. A lawyer for the
    owner, Nordferge Lines, said: the lawyer."""
    if body.head.kind != NAME or not body.head.mention or body.head.mention.actor.is_person:
        return None
    first = _segment_start(items, begin - 1, start) if begin - 1 > start else start
    office = {item.low for item in items[first : begin - 1]}
    if not (office & ROLE_NOUNS and office & _FOR):
        return None
    if first > start:
        person = _whole_segment(items, _segment_start(items, first - 1, start), first - 1)
        is_name = person is not None and person.head.kind == NAME and person.head.mention
        if is_name and person.head.mention.actor.is_person:
            return person
    speaker = phrase_at(items, first, begin - 1)
    is_office = speaker is not None and speaker.head.low in ROLE_NOUNS
    return speaker if is_office and items[speaker.end].low in _FOR else None


def _segment_start(items: list[Item], end: int, start: int) -> int:
    begin = end
    while begin > start and not items[begin - 1].is_break and items[begin - 1].kind != QUOTE:
        begin -= 1
    return begin


def _whole_segment(items: list[Item], begin: int, end: int) -> Phrase | None:
    """A noun phrase with its “of …”, “for …” that fills what stands between two commas."""
    while begin < end and (items[begin].low in CONJUNCTIONS or items[begin].low in ADVERBS):
        if items[begin].low in ("who", "which", "whose", "whom", "where", "as"):
            return None
        begin += 1
    for at in range(end - 1, begin, -1):
        if (
            items[at].low in ("that", "which", "and", "but", "because", "when", "while")
            and items[at].kind == WORD
        ):
            phrase = filling_phrase(items, at + 1, end)
            if phrase is not None and (phrase.head.kind == NAME or phrase.is_pronoun):
                return phrase
    return filling_phrase(items, begin, end)


def _antecedent(items: list[Item], at: int, start: int) -> Phrase | None:
    """What a “who” or “that” stands for: the noun phrase that ends before it."""
    end = at - 1 if at > start and items[at - 1].is_break else at
    if end <= start:
        return None
    for first in range(_clause_start(items, end - 1, start), end):
        if (phrase := filling_phrase(items, first, end)) is not None:
            return phrase
    return None


def clause_subject(items: list[Item], start: int, limit: int) -> Phrase | None:
    """The subject of the sentence: the first phrase after an opening “In response, …”."""
    at = _after_opening(items, start, limit)
    first = at
    while at < limit:
        phrase = phrase_at(items, at, limit)
        if phrase is not None and (
            is_plausible(phrase) or _acts_first(items, phrase, first, limit)
        ):
            return phrase
        at = phrase.end if phrase else at + 1
    return None


def _acts_first(items: list[Item], phrase: Phrase, first: int, limit: int) -> bool:
    """A familiar voice celebrated: whatever it is, nobody behind it is the subject."""
    if phrase.start != first or items[first].low not in DETERMINERS or phrase.end >= limit:
        return False
    following = items[phrase.end]
    return following.kind == WORD and (
        following.low in AUXILIARIES or following.low in CUES or following.low.endswith("ed")
    )


def _after_opening(items: list[Item], start: int, limit: int) -> int:
    """Where the clause begins, after “But”, “Still,” and “Early in the week,”."""
    at = start
    while at < limit and items[at].kind == WORD:
        low = items[at].low
        comma = next((i for i in range(at, limit) if items[i].low == ","), None)
        if low in ("but", "and", "yet", "so", "nor", "or"):
            at += 1
        elif low in PREPOSITIONS or low in CONJUNCTIONS or low in _OPENINGS or _is_participle(low):
            if comma is None or comma + 1 >= limit:
                return at + 1
            at = comma + 1
        elif low in ADVERBS or low.endswith("ly"):
            at = comma + 1 if comma == at + 1 and comma + 1 < limit else at + 1
        else:
            break
    return at


def _is_participle(low: str) -> bool:
    return len(low) > 4 and (low.endswith("ing") or low.endswith("ed"))


def clause_head(items: list[Item], start: int, at: int) -> Phrase | None:
    """The nearest name or pronoun to the left that a verb follows: whose “and said” it is."""
    for index in range(at - 1, start - 1, -1):
        item = items[index]
        if item.kind != NAME and item.low not in ("he", "she", "they"):
            continue
        before = items[index - 1] if index > start else None
        opens = before is None or before.is_break or before.low in CONJUNCTIONS
        after = index + 1
        while after < at and items[after].low in ADVERBS and items[after].kind == WORD:
            after += 1
        if opens and after < at and _is_finite(items[after]):
            return Phrase(index, index + 1, item)
    return clause_subject(items, start, at)


def _is_finite(item: Item) -> bool:
    return (
        item.kind == WORD
        and item.low != "'s"
        and (item.low in AUXILIARIES or item.low in CUES or item.low.endswith("ed"))
    )
