"""One spelling of a name finds the others, and what its actor has said under any of them."""

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


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in the query, the actors that it means, and the rest of the query."""

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
    """`sought`, where each public name also means the other names of its actors. One query."""
    runs = dict(_runs(sought.parts))
    if not runs:
        return sought, []
    using = router.db_for_read(ActorName)
    connection = connections[using]
    gapped = names_of_holders(using)
    column = f"{gapped.alias}.{connection.ops.quote_name('folded')}"
    with connection.cursor() as cursor:
        cursor.execute(*gapped.filled(*backend(connection).among(column, sorted(runs))))
        rows = cursor.fetchall()
    names_of, kinds = defaultdict(set), {}
    for actor, kind, folded in rows:
        names_of[actor].add(folded)
        kinds[actor] = kind
    parts, spellings, taken = list(sought.parts), [], set()
    for name, (start, end) in sorted(runs.items(), key=lambda run: run[1][0] - run[1][1]):
        actors = [actor for actor, folded in names_of.items() if name in folded]
        if not 0 < len(actors) <= MOST_HOLDERS or taken & set(range(start, end)):
            continue
        taken |= set(range(start, end))
        others = sorted(
            {
                other
                for actor in actors
                for other in names_of[actor] - {name}
                if " " in other or " " not in name or kinds[actor] != ActorKind.PERSON
            }
        )
        own = All(sought.parts[start:end])
        parts[start] = Any((own, *(Term(other, is_exact=True) for other in others)))
        parts[start + 1 : end] = [None] * (end - start - 1)
        rest = All((*sought.parts[:start], *sought.parts[end:]))
        spellings.append(Spelling(name, tuple(actors), rest))
    return All(tuple(part for part in parts if part is not None)), spellings


@lru_cache
def names_of_holders(using: str) -> Gapped:
    """All names, with actor and kind, of the actors who have one of those that fill the gap."""
    holders = ActorName.objects.public().filter(folded__gap=True).values("actor")
    kind = Actor.objects.filter(pk=OuterRef("actor")).order_by().values("kind")
    rows = public_names().filter(actor__in=holders).annotate(kind=Subquery(kind)).order_by("pk")
    rows = rows.values_list("actor", "kind", "folded")[:MOST_NAMES]
    return Gapped.of(*rows.query.get_compiler(using).as_sql())


def _runs(parts: tuple[Sought, ...]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The words that follow each other: what may be a name -> from where to where."""
    for start in range(len(parts)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(parts)) + 1):
            run = parts[start:end]
            if not all(isinstance(part, Term) for part in run):
                break
            yield " ".join(part.folded for part in run), (start, end)
