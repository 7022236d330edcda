"""Paging by the last row seen: page 4,000 costs what page 1 costs."""

import base64
import binascii
import json
import re
from dataclasses import dataclass, replace
from functools import reduce

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.constants import LOOKUP_SEP

from .led import is_led, led_by_ids
from .written import Found, ReadByIdQuerySet

LARGEST_ID = 2**63 - 1  # that any database takes
NEVER_STORED = re.compile("[\0\ud800-\udfff]")


class BadCursor(ValueError):
    """A cursor that no page of this order has written."""


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """Rows in the order asked for; the cursors lead to the pages on either side, if any."""

    rows: list
    previous: str | None
    next: str | None

    @property
    def is_first(self) -> bool:
        return self.previous is None


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Which rows a page has, before they are read: `found` as a page is read, from its cursor on,
    and one row more if there are more."""

    found: Found
    size: int
    after: str | None = None
    before: str | None = None

    def __bool__(self):
        return bool(self.found)

    def read(self, rows: ReadByIdQuerySet, order: tuple[str, ...]) -> KeysetPage:
        """As `rows` are read, whatever else is asked of them. A row that is gone meanwhile is left
        out, and the page leads on all the same."""
        return _page(rows.rows_of(self.found), order, self, more=len(self.found) > self.size)


def keyset_page(
    queryset: QuerySet,
    order: tuple[str, ...],
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = 25,
) -> KeysetPage:
    """One page of `queryset` in `order`, in one query.

    `order` names columns that are never null, "-" before those that descend, and ends with a
    unique one. Raises BadCursor.
    """
    asked = FoundPage({}, size, after, before)
    rows = list(_sought(queryset, order, asked))
    return _page(rows, order, asked, more=len(rows) > size)


def found_page(
    queryset: ReadByIdQuerySet,
    order: tuple[str, ...],
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = 25,
) -> FoundPage:
    """Of the same page what can be kept: which rows it has."""
    asked = FoundPage({}, size, after, before)
    return replace(asked, found=_sought(queryset, order, asked).found())


def _sought(queryset, order, asked):
    """The rows of the page as they are read, and one more if there are more."""
    backward = asked.before is not None
    reading = tuple(map(_reversed, order)) if backward else order
    cursor = asked.before if backward else asked.after
    if cursor is not None:
        queryset = _after(queryset, reading, _decoded(cursor, len(order)))
    shown = queryset.order_by(*reading)
    if is_led(queryset):  # sorted by themselves: the rest is read of those that are shown
        shown = led_by_ids(shown.filter(pk__in=shown.values("pk")[: asked.size + 1]))
    return shown[: asked.size + 1]


def _page(rows: list, order, asked, *, more: bool) -> KeysetPage:
    rows = rows[: asked.size]
    backward = asked.before is not None
    if backward:
        rows.reverse()
    has_previous = more if backward else asked.after is not None
    has_next = True if backward else more
    return KeysetPage(
        rows,
        previous=_encoded(rows[0], order) if rows and has_previous else None,
        next=_encoded(rows[-1], order) if rows and has_next else None,
    )


def cursor_at(row, order: tuple[str, ...]) -> str:
    """The cursor that leads to what lies before or after `row`."""
    return _encoded(row, order)


def keyset_batches(queryset: QuerySet, order: tuple[str, ...], *, size: int):
    """All rows of `queryset` in `order`, as lists of at most `size`: one query each."""
    place = None
    while True:
        batch = queryset.filter(_beyond(order, place)) if place else queryset
        rows = list(batch.order_by(*order)[:size])
        if rows:
            yield rows
        if len(rows) < size:
            return
        place = _place(rows[-1], order)


def _after(queryset, order, place):
    """The values of a cursor come from the address: they may be no dates or numbers at all."""
    try:
        return queryset.filter(_beyond(order, place))
    except (ValidationError, ValueError, TypeError) as error:
        raise BadCursor from error


def _reversed(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _beyond(order, place) -> Q:
    """Rows after `place`. The first column is bounded on its own, so that an index can seek."""
    names = [name.removeprefix("-") for name in order]
    steps = ["lt" if name.startswith("-") else "gt" for name in order]
    beyond = reduce(
        lambda rest, column: (
            Q((f"{column[0]}__{column[1]}", column[2])) | (Q((column[0], column[2])) & rest)
        ),
        list(zip(names[:-1], steps[:-1], place[:-1], strict=True))[::-1],
        Q((f"{names[-1]}__{steps[-1]}", place[-1])),
    )
    return Q((f"{names[0]}__{steps[0]}e", place[0])) & beyond


def _place(row, order) -> list:
    return [
        reduce(getattr, name.removeprefix("-").split(LOOKUP_SEP), row)
        if not isinstance(row, dict)
        else row[name.removeprefix("-")]
        for name in order
    ]


def _encoded(row, order) -> str:
    values = [v if isinstance(v, int | str) else str(v) for v in _place(row, order)]
    written = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(written).decode().rstrip("=")


def _decoded(cursor: str, length: int) -> list:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise BadCursor from error
    simple = isinstance(values, list) and all(
        type(v) is str or (type(v) is int and abs(v) <= LARGEST_ID) for v in values
    )
    if not simple or len(values) != length or not all(map(_is_storable, values)):
        raise BadCursor
    return values


def _is_storable(value: str | int) -> bool:
    """Neither NUL nor half a character: no database holds them."""
    return type(value) is int or not NEVER_STORED.search(value)
