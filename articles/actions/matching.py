"""Which actor a printed name means. Names link carefully: a doubtful one links to nobody."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache, reduce
from itertools import chain
from operator import or_

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from articles.models import Actor, ActorName, NotTheSame, Obstacle, Role
from articles.text.folding import fold, latin, sound

LONGEST_NAME = 6  # words
CANDIDATES = 1000  # names
CANDIDATES_TITLED = 20
SAME_TITLE = 88  # of 100
LIKE_TITLE = 60
TELLING = 5  # letters of a word that tells what a title is about
WORDS_SOUGHT = 2  # the longest of a title
ALIKE = 80  # of 100
GIVEN_ALIKE = 50  # where the last names are the same
DASHES = re.compile("[–—]")
POSSESSIVE = re.compile(r"[’']s?\W*$")


def actors_named(name: str) -> list[Actor]:
    """The current actors that have exactly this name, folded, among theirs."""
    return actors_by_name([name])[name]


def actors_by_name(names: Iterable[str]) -> dict[str, list[Actor]]:
    """For each name the current actors that have it, folded, among theirs. One query."""
    spellings = {name: fold(name) for name in names}
    owners = _owners(spellings.values())
    return {
        name: sorted(owners[folded], key=lambda actor: actor.pk)
        for name, folded in spellings.items()
    }


def names_in(texts: Iterable[str]) -> Mapping[str, Actor]:
    """Printed name -> actor, for the known actors that the texts name beyond doubt.

    A single word counts where it is recorded as a name that no other actor has. A name that
    two actors share counts for the one that the texts also name in another, unshared way.
    """
    rows = defaultdict(list)
    for row in _rows_named(set(chain.from_iterable(map(_phrases, texts)))):
        rows[row.folded].append(row)
    owners = {folded: {row.actor for row in same} for folded, same in rows.items()}
    certain = {next(iter(actors)) for actors in owners.values() if len(actors) == 1}
    meant = {
        folded: actors if len(actors) == 1 else actors & certain
        for folded, actors in owners.items()
    }
    return {
        row.name: row.actor
        for folded, actors in meant.items()
        for row in rows[folded]
        if len(actors) == 1 and row.actor in actors
    }


def actors_in_role(titles: Iterable[str], on: date) -> dict[str, Actor]:
    """Title -> actor, for the titles that exactly one actor is recorded to have held that day."""
    spellings = {title: fold(title)[:200] for title in titles}
    rows = (
        Role.objects.filter(folded__in=set(spellings.values()) - {""}, actor__merged_into=None)
        .filter(Q(start=None) | Q(start__lte=on), Q(end=None) | Q(end__gte=on))
        .select_related("actor")
    )
    holders = defaultdict(set)
    for row in rows:
        holders[row.folded].add(row.actor)
    return {
        title: next(iter(holders[folded]))
        for title, folded in spellings.items()
        if len(holders.get(folded, ())) == 1
    }


def obstacles_titled(titles: Iterable[str]) -> dict[str, Obstacle]:
    """Title -> the known obstacle that has it, or says the same in nearly the same words.

    One query. The title of an obstacle that was merged means the one that stayed.
    """
    wanted = {title: fold(title) for title in titles}
    sought = {_longest_words(folded) for folded in wanted.values()} - {""}
    if not sought:
        return {}
    matching = reduce(or_, (Q(words__matches=words) for words in sought))
    rows = Obstacle.objects.filter(matching).select_related("merged_into").order_by("-pk")
    rows = rows[: CANDIDATES_TITLED * len(sought)]
    known = [(fold(row.title), row) for row in rows]
    found = {}
    for title, folded in wanted.items():
        scored = [(fuzz.token_sort_ratio(folded, other), -row.pk, row) for other, row in known]
        best = max(scored, default=(0,), key=lambda entry: entry[:2])
        if best[0] >= SAME_TITLE:
            found[title] = best[2].current
    return found


def obstacles_like(title: str, limit: int = 3) -> list[Obstacle]:
    """Known obstacles whose title speaks of the same, likeliest first."""
    folded = fold(title)
    words = {word for word in folded.split() if len(word) >= TELLING}
    if not words:
        return []
    matching = reduce(or_, (Q(words__matches=word) for word in sorted(words)))
    rows = Obstacle.objects.filter(matching).select_related("merged_into")
    rows = rows.order_by("-pk")[:CANDIDATES]
    scored = [(fuzz.token_set_ratio(folded, fold(row.title)), row.pk, row) for row in rows]
    likely = sorted((entry for entry in scored if entry[0] >= LIKE_TITLE), reverse=True)
    return list(dict.fromkeys(row.current for _, _, row in likely))[:limit]


def _longest_words(folded: str) -> str:
    return " ".join(sorted(folded.split(), key=len)[-WORDS_SOUGHT:])


def similar_actors(name: str, kind: str | None = None, limit: int = 5) -> list[Actor]:
    """Actors whose name may mean the same, likeliest first, with count and latest role."""
    found = near_matches([name])[name]
    found.sort(key=lambda actor: bool(kind) and actor.kind != kind)
    return found[:limit]


def near_matches(names: Iterable[str]) -> dict[str, list[Actor]]:
    """For each name the actors that it may mean, likeliest first, with count and latest role.

    Left out are those of whom an editor has said that they are not the same. Three queries.
    """
    likely = likely_actors(names)
    actors = Actor.objects.for_list().in_bulk({pk for found in likely.values() for pk in found})
    return {name: [actors[pk] for pk in found if pk in actors] for name, found in likely.items()}


def likely_actors(names: Iterable[str]) -> dict[str, list[int]]:
    """The same as ids. Two queries."""
    names = list(names)
    wanted = {name: latin(name) for name in names}
    known = _names_sounding_like(wanted.values())
    denied = set(
        NotTheSame.objects.filter(folded__in={fold(name)[:200] for name in names}).values_list(
            "actor", "folded"
        )
    )
    scores: dict[str, dict[int, float]] = {name: {} for name in names}
    for name, spelled in wanted.items():
        sounds, folded = _sounds(spelled), fold(name)[:200]
        for row_sound, row_latin, actor in known:
            if row_sound not in sounds or (actor, folded) in denied:
                continue
            if likeness := _likeness(spelled, row_latin):
                scores[name][actor] = max(likeness, scores[name].get(actor, 0))
    return {name: sorted(found, key=lambda pk: (-found[pk], pk)) for name, found in scores.items()}


def _names_sounding_like(spelled: Iterable[str]) -> list[tuple[str, str, int]]:
    """(sound, Latin spelling, actor's id) of the names that end like one of the words."""
    sounds = set(chain.from_iterable(map(_sounds, spelled)))
    rows = ActorName.objects.filter(sound__in=sounds, actor__merged_into=None)
    found = rows.values_list("sound", "name", "actor").order_by("-pk")[:CANDIDATES]
    return [(row_sound, latin(name), actor) for row_sound, name, actor in found]


def _sounds(spelled: str) -> set[str]:
    return {sound(word) for word in spelled.split()}


def _likeness(wanted: str, known: str) -> float:
    """Of 100; 0 where the names do not look the same.

    A last name alone may mean anybody who has it, an initial any given name that begins so.
    """
    short, long = sorted((wanted.split(), known.split()), key=len)
    shares_last = bool(short) and short[-1] == long[-1]
    if shares_last and (len(short) == 1 or _may_stand_for(short, long)):
        return ALIKE
    if shares_last and fuzz.ratio(short[0], long[0]) < GIVEN_ALIKE:
        return 0
    ratio = fuzz.token_sort_ratio(wanted, known)
    return ratio if ratio >= ALIKE else 0


def _may_stand_for(one: list[str], other: list[str]) -> bool:
    first, second = one[0], other[0]
    return first[0] == second[0] and 1 in (len(first), len(second))


def _owners(folded_names: Iterable[str]) -> dict[str, set[Actor]]:
    owners = defaultdict(set)
    for row in _rows_named(set(folded_names)):
        owners[row.folded].add(row.actor)
    return owners


def _rows_named(folded_names: set[str]) -> QuerySet[ActorName]:
    """The names of current actors that are spelled so, with their actors."""
    rows = ActorName.objects.filter(folded__among=folded_names - {""}, actor__merged_into=None)
    return rows.select_related("actor")


def _phrases(text: str) -> Iterator[str]:
    """Every run of up to six words that begins with a capital or a digit, folded."""
    words = DASHES.sub(" ", text).split()
    folded = [_folded_word(word) for word in words]
    for start, word in enumerate(words):
        if not any(c.isupper() or c.isdigit() for c in word[:3]):
            continue
        for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
            before = " ".join(filter(None, (plain for plain, _ in folded[start : end - 1])))
            for last in filter(None, set(folded[end - 1])):
                yield f"{before} {last}".lstrip()


@lru_cache(maxsize=20_000)
def _folded_word(word: str) -> tuple[str, str]:
    """(as it stands, without the ending of a possessive)"""
    return fold(word), fold(POSSESSIVE.sub("", word))
