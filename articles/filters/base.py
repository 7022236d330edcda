"""What every list has in common: public rows, filters, orders, facets, and a form that says no
kindly."""

from collections.abc import Callable, Collection, Iterator
from copy import copy
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from articles.querysets.among import narrowed
from articles.querysets.counting import CAP
from articles.querysets.facets import Column, Days, Facet, Months, Source, Tally, Top, tally
from articles.text.dates import PartialDate, display, iso
from articles.text.periods import around

from .fields import PartialDateFilter, ReferencesField, SeveralField, TextFilter, ids_of, look_up

DATES = "dates"  # the facet that `from` and `to` choose in
ALL_ASKED = "all"  # the matches of the whole address
MOST_SHOWN = 10  # values of a facet; those that are chosen besides


class Order(NamedTuple):
    """A way to sort. `columns` are never null and end with a unique one."""

    label: str
    columns: tuple[str, ...]


class ActiveFilter(NamedTuple):
    name: str
    label: str
    value: str
    parameter: str


class ListForm(forms.Form):
    """`known` has rows by their ids that need not be looked up again."""

    known: dict[type[Model], dict[int, Model]] = {}

    def full_clean(self):
        self._look_up()
        super().full_clean()

    def _clean_fields(self):
        """Of most fields an address says nothing: what that means is known."""
        self.cleaned_data = dict(cleaned_of_nothing(type(self)))
        for name, field in self.fields.items():
            if name in self.data:
                try:
                    self.cleaned_data[name] = field.clean(self._given(name, field))
                except ValidationError as error:
                    self.add_error(name, error)

    def clean(self):
        cleaned = super().clean()
        first, last = outer_days(cleaned)
        if first and last and first > last:
            self.add_error("to", ValidationError("The last day lies before the first."))
        return cleaned

    def _look_up(self):
        """Finds what the ids in all fields mean: one query."""
        fields = {
            name: field for name, field in self.fields.items() if isinstance(field, ReferencesField)
        }
        asked = {}
        for name, field in fields.items():
            unknown = set(ids_of(self._typed(name, field))) - self.known.get(field.model, {}).keys()
            asked.setdefault(field.model, set()).update(unknown)
        found = look_up(asked)
        for field in fields.values():
            field.found = found.get(field.model, {}) | self.known.get(field.model, {})

    def _typed(self, name, field) -> list[str]:
        return [one.strip() for one in self._given(name, field) or ()]

    def _given(self, name, field):
        return field.widget.value_from_datadict(self.data, self.files, name)


@cache
def cleaned_of_nothing(form_class: type[ListForm]) -> dict:
    form = form_class({})
    return {name: field.clean(form._given(name, field)) for name, field in form.fields.items()}


def sort_filter(orders: dict[str, Order]) -> django_filters.ChoiceFilter:
    choices = [(key, order.label) for key, order in orders.items()]
    wrong = {"invalid_choice": "There is no such order."}
    return django_filters.ChoiceFilter(
        label="Sort", choices=choices, empty_label=None, error_messages=wrong
    )


class ListFilter(django_filters.FilterSet):
    """What a list can be asked. The page, its feed and its export run the same one.

    Look at `is_valid()` first: of an invalid form, `qs` is the whole unfiltered list.

    A row must fit every filter, and one of the values of each. How a filter is asked is told by
    its `field_name`, or by a method of its name with "_is" behind it, which returns a Q.
    """

    orders: dict[str, Order] = {}
    facets: dict[str, list[Column | Days | Source | Months]] = {}
    counted_first = "first"  # which matches are counted where there are too many
    most_counted = CAP

    q = TextFilter(label="Words")

    class Meta:
        form = ListForm

    def __init__(self, data, find: Callable[[], QuerySet] | None = None):
        """As any FilterSet, but that it has no copies of the filters: nothing changes them. The
        rows to be filtered are what `find` gives, or all that readers may see."""
        self.is_bound, self.data, self.form_prefix = True, data, None
        self.find = find or public_rows(type(self)).all
        self.filters = self.base_filters

    @cached_property
    def queryset(self) -> QuerySet:
        """Only once it is asked for: of a page whose rows are known nobody does."""
        return self.find()

    @classmethod
    def get_filters(cls):
        return super().get_filters() | {"sort": sort_filter(cls.orders)}

    def get_form_class(self):
        """Made once for each kind of list: its fields are copied for each form."""
        return form_class(type(self))

    @classmethod
    def public(cls) -> QuerySet:
        """All rows that readers may see."""
        raise NotImplementedError

    @property
    def sort(self) -> str:
        """The key of the order in force: the first one, unless another was asked for."""
        return self._cleaned.get("sort") or next(iter(self.orders))

    @property
    def is_in_usual_order(self) -> bool:
        return self.sort == next(iter(self.orders))

    @property
    def order(self) -> tuple[str, ...]:
        return self.orders[self.sort].columns

    @property
    def is_filtered(self) -> bool:
        return any(True for _ in self._asked())

    def parameters(self) -> dict[str, str | list[str]]:
        """The valid filters, as an address holds them: objects by id, several values as a list,
        the order if it matters. For one set of filters always the same."""
        return dict(self._parameters)

    def unordered_parameters(self) -> dict[str, str | list[str]]:
        """The same for each order of the rows: for what does not depend on it."""
        return {name: as_parameters(value) for name, value in self._asked()}

    @cached_property
    def _parameters(self) -> dict[str, str | list[str]]:
        asked = self.unordered_parameters()
        if not self.is_in_usual_order:
            asked["sort"] = self.sort
        return asked

    def active(self) -> Iterator[ActiveFilter]:
        for name, value in self._asked():
            field = self.form.fields[name]
            for one in value if isinstance(value, list) else [value]:
                yield ActiveFilter(name, field.label, as_words(one, field), as_parameter(one))

    def told(self, *, with_labels: bool = False, leaving: Collection[str] = ()) -> str:
        """What is asked, in one line; a month that is both the first and the last stands once.
        Without the filters to leave."""
        active = [one for one in self.active() if one.name not in leaving]
        dates = {one.name: one.value for one in active if one.name in ("from", "to")}
        span = " ".join(f"{name} {value}" for name, value in dates.items())
        if len(dates) == 2 and len(set(dates.values())) == 1:
            span = dates["from"]
        parts = []
        for one in active:
            if one.name in dates:
                parts += [span] if one.name == next(iter(dates)) else []
            elif with_labels or one.name == "as_of":
                parts.append(f"{one.label.lower()} {one.value}")
            else:
                parts.append(one.value)
        return ", ".join(parts)

    def is_final_address(self) -> bool:
        """Whether the address has actors and tags by their id, its values in order, and none that
        are empty."""
        usual = self.parameters()
        for name in self.filters:
            given = self.data.getlist(name) if name in self.data else []
            if not all(one.strip() for one in given):
                return False
            if name in usual and isinstance(self.form.fields[name], SeveralField):
                if given != as_list(usual[name]):
                    return False
            elif len(given) > 1:
                return False
        return True

    def filter_queryset(self, queryset):
        return self.matching()

    def matching(self, leaving: str = "") -> QuerySet:
        """The rows that fit all filters, but for the one to leave."""
        rows = self._searched
        for name, condition in self._conditions.items():
            rows = rows if name == leaving else narrowed(rows, condition)
        return rows

    def sample(self, leaving: str = "") -> tuple[QuerySet, tuple[str, ...]]:
        """The same rows; the first ones in the order given are looked at for the counts."""
        return self.matching(leaving), next(iter(self.orders.values())).columns

    def tally(self, first: int = 0) -> Tally:
        """The counts of all facets, and that of the list itself; and the ids of as many of its
        first rows, in the usual order, as are wanted: one query.

        A facet in which something is chosen is counted as if nothing were.
        """
        own = [name for name in self.facets if self.narrows(name)]
        matches = {ALL_ASKED: self.sample()} | {name: self.sample(name) for name in own}
        return tally(
            matches,
            [
                Facet(
                    name,
                    name if name in own else ALL_ASKED,
                    sources,
                    self._parameters_of(name),
                    most=None if name == DATES else MOST_SHOWN,
                )
                for name, sources in self.facets.items()
            ],
            {} if self.is_filtered else self.counters(),
            self.most_counted,
            first,
        )

    def counters(self) -> dict[str, Top]:
        """Facets of the whole list that a table counts."""
        return {}

    def narrows(self, name: str) -> bool:
        """Whether a choice of that facet is in force."""
        return bool(self._cleaned.get(name))

    def condition(self, name: str, value) -> Q:
        own = getattr(self, f"{name}_is", None)
        if own:
            return own(value)
        lookup = "in" if isinstance(value, list) else "exact"
        return Q(**{f"{self.filters[name].field_name}__{lookup}": value})

    def search(self, rows: QuerySet, words: str) -> QuerySet:
        return rows.search(words)

    @cached_property
    def _searched(self) -> QuerySet:
        """Searched once, for all that is counted."""
        words = self._cleaned.get("q")
        return self.search(self.queryset, words) if words else self.queryset

    @cached_property
    def _conditions(self) -> dict[str, Q]:
        """Kept: some of them cost a query."""
        return {
            name: self.condition(name, value)
            for name, value in self._asked()
            if name not in ("q", "from", "to")
        }

    def _parameters_of(self, name: str) -> list[str]:
        return as_list(self.parameters().get(name, []))

    def _asked(self) -> Iterator[tuple[str, object]]:
        """The filters in force, without the order."""
        cleaned = self._cleaned
        return (
            (name, cleaned[name]) for name in self.filters if name != "sort" and cleaned.get(name)
        )

    @cached_property
    def _cleaned(self) -> dict:
        self.is_valid()
        return self.form.cleaned_data


@cache
def public_rows(filterset_class: type[ListFilter]) -> QuerySet:
    return filterset_class.public()


@cache
def form_class(filterset_class: type[ListFilter]) -> type[ListForm]:
    fields = {name: one.field for name, one in filterset_class.base_filters.items()}
    made = type(f"{filterset_class.__name__}Form", (filterset_class._meta.form,), fields)
    made.base_fields = LightlyCopied(made.base_fields)
    return made


class LightlyCopied(dict):
    """Fields of which each form has its own, but not of their widgets, validators and choices:
    nothing changes those."""

    def __deepcopy__(self, memo):
        return {name: copy(field) for name, field in self.items()}


class DatedListFilter(ListFilter):
    """A list that can be asked for the days from one date to another, either of them partial."""

    counted_first = "newest"

    @classmethod
    def get_filters(cls):
        filters = super().get_filters()
        sort = filters.pop("sort")
        return filters | {
            "from": PartialDateFilter(label="From"),
            "to": PartialDateFilter(label="To"),
            "sort": sort,
        }

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day asked for; None is open."""
        return outer_days(self._cleaned)

    @property
    def window(self) -> tuple[date | None, date | None]:
        """The days that the chart of dates shows, where any were asked for."""
        return around(*self.days)

    def matching(self, leaving=""):
        rows = super().matching(leaving)
        first, last = self.window if leaving == DATES else self.days
        return self.between(rows, first, last) if first or last else rows

    def narrows(self, name):
        return any(self.days) if name == DATES else super().narrows(name)

    def between(self, queryset, first: date | None, last: date | None):
        return queryset.dated_between(first, last)


def outer_days(cleaned: dict) -> tuple[date | None, date | None]:
    """The first day of `from` and the last day of `to`; None where nothing was asked."""
    first, last = cleaned.get("from"), cleaned.get("to")
    return first and first.first, last and last.last


def as_parameters(value) -> str | list[str]:
    """A single value of several is written as one."""
    if not isinstance(value, list):
        return as_parameter(value)
    return as_parameter(value[0]) if len(value) == 1 else [as_parameter(one) for one in value]


def as_parameter(value) -> str:
    if isinstance(value, PartialDate):
        return iso(value.first, value.precision)
    return str(value.pk) if isinstance(value, Model) else str(value)


def as_list(parameters: str | list[str]) -> list[str]:
    return [parameters] if isinstance(parameters, str) else parameters


def as_words(value, field: forms.Field) -> str:
    if isinstance(value, PartialDate):
        return display(value.first, value.last, value.precision)
    return field.told(value) if isinstance(field, SeveralField) else str(value)
