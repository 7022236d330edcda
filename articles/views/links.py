"""Addresses of lists."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote_plus

from django.urls import reverse

from articles.filters.fields import in_order
from articles.models.addresses import prefix

Parameters = dict[str, str | list[str]]
stands_as_it_is = re.compile(r"[\w.~-]*", re.ASCII).fullmatch  # as most do: ids and days
# Where a list stands: the name of its address, or what makes it, of a list on another page.
Place = str | Callable[[Parameters], str]


class Link(NamedTuple):
    label: str
    url: str


def address(place: Place, parameters: Parameters) -> str:
    if callable(place):
        return place(parameters)
    return at(url_of(place), **parameters)


def url_of(name: str) -> str:
    """Of a page of which there is one."""
    return _url(name, prefix())


@lru_cache
def _url(name: str, prefix: str) -> str:
    return reverse(name)


def at(url: str, **parameters: str | list[str]) -> str:
    """A page has a hundred of them. None is kept: words of readers are among the values."""
    written = [
        f"{name}={value if stands_as_it_is(value) else quote_plus(value)}"
        for name, values in parameters.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    return f"{url}?{'&'.join(written)}" if written else url


def without(asked: Parameters, *names: str) -> Parameters:
    return {key: value for key, value in asked.items() if key not in names}


def values_of(asked: Parameters, name: str) -> list[str]:
    values = asked.get(name, [])
    return [values] if isinstance(values, str) else values


def with_values(asked: Parameters, name: str, values: list[str]) -> Parameters:
    """With these values and no others of that name; a single one is written as one."""
    if not values:
        return without(asked, name)
    return asked | {name: values[0] if len(values) == 1 else in_order(values)}


def without_value(asked: Parameters, name: str, value: str) -> Parameters:
    return with_values(asked, name, [one for one in values_of(asked, name) if one != value])


def sorted_by(asked, filters, key: str) -> Parameters:
    usual = key == next(iter(filters.orders))
    return without(asked, "sort") if usual else asked | {"sort": key}
