"""One spelling of a name finds the others, and what its actor has said under any of them; so does
the surname of a person."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db import connections, router
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from articles.choices import ActorKind
from articles.models import Actor, ActorName, Appearance
from articles.search.fields import Gapped
from articles.search.indexes import backend
from articles.search.words import All, Any, Sought, Term

LONGEST_NAME = 5  # words
MOST_NAMES = 200
MOST_HOLDERS = 5  # actors with one name: of more, none is meant
MOST_NAMESAKES = 20  # current actors with one surname whose names are read at all


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name or surname in the query, the actors that it means, and the rest of the query."""

    name: str
    actors: tuple[int, ...]
    rest: All


def public_names() -> QuerySet:
    """Names that readers may see, of actors that they may see. Each row is tested by itself: no
    table of actors is joined that could be the way in."""
    return ActorName.objects.public().filter(
        Exists(Appearance.objects.published().filter(actor=OuterRef("actor"))),
        Exists(Actor.objects.current().filter(pk=OuterRef("actor"))),
    )


def in_other_spellings(sought: All) -> tuple[All, list[Spelling]]:
    """`sought`, where each public name and surname also means the other names of its actors. One
    query."""
    runs = dict(_runs(sought.parts))
    if not runs:
        return sought, []
    using = router.db_for_read(ActorName)
    connection = connections[using]
    gapped = names_of_holders(using)
    with connection.cursor() as cursor:
        cursor.execute(*gapped.filled(*called(gapped.alias, sorted(runs), connection)))
        rows = cursor.fetchall()
    names_of, kinds, surnames = defaultdict(set), {}, {}
    for actor, kind, surname, folded in rows:
        names_of[actor].add(folded)
        kinds[actor], surnames[actor] = kind, surname
    parts, spellings, taken = list(sought.parts), [], set()
    for name, (start, end) in sorted(runs.items(), key=lambda run: run[1][0] - run[1][1]):
        actors = holders(name, names_of, surnames)
        if not actors or taken & set(range(start, end)):
            continue
        taken |= set(range(start, end))
        others = sorted(
            {
                other
                for actor in actors
                for other in names_of[actor]
                if f" {name} " not in f" {other} "
                and (" " in other or " " not in name or kinds[actor] != ActorKind.PERSON)
            }
        )
        own = All(sought.parts[start:end])
        parts[start] = Any((own, *(Term(other, is_exact=True) for other in others)))
        parts[start + 1 : end] = [None] * (end - start - 1)
        rest = All((*sought.parts[:start], *sought.parts[end:]))
        spellings.append(Spelling(name, tuple(actors), rest))
    return All(tuple(part for part in parts if part is not None)), spellings


def holders(name: str, names_of: dict[int, set[str]], surnames: dict[int, str]) -> list[int]:
    """The actors with that name or surname; where those are too many, with that name."""
    named = [actor for actor, names in names_of.items() if name in names]
    both = named + [a for a, surname in surnames.items() if surname == name and a not in named]
    return next((some for some in (both, named) if 0 < len(some) <= MOST_HOLDERS), [])


@lru_cache
def names_of_holders(using: str) -> Gapped:
    """All names, with actor, kind and surname, of the actors whom `called`, in the gap, tells."""
    holders = ActorName.objects.public().filter(folded__gap=True).values("actor")
    actor = Actor.objects.filter(pk=OuterRef("actor")).order_by()
    rows = public_names().filter(actor__in=holders).order_by("pk")
    rows = rows.annotate(
        kind=Subquery(actor.values("kind")), last=Subquery(actor.values("surname"))
    )
    rows = rows.values_list("actor", "kind", "last", "folded")[:MOST_NAMES]
    return Gapped.of(*rows.query.get_compiler(using).as_sql())


def called(alias: str, names: list[str], connection) -> tuple[str, list]:
    """A test of a row of `ActorName`: that it is one of `names`, or its actor's surname is."""
    quote, among = connection.ops.quote_name, backend(connection).among
    table, actors = quote(ActorName._meta.db_table), quote(Actor._meta.db_table)
    named, params = among("folded", names)
    so_called, more = among("surname", names)
    seldom = (
        f"SELECT surname FROM {actors} WHERE {so_called} AND merged_into_id IS NULL"
        f" GROUP BY surname HAVING count(*) <= {MOST_NAMESAKES}"
    )
    found = (
        f"SELECT id FROM {table} WHERE {named} UNION ALL"
        f" SELECT {table}.id FROM {actors} JOIN {table} ON actor_id = {actors}.id"
        f" WHERE surname IN ({seldom})"
    )
    return f"{alias}.id IN ({found})", [*params, *more]


def _runs(parts: tuple[Sought, ...]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The words that follow each other: what may be a name -> from where to where."""
    for start in range(len(parts)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(parts)) + 1):
            run = parts[start:end]
            if not all(isinstance(part, Term) for part in run):
                break
            yield " ".join(part.folded for part in run), (start, end)
