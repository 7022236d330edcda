"""Rows of a queryset -> cells, a batch at a time.

The database is asked once for all rows, and its values are taken as they come: what Django makes of
them, and the cell made of that, are made once a batch for each value. Making objects or dicts of
rows costs many times as much.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, repeat

from django.db import connections, transaction
from django.db.models import Func, QuerySet
from django.db.models.sql.constants import MULTI

from articles.models.addresses import permanent_address
from articles.search.indexes import backend

from .cells import Once, cell

BATCH = 500
MOST_KEPT = 20_000  # rows of which what is made of them is kept

# Each with the fields that it makes cells of.
Makers = list[tuple[Callable[..., Iterable[Iterable[str]]], tuple[str, ...]]]
# By the place of a column: what makes a value of the field of one of the database.
AsPython = dict[int, Callable[[object], object]]
FIRST, LAST = -(2**60), -(2**60) + 1  # stand for ids where a statement is written: no row has them
CLOSE = 4  # of so many ids from the first to the last, one is wanted


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it is made from, and how (of one field: as it is)."""

    heading: str
    fields: tuple[str, ...]
    make: Callable[..., object] | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.heading,)

    def begin(self, root: str, using: str):
        return self.cells

    def cells(self, *values: tuple) -> list[Iterable[str]]:
        if make := self.make:
            return [Once(lambda some: cell(make(*some))).of(zip(*values, strict=True))]
        return [Once(cell).of(*values)]


@dataclass(frozen=True, slots=True)
class Id:
    """The column of the row's own id."""

    headings = ("id",)
    fields = ("pk",)

    def begin(self, root: str, using: str):
        return lambda ids: [map(str, ids)]


@dataclass(frozen=True, slots=True)
class Always:
    """A column of which every cell says the same."""

    heading: str
    said: str
    fields = ("pk",)

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.heading,)

    def begin(self, root: str, using: str):
        return lambda ids: [repeat(cell(self.said), len(ids))]


@dataclass(frozen=True, slots=True)
class Address:
    """A column of permanent addresses: without the slugs, which change with the words. Empty where
    there is no such row."""

    heading: str
    page: str
    field: str

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.heading,)

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    def begin(self, root: str, using: str):
        before, after = permanent_address(self.page, 0).rsplit("0", 1)
        return lambda ids: [["" if pk is None else f"{root}{before}{pk}{after}" for pk in ids]]


@dataclass(frozen=True, slots=True)
class Batched:
    """Columns that are made for a batch of rows at once, by what `begin_making` gives for an
    export: columns of values -> columns of values."""

    headings: tuple[str, ...]
    fields: tuple[str, ...]
    begin_making: Callable[[], Callable[..., Iterable[Iterable]]]

    def begin(self, root: str, using: str):
        make = self.begin_making()
        return lambda *values: [Once(cell).of(made) for made in make(*values)]


@dataclass(frozen=True, slots=True)
class Many:
    """Columns of ids and labels, or of labels, from a to-many relation: one query a batch.

    `rows` is the related table, `owner` its column of the row whose id is `field`, `member` the
    other (and the order, behind `order` if there is one). `own` is a field of the row itself that
    goes first: then it and the labels stand as `shown` shows them.
    """

    headings: tuple[str, ...]
    rows: Callable[[], QuerySet]
    owner: str
    member: str
    label: str
    field: str = "pk"
    own: str = ""
    order: str = ""
    divider: str = "; "
    shown: Callable[[str], str] = str

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field, self.own) if self.own else (self.field,)

    def begin(self, root: str, using: str):
        rows = self.rows().using(using).order_by(*filter(None, (self.order, self.member)))
        rows = rows.values_list(self.owner, self.member, self.label)
        return partial(self.cells, OfIds(rows, f"{self.owner}__id"))

    def cells(self, rows: "OfIds", owners: tuple, own: tuple = ()) -> Iterator[Iterable[str]]:
        ids, labels = defaultdict(list), defaultdict(list)
        for owner, member, label in rows.of(owners):
            ids[owner].append(str(member))
            labels[owner].append(label)
        if len(self.headings) == 2:
            yield self.joined(ids, owners)
        if own:
            shown = tuple(map(self.shown, own))
            whole = dict(zip(owners, shown, strict=True)) if labels else {}
            for pk in labels.keys() & whole.keys():
                whole[pk] = self.divider.join([whole[pk], *map(self.shown, labels[pk])])
            yield map(cell, whole.values() or shown)
        else:
            yield self.joined(labels, owners)

    def joined(self, some: dict[int, list[str]], owners: tuple) -> Iterable[str]:
        cells = {owner: cell(self.divider.join(texts)) for owner, texts in some.items()}
        return map(cells.get, owners, repeat(""))


@dataclass(frozen=True, slots=True)
class Related:
    """Columns of another row that many rows share: one query a batch, for those that are not known
    yet. `is_kept`: what was read for one batch is known to the next ones."""

    field: str  # its id
    rows: Callable[[], QuerySet]
    columns: tuple[Column | Address, ...]
    is_kept: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(chain.from_iterable(column.headings for column in self.columns))

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    def begin(self, root: str, using: str):
        makers = begun((Key(), *self.columns), root, using)
        rows = self.rows().using(using).values_list(*map(AsStored, fields_of(makers)))
        nothing = "," * (len(self.headings) - 1)
        return partial(self.cells, OfIds(rows, "pk"), makers, {}, nothing)

    def cells(
        self, rows: "OfIds", makers: Makers, known: dict[int, str], nothing: str, ids: tuple
    ) -> list[Iterable[str]]:
        if not self.is_kept or len(known) > MOST_KEPT:
            known.clear()
        if new := set(ids) - known.keys() - {None}:
            keys, *columns = cells_of(rows.of(new), makers, rows.as_python)
            known |= zip(keys, map(",".join, zip(*columns, strict=True)), strict=True)
        return [map(known.get, ids, repeat(nothing))]


class Key:
    """The id as it is, by which rows are found."""

    fields = ("pk",)

    def begin(self, root: str, using: str):
        return lambda ids: [ids]


class AsStored(Func):
    """A column that is no column any more, so that SQLite's driver makes no date or bool of each
    of its values."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="+%(expressions)s")


class OfIds:
    """Rows of values by the ids that their column `column` has, by statements written once."""

    def __init__(self, rows: QuerySet, column: str):
        self.connection = connections[rows.db]
        some = rows.filter(**{f"{column}__among": [FIRST]})
        self.some = self._written(some, self._as_param([FIRST]))
        self.between = self._written(
            rows.filter(**{f"{column}__range": (FIRST, LAST)}), FIRST, LAST
        )

    def of(self, ids: Iterable[int | None]) -> list[tuple]:
        """As the database has them: `as_python` makes the values of fields.

        Of ids that lie close together come those between, too: all rows of a stretch are read
        sooner than each of most of them is looked for.
        """
        wanted = set(ids) - {None}
        if not wanted:
            return []
        first, last = min(wanted), max(wanted)
        if last - first < CLOSE * len(wanted):
            return self._found(self.between, first, last)
        return self._found(self.some, self._as_param(list(wanted)))

    def _written(self, rows: QuerySet, *marks) -> tuple[str, list, list[int]]:
        """With the places in its params of what is to be given."""
        compiler = rows.query.get_compiler(rows.db)
        sql, params = compiler.as_sql()
        self.as_python = python_makers(compiler)
        return sql, list(params), [params.index(mark) for mark in marks]

    def _found(self, written: tuple[str, list, list[int]], *given) -> list[tuple]:
        sql, params, places = written
        params = params.copy()
        for place, one in zip(places, given, strict=True):
            params[place] = one
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def _as_param(self, ids: list[int]):
        _, [param] = backend(self.connection).among("", ids)
        return param


def begun(columns: Iterable, root: str, using: str) -> Makers:
    """What makes the cells of an export. `root` goes before every address."""
    return [(column.begin(root, using), column.fields) for column in columns]


def fields_of(makers: Makers) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(fields for _, fields in makers)))


def read(makers: Makers, rows: QuerySet, size: int = BATCH) -> Iterator[list[Iterable[str]]]:
    """Of each batch the columns of cells, in one query."""
    rows = rows.values_list(*map(AsStored, fields_of(makers)))
    compiler = rows.query.get_compiler(rows.db)
    batches = compiler.execute_sql(MULTI, chunked_fetch=True, chunk_size=size)
    as_python = python_makers(compiler)
    for batch in batches:
        yield cells_of(batch, makers, as_python)


def cells_of(rows: list[tuple], makers: Makers, as_python: AsPython) -> list[Iterable[str]]:
    """Columns of cells, of rows of the `fields_of` the makers."""
    fields = fields_of(makers)
    columns = zip(*rows, strict=True) if rows else repeat((), len(fields))
    values = dict(zip(fields, columns, strict=True))
    for position, make in as_python.items():
        field = fields[position]
        values[field] = tuple(Once(make).of(values[field]))
    made = [make(*[values[field] for field in fields]) for make, fields in makers]
    return list(chain.from_iterable(made))


def python_makers(compiler) -> AsPython:
    """How values of the database become those of the fields, where they are not."""

    def make(converters, expression):
        def converted(value):
            for convert in converters:
                value = convert(value, expression, compiler.connection)
            return value

        return converted

    selected = [expression for expression, *_ in compiler.select]
    return {at: make(*how) for at, how in compiler.get_converters(selected).items()}


@contextmanager
def one_moment(using: str):
    """What is read in it is of one moment, though a download takes minutes, and no writer waits."""
    connection = connections[using]
    if connection.in_atomic_block:
        yield
        return
    with beginning_deferred(connection), transaction.atomic(using=using):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def beginning_deferred(connection):
    """On SQLite a transaction takes no lock before it writes: settings let it begin IMMEDIATE."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()  # which sets the mode
    usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = usual
