"""Whom a pronoun, an office or an institution means, as the reader remembers it."""

from bisect import bisect_left
from functools import cached_property

from articles.text.lexicon.gazetteer import DEMONYMS, SAME_COUNTRY
from articles.text.lexicon.lists import words
from articles.text.lexicon.vocabulary import (
    ADVERBS,
    AUXILIARIES,
    BUSINESS_WORDS,
    CUES,
    HE,
    PREPOSITIONS,
    ROLE_NOUNS,
    SHE,
)

from ..names.cast import Actor, Cast, Mention
from .items import NAME, QUOTE, WORD, Item
from .sentences import Paragraph, sentence_start

SPEAKER_WEIGHT = 3.0
PARTIAL_WEIGHT = 2.0
STATED_WEIGHT = 2.0  # whose words were told without marks
SUBJECT_WEIGHT = 2.2
OFFICE_WEIGHT = 2.0  # of a role that several may have
INNER_WEIGHT = 1.9
OWNER_WEIGHT = 1.3
OTHER_WEIGHT = 1.2
_KEPT = 300  # mentions that are looked through
_NEAR = 400  # characters
_WORN = 4  # paragraphs after which a person is no longer meant by a pronoun


_LEADERS = words("""
    chief boss head leader secretary president chair chairman chairwoman chairperson director
    executive
    """)
_BUSINESSES = words("company firm business")
_LESSER = words("deputy vice assistant press former acting ex-")


class Recall:
    """Who was spoken of lately, as the reader remembers it."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._seen: list[tuple[int, int, float, Actor]] = []  # paragraph, place, weight, who

    def note(self, paragraph: int, place: int, weight: float, actor: Actor) -> None:
        self._seen.append((paragraph, place, weight, actor))

    def person(self, pronoun: str, paragraph: int, place: int) -> tuple[Actor | None, float]:
        """The person that he or she means at this place, and how surely."""
        gender = "m" if pronoun in HE else "f" if pronoun in SHE else ""
        best: dict[Actor, float] = {}
        total: dict[Actor, float] = {}
        for seen_in, at, weight, actor in reversed(self._seen[-_KEPT:]):
            age = paragraph - seen_in
            if age > _WORN:
                break
            if at >= place or not actor.is_person or actor.gender not in ("", gender):
                continue
            nearness = weight * 0.55**age * 0.9985 ** (place - at)
            if not actor.gender:
                nearness *= 0.8
            best[actor] = max(best.get(actor, 0.0), nearness)
            total[actor] = total.get(actor, 0.0) + nearness
        if not best:
            return None, 0.0
        ranked = sorted(best, key=lambda actor: best[actor] + 0.05 * total[actor], reverse=True)
        first = best[ranked[0]]
        rival = best[ranked[1]] if len(ranked) > 1 else 0.0
        sure = 0.6 if ranked[0].gender else 0.5
        return ranked[0], sure + 0.3 * max(0.0, first - rival) / first

    def office(self, noun: str, words: list[str], place: int) -> tuple[Actor | None, float]:
        """The person whose printed role has this noun: “the secretary”, “the U.S. president”."""
        countries = _countries(words)
        fitting = []
        for mention in self._officials:
            actor = mention.actor
            for role in actor.roles:
                if noun in role_heads(role) and _agree(countries, _countries(role.split())):
                    near = mention.span.start < place
                    fitting.append(
                        (near, mention.span.start if near else -mention.span.start, actor)
                    )
        if not fitting:
            return None, 0.0
        fitting.sort(key=lambda found: found[:2])
        alone = len({id(found[2]) for found in fitting}) == 1
        return fitting[-1][2], 0.85 if alone else 0.65

    def holders(self, noun: str) -> set[Actor]:
        """All people whose printed role has this noun."""
        return {
            one.actor
            for one in self._officials
            if any(noun in role_heads(role) for role in one.actor.roles)
        }

    def leader(self, noun: str, described: list[str]) -> tuple[Actor | None, float]:
        """“Union chief”, in a headline: the one person whose printed role fits both words."""
        wanted = _LEADERS if noun in _LEADERS else {noun}
        fitting = {
            mention.actor
            for mention in self._officials
            for role in mention.actor.roles
            if role_heads(role) & wanted and _is_described(role, described)
        }
        return (fitting.pop(), 0.75) if len(fitting) == 1 else (None, 0.0)

    @cached_property
    def _officials(self) -> list[Mention]:
        return [one for one in self.cast.mentions if one.actor.is_person and one.actor.roles]

    def body(self, noun: str, place: int) -> tuple[Actor | None, float]:
        """The named institution that “the ministry” means."""
        named = self._institutions.get(noun, [])
        before = bisect_left(named, place, key=lambda mention: mention.span.start)
        if before:
            return named[before - 1].actor, 0.8
        return self._business(place) if noun in _BUSINESSES else (None, 0.0)

    def _business(self, place: int) -> tuple[Actor | None, float]:
        """“The company”: the one business that was named before."""
        found = {
            mention.actor
            for word in BUSINESS_WORDS
            for mention in self._institutions.get(word.lower(), [])
            if mention.span.start < place
        }
        return (found.pop(), 0.7) if len(found) == 1 else (None, 0.0)

    @cached_property
    def _institutions(self) -> dict[str, list[Mention]]:
        """For each word the mentions of those that have it in their names."""
        found: dict[str, list[Mention]] = {}
        for mention in self.cast.mentions:
            if not mention.actor.is_person:
                for word in set(mention.actor.name.lower().split()):
                    found.setdefault(word, []).append(mention)
        return found

    def institution(self, place: int) -> Actor | None:
        """What “it” means: the one institution named just before, when there is only one."""
        near = {
            mention.actor
            for mention in self.cast.mentions_within(place - _NEAR, place)
            if not mention.actor.is_person
        }
        return near.pop() if len(near) == 1 else None


def role_heads(role: str) -> set[str]:
    """The office nouns of a printed role, before its “of …”."""
    heads: set[str] = set()
    for word in role.lower().replace("’", "'").split():
        if word in PREPOSITIONS:
            break
        if word.strip(",.") in ROLE_NOUNS:
            heads.add(word.strip(",."))
    return heads


def _is_described(role: str, described: list[str]) -> bool:
    """“Union”, of the secretary of the Harbour Workers’ Union; not of a deputy."""
    printed = [word.strip(",.’'") for word in role.lower().replace("’", "'").split()]
    if _LESSER & set(printed):
        return False
    stems = {word.removesuffix("'s").removesuffix("s").removesuffix("ie") for word in printed}
    return all(any(_is_kin(word, stem) for stem in stems) for word in described)


def _is_kin(word: str, stem: str) -> bool:
    """Ferry, of ferries"""
    return len(stem) > 3 and word.lower().startswith(stem)


def _countries(words: list[str]) -> set[str]:
    found = set()
    for word in words:
        bare = word.rstrip(",")
        if bare in DEMONYMS:
            found.add(DEMONYMS[bare])
        elif bare in SAME_COUNTRY:
            found.add(SAME_COUNTRY[bare])
    return found


def _agree(wanted: set[str], printed: set[str]) -> bool:
    return not wanted or not printed or bool(wanted & printed)


def note_people(recall: Recall, paragraph: Paragraph, start: int, end: int) -> int:
    """Remember the people named between two places, subjects more than others."""
    items = paragraph.items
    begin = sentence_start(start, paragraph.ends)
    has_subject = False
    for index in range(begin, end):
        if index and paragraph.ends[index - 1]:
            begin, has_subject = index, False
        item = items[index]
        if item.kind == WORD and (item.low in AUXILIARIES or item.low in CUES) and item.low != "'s":
            has_subject = True
        if not has_subject and _is_office(items, index):
            has_subject = True
            for actor in recall.holders(item.low) if index >= start else ():
                recall.note(paragraph.number, item.start, OFFICE_WEIGHT, actor)
        if item.kind != NAME or not item.mention or not item.mention.actor.is_person:
            continue
        weight = OTHER_WEIGHT
        if index + 1 < len(items) and items[index + 1].low == "'s":
            weight = OWNER_WEIGHT
        elif not has_subject and not _is_led(items, index):
            weight, has_subject = SUBJECT_WEIGHT, True
        elif _is_subject(items, index, begin):
            weight = INNER_WEIGHT
        if index >= start:
            recall.note(paragraph.number, item.start, weight, item.mention.actor)
    return max(start, end)


def _is_office(items: list[Item], at: int) -> bool:
    """*The minister* dismissed it."""
    is_alone = at > 0 and items[at].low in ROLE_NOUNS and items[at - 1].low == "the"
    return is_alone and at + 1 < len(items) and items[at + 1].kind == WORD


def _is_led(items: list[Item], at: int) -> bool:
    return at > 0 and items[at - 1].kind == WORD and items[at - 1].low in PREPOSITIONS


def _is_subject(items: list[Item], at: int, begin: int) -> bool:
    if at and items[at - 1].kind == WORD and items[at - 1].low in PREPOSITIONS:
        return False
    if at + 1 >= len(items):
        return False
    following = items[at + 1]
    if following.low == "'s" or following.kind == QUOTE:
        return False
    if following.low in AUXILIARIES or following.low in CUES or following.low in ADVERBS:
        return True
    if at == begin or (at and items[at - 1].low in (",", "and", "but")):
        return True
    return following.kind == WORD and following.low.endswith("ed")
