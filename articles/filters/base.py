"""What every list has in common: public rows, filters, orders, and a form that says no kindly."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from articles.text.dates import PartialDate, display, iso

from .fields import PartialDateFilter, TextFilter


class Order(NamedTuple):
    """A way to sort. `columns` are never null and end with a unique one."""

    label: str
    columns: tuple[str, ...]


class ActiveFilter(NamedTuple):
    name: str
    label: str
    value: str


class ListForm(forms.Form):
    def clean(self):
        cleaned = super().clean()
        first, last = outer_days(cleaned)
        if first and last and first > last:
            self.add_error("to", ValidationError("The last day lies before the first."))
        return cleaned


def sort_filter(orders: dict[str, Order]) -> django_filters.ChoiceFilter:
    choices = [(key, order.label) for key, order in orders.items()]
    return django_filters.ChoiceFilter(
        label="Sort", choices=choices, empty_label=None, method="leave"
    )


class ListFilter(django_filters.FilterSet):
    """What a list can be asked. The page, its feed and its export run the same one.

    Look at `is_valid()` first: of an invalid form, `qs` is the whole unfiltered list.
    """

    orders: dict[str, Order] = {}

    q = TextFilter(label="Words", method="by_words")

    class Meta:
        form = ListForm

    def __init__(self, data, queryset: QuerySet | None = None, **kwargs):
        super().__init__(data, self.public() if queryset is None else queryset, **kwargs)

    @classmethod
    def get_filters(cls):
        return super().get_filters() | {"sort": sort_filter(cls.orders)}

    @classmethod
    def public(cls) -> QuerySet:
        """All rows that readers may see."""
        raise NotImplementedError

    @property
    def sort(self) -> str:
        """The key of the order in force: the first one, unless another was asked for."""
        return self._cleaned().get("sort") or next(iter(self.orders))

    @property
    def order(self) -> tuple[str, ...]:
        return self.orders[self.sort].columns

    @property
    def is_filtered(self) -> bool:
        return any(True for _ in self._asked())

    def parameters(self) -> dict[str, str]:
        """The valid filters, as an address holds them: objects by id, the order if it matters."""
        asked = {name: as_parameter(value) for name, value in self._asked()}
        if self.sort != next(iter(self.orders)):
            asked["sort"] = self.sort
        return asked

    def active(self) -> Iterator[ActiveFilter]:
        for name, value in self._asked():
            field = self.form.fields[name]
            yield ActiveFilter(name, field.label, as_words(value, field))

    def is_final_address(self) -> bool:
        """Whether the address has actors and tags by their id, and no empty parameters."""
        given = {name: self.data[name].strip() for name in self.filters if name in self.data}
        return all(given.values()) and all(
            given[name] == as_parameter(value)
            for name, value in self._asked()
            if isinstance(value, Model)
        )

    def by_words(self, queryset, name, value):
        return queryset.search(value)

    def leave(self, queryset, name, value):
        """For what is not applied row by row: the order, and dates that go together."""
        return queryset

    def _asked(self) -> Iterator[tuple[str, object]]:
        """The filters in force, without the order."""
        cleaned = self._cleaned()
        return (
            (name, cleaned[name]) for name in self.filters if name != "sort" and cleaned.get(name)
        )

    def _cleaned(self) -> dict:
        self.is_valid()
        return self.form.cleaned_data


class DatedListFilter(ListFilter):
    """A list that can be asked for the days from one date to another, either of them partial."""

    @classmethod
    def get_filters(cls):
        filters = super().get_filters()
        sort = filters.pop("sort")
        return filters | {
            "from": PartialDateFilter(label="From", method="leave"),
            "to": PartialDateFilter(label="To", method="leave"),
            "sort": sort,
        }

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        first, last = outer_days(self.form.cleaned_data)
        return self.between(queryset, first, last) if first or last else queryset

    def between(self, queryset, first: date | None, last: date | None):
        return queryset.dated_between(first, last)


def outer_days(cleaned: dict) -> tuple[date | None, date | None]:
    """The first day of `from` and the last day of `to`; None where nothing was asked."""
    first, last = cleaned.get("from"), cleaned.get("to")
    return first and first.first, last and last.last


def as_parameter(value) -> str:
    if isinstance(value, PartialDate):
        return iso(value.first, value.precision)
    return str(value.pk) if isinstance(value, Model) else str(value)


def as_words(value, field: forms.Field) -> str:
    if isinstance(value, PartialDate):
        return display(value.first, value.last, value.precision)
    if isinstance(value, Model) or not isinstance(field, forms.ChoiceField):
        return str(value)
    return str(dict(field.choices)[value])
