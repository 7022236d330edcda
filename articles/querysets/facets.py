"""How often each value stands among the matches of a list: many facets, one query.

Of the matches of a list only the newest thousand are looked at (`counting.CAP`), once for all
facets that look at the same matches. Django has no common table expressions, so the statement is
put together here, of parts that Django has written.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Concat, Substr

from . import counting
from .counting import CappedCount


class Column(NamedTuple):
    """A column of the listed rows themselves, which is read with them. A value that is a row is
    told by its name."""

    name: str

    is_of_a_day = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.name,)

    def counting(self, newest: str, model: type[Model], database: str) -> tuple[str, tuple]:
        column = of_sample(self.name)
        is_named = model._meta.get_field(self.name).related_model
        known = f"{column} IS NOT NULL" if is_named else f"{column} <> ''"
        return (
            f"SELECT {column} AS its_value, COUNT(*) AS number FROM {newest} WHERE {known} "
            f"GROUP BY {column}",
            (),
        )


class Days(NamedTuple):
    """The days of the listed rows themselves, told as `Months` tells them."""

    first: str = "dated"
    last: str = "dated_until"

    is_of_a_day = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.first, self.last)

    def counting(self, newest: str, model: type[Model], database: str) -> tuple[str, tuple]:
        first, last = (f"SUBSTR(CAST({of_sample(day)} AS text), 1, 7)" for day in self)
        return (
            f"SELECT {first} || ' ' || {last} AS its_value, '' AS its_label, COUNT(*) AS number "
            f"FROM {newest} GROUP BY 1",
            (),
        )


class Source(NamedTuple):
    """Rows that have a value, and the row of the list that they say it of.

    `value` and `member` name columns of `rows()`: of the rows of tags "tag" and "content_object".
    The member is the id of a listed row, or what its column `of` has. A value that is a row is told
    by its name. `is_apart`: no other source of the facet says the same. `is_of_a_day`: the rows
    depend on a day that a reader chose.
    """

    rows: Callable[[], QuerySet]
    value: str
    member: str = "pk"
    of: str = ""
    is_apart: bool = False
    is_of_a_day: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.of,) if self.of else ()

    def among(self, newest: str) -> QuerySet:
        """Pairs of a value and a member, without what has no value."""
        column = of_sample(self.of) if self.of else "k"
        sample = RawSQL(f"SELECT {column} FROM {newest}", ())
        rows = self.rows().filter(**{f"{self.member}__in": sample})
        if related_model(rows, self.value):
            rows = rows.filter(**{f"{self.value}__isnull": False})
        else:
            rows = rows.exclude(**{self.value: ""})
        return labelled(rows, value=F(self.value), member=F(self.member))

    def counting(self, newest: str, model: type[Model], database: str) -> tuple[str, tuple]:
        """Of rows that tell of a column, each counts for all listed rows that have it there."""
        pairs, params = written(self.among(newest), database)
        if not self.of:
            number = "COUNT(*)" if self.tells_once else "COUNT(DISTINCT its_member)"
            counted = f"({pairs}) AS pairs"
        else:
            column, number = of_sample(self.of), "CAST(SUM(of_them) AS bigint)"
            counted = (
                f"({pairs}) AS pairs JOIN (SELECT {column} AS its, COUNT(*) AS of_them "
                f"FROM {newest} GROUP BY {column}) AS members ON its = its_member"
            )
        sql = f"SELECT its_value, {number} AS number FROM {counted} GROUP BY its_value"
        return sql, params

    @property
    def tells_once(self) -> bool:
        """Whether no value comes twice with the same member."""
        meta = self.rows().model._meta
        pair = {self.value, self.member}
        unique = [set(one.fields) for one in meta.total_unique_constraints]
        return self.member == "pk" or pair in unique + list(map(set, meta.unique_together))


class Months(NamedTuple):
    """Rows of which each has days, as far as they are known: told by their first and last month.

    The value is "2031-03 2031-05". Many rows may speak of one member: the label is the member, for
    it must not be counted twice in a year.
    """

    rows: Callable[[], QuerySet]
    member: str
    first: str = "dated"
    last: str = "dated_until"
    is_of_a_day: bool = False

    columns = ()

    def counting(self, newest: str, model: type[Model], database: str) -> tuple[str, tuple]:
        rows = self.rows().filter(**{f"{self.member}__in": RawSQL(f"SELECT k FROM {newest}", ())})
        span = Concat(month_of(self.first), Value(" "), month_of(self.last))
        rows = labelled(rows, value=span, label=F(self.member), member=F(self.member))
        pairs, params = written(rows, database)
        return (
            f"SELECT DISTINCT its_value, its_label, 1 AS number FROM ({pairs}) AS pairs",
            params,
        )


class Facet(NamedTuple):
    name: str
    sample: str  # the key of the matches that it looks at
    sources: Iterable[Column | Days | Source | Months]
    chosen: Iterable[str] = ()  # values to be told however rare they are
    most: int | None = 10  # values, the frequent ones; None: all, of a single source


class Counted(NamedTuple):
    value: str
    label: str
    number: int


class Tally(NamedTuple):
    totals: dict[str, CappedCount]  # by the key of the matches
    counts: dict[str, list[Counted]]  # by the name of the facet, frequent ones first
    overall: dict[str, list[Counted]]  # in the whole archive, where a counter tells it
    looked_at: dict[str, CappedCount]  # of the totals, those among which facets were counted
    first: list[int]  # ids of the first matches, as many as were asked for


def related_model(rows: QuerySet, path: str) -> type[Model] | None:
    """What the values are ids of; None: they are words."""
    if path in rows.query.annotations:
        return None
    meta = rows.model._meta
    *ways, last = path.split("__")
    for way in ways:
        meta = meta.get_field(way).related_model._meta
    return meta.get_field(last).related_model


def of_sample(column: str) -> str:
    """Its name in the statement, where a sample has it."""
    return f"the_{column}"


class Top(NamedTuple):
    """The largest of the counters that `number` names; what they count, `of`, has a name."""

    counters: Callable[[], QuerySet]
    number: str
    of: str
    most: int

    def rows(self) -> QuerySet:
        rows = self.counters().filter(**{f"{self.number}__gt": 0})
        label, order = F(f"{self.of}__name"), (f"-{self.number}", self.of)
        rows = labelled(rows, value=F(self.of), label=label, member=F(self.number))
        return rows.order_by(*order)[: self.most]


def labelled(rows: QuerySet, **columns) -> QuerySet:
    aliases = {f"its_{name}": expression for name, expression in columns.items()}
    return rows.order_by().annotate(**aliases).values(*aliases)


def month_of(day: str) -> Substr:
    return Substr(Cast(day, CharField()), 1, 7)


def tally(
    matches: dict[str, tuple[QuerySet, tuple[str, ...]]],
    facets: list[Facet],
    counters: dict[str, Top] | None = None,
    most: int = counting.CAP,
    first: int = 0,
) -> Tally:
    """Count each facet among its matches, which come with the order that says what is newest; of
    many, among the first `most`.

    `first` is of how many of the first matches the ids are wanted too. One query.
    """
    cap = counting.CAP
    most = min(most, cap)
    statement = Statement(next(iter(matches.values()))[0].db)
    for name, (rows, order) in matches.items():
        sources = (one for facet in facets if facet.sample == name for one in facet.sources)
        columns = dict.fromkeys(column for source in sources for column in source.columns)
        statement.add_sample(name, rows, order, tuple(columns), cap, most)
    for facet in facets:
        newest = f"newest_{facet.sample}"
        if counters and facet.name in counters and facet.sample in statement.samples:
            newest = statement.add_few(facet, most)
        statement.add_facet(facet, newest)
    for name, counter in (counters or {}).items():
        statement.add_counter(name, counter)
    if first:
        statement.add_first(next(iter(matches)), first)
    ids, totals, counts = [], dict.fromkeys(matches, 0), {facet.name: [] for facet in facets}
    overall = {name: [] for name in counters or {}}
    for kind, name, *counted in dict.fromkeys(map(tuple, statement.fetch())):
        if kind == "total":
            totals[name] = counted[-1]
        elif kind == "first":
            ids.append(counted[-1])
        else:
            (counts if kind == "facet" else overall)[name].append(Counted(*counted))
    for counted in (*counts.values(), *overall.values()):
        counted.sort(key=lambda one: (-one.number, one.label, one.value))
    return Tally(
        {name: CappedCount(min(found, cap), found <= cap) for name, found in totals.items()},
        counts,
        overall,
        {name: CappedCount(min(found, most), found <= most) for name, found in totals.items()},
        ids,
    )


class Statement:
    """SQL in the making. Names of samples and facets are our own, never a reader's."""

    def __init__(self, database: str):
        self.connection = connections[database]
        self.tables: list[str] = []
        self.ends: list[str] = []
        self.table_params: list = []
        self.end_params: list = []
        self.samples: dict[str, type[Model]] = {}
        self.orders: dict[str, str] = {}  # as the database must be told

    def add_sample(
        self,
        name: str,
        rows: QuerySet,
        order: tuple[str, ...],
        columns: tuple[str, ...],
        cap: int,
        most: int,
    ) -> None:
        """One match more than the cap is looked for, to know whether there are more; if only
        `most` of them are counted, of the samples after the first no more than that are, where the
        first one finds anything: then nobody is told how many they are. Of each its columns are
        read at once."""
        keys = [key.removeprefix("-") for key in order]
        read = list(dict.fromkeys([*keys, *columns]))
        try:
            sql, params = self._written(rows.order_by(*order).values_list("pk", *read))
        except EmptyResultSet:
            return
        limit = f"{cap + 1:d}"
        if self.samples and most < cap:
            first = f"found_{next(iter(self.samples))}"
            limit = (
                f"(SELECT CASE WHEN COUNT(*) > 0 THEN {most + 1:d} ELSE {limit} END FROM {first})"
            )
        names = ", ".join(map(of_sample, read))
        sort = ", ".join(
            f"{of_sample(key.removeprefix('-'))} {'DESC' if key.startswith('-') else 'ASC'}"
            for key in order
        )
        # Of SQLite a table made on the way has its rows in the order in which they were found.
        in_order = "" if self.connection.vendor == "sqlite" else f"ORDER BY {sort}"
        self.tables += [
            f"found_{name} (k, {names}) AS ({sql} LIMIT {limit})",
            f"newest_{name} AS (SELECT * FROM found_{name} {in_order} LIMIT {most:d})",
        ]
        self.table_params += params
        self.samples[name], self.orders[name] = rows.model, in_order
        self._end(f"SELECT 'total', '{name}', '', '', COUNT(*) FROM found_{name}")

    def add_first(self, name: str, number: int) -> None:
        if name in self.samples:
            self._end(
                f"SELECT * FROM (SELECT 'first', '{name}', '', '', k FROM found_{name} "
                f"{self.orders[name]} LIMIT {number:d}) AS first_{name}"
            )

    def add_few(self, facet: Facet, most: int) -> str:
        """The name of a sample that has nothing where there are more: then a counter tells it."""
        few = f"few_{facet.name}"
        number = f"SELECT COUNT(*) FROM found_{facet.sample}"
        self.tables.append(
            f"{few} AS (SELECT * FROM newest_{facet.sample} WHERE ({number}) <= {most:d})"
        )
        return few

    def add_facet(self, facet: Facet, newest: str) -> None:
        """Values are counted by their ids; only then are names looked up, of those that are as
        frequent as the last one to be told."""
        if facet.sample not in self.samples:
            return
        try:
            sql, params = kept_for(facet, counting_sql)(
                tuple(facet.sources),
                newest,
                self.samples[facet.sample],
                self.connection.alias,
            )
        except EmptyResultSet:
            return
        if facet.most is None:
            told = "CAST(its_value AS text), CAST(its_label AS text)"
            self._end(f"SELECT 'facet', '{facet.name}', {told}, number FROM ({sql}) AS c", params)
            return
        self.tables.append(f"counted_{facet.name} (value, number) AS ({sql})")
        self.table_params += params
        rows, label = self._named(facet)
        told = f"SELECT 'facet' AS what, '{facet.name}' AS facet, CAST(value AS text), {label}"
        least = (
            f"SELECT MIN(number) FROM (SELECT number FROM counted_{facet.name} "
            f"ORDER BY number DESC LIMIT {facet.most:d}) AS most"
        )
        self._end(
            f"SELECT * FROM ({told} AS label, number FROM {rows} WHERE number >= ({least}) "
            f"ORDER BY number DESC, label, value LIMIT {facet.most:d}) AS top_{facet.name}"
        )
        if chosen := list(facet.chosen):
            marks = ", ".join(["%s"] * len(chosen))
            self._end(f"{told}, number FROM {rows} WHERE CAST(value AS text) IN ({marks})", chosen)

    def _named(self, facet: Facet) -> tuple[str, str]:
        """The counted values joined with what has their names, and the column of those."""
        named = kept_for(facet, named_by)
        model = named(next(iter(facet.sources)), self.samples[facet.sample])
        counted = f"counted_{facet.name}"
        if model is None:
            return counted, "''"
        table, pk = map(
            self.connection.ops.quote_name, (model._meta.db_table, model._meta.pk.column)
        )
        return f"{counted} JOIN {table} AS named ON named.{pk} = value", "named.name"

    def add_counter(self, name: str, counter: Top) -> None:
        sql, params = counter_sql(counter, self.connection.alias)
        self._end(
            f"SELECT 'overall', '{name}', CAST(its_value AS text), CAST(its_label AS text), "
            f"its_member FROM ({sql}) AS overall_{name}",
            params,
        )

    def fetch(self) -> list[tuple]:
        """Rows of (facet, total or overall; its name; value; label; number); perhaps some twice."""
        if not self.ends:
            return []
        tables = f"WITH {', '.join(self.tables)} " if self.tables else ""
        with self.connection.cursor() as cursor:
            cursor.execute(
                tables + " UNION ALL ".join(self.ends), [*self.table_params, *self.end_params]
            )
            return cursor.fetchall()

    def _end(self, sql: str, params=()) -> None:
        self.ends.append(sql)
        self.end_params += params

    def _written(self, rows: QuerySet) -> tuple[str, tuple]:
        return written(rows, self.connection.alias)


def written(rows: QuerySet, database: str) -> tuple[str, tuple]:
    return rows.query.get_compiler(using=database).as_sql()


def kept_for(facet: Facet, write: Callable) -> Callable:
    """`write`, which keeps what it gives; but not of a day that a reader chose: days without end
    would push out what all readers ask for."""
    return write.__wrapped__ if any(one.is_of_a_day for one in facet.sources) else write


@lru_cache(maxsize=256)
def counting_sql(
    sources: tuple[Column | Days | Source | Months, ...],
    newest: str,
    model: type[Model],
    database: str,
) -> tuple[str, tuple]:
    """How many listed rows have each value, among a sample. It asks for nothing that a reader
    chose, so it is written once (but see `kept_for`). Raises EmptyResultSet."""
    if len(sources) == 1:
        return sources[0].counting(newest, model, database)
    if all(source.is_apart for source in sources):
        parts = [source.counting(newest, model, database) for source in sources]
        number = "CAST(SUM(number) AS bigint)"
    else:
        parts = [written(source.among(newest), database) for source in sources]
        number = "COUNT(DISTINCT its_member)"
    rows = " UNION ALL ".join(
        f"SELECT * FROM ({sql}) AS p{at}" for at, (sql, _) in enumerate(parts)
    )
    sql = f"SELECT its_value, {number} AS number FROM ({rows}) AS pairs GROUP BY its_value"
    return sql, tuple(one for _, params in parts for one in params)


@lru_cache(maxsize=256)
def named_by(source: Column | Source, model: type[Model]) -> type[Model] | None:
    """What the values are ids of; None: they are words."""
    if isinstance(source, Column):
        return model._meta.get_field(source.name).related_model
    return related_model(source.rows(), source.value)


@lru_cache
def counter_sql(counter: Top, database: str) -> tuple[str, tuple]:
    return written(counter.rows(), database)
