"""What articles are about: rows of the small tables, by model, parents first."""

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random

from articles.choices import ActorKind, ObstacleKind, Precision
from articles.models import (
    Actor,
    ActorName,
    Obstacle,
    Outlet,
    Process,
    Role,
    Tag,
    TaggedObstacle,
)
from articles.text.folding import fold, sort_name, sound, surname
from articles.text.slugs import slug_for
from articles.text.tags import fold_tag

from .sizes import Size
from .words import FIRST, OFFICES, made_up, popular, some_words

KINDS = [ActorKind.PERSON] * 7 + [ActorKind.ORGANISATION, ActorKind.GOVERNMENT, ActorKind.COUNTRY]
MADE_HERE = "https://archive.invalid/"  # an outlet's address: the first one tells the size


def tables(size: Size) -> Iterator[tuple[type, Iterable[dict]]]:
    yield Outlet, map(outlet, ids(size.outlets), [size.name] * size.outlets)
    yield Tag, map(tag, ids(size.tags))
    yield Actor, map(actor, ids(size.actors))
    yield ActorName, map(name_of, ids(size.actors))
    yield Role, (role(n, size) for n in ids(size.actors) if n % 2)
    yield Process, map(process, ids(size.processes))
    yield (
        Process.parties.through,
        (
            {"process_id": n, "actor_id": party}
            for n in ids(size.processes)
            for party in sorted({popular(Random(f"party {n} {at}"), size.actors) for at in "abc"})
        ),
    )
    yield Obstacle, (obstacle(n, size) for n in ids(size.obstacles))
    yield (
        TaggedObstacle,
        (
            {"content_object_id": n, "tag_id": popular(Random(f"topic {n}"), size.tags)}
            for n in ids(size.obstacles)
        ),
    )


def ids(number: int) -> range:
    return range(1, number + 1)


def outlet(n: int, size_name: str) -> dict:
    name = f"The {made_up(n).capitalize()} Courier"
    return {
        "id": n,
        "name": name,
        "slug": slug_for(name, "outlet"),
        "url": MADE_HERE + size_name,
        "words": fold(name),
        "full_text": n % 2 == 1,
    }


def tag(n: int) -> dict:
    name = f"{made_up(n).capitalize()} question"
    return {
        "id": n,
        "name": name,
        "slug": slug_for(name, "tag"),
        "folded": fold_tag(name),
        "words": fold(name),
    }


def actor_name(n: int) -> str:
    place = made_up(n).capitalize()
    match KINDS[n % 10]:
        case ActorKind.PERSON:
            return f"{FIRST[n % len(FIRST)]} {place}"
        case ActorKind.ORGANISATION:
            return f"{place} Harbour Board"
        case ActorKind.GOVERNMENT:
            return f"Government of {place}"
    return place


def actor(n: int) -> dict:
    name, kind = actor_name(n), KINDS[n % 10]
    is_person = kind == ActorKind.PERSON
    sorted_as = sort_name(name, is_person)
    return {
        "id": n,
        "name": name,
        "kind": kind,
        "sort_name": sorted_as,
        "surname": surname(sorted_as) if is_person else "",
        "slug": slug_for(name, "actor"),
    }


def name_of(n: int) -> dict:
    name = actor_name(n)
    return {
        "actor_id": n,
        "name": name,
        "folded": fold(name),
        "sound": sound(name),
        "is_main": True,
    }


def role(n: int, size: Size) -> dict:
    """Of a body that stands right before the actor in the list: those are 7, 8 and 9 of ten."""
    title, body = OFFICES[n % len(OFFICES)], n - n % 10 - 3
    return {
        "actor_id": n,
        "title": title,
        "folded": fold(title),
        "organisation_id": body if body > 0 else None,
        "start": date(2016 + n % 9, 1 + n % 12, 1),
        "start_precision": Precision.DAY if n % 3 else Precision.MONTH,
    }


def process(n: int) -> dict:
    name = f"The {made_up(n).capitalize()} Talks"
    summary = f"{' '.join(some_words(Random(f'process {n}'), 20)).capitalize()}."
    return {
        "id": n,
        "name": name,
        "slug": slug_for(name, "process"),
        "summary": summary,
        "words": fold(f"{name} {summary}"),
    }


def obstacle(n: int, size: Size) -> dict:
    random = Random(f"obstacle {n}")
    title = f"{' '.join(some_words(random, 5)).capitalize()} {made_up(n)}"
    description = f"{' '.join(some_words(random, 15)).capitalize()}."
    return {
        "id": n,
        "title": title,
        "slug": slug_for(title, "obstacle"),
        "description": description,
        "kind": ObstacleKind.values[n % len(ObstacleKind)],
        "process_id": popular(random, size.processes),
        "words": fold(f"{title} {description}"),
    }
