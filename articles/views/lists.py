"""The one way that every public list is asked, paged and counted."""

from django.shortcuts import redirect, render
from django.views import View

from articles.filters.base import ALL_ASKED, ListFilter
from articles.querysets.paging import FoundPage, KeysetPage
from articles.querysets.written import ReadByIdQuerySet

from .beside import asked_of, drawn, panel_of, tally_of
from .filter_form import filter_fields
from .heads import list_head
from .links import Link, address, sorted_by, url_of, without, without_value
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
            return render(request, self.template_name, self.not_understood(filters))
        if not filters.is_final_address():
            return redirect(address(self.noun, filters.parameters()))
        tally = self.tally = tally_of(request, filters, first=self.page_size + 1)
        message, page = self.page(filters)
        context = self.context(filters) | self.found(filters, page, tally.totals[ALL_ASKED])
        panel = panel_of(request, filters, self.noun, tally, **self.of_panel)
        told = {"message": message, "panel": panel.html, "ways_out": panel.ways_out}
        return render(request, self.template_name, context | told)

    def rows(self, queryset: ReadByIdQuerySet) -> ReadByIdQuerySet:
        """`queryset` with what a row of this list shows."""
        raise NotImplementedError

    def shows_first(self, filters) -> bool:
        """Whether the ids of the rows came with the counts: of the first page, in usual order."""
        return filters.is_in_usual_order and not cursor_of(self.request)

    def page(self, filters) -> tuple[str, KeysetPage]:
        rows, order, size = self.rows(filters.queryset), filters.order, self.page_size
        if self.shows_first(filters):
            return "", FoundPage({pk: {} for pk in self.tally.first}, size).read(rows, order)
        return page_or_first(
            self.request, rows, order, size, asked_of(filters), find=lambda: self.rows(filters.qs)
        )

    @property
    def of_panel(self) -> dict:
        return {"noun": self.noun, "clear_url": url_of(self.noun)}

    def not_understood(self, filters) -> dict:
        panel = drawn(filters, self.noun, None, **self.of_panel)
        return self.context(filters) | {
            "panel": panel.html,
            "fields": list(filter_fields(filters, self.noun)),
            "understood_url": address(self.noun, filters.parameters()),
        }

    def context(self, filters) -> dict:
        asked = filters.parameters()
        url = self.canonical(asked)
        return self.of_panel | {
            "canonical": url,
            "head": list_head(self.request, self.noun, filters, url),
            "singular": self.singular,
            "filters": filters,
            "active": [
                (one, address(self.noun, without_value(asked, one.name, one.parameter)))
                for one in filters.active()
            ],
            "sorts": [
                (Link(order.label, address(self.noun, sorted_by(asked, filters, key))),
                 key == filters.sort)
                for key, order in filters.orders.items()
            ],
            "feed_url": address(f"{self.noun}-feed", without(asked, "sort")),
        }  # fmt: skip

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
