"""The page of a list that an address asks for."""

from collections.abc import Callable, Hashable

from articles.querysets.paging import BadCursor, FoundPage, KeysetPage, found_page
from articles.querysets.written import ReadByIdQuerySet

from .kept import Kept

kept_pages: Kept[tuple[str, FoundPage]] = Kept()


def cursor_of(request) -> dict[str, str]:
    """The page that the address names; "after" wins where both are given."""
    given = ((name, request.GET.get(name)) for name in ("after", "before"))
    return dict([pair for pair in given if pair[1]][:1])


def page_or_first(
    request,
    rows: ReadByIdQuerySet,
    order: tuple[str, ...],
    size: int,
    *asked: Hashable,
    find: Callable[[], ReadByIdQuerySet],
) -> tuple[str, KeysetPage]:
    """The page asked for; if there is none, what to say about it and the first one.

    Which rows it has is kept: what is `asked` beside the order and the page says what `find` gives.
    `rows` says how they are read.
    """
    cursor = cursor_of(request)

    def make() -> tuple[str, FoundPage]:
        return found_or_first(find(), order, cursor, size)

    message, found = kept_pages.get(request, *asked, order, *cursor.items(), make=make)
    return message, found.read(rows, order)


def found_or_first(
    rows: ReadByIdQuerySet, order: tuple[str, ...], cursor: dict[str, str], size: int
) -> tuple[str, FoundPage]:
    try:
        found = found_page(rows, order, size=size, **cursor)
    except BadCursor:
        message = "That page is not known; here is the first one."
    else:
        if found or not cursor:
            return "", found
        message = "There is nothing further; here is the first page."
    return message, found_page(rows, order, size=size)
