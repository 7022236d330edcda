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


class Source(NamedTuple):
    """Rows that have a value, and the row of the list that they say it of.

    `value` and `member` name columns of `rows()`: of quotes themselves "speaker" and "pk", of the
    rows of tags "tag" and "content_object". A value that is a row is told by its name.
    """

    rows: Callable[[], QuerySet]
    value: str
    member: str = "pk"

    def among(self, sample: RawSQL) -> QuerySet:
        """Pairs of a value and a member, without what has no value."""
        rows = self.rows().filter(**{f"{self.member}__in": sample})
        if related_model(rows, self.value):
            rows = rows.filter(**{f"{self.value}__isnull": False})
        else:
            rows = rows.exclude(**{self.value: ""})
        return labelled(rows, value=F(self.value), member=F(self.member))

    @property
    def tells_once(self) -> bool:
        """Whether no value comes twice with the same member."""
        meta = self.rows().model._meta
        pair = {self.value, self.member}
        unique = [set(one.fields) for one in meta.total_unique_constraints]
        return self.member == "pk" or pair in unique + list(map(set, meta.unique_together))


class Months(NamedTuple):
    """Rows of which each has days, as far as they are known: told by their first and last month.

    The value is "2031-03 2031-05". Where many rows speak of one member,
    the label is the member, for it must not be counted twice in a year.
    """

    rows: Callable[[], QuerySet]
    first: str = "dated"
    last: str = "dated_until"
    member: str = "pk"

    def among(self, sample: RawSQL) -> QuerySet:
        rows = self.rows().filter(**{f"{self.member}__in": sample})
        span = Concat(month_of(self.first), Value(" "), month_of(self.last))
        label = Value("") if self.tells_once else F(self.member)
        return labelled(rows, value=span, label=label, member=F(self.member))

    @property
    def tells_once(self) -> bool:
        return self.member == "pk"


class Facet(NamedTuple):
    name: str
    sample: str  # the key of the matches that it looks at
    sources: Iterable[Source | Months]
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


def related_model(rows: QuerySet, path: str) -> type[Model] | None:
    """What the values are ids of; None: they are words."""
    if path in rows.query.annotations:
        return None
    meta = rows.model._meta
    *ways, last = path.split("__")
    for way in ways:
        meta = meta.get_field(way).related_model._meta
    return meta.get_field(last).related_model


def top(rows: QuerySet, number: str, *, of: str, most: int) -> QuerySet:
    """The largest of the counters that `number` names; what they count, `of`, has a name."""
    rows = labelled(
        rows.filter(**{f"{number}__gt": 0}), value=F(of), label=F(f"{of}__name"), member=F(number)
    )
    return rows.order_by(f"-{number}", of)[:most]


def labelled(rows: QuerySet, **columns) -> QuerySet:
    aliases = {f"its_{name}": expression for name, expression in columns.items()}
    return rows.order_by().annotate(**aliases).values(*aliases)


def month_of(day: str) -> Substr:
    return Substr(Cast(day, CharField()), 1, 7)


def tally(
    matches: dict[str, tuple[QuerySet, tuple[str, ...]]],
    facets: list[Facet],
    counters: dict[str, QuerySet] | None = None,
    most: int = counting.CAP,
) -> Tally:
    """Count each facet among its matches, which come with the order that says what is newest; of
    many, among the first `most`.

    One query. `counters` are rows as `labelled` makes them, the number as the member.
    """
    cap = counting.CAP
    most = min(most, cap)
    statement = Statement(next(iter(matches.values()))[0].db)
    for name, (rows, order) in matches.items():
        statement.add_sample(name, rows, order, cap, most)
    for facet in facets:
        statement.add_facet(facet)
    for name, rows in (counters or {}).items():
        statement.add_counter(name, rows)
    totals, counts = dict.fromkeys(matches, 0), {facet.name: [] for facet in facets}
    overall = {name: [] for name in counters or {}}
    for kind, name, *counted in dict.fromkeys(map(tuple, statement.fetch())):
        if kind == "total":
            totals[name] = counted[-1]
        else:
            (counts if kind == "facet" else overall)[name].append(Counted(*counted))
    for counted in (*counts.values(), *overall.values()):
        counted.sort(key=lambda one: (-one.number, one.label, one.value))
    return Tally(
        {name: CappedCount(min(found, cap), found <= cap) for name, found in totals.items()},
        counts,
        overall,
        {name: CappedCount(min(found, most), found <= most) for name, found in totals.items()},
    )


class Statement:
    """SQL in the making. Names of samples and facets are our own, never a reader's."""

    def __init__(self, database: str):
        self.connection = connections[database]
        self.tables: list[str] = []
        self.ends: list[str] = []
        self.table_params: list = []
        self.end_params: list = []
        self.samples: dict[str, None] = {}

    def add_sample(
        self, name: str, rows: QuerySet, order: tuple[str, ...], cap: int, most: int
    ) -> None:
        """One match more than the cap is looked for, to know whether there are more; if only
        `most` of them are counted, of the samples after the first no more than that are, where the
        first one finds anything: then nobody is told how many they are."""
        columns = [column.removeprefix("-") for column in order]
        ways = ["DESC" if column.startswith("-") else "ASC" for column in order]
        try:
            sql, params = self._written(rows.order_by(*order).values_list("pk", *columns))
        except EmptyResultSet:
            return
        limit = f"{cap + 1:d}"
        if self.samples and most < cap:
            first = f"found_{next(iter(self.samples))}"
            limit = (
                f"(SELECT CASE WHEN COUNT(*) > 0 THEN {most + 1:d} ELSE {limit} END FROM {first})"
            )
        keys = [f"o{place}" for place in range(len(columns))]
        sort = ", ".join(f"{key} {way}" for key, way in zip(keys, ways, strict=True))
        self.tables += [
            f"found_{name} (k, {', '.join(keys)}) AS ({sql} LIMIT {limit})",
            f"newest_{name} (k) AS (SELECT k FROM found_{name} ORDER BY {sort} LIMIT {most:d})",
        ]
        self.table_params += params
        self.samples[name] = None
        self._end(f"SELECT 'total', '{name}', '', '', COUNT(*) FROM found_{name}")

    def add_facet(self, facet: Facet) -> None:
        """Values are counted by their ids; only then are names looked up."""
        if facet.sample not in self.samples:
            return
        try:
            sql, params = counting_sql(tuple(facet.sources), facet.sample, self.connection.alias)
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
        self._end(
            f"SELECT * FROM ({told} AS label, number FROM {rows} "
            f"ORDER BY number DESC, label, value LIMIT {facet.most:d}) AS top_{facet.name}"
        )
        if chosen := list(facet.chosen):
            marks = ", ".join(["%s"] * len(chosen))
            self._end(f"{told}, number FROM {rows} WHERE CAST(value AS text) IN ({marks})", chosen)

    def _named(self, facet: Facet) -> tuple[str, str]:
        """The counted values joined with what has their names, and the column of those."""
        source = next(iter(facet.sources))
        model, counted = related_model(source.rows(), source.value), f"counted_{facet.name}"
        if model is None:
            return counted, "''"
        table, pk = map(
            self.connection.ops.quote_name, (model._meta.db_table, model._meta.pk.column)
        )
        return f"{counted} JOIN {table} AS named ON named.{pk} = value", "named.name"

    def add_counter(self, name: str, rows: QuerySet) -> None:
        sql, params = self._written(rows)
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


@lru_cache(maxsize=256)
def counting_sql(
    sources: tuple[Source | Months, ...], sample: str, database: str
) -> tuple[str, tuple]:
    """How many members each value has among a sample. It asks for nothing that a reader chose, so
    it is written once. Raises EmptyResultSet."""
    rows = [source.among(RawSQL(f"SELECT k FROM newest_{sample}", ())) for source in sources]
    parts = [written(one, database) for one in rows]
    pairs = " UNION ALL ".join(
        f"SELECT * FROM ({sql}) AS p{at}" for at, (sql, _) in enumerate(parts)
    )
    columns = "its_value, its_label" if isinstance(sources[0], Months) else "its_value"
    is_single = len(sources) == 1 and sources[0].tells_once
    if isinstance(sources[0], Months) and not is_single:  # the label is the only member
        sql = f"SELECT DISTINCT {columns}, 1 AS number FROM ({pairs}) AS pairs"
        return sql, tuple(one for _, params in parts for one in params)
    number = "COUNT(*)" if is_single else "COUNT(DISTINCT its_member)"
    sql = f"SELECT {columns}, {number} AS number FROM ({pairs}) AS pairs GROUP BY {columns}"
    return sql, tuple(one for _, params in parts for one in params)
