"""From the printed words of an attribution to the actors that they mean."""

import re
from dataclasses import dataclass

from articles.text.lexicon.lists import words
from articles.text.lexicon.vocabulary import (
    DETERMINERS,
    HE,
    NAMING_CUES,
    ROLE_NOUNS,
    SHE,
    SPEAKING_THINGS,
    TELLING_CUES,
)
from articles.text.spans import Span
from articles.text.stretches import Stretch

from ..names.cast import Actor
from .beside import Found
from .items import NAME, PRONOUNS, WORD, Item
from .phrases import KNOWING, Phrase, phrase_at
from .recall import Recall
from .sentences import Paragraph

_OWNERS = frozenset({"his", "her", "their"})
_SAYING = words("said says say joked warned remarked wrote observed")
_ISSUED = words("statement letter memo email message report note release tweet complaint")
SHARED_NAME = 0.6  # how sure a last name is that two people of the article bear


_TIME_BEHIND = re.compile(r"\s+(?:(?:last|this|next)\s+\w+|yesterday|today)$")


@dataclass(slots=True)
class Attribution:
    """What is known of a stretch's speaker, in the terms of the reading."""

    speaker: Actor | None = None
    printed: Span | None = None
    cue: Span | None = None
    confidence: float = 0.0
    about: tuple[Actor, ...] = ()
    voice_of: Actor | None = None
    said_to: str = ""
    is_direct: bool = False
    continues: Stretch | None = None
    rule: str = ""
    noun: str = ""  # the main word where it is neither a name nor a pronoun
    office: Span | None = None  # the words “the mayor”, where they stand for the name


def resolve(
    source: str, recall: Recall, paragraph: Paragraph, found: Found, at: int
) -> Attribution:
    items, phrase = paragraph.items, found.phrase
    result = Attribution(
        printed=_printed(items, phrase), cue=found.cue if found.cue[1] else None,
        confidence=found.confidence, rule=found.rule,
    )  # fmt: skip
    if both := _joint(items, found):
        result.printed = both
        return result
    _resolve_phrase(recall, paragraph, phrase, result)
    if found.cue_at is not None:
        result.said_to = _said_to(source, items, found)
        if items[found.cue_at].low in NAMING_CUES and found.cue_at < at:
            result.about = _about(items, found, at)
        else:
            result.about = _spoken_of(items, found)
    result.voice_of = _voice_of(items, found)
    return result


def _joint(items: list[Item], found: Found) -> Span | None:
    """Thorn and Kron said: which of the two it was, nobody tells."""
    phrase, end = found.phrase, found.phrase.end
    if phrase.head.kind != NAME or phrase.relative or found.cue_at is None or end > found.cue_at:
        return None
    pair = items[end : end + 2]
    if [one.low for one in pair[:1]] != ["and"] or pair[-1].kind != NAME or not pair[-1].mention:
        return None
    return Span(items[phrase.start].start, pair[-1].end) if end + 2 == found.cue_at else None


def _printed(items: list[Item], phrase: Phrase) -> Span:
    if phrase.relative is not None:
        return Span(phrase.relative.start, phrase.relative.end)
    start = items[phrase.start].start
    head = phrase.head
    if head.kind == NAME or phrase.is_pronoun:
        return Span(start, head.end)
    return Span(start, items[_office_end(items, phrase) - 1].end)


def _office_end(items: list[Item], phrase: Phrase) -> int:
    """A spokesman *for the Port Authority*, the mayor *of Molm*, a source close *to the talks*"""
    end = phrase.end
    following = items[end].low if end < len(items) else ""
    if items[end - 1].low in KNOWING and following in ("to", "with", "on"):
        known = phrase_at(items, end + 1, len(items))
        end = known.end if known else end
    while end + 1 < len(items) and items[end].low in ("of", "for", "at", "from", "with"):
        led = phrase_at(items, end + 1, len(items))
        if led is None or (led.head.kind != NAME and items[end].low not in ("of", "for")):
            break
        end = led.end
    if end > phrase.end and _is_body_beside(items, end):
        return end + 2
    return end


def _is_body_beside(items: list[Item], comma: int) -> bool:
    """A lawyer for the owner*, Skyway plc*, said"""
    if comma + 2 >= len(items) or items[comma].low != "," or items[comma + 2].low not in (",", "."):
        return False
    mention = items[comma + 1].mention
    return mention is not None and not mention.actor.is_person


def _resolve_phrase(
    recall: Recall, paragraph: Paragraph, phrase: Phrase, result: Attribution
) -> None:
    items = paragraph.items
    place = items[phrase.start].start
    if phrase.head.kind != NAME and phrase.head.low not in PRONOUNS | _OWNERS:
        result.noun = phrase.head.low
        result.office = result.printed if result.noun in ROLE_NOUNS else None
    if beside := _name_beside(items, phrase):
        result.speaker = beside.mention.actor
        result.printed = Span(result.printed.start, beside.end)
        return
    actor = named(phrase) or _issuer(items, phrase)
    if actor is not None:
        result.speaker = actor
        mention = phrase.head.mention
        if mention is not None and mention.is_shared:
            result.confidence = min(result.confidence, SHARED_NAME)
        return
    low = phrase.head.low
    if phrase.is_pronoun or low in _OWNERS:
        if low in HE or low in SHE:
            actor, sure = recall.person(low, paragraph.number, place)
            result.speaker, result.confidence = actor, min(result.confidence, sure)
        elif low == "it":
            result.speaker = recall.institution(place)
        return
    printed = [item.text for item in items[phrase.start : phrase.end]]
    is_definite = items[phrase.start].low == "the" or phrase.end - phrase.start == 1
    if low in ROLE_NOUNS and is_definite:
        result.speaker, sure = recall.office(low, printed, place)
    elif low in ROLE_NOUNS and phrase.start == 0 and items[0].low not in DETERMINERS:
        result.speaker, sure = recall.leader(low, printed[:-1])
        result.confidence = min(result.confidence, sure) if result.speaker else result.confidence
    elif is_definite and low in SPEAKING_THINGS:
        result.speaker, sure = recall.body(low, place)


def _name_beside(items: list[Item], phrase: Phrase) -> Item | None:
    """Its spokesman, Jonas Pell, said · said the boat's stroke, Jonas Pell"""
    if phrase.is_pronoun or phrase.head.kind == NAME:
        return None
    is_office = phrase.head.low in ROLE_NOUNS
    for at in range(phrase.end, min(phrase.end + 7, len(items) - 1)):
        item = items[at]
        if item.low == ",":
            following = items[at + 1]
            closed = at + 2 >= len(items) or items[at + 2].low in (",", ".", "and", "who")
            actor = following.mention.actor if following.mention else None
            if actor is None or not actor.is_person or not closed:
                return None
            return following if is_office or _is_full(following) else None
        if item.kind not in (WORD, NAME) or item.is_cue:
            return None
    return None


def _is_full(item: Item) -> bool:
    return item.mention.span.end - item.mention.span.start > len(item.mention.actor.parts[-1])


def _issuer(items: list[Item], phrase: Phrase) -> Actor | None:
    """A statement from the Port Authority said"""
    if phrase.head.low not in _ISSUED or phrase.end + 1 >= len(items):
        return None
    if items[phrase.end].low not in ("from", "by"):
        return None
    issuer = phrase_at(items, phrase.end + 1, len(items))
    return named(issuer) if issuer is not None else None


def _said_to(source: str, items: list[Item], found: Found) -> str:
    """Told AP, told reporters: the name, else the noun as printed."""
    if items[found.cue_at].low not in TELLING_CUES:
        return ""
    phrase = phrase_at(items, found.cue_at + 1, min(found.cue_at + 7, len(items)))
    if phrase is None or phrase.start == found.phrase.start or phrase.is_pronoun:
        return ""
    if actor := named(phrase):
        has_article = items[phrase.start].text == "The"
        return f"The {actor.name}" if has_article else actor.name
    if phrase.head.low in ("him", "her", "them", "me", "us"):
        return ""
    return _TIME_BEHIND.sub("", source[items[phrase.start].start : items[phrase.end - 1].end])


def _about(items: list[Item], found: Found, at: int) -> tuple[Actor, ...]:
    phrase = next(
        (p for i in range(found.cue_at + 1, at) if (p := _object_at(items, i, at)) is not None),
        None,
    )
    if phrase is None:
        return ()
    if phrase.kind == NAME:
        return (phrase.mention.actor,) if phrase.mention else ()
    rival = found.phrase.head.mention.actor if found.phrase.head.mention else None
    others = [
        item.mention.actor
        for item in items[:at]
        if item.kind == NAME and item.mention and item.mention.actor is not rival
        and item.mention.actor.is_person and item.start < phrase.start
    ]  # fmt: skip
    wanted = "f" if phrase.low in SHE else "m"
    others = [actor for actor in others if actor.gender in ("", wanted)]
    return (others[-1],) if others else ()


def _spoken_of(items: list[Item], found: Found) -> tuple[Actor, ...]:
    """“…,” Ruiz said of Marenko; but not: said Ruiz of the harbour board."""
    if found.phrase.start > found.cue_at or items[found.cue_at].low not in _SAYING:
        return ()
    of = found.cue_at + 1
    if of + 1 >= len(items) or items[of].low not in ("of", "about"):
        return ()
    phrase = phrase_at(items, of + 1, len(items))
    actor = named(phrase) if phrase is not None else None
    return (actor,) if actor is not None and actor.kind is not None else ()


def _object_at(items: list[Item], index: int, limit: int) -> Item | None:
    item = items[index]
    if item.kind == NAME or item.low in ("him", "her"):
        following = items[index + 1] if index + 1 < limit else None
        return item if following is None or following.low != "'s" else None
    return None


def _voice_of(items: list[Item], found: Found) -> Actor | None:
    """Ashby summed up Orsk’s approach: the words are put in Orsk's mouth."""
    if found.cue_at is None or not items[found.cue_at].low.startswith("sum"):
        return None
    for index in range(found.cue_at + 1, len(items) - 1):
        item = items[index]
        if item.kind == NAME and items[index + 1].low == "'s" and item.mention:
            return item.mention.actor
    return None


def named(phrase: Phrase) -> Actor | None:
    item: Item = phrase.head
    return item.mention.actor if item.kind == NAME and item.mention else None
