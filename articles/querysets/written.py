"""Statements that Django writes once: writing one takes longer than a database needs to answer it.

What differs from one reader to the next are ids and days alone. Rows come as the queryset would
give them, but without the calls that are made for every column of every row.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, wraps
from itertools import count
from operator import itemgetter
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable, ValuesIterable

Given = int | list[int] | date
Found = dict[int, dict]  # the ids of rows in their order, and what was annotated to each
LOWEST = -(2**60)  # stands for the first id, where a statement is written: no row has it
FIRST_DAY = date.min.toordinal()  # stands for the first day


def written_once(build: Callable[..., QuerySet]) -> Callable[..., list]:
    """Of a function `build(rows, *given)`, which narrows the `rows` of a model by what is given,
    ids, lists of ids and days, makes one that gives the rows found: `found(model, *given)`.

    It may ask for nothing else that changes: no words. A list with no ids finds nothing.
    """

    @wraps(build)
    def found(model: type[Model], *given: Given) -> list:
        given = [sized(one) if isinstance(one, list) else one for one in given]
        if [] in given:
            return []
        database = model._default_manager.db
        statement = statement_of(build, model, database, shape_of(given))
        return statement.rows(given) if statement else []

    return found


def written_part(build: Callable[..., QuerySet]) -> Callable[..., tuple[str, list]]:
    """Of such a function makes one that gives SQL and params, to be part of another statement:
    `part(model, *given)`, where each list has at least one id."""

    @wraps(build)
    def part(model: type[Model], *given: Given) -> tuple[str, list]:
        given = [sized(one) if isinstance(one, list) else one for one in given]
        statement = statement_of(build, model, model._default_manager.db, shape_of(given))
        return statement.sql, statement.params_with(given)

    return part


def sized(ids: list[int]) -> list[int]:
    """With the last one repeated, so that a few lengths will do."""
    return ids + ids[-1:] * ((1 << (len(ids) - 1).bit_length()) - len(ids)) if ids else ids


def shape_of(given: list[Given]) -> tuple[int | type, ...]:
    """How many ids each has, or that it is one id, or a day."""
    return tuple(
        len(one) if isinstance(one, list) else date if isinstance(one, date) else int
        for one in given
    )


@dataclass(frozen=True, eq=False)
class Statement:
    """For all threads: it holds nothing of the connection of the one that wrote it."""

    database: str
    sql: str
    params: tuple
    places: list[tuple[int, int]]  # where in the params which of all that is given stands
    columns: list
    made_of: Callable[[tuple], object]

    def params_with(self, given: list[Given]) -> list:
        told, params = told_to(connections[self.database], flat(given)), list(self.params)
        for place, which in self.places:
            params[place] = told[which]
        return params

    def rows(self, given: list[Given]) -> list:
        params = self.params_with(given)
        connection = connections[self.database]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        if converters := self.converters(connection):
            found = list(map(list, found))
            for place, convert, column in converters:
                for row in found:
                    row[place] = convert(row[place], column, connection)
        return list(map(self.made_of, found))

    def converters(self, connection) -> list[tuple]:
        """Kept with the connection, whose own methods are among them."""
        kept = connection.__dict__.setdefault("converters_of_statements", WeakKeyDictionary())
        if self not in kept:
            kept[self] = [
                (place, convert, column)
                for place, column in enumerate(self.columns)
                for convert in (
                    *connection.ops.get_db_converters(column),
                    *column.get_db_converters(connection),
                )
            ]
        return kept[self]


def flat(given: list[Given]) -> list[int | date]:
    return [each for one in given for each in (one if isinstance(one, list) else [one])]


def told_to(connection, given: list[int | date]) -> list:
    """As a statement of that database takes them."""
    adapt = connection.ops.adapt_datefield_value
    return [adapt(one) if isinstance(one, date) else one for one in given]


def marks_for(shape: tuple[int | type, ...]) -> Iterator[Given]:
    """Ids that no row has, and days of which no article is."""
    ids, days = count(LOWEST), count(FIRST_DAY)
    for one in shape:
        if one is int:
            yield next(ids)
        elif one is date:
            yield date.fromordinal(next(days))
        else:
            yield [next(ids) for _ in range(one)]


@lru_cache(maxsize=512)
def statement_of(build, model, database: str, shape: tuple[int | type, ...]) -> Statement | None:
    """With marks in the places of what is to be given. None: it finds nothing."""
    given = list(marks_for(shape))
    queryset = build(model._default_manager.using(database), *given)
    compiler = queryset.query.get_compiler(using=database)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    which = {mark: n for n, mark in enumerate(told_to(connections[database], flat(given)))}
    return Statement(
        database,
        sql,
        tuple(params),
        [
            (place, which[param])
            for place, param in enumerate(params)
            if isinstance(param, int | str | date) and param in which
        ],
        [column for column, _, _ in compiler.select],
        maker_of(queryset, compiler),
    )


def maker_of(queryset: QuerySet, compiler) -> Callable[[tuple], object]:
    """What makes of a tuple what the queryset gives: an object, a dict, or the tuple itself."""
    if issubclass(queryset._iterable_class, ModelIterable):
        return Maker(compiler.klass_info, compiler, tuple(compiler.annotation_col_map.items())).made
    if queryset._iterable_class is ValuesIterable:
        names = queryset.query.selected
        return lambda row: dict(zip(names, row, strict=True))
    return tuple


class Maker:
    """Makes an object of a model, and those that it leads to, of the columns that were read."""

    def __init__(self, info: dict, compiler, annotations=()):
        self.model, self.database = info["model"], compiler.connection.alias
        places = info["select_fields"]
        columns = [(compiler.select[at][0].target.attname, at) for at in places]
        columns += annotations
        pk = self.model._meta.pk.attname
        self.pk_place = next(at for name, at in columns if name == pk)
        self.names = [name for name, _ in columns]
        # The id at the end, for of a single place it would give no tuple.
        self.cells = itemgetter(*(at for _, at in columns), self.pk_place)
        self.foreign, self.one_to_one = [], []
        for one in info.get("related_klass_infos", ()):
            make = Maker(one, compiler).made
            if one["reverse"] or one["field"].unique:
                self.one_to_one.append((one["local_setter"], one["remote_setter"], make))
            else:
                self.foreign.append((one["field"].cache_name, make))

    def made(self, row: tuple) -> Model | None:
        if row[self.pk_place] is None:
            return None
        columns = dict(zip(self.names, self.cells(row), strict=False))
        one = made_with(self.model, columns, self.database)
        if self.foreign:
            one._state.fields_cache = {name: make(row) for name, make in self.foreign}
        for set_here, set_there, make in self.one_to_one:
            other = make(row)
            set_here(one, other)
            if other is not None:
                set_there(other, one)
        return one


def made_with(model: type[Model], columns: dict, database: str | None = None) -> Model:
    """A row of which these columns were read. The others are read when they are asked for."""
    one = model.__new__(model)
    one.__dict__ = columns
    one._state = state = ModelState()
    state.adding, state.db = False, database
    return one


class ReadById(ModelIterable):
    """Asks for the ids in their order, and for the rows by them: the one statement is short, the
    other one was written before."""

    def __iter__(self) -> Iterator[Model]:
        return iter(self.queryset.rows_of(self.queryset.found()))


class ReadByIdQuerySet(QuerySet):
    """`read` gives the rows of some ids, with all that is shown of them."""

    read: Callable[[type[Model], list[int]], list[Model]]

    def found(self) -> Found:
        """Which rows they are: one query."""
        query = self.query.chain()
        query.select_related = False
        query.clear_deferred_loading()
        names = list(query.annotation_select)
        query.set_values(["pk", *names])
        rows = query.get_compiler(using=self.db).results_iter(tuple_expected=True)
        return {pk: dict(zip(names, rest, strict=True)) for pk, *rest in rows}

    def rows_of(self, found: Found) -> list[Model]:
        """Those rows, whatever else is asked of the queryset; without one that is gone."""
        rows = self.in_order(list(found))
        for row in rows:
            row.__dict__.update(found[row.pk])
        return rows

    def in_order(self, ids: list[int]) -> list[Model]:
        """The rows with these ids, whatever else is asked of the queryset."""
        found = {row.pk: row for row in self.read(self.model, ids)}
        return [found[pk] for pk in ids if pk in found]

    def read_by(self, read):
        rows = self._chain()
        rows.read, rows._iterable_class = read, ReadById
        return rows

    def _clone(self):
        clone = super()._clone()
        if "read" in self.__dict__:
            clone.read = self.read
        return clone
