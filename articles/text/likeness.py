"""How likely two names mean the same, and why: of people, of bodies and titles, and of tags."""

import re
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from .folding import HONORIFICS, latin, sound
from .lexicon.lists import words

OFFICES = words("""
    admiral ambassador archbishop bishop captain chairman chairwoman chancellor colonel
    commissioner congressman congresswoman deputy foreign general governor imam judge justice king
    major mayor minister premier president prime prince princess queen rear secretary senator
    sheikh spokesman spokeswoman vice
    """)
SUFFIXES = words("jr sr ii iii iv junior senior")
SMALL = words("a an and at by de des du for in of on or s the to")
LEGAL = words("ag co company corp corporation gmbh inc limited llc ltd plc sa")
NUMBER = re.compile(r"\d+")

SAME, SAME_WORDS, ONE_WORD = 90, 84, 55
SPELLED_ALIKE, INITIAL, SHORT_FORM, PART_OF = 76, 68, 68, 72
LAST_ALONE, GIVEN_ALONE, HARDLY = 40, 25, 45
FURTHER_WORD, FURTHER_WORDS, LONE_WORD = 66, 60, 45
ACRONYM = 70

GIVEN_ALIKE = 75  # of 100
LAST_ALIKE = 80
SOUND_TELLS = 3  # consonants
NICKNAME = 3  # letters
LONG = 5


class Likeness(NamedTuple):
    """Of 100; `why` is a line for an editor."""

    score: int
    why: str = ""


NONE = Likeness(0)


def likeness_of_people(names: Iterable[str], others: Iterable[str]) -> Likeness:
    """Of two people, each with all names. A last name alone never says much.

    Where both are known in full, these names tell: that two Marenkos are also called
    "I. Marenko" does not make one of Ilsa and Igor.
    """
    pairs = [pair for pair in product(map(_Person, names), map(_Person, others)) if all(pair)]
    in_full = [pair for pair in pairs if all(person.is_in_full for person in pair)]
    return best(_of_people(*pair) for pair in in_full or pairs)


def best(likenesses: Iterable[Likeness]) -> Likeness:
    return max(likenesses, key=lambda likeness: likeness.score, default=NONE)


def _of_people(first: "_Person", second: "_Person") -> Likeness:
    found = _of_words(first, second)
    if not found.score or first.suffix == second.suffix:
        return found
    if first.suffix and second.suffix:
        return NONE
    return found._replace(score=found.score - 8)


def without_titles(name: str) -> str:
    """The name of a person without the offices and courtesies before it."""
    printed = name.split()
    while len(printed) > 1 and latin(printed[0]) in HONORIFICS | OFFICES:
        del printed[0]
    return " ".join(printed)


class _Person:
    def __init__(self, name: str):
        self.printed = name
        self.words = latin(without_titles(name)).split()
        has_suffix = len(self.words) > 2 and self.words[-1] in SUFFIXES
        self.suffix = self.words.pop() if has_suffix else ""
        self.given, self.last = self.words[:-1], "".join(self.words[-1:])

    def __bool__(self):
        return bool(self.words)

    @property
    def is_one_word(self) -> bool:
        return len(self.words) == 1

    @property
    def is_in_full(self) -> bool:
        return bool(self.given) and len(self.given[0]) > 1


def _of_words(one: _Person, other: _Person) -> Likeness:
    if one.words == other.words:
        return _same(one, other)
    if one.is_one_word or other.is_one_word:
        return _one_word_alone(one, other)
    if "".join(one.words) == "".join(other.words):
        return Likeness(SAME_WORDS, "The names are spelled alike")
    if sorted(one.words) == sorted(other.words):
        return Likeness(SAME_WORDS, "The same names in another order")
    if one.last == other.last or _lasts_alike(one.last, other.last):
        return _by_given(one, other)
    return _by_other_last(one, other)


def _same(one: _Person, other: _Person) -> Likeness:
    score = ONE_WORD if one.is_one_word else SAME
    same = one.printed == other.printed
    return Likeness(score, f"Both are called “{one.printed}”" if same else _alike(one, other))


def _alike(one: _Person, other: _Person) -> str:
    return f"“{one.printed}” and “{other.printed}” are spelled alike"


def _one_word_alone(one: _Person, other: _Person) -> Likeness:
    if _lasts_alike(one.last, other.last):
        return Likeness(LAST_ALONE, "The last name is the same")
    return NONE


def _lasts_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return sound(one) == sound(other) and fuzz.ratio(one, other) >= LAST_ALIKE


def _by_given(one: _Person, other: _Person) -> Likeness:
    first, second = one.given, other.given
    score = _given_score(first[0], second[0])
    if not score:
        return NONE
    if _initials_differ(first[1:], second[1:]):
        return Likeness(HARDLY, "The middle names differ")
    if one.last != other.last:
        score = min(score, SPELLED_ALIKE)
    return Likeness(score, _how(one, other, score))


def _given_score(one: str, other: str) -> int:
    short, long = sorted((one, other), key=len)
    if short == long:
        return SAME_WORDS
    if len(short) == 1:
        return INITIAL if short == long[0] else 0
    if _is_his_and_hers(short, long):
        return 0
    if len(short) >= NICKNAME and long.startswith(short):
        return SHORT_FORM
    spelled = fuzz.ratio(one, other) >= GIVEN_ALIKE and sound(one)[:1] == sound(other)[:1]
    heard = len(sound(one)) >= SOUND_TELLS and sound(one) == sound(other)
    return SPELLED_ALIKE if spelled or heard else 0


def _is_his_and_hers(one: str, other: str) -> bool:
    """Mario and Maria, Jan and Jana, Pavel and Pavla: never spellings of one name."""
    return one.endswith("a") != other.endswith("a") and not {one[-1], other[-1]} & {"e"}


def _initials_differ(one: list[str], other: list[str]) -> bool:
    return bool(one and other) and one[0][0] != other[0][0]


def _how(one: _Person, other: _Person, score: int) -> str:
    if score == INITIAL and 1 in (len(one.given[0]), len(other.given[0])):
        return f"“{one.printed}” may stand for “{other.printed}”"
    apart = Levenshtein.distance(" ".join(one.words), " ".join(other.words))
    return "The names differ by one letter" if apart == 1 else _alike(one, other)


def _by_other_last(one: _Person, other: _Person) -> Likeness:
    """A double name, a name taken at a wedding, or somebody else."""
    if not _given_score(one.given[0], other.given[0]):
        return NONE
    short, long = sorted((one, other), key=lambda person: len(person.words))
    if short.last in long.words or long.last in short.words:
        return Likeness(PART_OF, f"“{short.printed}” is a part of “{long.printed}”")
    if one.given[0] != other.given[0]:
        return NONE
    if Levenshtein.distance(one.last, other.last) == 1:
        return Likeness(HARDLY, "The last names differ by one letter")
    return Likeness(GIVEN_ALONE, "The given name is the same")


def likeness_of_bodies(names: list[str], others: list[str]) -> Likeness:
    """Of two bodies, each with all names, the main one first.

    A main name may be another name of the other; a further name that both have, or that is a part
    of a main one, says little: every country has a "Foreign Ministry".
    """
    main = likeness_of_titles(names[0], others[0])
    crossed = [likeness_of_titles(names[0], other) for other in others[1:]]
    crossed += [likeness_of_titles(name, others[0]) for name in names[1:]]
    further = [likeness_of_titles(*pair) for pair in product(names[1:], others[1:])]
    telling = [likeness for likeness in crossed if likeness.score >= SPELLED_ALIKE]
    hardly = best([*crossed, *further])
    return best([main, *telling, hardly._replace(score=min(hardly.score, HARDLY))])


def likeness_of_titles(one: str, other: str, *, is_loose: bool = False) -> Likeness:
    """Of two names of bodies, processes, outlets; with `is_loose` of titles that say a thing."""
    first, second = _telling(one), _telling(other)
    if not (first and second) or NUMBER.findall(one) != NUMBER.findall(other):
        return NONE
    if first == second:
        called = f"Both are called “{one}”" if one == other else "The names are spelled alike"
        return Likeness(SAME, called)
    if sorted(first) == sorted(second):
        return Likeness(SAME_WORDS, "The same words in another order")
    if "".join(first) in initials_of(other) or "".join(second) in initials_of(one):
        short, long = sorted((one, other), key=len)
        return Likeness(ACRONYM, f"“{short}” may be short for “{long}”")
    fewer, more = sorted((first, second), key=len)
    left, over = _unmatched(fewer, more)
    if not left and not over:
        return Likeness(SPELLED_ALIKE, "The names are spelled alike")
    if not left:
        return _part_of(fewer, over, *sorted((one, other), key=len))
    return _overlap(fewer, more, left, over) if is_loose else NONE


def _telling(title: str) -> list[str]:
    found = [_singular(word) for word in latin(title).split() if word not in SMALL]
    return [word for word in found if word not in LEGAL] or found


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def initials_of(title: str) -> set[str]:
    """What it may be called for short, with and without its small words."""
    every = latin(title).split()
    telling = [word for word in every if word not in SMALL]
    return {"".join(word[0] for word in some) for some in (every, telling) if len(some) > 2}


def _unmatched(fewer: list[str], more: list[str]) -> tuple[list[str], list[str]]:
    """The words of each that have none like them in the other."""
    left, over = [], list(more)
    for word in fewer:
        like = next((other for other in over if _is_spelled_like(word, other)), None)
        if like is None:
            left.append(word)
        else:
            over.remove(like)
    return left, over


def _is_spelled_like(one: str, other: str) -> bool:
    if one == other:
        return True
    is_long = min(len(one), len(other)) >= LONG
    return is_long and one[0] == other[0] and fuzz.ratio(one, other) >= 85


def _part_of(fewer, over, short: str, long: str) -> Likeness:
    why = f"“{short}” is a part of “{long}”"
    if len(fewer) == 1:
        return Likeness(LONE_WORD, why) if len(fewer[0]) >= LONG else NONE
    return Likeness(FURTHER_WORD if len(over) == 1 else FURTHER_WORDS, why)


def _overlap(fewer, more, left, over) -> Likeness:
    shared = len(fewer) - len(left)
    share = shared / (shared + len(left) + len(over))
    if shared < 2 or share < 0.4:
        return NONE
    return Likeness(round(40 + 40 * share), "They say nearly the same")


def likeness_of_tags(one: str, other: str) -> Likeness:
    """A tag within another one is a narrower topic, not the same."""
    first, second = _telling(one), _telling(other)
    if NUMBER.findall(one) != NUMBER.findall(other):
        return NONE
    if "".join(sorted(first)) == "".join(sorted(second)) or "".join(first) == "".join(second):
        return Likeness(SAME_WORDS, "One topic in two spellings")
    joined, also = " ".join(first), " ".join(second)
    if min(len(joined), len(also)) > LONG and Levenshtein.distance(joined, also) == 1:
        return Likeness(SPELLED_ALIKE, "The names differ by one letter")
    return NONE
