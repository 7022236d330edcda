"""Noun phrases: where one begins and ends, and which word is its head."""

from dataclasses import dataclass

from articles.choices import ActorKind
from articles.text.lexicon.lists import words
from articles.text.lexicon.vocabulary import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    ROLE_MODIFIERS,
    ROLE_NOUNS,
    SPEAKING_THINGS,
    is_office,
)

from .items import NAME, PRONOUNS, WORD, Item

INDEFINITE = words("""
    someone somebody everyone everybody others another one both many some most half few
    """)


KNOWING = words("close familiar briefed acquainted")  # a source close to the talks


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: what a speaker is printed as. `head` is its name, pronoun or main noun."""

    start: int  # index of its first item
    end: int
    head: Item
    relative: Item | None = None  # the “who” that stands for it

    @property
    def is_pronoun(self) -> bool:
        return self.head.kind == WORD and self.head.low in PRONOUNS


def phrase_at(items: list[Item], start: int, limit: int) -> Phrase | None:
    """The noun phrase that begins at `start`."""
    if start >= limit:
        return None
    first = items[start]
    if first.kind == WORD and first.low in PRONOUNS:
        return Phrase(start, start + 1, first)
    end = start
    while end < limit and _belongs(items, start, end):
        end += 1
    if end == start:
        return None
    phrase = _phrase(items, start, end)
    if phrase.head.low in ROLE_NOUNS and end + 1 < limit and items[end].low == "and":
        joined = phrase_at(items, end + 1, limit)
        if joined is not None and joined.head.kind == NAME and joined.end - end > 1:
            return Phrase(start, joined.end, joined.head)
    return phrase


def _belongs(items: list[Item], start: int, at: int) -> bool:
    item = items[at]
    if item.kind == NAME:
        return True
    if item.low == "&":  # Keel & Cargo, where it is no actor but the outlet itself
        is_between = start < at < len(items) - 1
        return is_between and items[at - 1].is_capital and items[at + 1].is_capital
    if item.kind != WORD:
        return False
    if item.low in DETERMINERS:
        return at == start or items[at - 1].low in DETERMINERS or items[at - 1].low in ("of", "all")
    if item.low == "'s":
        return at > start and at + 1 < len(items) and items[at + 1].kind in (WORD, NAME)
    if item.low in PREPOSITIONS or item.low in CONJUNCTIONS or item.low in AUXILIARIES:
        return False
    if item.low in PRONOUNS or item.low in ("what", "how", "why"):
        return False
    is_named_so = item.is_capital and items[at - 1].is_capital  # the Velden Echo
    if at > start and item.is_cue and not is_named_so:
        before = items[at - 1]
        is_noun = before.kind == WORD and (before.low in DETERMINERS or before.low == "'s")
        return (
            is_noun
            or item.low in ROLE_NOUNS
            or (item.low in SPEAKING_THINGS and before.low in ROLE_MODIFIERS)
        )
    if at > start and item.low.endswith("ed") and _is_verb_here(items, at):
        return False
    return item.low not in ADVERBS or item.low == "then"


def _is_verb_here(items: list[Item], at: int) -> bool:
    """The town released a statement: a past form with an object or a place behind it."""
    if items[at - 1].kind == WORD and items[at - 1].low in DETERMINERS:
        return False
    if at + 1 >= len(items):
        return True
    following = items[at + 1]
    if following.kind != WORD:
        return following.kind != NAME or items[at - 1].kind == NAME
    return (
        following.low in DETERMINERS
        or following.low in PREPOSITIONS
        or following.low in ADVERBS
        or following.low in CONJUNCTIONS
        or following.low in PRONOUNS
        or following.is_capital
    )


def _phrase(items: list[Item], start: int, end: int) -> Phrase:
    last = items[end - 1]
    if _is_full_person(last):
        return Phrase(start, end, last)
    for at in range(start, end):
        if items[at].kind == NAME and _is_head(items, at, end):
            return Phrase(start, end, items[at])
    is_behind = last.low == "'s" or last.low in KNOWING
    head = items[end - 2] if is_behind and end - 2 >= start else last
    return Phrase(start, end, head)


def _is_full_person(item: Item) -> bool:
    """Committee ranking member Ana Ruiz: a full name at the end is the head."""
    actor = item.mention.actor if item.mention else None
    if actor is None or not actor.is_person:
        return False
    return item.mention.span.end - item.mention.span.start > len(actor.parts[-1])


def _is_head(items: list[Item], at: int, end: int) -> bool:
    """Marenko campaign, Marenko’s aide: the name only describes what follows."""
    if at + 1 >= end:
        return True
    following = items[at + 1]
    if following.kind == NAME:
        return False
    actor = items[at].mention.actor if items[at].mention else None
    if following.low == "'s":
        return False
    if following.is_capital:
        return True
    if following.low in ROLE_NOUNS or following.low in SPEAKING_THINGS:
        return False
    if following.low in ROLE_MODIFIERS or following.low.endswith("s"):
        return bool(actor and actor.is_person and not following.low.endswith("s"))
    return bool(actor and actor.is_person)


def is_plausible(phrase: Phrase) -> bool:
    """A name, a pronoun, or a noun that can have said something."""
    head = phrase.head
    if head.kind == NAME or phrase.is_pronoun or head.low in INDEFINITE:
        return True
    return is_speaking_noun(head.low)


def is_speaking_noun(low: str) -> bool:
    one = f"{low[:-3]}man" if low.endswith("men") else low.removesuffix("s")
    return any(is_office(word) or word in SPEAKING_THINGS for word in (low, one))


def filling_phrase(items: list[Item], begin: int, end: int) -> Phrase | None:
    phrase = phrase_at(items, begin, end)
    if phrase is None or not _is_somebody(phrase):
        return None
    at = phrase.end
    while at < end:
        if items[at].low == "(" and items[end - 1].low == ")":
            return phrase
        if items[at].low not in PREPOSITIONS and items[at].low != "and":
            return None
        led = phrase_at(items, at + 1, end)
        if led is None:
            return None
        at = led.end
    return phrase


def _is_somebody(phrase: Phrase) -> bool:
    if phrase.head.kind == NAME:
        actor = phrase.head.mention.actor if phrase.head.mention else None
        return bool(actor and actor.kind is not ActorKind.COUNTRY)
    return is_plausible(phrase)
