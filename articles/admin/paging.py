"""Pages of a list, whose rows are never all counted, and pages of the rows of one page."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import QueryDict

from articles.querysets.counting import CAP, CappedCount, count_to

MOST = 10_000
MOST_WALKED = 1_000
DEEP = 500


class CappedPaginator(Paginator):
    """Pages through the first 10,000 rows, of a common word the first 1,000; a filter finds the
    others sooner than a page number."""

    @cached_property
    def count(self):
        return min(self._counted, self.most)

    @property
    def most(self) -> int:
        return MOST_WALKED if getattr(self.object_list, "is_walked", False) else MOST

    def page(self, number):
        """Of a page far on the ids come first: rows that are passed over are not read."""
        page = super().page(number)
        if page.start_index() > DEEP:
            ids = [pk for (pk,) in page.object_list.values_list("pk")]
            page.object_list = self.object_list.filter(pk__in=ids)
        return page

    @cached_property
    def _counted(self):
        return count_to(self.object_list, self.most + 1)

    @property
    def is_capped(self) -> bool:
        return self._counted > self.most

    @property
    def told(self) -> CappedCount:
        """The number as readers are told it: exact to 1,000."""
        return CappedCount(min(self._counted, CAP), self._counted <= CAP)


class PagedRows:
    """An inline whose formset is a RowFormSet: of hundreds of rows it shows `per_page`.

    `?quotes_page=2` asks for the second page of the rows whose prefix is "quotes".
    """

    per_page = 25

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.per_page = self.per_page
        formset.asked = request.GET.get(page_parameter(formset.get_default_prefix()), "")
        return formset


class PagedStackedInline(PagedRows, admin.StackedInline):
    template = "admin/articles/rows_stacked.html"


class PagedTabularInline(PagedRows, admin.TabularInline):
    template = "admin/articles/rows_tabular.html"

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.is_table = True
        return formset


def page_parameter(prefix: str) -> str:
    return f"{prefix}_page"


def rows_address(query: QueryDict, prefix: str, number: int, place: str = "group") -> str:
    """Of another page of rows; the other rows of the page stay where they are."""
    query = query.copy()
    query[page_parameter(prefix)] = number
    return f"?{query.urlencode()}#{prefix}-{place}"


@dataclass(frozen=True, slots=True)
class RowsPager:
    """Which rows are shown, and the addresses of the others; no address: this page, or a gap."""

    noun: str
    first: int
    last: int
    total: int
    previous: str
    next: str
    pages: list[tuple[int | str, str]]


def rows_pager(request, formset, noun: str) -> RowsPager | None:
    """None if all rows are in sight."""
    if getattr(formset, "per_page", None) is None or not formset.shown_page.has_other_pages():
        return None
    page = formset.shown_page

    def address(number: int) -> str:
        return rows_address(request.GET, formset.prefix, number)

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return RowsPager(
        noun=noun,
        first=page.start_index(),
        last=page.end_index(),
        total=page.paginator.count,
        previous=address(page.number - 1) if page.has_previous() else "",
        next=address(page.number + 1) if page.has_next() else "",
        pages=[
            (number, "" if number in (page.number, Paginator.ELLIPSIS) else address(number))
            for number in numbers
        ],
    )


def keep_pages(request, response):
    """A redirect to the very page that was sent comes back to the same pages of its rows."""
    if response.status_code == 302 and urlsplit(response.url).path == request.path:
        query = QueryDict(urlsplit(response.url).query, mutable=True)
        for name, value in request.GET.items():
            if name.endswith("_page"):
                query[name] = value
        response["Location"] = request.path + (f"?{query.urlencode()}" if query else "")
    return response
