"""Which actor a printed name means. Names link carefully: a doubtful one links to nobody."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from rapidfuzz import fuzz

from articles.models import Actor, ActorName
from articles.text.folding import fold

LONGEST_NAME = 6  # words
NAMES_A_QUERY = 500
CANDIDATES = 200
ALIKE = 80  # of 100
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
    phrases = set(chain.from_iterable(map(_phrases, texts)))
    owners = _owners(phrases)
    certain = {next(iter(actors)) for actors in owners.values() if len(actors) == 1}
    meant = {
        folded: next(iter(actors if len(actors) == 1 else actors & certain))
        for folded, actors in owners.items()
        if len(actors) == 1 or len(actors & certain) == 1
    }
    rows = ActorName.objects.filter(folded__in=meant, actor__in=set(meant.values()))
    return {row.name: meant[row.folded] for row in rows if row.actor_id == meant[row.folded].pk}


def similar_actors(name: str, kind: str | None = None, limit: int = 5) -> list[Actor]:
    """Actors whose name may mean the same, likeliest first, with count and latest role.

    Looked for among those with a word that begins like the last word of the name.
    """
    wanted = fold(name)
    if not wanted:
        return []
    candidates = (
        Actor.objects.search_any_name(wanted.split()[-1][:4])
        .current()
        .for_list()
        .prefetch_related("names")[:CANDIDATES]
    )
    scored = [(_likeness(wanted, actor), actor) for actor in candidates]
    likely = [(score, actor) for score, actor in scored if score >= ALIKE]
    likely.sort(key=lambda pair: (-pair[0], bool(kind) and pair[1].kind != kind, pair[1].pk))
    return [actor for _, actor in likely[:limit]]


def _likeness(wanted: str, actor: Actor) -> float:
    return max((fuzz.token_sort_ratio(wanted, row.folded) for row in actor.names.all()), default=0)


def _owners(folded_names: Iterable[str]) -> dict[str, set[Actor]]:
    owners = defaultdict(set)
    wanted = sorted(set(folded_names) - {""})
    for start in range(0, len(wanted), NAMES_A_QUERY):
        batch = wanted[start : start + NAMES_A_QUERY]
        rows = ActorName.objects.filter(folded__in=batch, actor__merged_into=None)
        for row in rows.select_related("actor"):
            owners[row.folded].add(row.actor)
    return owners


def _phrases(text: str) -> Iterator[str]:
    """Every run of up to six words that begins with a capital or a digit, folded."""
    words = DASHES.sub(" ", text).split()
    for start, word in enumerate(words):
        if not any(c.isupper() or c.isdigit() for c in word[:3]):
            continue
        for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
            phrase = " ".join(words[start:end])
            yield fold(phrase)
            if POSSESSIVE.search(phrase):
                yield fold(POSSESSIVE.sub("", phrase))
