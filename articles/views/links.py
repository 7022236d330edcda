"""Addresses of lists."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse


class Link(NamedTuple):
    label: str
    url: str


def address(name: str, parameters: dict[str, str]) -> str:
    return at(reverse(name), **parameters)


def at(url: str, **parameters: str) -> str:
    return f"{url}?{urlencode(parameters)}" if parameters else url


def without(asked: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in asked.items() if key != name}


def sorted_by(asked, filters, key: str) -> dict[str, str]:
    usual = key == next(iter(filters.orders))
    return without(asked, "sort") if usual else asked | {"sort": key}
