"""Where the page of a row is: what `reverse` says, asked once for each kind of page. A list has a
hundred such addresses."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.urls import get_script_prefix, reverse

from articles.querysets.paging import LARGEST_ID

_known_prefix: ContextVar[str] = ContextVar("known_prefix", default="")


def prefix() -> str:
    """The path below which the site stands, "/" for most."""
    return _known_prefix.get() or get_script_prefix()


@contextmanager
def knowing_prefix() -> Iterator[None]:
    """Asks Django for it once: to be told a hundred times costs as much as ten statements."""
    token = _known_prefix.set(get_script_prefix())
    try:
        yield
    finally:
        _known_prefix.reset(token)


def page_address(name: str, pk: int, slug: str) -> str:
    before, after = _around(name, prefix(), "slug")
    return f"{before}{pk}/{slug}{after}"


def page_addresses(name: str, rows: Iterable) -> list[str]:
    """The same of many rows, for a page that has hundreds of them."""
    before, after = _around(name, prefix(), "slug")
    return [f"{before}{row.pk}/{row.slug}{after}" for row in rows]


def address_by_id(name: str, pk: int) -> str:
    """Of what has an id and no slug: an article has one such address for each quote."""
    before, after = _around(name, prefix())
    return f"{before}{pk}{after}"


def permanent_address(name: str, pk: int) -> str:
    """Without the slug, which may change: it leads to the page (301)."""
    before, _ = _around(name, prefix(), "slug")
    return f"{before}{pk}/"


@lru_cache
def _around(name: str, prefix: str, *rest: str) -> tuple[str, str]:
    """What stands before the id, and after it and the `rest`."""
    mark = "/".join([str(LARGEST_ID), *rest])
    before, after = reverse(name, args=[LARGEST_ID, *rest]).split(mark)
    return before, after
