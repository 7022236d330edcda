"""Search: at most two queries find and count the rows of every kind; those shown are read after."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Q, QuerySet

from articles.models import ActorName
from articles.querysets.counting import CAP, CappedCount
from articles.querysets.words import led_by_ids
from articles.search.fields import NEWEST, first_words
from articles.search.indexes import FEW, SELDOM_TOGETHER, how_common, score, walks
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

    def _candidates(self, kind: Kind, number: int) -> QuerySet:
        """The newest that have the words, 1,001 at most."""
        rows = kind.rows(self.asked)
        is_led = kind.is_dated and bool(self.asked.fields)
        if self.asked.sought:
            walked = self._walked(kind, number)
            rows = rows.filter(self._condition(kind, number, walked=walked))
            if not walked:
                rows = led_by_ids(rows)
        rows = rows.order_by("-dated", "-id") if is_led else rows.order_by("-id")
        return rows[: CAP + 1]

    def _condition(self, kind: Kind, number: int, *, walked: bool) -> Q:
        sought = self.asked.sought
        lookup = "holds" if walked else "newest"
        if number == SELDOM_TOGETHER:
            lookup = "latest_of_long" if kind.are_long else "latest"
        if kind.searched.model is ActorName:
            names = ActorName.objects.public().filter(**{f"folded__{lookup}": sought})
            return Q(pk__in=names.values("actor"))
        parts = [Q(**{f"words__{lookup}": sought})]
        for spelling in self.asked.spellings if kind.linked else []:
            linked = Q(pk__in=kind.linked(list(spelling.actors)))
            rest = spelling.rest
            parts.append(linked if rest == All(()) else linked & Q(words__holds=rest))
        return reduce(or_, parts)

    def _statement(self, kind: Kind, number: int) -> tuple[str, list]:
        """(kind, id, number of candidates, whether it is shown), the best first; where none is to
        be shown, the number alone."""
        rows = self._candidates(kind, number)
        size, start = self._window(kind)
        if not size:
            sql, params = rows.values("id").query.get_compiler(self.using).as_sql()
            return f"SELECT '{kind.name}', 0, count(*), false FROM ({sql}) AS newest", params
        has_weight = "weight" in rows.query.annotations
        rows = rows.values("id", *(["weight"] if has_weight else []), first=first_words("words"))
        sql, params = rows.query.get_compiler(self.using).as_sql()
        terms = self.asked.query.terms
        ranked, scored = score("first", terms, self.asked.query.plain, self.using)
        weight = "weight DESC, " if has_weight else ""
        place = f"row_number() OVER (ORDER BY {ranked if terms else 1} DESC, {weight}id DESC)"
        return (
            f"SELECT '{kind.name}' AS kind, id, number, place > {start} AS shown"
            f" FROM (SELECT id, count(*) OVER () AS number, {place} AS place"
            f" FROM ({sql}) AS newest) AS ranked"
            f" WHERE place = 1 OR place > {start} AND place <= {start + size} ORDER BY place",
            [*(scored if terms else []), *params],
        )

    def _window(self, kind: Kind) -> tuple[int, int]:
        if not self.kind:
            return SHOWN[kind.name], 0
        return (PAGE, self.start) if kind.name == self.kind else (0, 0)
