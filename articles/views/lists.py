"""The one way that every public list is asked, paged and counted."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from articles.filters.base import ALL_ASKED, ListFilter
from articles.querysets.paging import KeysetPage, first_page

from .facets import dates_of, ways_out
from .filter_form import filter_fields
from .heads import list_head
from .links import Link, address, sorted_by, without, without_value
from .pages import cursor_of, page_or_first

PAGE_NAMES = {"newest": ("Later", "Earlier"), "oldest": ("Earlier", "Later")}


class FilteredList(View):
    """A list page: its rows, what was asked, and the ways onward. Queries do not grow with rows."""

    noun: str  # plural: the name of its address and of its template's rows
    singular: str
    filterset_class: type[ListFilter]
    template_name: str
    export_permission = ""  # none: the list has no export
    page_size = 25

    def get(self, request):
        filters = self.filterset_class(request.GET)
        if not filters.is_valid():
            return render(request, self.template_name, self.context(filters))
        if not filters.is_final_address():
            return redirect(address(self.noun, filters.parameters()))
        self.first = self.first_of(filters)
        tally = self.tally = filters.tally(self.page_size + 1 if self.first else 0)
        message, page = self.page(filters)
        found = self.found(filters, page, tally.totals[ALL_ASKED])
        context = self.context(filters, tally) | found | self.choices(filters, tally)
        return render(request, self.template_name, context | {"message": message})

    def rows(self, queryset: QuerySet) -> QuerySet:
        """`queryset` with what a row of this list shows."""
        return queryset

    def first_of(self, filters) -> Callable[[list[int]], list] | None:
        """What reads the rows of a page by their ids, if those come with the counts: of the first
        page in the usual order."""
        rows = self.rows(filters.queryset)
        if cursor_of(self.request) or not filters.is_in_usual_order:
            return None
        return getattr(rows, "in_order", None)

    def page(self, filters) -> tuple[str, KeysetPage]:
        if self.first:
            ids = self.tally.first
            page = first_page(self.first(ids), filters.order, found=len(ids), size=self.page_size)
            return "", page
        rows = self.rows(filters.qs)
        return page_or_first(rows, filters.order, cursor_of(self.request), self.page_size)

    def context(self, filters, tally=None) -> dict:
        asked = filters.parameters()
        url = self.canonical(asked)
        return {
            "canonical": url,
            "head": list_head(self.request, self.noun, filters, url),
            "noun": self.noun,
            "singular": self.singular,
            "filters": filters,
            "fields": list(filter_fields(filters, self.noun, tally)),
            "active": [
                (one, address(self.noun, without_value(asked, one.name, one.parameter)))
                for one in filters.active()
            ],
            "clear_url": reverse(self.noun),
            "sorts": [
                (Link(order.label, address(self.noun, sorted_by(asked, filters, key))),
                 key == filters.sort)
                for key, order in filters.orders.items()
            ],
            "feed_url": address(f"{self.noun}-feed", without(asked, "sort")),
        }  # fmt: skip

    def choices(self, filters, tally) -> dict:
        return {
            "dates": dates_of(filters, self.noun, tally),
            "ways_out": list(ways_out(filters, self.noun, tally)),
        }

    def found(self, filters, page: KeysetPage, count) -> dict:
        asked = filters.parameters()
        back, onward = PAGE_NAMES.get(filters.sort, ("Previous", "Next"))
        return {
            "page": page,
            "count": count,
            "count_words": f"{count} {self.singular if count.number == 1 else self.noun}",
            "first": Link("First", address(self.noun, asked)) if page.previous else None,
            "previous": page.previous
            and Link(back, address(self.noun, asked | {"before": page.previous})),
            "next": page.next and Link(onward, address(self.noun, asked | {"after": page.next})),
            "canonical": self.canonical(asked, {} if page.is_first else cursor_of(self.request)),
            "exports": list(self.exports(asked, count)),
        }

    def canonical(self, asked, place=()) -> str:
        return self.request.build_absolute_uri(address(self.noun, asked | dict(place)))

    def may_export(self) -> bool:
        return bool(self.export_permission) and self.request.user.has_perm(self.export_permission)

    def exports(self, asked, count):
        if not count or not self.may_export():
            return
        rows = "row" if count.number == 1 else "rows"
        yield Link(f"Export {count} {rows} as CSV", address(f"{self.noun}-export", asked))
        yield Link("CSV for Excel", address(f"{self.noun}-export", asked | {"bom": "1"}))
