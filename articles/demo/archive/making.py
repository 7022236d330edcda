"""Writing an archive in batches, each a transaction: who is stopped goes on where it was."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import NamedTuple

from django.core.management.color import no_style
from django.db import connection, reset_queries, transaction
from django.db.models import Max, Model

from articles.actions.counting import public_counts
from articles.actions.searching import SEARCHED
from articles.models import Actor, ActorCount, Article, Outlet, Uncounted
from articles.search.indexes import ensure_indexes, set_aside

from .nouns import MADE_HERE, tables
from .sizes import Size
from .texts import rows_of

ARTICLES, ACTORS = 200, 500  # of a batch
BESIDE = 10**9  # ids of an archive beside other content begin above it
NUMBERS_OF_ROWS = {"said_by"}  # columns that hold an id and are no relation
MOMENT = str(datetime(2026, 1, 1, tzinfo=UTC))


class InUse(Exception):
    """The database holds something else."""


class Stage(NamedTuple):
    """One step of the work: `done` of `total` when it is begun; `go` yields how much more."""

    noun: str
    total: int
    done: int
    go: Callable[[], Iterator[int]]


def make(size: Size, *, beside: bool = False) -> Iterator[Stage]:
    """The stages, each to be gone through before the next is asked for. Raises InUse."""
    base = BESIDE if beside else 0
    is_begun = _look(size, base, beside=beside)
    columns = [(model._meta.db_table, column) for model, column in SEARCHED.items()]
    if not is_begun:
        yield Stage("table", 1, 0, partial(_nouns, size, base))
    done = _last(Article, base)
    if done < size.articles:
        set_aside(connection, columns)
        yield Stage("article", size.articles, done, partial(_articles, size, base, done))
    done = ActorCount.objects.filter(pk__gt=base).count()
    if done < size.actors:
        yield Stage("actor", size.actors, done, partial(_counts, size, base, done))
    yield Stage("index", len(columns), 0, partial(_indexes, columns))


def _look(size: Size, base: int, *, beside: bool) -> bool:
    """Whether this very archive was begun here."""
    made = Outlet.objects.filter(pk=base + 1).values_list("url", flat=True).first() or ""
    if made == MADE_HERE + size.name:
        return True
    if made.startswith(MADE_HERE):
        raise InUse(f"an archive of size {made.removeprefix(MADE_HERE)}")
    if not beside and any(model.objects.exists() for model in (Outlet, Actor, Article)):
        raise InUse("articles, actors or outlets that were not made here")
    return False


def _last(model: type[Model], base: int) -> int:
    """The highest number that was made."""
    last = model.objects.filter(pk__gt=base).aggregate(last=Max("pk"))["last"]
    return last - base if last else 0


@transaction.atomic
def _nouns(size: Size, base: int) -> Iterator[int]:
    for model, rows in tables(size):
        _insert(model, rows, base)
    _check_references()
    yield 1


def _articles(size: Size, base: int, done: int) -> Iterator[int]:
    for start in range(done + 1, size.articles + 1, ARTICLES):
        batch = range(start, min(start + ARTICLES, size.articles + 1))
        by_model = defaultdict(list)
        for n in batch:
            for model, rows in rows_of(n, size).items():
                by_model[model] += rows
        with transaction.atomic():
            for model, rows in by_model.items():
                _insert(model, rows, base)
            Uncounted.objects.filter(actor__gt=base).delete()  # counted when all are there
            _check_references()
        reset_queries()  # in DEBUG each statement is kept
        yield len(batch)


def _check_references() -> None:
    """PostgreSQL makes no index while it has yet to look at rows. SQLite has looked already."""
    if connection.vendor == "postgresql":
        connection.check_constraints()


def _counts(size: Size, base: int, done: int) -> Iterator[int]:
    for start in range(done + 1, size.actors + 1, ACTORS):
        actors = range(base + start, base + min(start + ACTORS, size.actors + 1))
        ActorCount.objects.bulk_create(
            ActorCount(actor_id=actor, **public._asdict())
            for actor, public in public_counts(list(actors)).items()
        )
        _check_references()
        reset_queries()
        yield len(actors)


def _indexes(columns: list[tuple[str, str]]) -> Iterator[int]:
    """Also where the ids of new rows go on."""
    for column in columns:
        ensure_indexes(connection, [column])
        yield 1
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [*SEARCHED, Actor]):
            cursor.execute(statement)
        if connection.vendor == "postgresql":  # SQLite is asked so that it needs no statistics
            cursor.execute("ANALYZE")


def _insert(model: type[Model], rows: Iterable[dict], base: int) -> None:
    """The rows, with the defaults of their fields. Ids in them are numbers from 1: `base` is
    added."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    fields = [f for f in model._meta.concrete_fields if not f.primary_key or f.attname in first]
    plain = model()
    if hasattr(plain, "updated_at"):
        plain.updated_at = MOMENT
    ready = [f.get_db_prep_save(getattr(plain, f.attname), connection) for f in fields]
    names = [f.attname for f in fields]
    has_id = [f.primary_key or f.is_relation or f.attname in NUMBERS_OF_ROWS for f in fields]
    plan = list(zip(names, ready, has_id, strict=True))

    def values(row: dict) -> list:
        assert row.keys() <= set(names), row.keys() - set(names)
        found = ((row.get(name, default), is_id) for name, default, is_id in plan)
        return [
            value + base if is_id and value is not None else _written(value)
            for value, is_id in found
        ]

    columns = ", ".join(connection.ops.quote_name(f.column) for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",
            [values(first), *map(values, rows)],
        )


def _written(value):
    """SQLite's driver would write dates its own way, and knows no members of enumerations."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date) and connection.vendor == "sqlite":  # a moment too
        return str(value).removesuffix("+00:00")
    return value
