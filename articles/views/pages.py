"""The page that an address asks for."""

from django.db.models import QuerySet

from articles.querysets.paging import BadCursor, KeysetPage, keyset_page


def cursor_of(request) -> dict[str, str]:
    """The page that the address names; "after" wins where both are given."""
    given = ((name, request.GET.get(name)) for name in ("after", "before"))
    return dict([pair for pair in given if pair[1]][:1])


def page_or_first(
    rows: QuerySet, order: tuple[str, ...], cursor: dict[str, str], size: int
) -> tuple[str, KeysetPage]:
    """The page asked for; if there is none, what to say about it and the first one."""
    try:
        page = keyset_page(rows, order, size=size, **cursor)
    except BadCursor:
        message = "That page is not known; here is the first one."
    else:
        if page.rows or not cursor:
            return "", page
        message = "There is nothing further; here is the first page."
    return message, keyset_page(rows, order, size=size)
