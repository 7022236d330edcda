"""The one way that every public list is asked, paged and counted."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from articles.filters.base import ListFilter
from articles.filters.fields import PartialDateField, ReferenceField, SeveralFound
from articles.querysets.counting import capped_count
from articles.querysets.paging import BadCursor, KeysetPage, keyset_page

ROWS_OF_A_FEED = 50
PAGE_NAMES = {"newest": ("Later", "Earlier"), "oldest": ("Earlier", "Later")}


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class FilterField:
    """One field of the filter form, ready to be drawn."""

    name: str
    label: str
    kind: str  # text, date, choice or reference
    value: str
    errors: list[str]
    chosen: str = ""  # the name of the actor or tag in force
    candidates: list[Link] = field(default_factory=list)
    options: list[tuple[str, str, bool]] = field(default_factory=list)


class FilteredList(View):
    """A list page: its rows, what was asked, and the ways onward. Queries do not grow with rows."""

    noun: str  # plural: the name of its address and of its template's rows
    singular: str
    filterset_class: type[ListFilter]
    template_name: str
    export_permission = ""
    page_size = 25

    def get(self, request):
        filters = self.filterset_class(request.GET)
        if not filters.is_valid():
            return render(request, self.template_name, self.context(filters))
        if not filters.is_final_address():
            return redirect(address(self.noun, filters.parameters()))
        message, page = self.page(filters)
        count = capped_count(filters.qs)
        return render(
            request,
            self.template_name,
            self.context(filters) | self.found(filters, page, count) | {"message": message},
        )

    def rows(self, queryset: QuerySet) -> QuerySet:
        """`queryset` with what a row of this list shows."""
        return queryset

    def page(self, filters) -> tuple[str, KeysetPage]:
        rows, order = self.rows(filters.qs), filters.order
        after, before = self.request.GET.get("after"), self.request.GET.get("before")
        try:
            page = keyset_page(
                rows, order, after=after, before=None if after else before, size=self.page_size
            )
        except BadCursor:
            message = "That page is not known; here is the first one."
            return message, keyset_page(rows, order, size=self.page_size)
        if not page.rows and (after or before):
            return "There is nothing further; here is the first page.", keyset_page(
                rows, order, size=self.page_size
            )
        return "", page

    def context(self, filters) -> dict:
        asked = filters.parameters()
        return {
            "noun": self.noun,
            "singular": self.singular,
            "filters": filters,
            "fields": list(filter_fields(filters, self.noun)),
            "active": [
                (one, address(self.noun, without(asked, one.name))) for one in filters.active()
            ],
            "clear_url": reverse(self.noun),
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
            "canonical": self.canonical(asked, page),
            "exports": list(self.exports(asked, count)),
        }

    def canonical(self, asked, page) -> str:
        place = (
            {}
            if page.is_first
            else {
                name: self.request.GET[name]
                for name in ("after", "before")
                if name in self.request.GET
            }
        )
        return self.request.build_absolute_uri(address(self.noun, asked | place))

    def exports(self, asked, count):
        if not count or not self.request.user.has_perm(self.export_permission):
            return
        rows = "row" if count.number == 1 else "rows"
        yield Link(f"Export {count} {rows} as CSV", address(f"{self.noun}-export", asked))
        yield Link("CSV for Excel", address(f"{self.noun}-export", asked | {"bom": "1"}))


def address(name: str, parameters: dict[str, str]) -> str:
    url = reverse(name)
    return f"{url}?{urlencode(parameters)}" if parameters else url


def without(asked: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in asked.items() if key != name}


def sorted_by(asked, filters, key: str) -> dict[str, str]:
    usual = key == next(iter(filters.orders))
    return without(asked, "sort") if usual else asked | {"sort": key}


def filter_fields(filters, noun: str):
    """The fields of the filter form as they were filled, with what was wrong."""
    cleaned, errors = filters.form.cleaned_data, filters.form.errors.as_data()
    for name, form_field in filters.form.fields.items():
        wrong = errors.get(name, [])
        chosen = cleaned.get(name)
        is_reference = isinstance(form_field, ReferenceField)
        yield FilterField(
            name=name,
            label=form_field.label,
            kind=kind_of(form_field),
            value=str(chosen.pk) if is_reference and chosen else filters.data.get(name, ""),
            errors=[message for error in wrong for message in error.messages],
            chosen=str(chosen) if is_reference and chosen else "",
            candidates=[
                Link(str(one), address(noun, filters.parameters() | {name: str(one.pk)}))
                for error in wrong
                if isinstance(error, SeveralFound)
                for one in error.candidates
            ],
            options=list(options_of(form_field, filters.data.get(name, "")))
            if isinstance(form_field, forms.ChoiceField)
            else [],
        )


def kind_of(form_field: forms.Field) -> str:
    if isinstance(form_field, forms.ChoiceField):
        return "choice"
    if isinstance(form_field, ReferenceField):
        return "reference"
    return "date" if isinstance(form_field, PartialDateField) else "text"


def options_of(form_field: forms.ChoiceField, given: str):
    for value, label in form_field.choices:
        yield str(value), str(label), str(value) == given
