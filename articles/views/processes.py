from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import groupby
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.charts.timeline import Line, Scale
from articles.filters import ProcessFilter
from articles.models import Actor, Obstacle, Process
from articles.querysets.counting import CAP
from articles.querysets.written import written_once

from .changes import since_of
from .details import PublicDetail
from .kept import Kept
from .ledger import (
    NAMED_IN,
    STATUSES,
    AsOf,
    Known,
    Standing,
    as_of_asked,
    kept_lines_of,
    kept_standings_of,
    known_of,
    shown_rows,
)
from .links import Link, address, at
from .lists import FilteredList

PAGE_SIZE = 20
MOST_OPTIONS = 10


kept_counts: Kept[dict[int, Counter]] = Kept()


class ProcessList(FilteredList):
    noun, singular = "processes", "process"
    filterset_class = ProcessFilter
    template_name = "articles/process_list.html"
    export_permission = "articles.export_process"

    def rows(self, queryset):
        return queryset.for_list()

    def page(self, filters):
        """One query more, for how the obstacles of each stand."""
        message, page = super().page(filters)
        ids = [one.pk for one in page.rows]
        count = partial(Obstacle.objects.count_by_status, ids)
        counts = kept_counts.get(self.request, tuple(ids), make=count)
        for process in page.rows:
            process.statuses = [(one, counts[process.pk][one]) for one in STATUSES]
            process.obstacle_count = counts[process.pk].total()
        return message, page


class Row(NamedTuple):
    known: Known
    line: Line | None


class Group(NamedTuple):
    """The obstacles of one status that stand on a page of the ledger."""

    status: str
    number: int  # on all pages
    rows: list[Row]


class Way(NamedTuple):
    """To the obstacles of a status, if there are any."""

    status: str
    number: int
    url: str


class Ledger(NamedTuple):
    groups: list[Group]
    scale: Scale | None

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def known(self) -> list[Known]:
        return [row.known for row in self.rows]


class Drawn(NamedTuple):
    """Of a page of a process, as it was drawn: it has hundreds of links. Nothing for nothing."""

    ledger: SafeString
    leverage: SafeString


ledgers: Kept[Drawn] = Kept()


class ProcessDetail(PublicDetail):
    """At most twelve queries, whatever the number of its obstacles and of their reports."""

    template_name = "articles/process_detail.html"

    def get_queryset(self):
        return Process.objects.published()

    def found(self, pk):
        """With its parts: one query."""
        rows = process_rows(Process, pk)
        self.parts = [one for one in rows if one.pk != pk]
        return [one for one in rows if one.pk == pk]

    def get_context_data(self, **kwargs):
        process, asked = self.object, as_of_asked(self.request)
        standings = [] if asked.wrong else kept_standings_of(self.request, process, asked.day)
        obstacles = [one for one in standings if not one.is_option]
        options = [one for one in standings if one.is_option]
        pages = Paginator(in_order(obstacles), PAGE_SIZE)
        page = pages.get_page(self.request.GET.get("page"))
        leverage = [one for one in options if one.then]
        drawn = self.drawn(page, leverage[:MOST_OPTIONS], asked)
        since, leverage_since = since_of(obstacles, options, as_of=asked.day)
        return super().get_context_data(
            parts=self.parts,
            parties=party_rows(Actor, process.pk),
            as_of=asked,
            ways=list(self.ways(Counter(one.then for one in obstacles), asked)),
            ledger=drawn.ledger,
            leverage=drawn.leverage,
            leverage_left_out=max(len(leverage) - MOST_OPTIONS, 0),
            since=since,
            leverage_since=leverage_since,
            most=CAP if len(standings) > CAP else None,
            exports=list(self.exports(asked, pages.count)),
            canonical=self.request.build_absolute_uri(self.at(page=page.number)),
            first=None,
            previous=page.has_previous()
            and Link("Previous", self.at(asked, page.previous_page_number())),
            next=page.has_next() and Link("Next", self.at(asked, page.next_page_number())),
            **kwargs,
        )

    def drawn(self, page: Page, options: list[Standing], asked: AsOf) -> Drawn:
        if asked.wrong:
            return Drawn(SafeString(), SafeString())
        draw = partial(self.draw, page, options, asked)
        return ledgers.get(self.request, asked.iso, page.number, make=draw)

    def draw(self, page: Page, options: list[Standing], asked: AsOf) -> Drawn:
        """What stands on a page of the ledger, and the options."""
        known = known_by_id(self.request, [*page, *options], asked.day)
        context = {
            "process": self.object,
            "as_of": asked,
            "ledger": self.ledger(page, known, asked),
            "options": [known[one.pk] for one in options if one.pk in known],
        }
        return Drawn(
            *(
                mark_safe(render_to_string(f"articles/{name}.html", context).strip())
                for name in ("_ledger", "_leverage")
            )
        )

    def ledger(self, page: Page, known: dict[int, Known], asked: AsOf) -> Ledger:
        shown = [known[one.pk] for one in page if one.pk in known]
        scale, lines = kept_lines_of(self.request, shown, asked.day)
        numbers = Counter(one.then for one in page.paginator.object_list)
        groups = [
            Group(status, numbers[status], [Row(one, lines.get(one.obstacle.pk)) for one in alike])
            for status, alike in groupby(shown, key=lambda one: one.latest.status)
        ]
        return Ledger(groups, scale)

    def ways(self, numbers: Counter, asked: AsOf) -> Iterator[Way]:
        before = 0
        for status in STATUSES:
            url = self.at(asked, before // PAGE_SIZE + 1)
            yield Way(status, numbers[status], f"{url}#{status}" if numbers[status] else "")
            before += numbers[status]

    def at(self, asked: AsOf | None = None, page: int = 1) -> str:
        parameters = asked.parameters if asked else {}
        if page > 1:
            parameters |= {"page": str(page)}
        return at(self.object.get_absolute_url(), **parameters)

    def exports(self, asked: AsOf, number: int) -> Iterator[Link]:
        if number and self.request.user.has_perm("articles.export_obstacle"):
            filters = {"process": str(self.object.pk)} | asked.parameters
            yield Link("These obstacles as CSV", address("obstacles-export", filters))
            yield Link("Their reports as CSV", address("obstacle-reports-export", filters))


def in_order(standings: Iterable[Standing]) -> list[Standing]:
    """Those known on the day, by status; of one status as they came."""
    known = [one for one in standings if one.then]
    return sorted(known, key=lambda one: STATUSES.index(one.then))


def known_by_id(request, standings: Iterable[Standing], as_of: date | None) -> dict[int, Known]:
    rows = {one.pk: one for one in shown_rows(Obstacle, [one.pk for one in standings])}
    shown = [rows[one.pk] for one in standings if one.pk in rows]
    return {one.obstacle.pk: one for one in known_of(request, shown, as_of, NAMED_IN)}


@written_once
def process_rows(processes, pk):
    parts = processes.filter(parent=pk).order_by().values("pk")
    ids = processes.filter(pk=pk).order_by().values("pk").union(parts, all=True)
    rows = processes.published().filter(pk__in=ids).select_related("parent")
    return rows.only("name", "slug", "summary", "parent__name", "parent__slug")


@written_once
def party_rows(actors, process):
    return actors.published().filter(processes=process).only("name", "slug")
