"""Search: at most two queries find and count the rows of every kind; those shown are read after."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import QuerySet

from articles.models import ActorName
from articles.querysets.counting import CAP, CappedCount
from articles.querysets.led import led_by_ids
from articles.search.fields import NEWEST, Gapped, first_words
from articles.search.indexes import FEW, SELDOM_TOGETHER, how_common, score, walks
from articles.search.query import Query
from articles.search.words import All

from .asked import Asked
from .kinds import KINDS, Kind

SHOWN = {"quotes": 5, "actors": 4, "articles": 4, "obstacles": 3, "processes": 3, "tags": 6,
         "sections": 4}  # fmt: skip
PAGE = 25


@dataclass
class Found:
    """The best ids of one kind. `is_cut`: rows beyond the newest 4,000 with the words were not
    looked at, so there may be more."""

    kind: Kind
    ids: list[int] = field(default_factory=list)
    number: int = 0
    is_cut: bool = False

    @property
    def count(self) -> CappedCount:
        return CappedCount(min(self.number, CAP), self.number <= CAP)

    @property
    def told(self) -> str:
        number = f"at least {self.count}" if self.is_cut and self.number <= CAP else str(self.count)
        return f"{number} {self.kind.singular if self.number == 1 else self.kind.name}"

    @property
    def is_ranked_in_part(self) -> bool:
        return self.number > CAP


class Search:
    """What `asked` finds: of `kind` the page from `start` on, of the others their number; without
    a kind the best few of each."""

    def __init__(self, asked: Asked, kind: str = "", start: int = 0):
        self.asked, self.kind, self.start = asked, kind, start
        self.using = router.db_for_read(ActorName)
        kinds = [one for one in KINDS.values() if self._fits(one)] if asked else []
        self.found = {one.name: Found(one) for one in kinds}
        if kinds:
            self._find(kinds)

    @property
    def number(self) -> int:
        return sum(found.number for found in self.found.values())

    def _fits(self, kind: Kind) -> bool:
        is_named = self.asked.sought or self.asked.fields & kind.fields
        return bool(is_named) and self.asked.fields <= kind.fields

    def _find(self, kinds: list[Kind]) -> None:
        common = self._how_common(kinds)
        statements, params = [], []
        for kind in kinds:
            number = common.get(kind.name, 0)
            self.found[kind.name].is_cut = number == SELDOM_TOGETHER or (
                number > NEWEST and not self._walked(kind, number)
            )
            try:
                sql, some = self._statement(kind, number)
            except EmptyResultSet:
                continue
            statements.append(f"SELECT * FROM ({sql}) AS {kind.name}")
            params += some
        if not statements:
            return
        with connections[self.using].cursor() as cursor:
            cursor.execute(" UNION ALL ".join(statements), params)
            for name, pk, number, is_shown in cursor.fetchall():
                self.found[name].number = number
                if is_shown:
                    self.found[name].ids.append(pk)

    def _how_common(self, kinds) -> dict[str, int]:
        if not self.asked.sought:
            return {}
        return how_common(
            {kind.name: kind.searched for kind in kinds},
            self.asked.sought,
            self.using,
            most=NEWEST + 1,
            long={kind.name for kind in kinds if kind.are_long},
        )

    def _walked(self, kind: Kind, number: int) -> bool:
        """Whether each row is tested: where the words are common, and where the fields lead."""
        if kind.searched.model is ActorName:
            return False
        is_led = kind.is_dated and bool(self.asked.fields)
        return number > FEW and (is_led or walks(self.using))

    def _candidates(self, kind: Kind, number: int, *, is_shown: bool) -> tuple[str, list]:
        """The newest that have the words, 1,001 at most."""
        walked, using = self._walked(kind, number), self.using
        if not self.asked.sought:
            return compiled(kind.rows(self.asked), kind, self.asked, is_shown, using)
        if self.asked.fields:
            rows = with_gap(kind.rows(self.asked), kind, walked=walked)
            gapped = Gapped.of(*compiled(rows, kind, self.asked, is_shown, using))
        else:
            gapped = candidates_of(kind.name, walked, is_shown, using)
        return gapped.filled(*self._condition(kind, number, walked, gapped.alias))

    def _condition(self, kind: Kind, number: int, walked: bool, alias: str) -> tuple[str, list]:
        connection, field = connections[self.using], kind.searched
        lookup = "holds" if walked else "newest"
        if number == SELDOM_TOGETHER:
            lookup = "latest_of_long" if kind.are_long else "latest"
        parts = [field.get_lookup(lookup).of_row(alias, field, self.asked.sought, connection)]
        for spelling in self.asked.spellings if kind.linked else []:
            ids, actors = kind.linked(list(spelling.actors))
            linked, params = f"{alias}.{connection.ops.quote_name('id')} IN ({ids})", actors
            if spelling.rest != All(()):
                rest, words = field.get_lookup("holds").of_row(
                    alias, field, spelling.rest, connection
                )
                linked, params = f"{linked} AND {rest}", [*params, *words]
            parts.append((linked, params))
        sql = " OR ".join(f"({sql})" for sql, _ in parts)
        return f"({sql})", [param for _, params in parts for param in params]

    def _statement(self, kind: Kind, number: int) -> tuple[str, list]:
        """(kind, id, number of candidates, whether it is shown), the best first; where none is to
        be shown, the number alone."""
        size, start = self._window(kind)
        sql, params = self._candidates(kind, number, is_shown=bool(size))
        if not size:
            return f"SELECT '{kind.name}', 0, count(*), false FROM ({sql}) AS newest", params
        weight = "weight, " if kind.is_weighed else ""
        terms, plain = self.asked.query.terms, self.asked.query.plain
        ranked, scored = score(sql, terms, plain, self.using, most=CAP + 1, also=weight)
        weight = weight.replace(",", " DESC,")
        place = f"row_number() OVER (ORDER BY score DESC, {weight}id DESC)"
        return (
            f"SELECT '{kind.name}' AS kind, id, number, place > {start} AS shown"
            f" FROM (SELECT id, count(*) OVER () AS number, {place} AS place"
            f" FROM ({ranked}) AS scored) AS ranked"
            f" WHERE place = 1 OR place > {start} AND place <= {start + size} ORDER BY place",
            [*scored, *params],
        )

    def _window(self, kind: Kind) -> tuple[int, int]:
        if not self.kind:
            return SHOWN[kind.name], 0
        return (PAGE, self.start) if kind.name == self.kind else (0, 0)


@lru_cache
def candidates_of(name: str, walked: bool, is_shown: bool, using: str) -> Gapped:
    """Of a query without fields: what is sought fills the gap."""
    kind, asked = KINDS[name], Asked(Query())
    rows = with_gap(kind.rows(asked), kind, walked=walked)
    return Gapped.of(*compiled(rows, kind, asked, is_shown, using))


def with_gap(rows: QuerySet, kind: Kind, *, walked: bool) -> QuerySet:
    if kind.searched.model is ActorName:
        names = ActorName.objects.public().filter(folded__gap=True)
        rows = rows.filter(pk__in=names.values("actor"))
    else:
        rows = rows.filter(words__gap=True)
    return rows if walked else led_by_ids(rows)


def compiled(rows: QuerySet, kind: Kind, asked: Asked, is_shown: bool, using: str):
    """Their ids, and what they are ranked by if they are to be shown."""
    is_led = kind.is_dated and bool(asked.fields)
    rows = rows.order_by("-dated", "-id") if is_led else rows.order_by("-id")
    if is_shown:
        weight = ["weight"] if kind.is_weighed else []
        rows = rows.values("id", *weight, first=first_words("words"))
    else:
        rows = rows.values("id")
    return rows[: CAP + 1].query.get_compiler(using).as_sql()
