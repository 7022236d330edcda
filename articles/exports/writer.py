"""Rows -> CSV as a download, a batch at a time."""

from collections.abc import Iterable, Iterator
from datetime import date
from time import monotonic

from django.db.models import Case, Exists, F, OrderBy, OuterRef, QuerySet, Value, When
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from .cells import line, lines
from .columns import EXPORTS, Export, as_of_that_day
from .reading import BATCH, Column, Makers, begun, one_moment, read

# Seconds: until it ends, a download keeps PostgreSQL's old rows, and SQLite's log grows.
LONGEST = 15 * 60
LONGEST_TOLD = 80  # letters of what was filtered, in the name of a file

BOM = "\ufeff".encode()


class TookTooLong(Exception):
    """A download is broken off, so that nobody takes it for whole."""


def csv_response(
    noun: str,
    queryset: QuerySet,
    order: tuple[str, ...],
    *,
    filtered: bool,
    told: str = "",
    with_drafts: bool = False,
    bom: bool = False,
    root: str = "",
    as_of: date | None = None,
) -> StreamingHttpResponse:
    """The rows of `queryset`, in `order` (see keyset_page), as a download in constant memory.

    `noun` is a key of `EXPORTS`; `root` ("https://desk.example") goes before every address.
    What is `told` of the filters goes into the file's name.
    With `as_of`, which obstacles and their reports may have, all is told as it was known on that
    day, and a column says so.
    """
    export = as_of_that_day(noun, as_of) if as_of else EXPORTS[noun]
    parts = csv_lines(export, queryset, order, with_status=with_drafts, root=root)
    name = file_name(noun, filtered=filtered, told=told, with_drafts=with_drafts, as_of=as_of)
    return _download(parts, name, bom=bom)


def table_response(
    noun: str, headings: Iterable[str], rows: Iterable[tuple], *, told: str, bom: bool = False
) -> StreamingHttpResponse:
    """A small table that is made already, as a download; its cells are as safe as all others."""
    parts = map(line, [headings, *rows])
    name = file_name(noun, filtered=False, told=told, with_drafts=False)
    return _download(parts, name, bom=bom)


def _download(parts: Iterable[bytes], name: str, *, bom: bool) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        _after_mark(parts) if bom else parts,  # which is closed with the response
        content_type="text/csv; charset=utf-8",
        headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"},
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _after_mark(parts: Iterable[bytes]) -> Iterator[bytes]:
    yield BOM
    yield from parts


def file_name(
    noun: str, *, filtered: bool, with_drafts: bool, told: str = "", as_of: date | None = None
) -> str:
    words = slugify(told)[:LONGEST_TOLD].rstrip("-")
    parts = ["newsdesk", noun]
    parts += ["filtered"] if filtered else []
    parts += [words] if words else []
    parts += ["with-drafts"] if with_drafts else []
    parts += ["as-of", as_of.isoformat(), "on"] if as_of else []
    return "-".join([*parts, timezone.localdate().isoformat()]) + ".csv"


def csv_lines(
    export: Export,
    queryset: QuerySet,
    order: tuple[str, ...],
    *,
    with_status: bool = False,
    root: str = "",
    batch_size: int = BATCH,
) -> Iterator[bytes]:
    """The heading line, then the lines of one batch after the other. Nothing is asked for before
    they are, but columns that cannot be made fail at once."""
    columns = list(export.columns)
    if with_status:
        columns.append(Column("status", (export.status or "is_public",)))
    if with_status and not export.status:
        queryset = _with_is_public(queryset)
    rows = export.prepare(queryset).order_by(*map(_by_value, order))
    headings = line(heading for column in columns for heading in column.headings)
    return _lines(headings, begun(columns, root, rows.db), rows, batch_size)


def _lines(headings: bytes, makers: Makers, rows: QuerySet, size: int) -> Iterator[bytes]:
    yield headings
    began = monotonic()
    with one_moment(rows.db):
        for cells in read(makers, rows, size):
            if monotonic() - began > LONGEST:
                raise TookTooLong(f"A CSV was broken off after {LONGEST} seconds, rows are lacking")
            yield lines(cells)


def _by_value(name: str) -> OrderBy:
    """A relation by its id, not as its rows are ordered."""
    return OrderBy(F(name.removeprefix("-")), descending=name.startswith("-"))


def _with_is_public(queryset):
    """For what has no status of its own: whether readers see it."""
    public = queryset.model._default_manager.published().filter(pk=OuterRef("pk"))
    shown = When(Exists(public), then=Value("published"))
    return queryset.annotate(is_public=Case(shown, default=Value("not published")))
