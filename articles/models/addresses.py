"""Where the page of a row is: what `reverse` says, asked once for each kind of page. A list has a
hundred such addresses."""

from collections.abc import Iterable
from functools import lru_cache

from django.urls import get_script_prefix, reverse


def page_address(name: str, pk: int, slug: str) -> str:
    before, after = _around(name, get_script_prefix())
    return f"{before}{pk}/{slug}{after}"


def page_addresses(name: str, rows: Iterable) -> list[str]:
    """The same of many rows, for a page that has hundreds of them."""
    before, after = _around(name, get_script_prefix())
    return [f"{before}{row.pk}/{row.slug}{after}" for row in rows]


def permanent_address(name: str, pk: int) -> str:
    """Without the slug, which may change: it leads to the page (301)."""
    before, _ = _around(name, get_script_prefix())
    return f"{before}{pk}/"


@lru_cache
def _around(name: str, prefix: str) -> tuple[str, str]:
    return tuple(reverse(name, args=[0, "slug"]).split("0/slug"))
