"""Rows -> CSV (RFC 4180), a batch at a time, safe to open in a spreadsheet."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.http import StreamingHttpResponse
from django.utils import timezone

from articles.querysets.paging import keyset_batches

from .columns import EXPORTS, Address, Batched, Column, Export, Many, obstacles_as_of

BATCH = 2000
BOM = "\ufeff"
# What spreadsheets run: a sign at the start, also behind white space or in full width.
RUNS = re.compile(r"\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n]")


def csv_response(
    noun: str,
    queryset: QuerySet,
    order: tuple[str, ...],
    *,
    filtered: bool,
    with_drafts: bool = False,
    bom: bool = False,
    root: str = "",
    as_of: date | None = None,
) -> StreamingHttpResponse:
    """The rows of `queryset`, in `order` (see keyset_page), as a download in constant memory.

    `noun` is a key of `EXPORTS`; `root` ("https://desk.example") goes before every address.
    With `as_of`, which rows of obstacles may have, all is told as it was known on that day.
    """
    export = obstacles_as_of(as_of) if as_of and noun == "obstacles" else EXPORTS[noun]
    lines = csv_lines(export, queryset, order, with_status=with_drafts, root=root)
    name = file_name(noun, filtered=filtered, with_drafts=with_drafts, as_of=as_of)
    return _download(lines, name, bom=bom)


def table_response(
    noun: str, headings: Iterable[str], rows: Iterable[tuple], *, bom: bool = False, root: str = ""
) -> StreamingHttpResponse:
    """A small table that is made already, as a download; its cells are as safe as all others."""
    lines = _table_lines([list(headings), *rows], root)
    return _download(lines, file_name(noun, filtered=False, with_drafts=False), bom=bom)


def _table_lines(rows, root) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([_cell(value, root) for value in row])
        yield _taken(buffer)


def _download(lines: Iterable[str], name: str, *, bom: bool) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        (part.encode() for part in chain([BOM] if bom else [], lines)),
        content_type="text/csv; charset=utf-8",
        headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"},
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def file_name(noun: str, *, filtered: bool, with_drafts: bool, as_of: date | None = None) -> str:
    parts = ["newsdesk", noun]
    parts += ["filtered"] if filtered else []
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
) -> Iterator[str]:
    """The heading line, then the lines of one batch after the other."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    status = [export.status or "is_public"] if with_status else []
    writer.writerow([*_headings(export), *(["status"] if status else [])])
    yield _taken(buffer)
    fields = {field for column in export.columns for field in column.fields}
    fields |= {name.removeprefix("-") for name in order} | {"pk", *status}
    if "is_public" in status:
        queryset = _with_is_public(queryset)
    rows = export.prepare(queryset).values(*sorted(fields))
    for batch in keyset_batches(rows, order, size=batch_size):
        columns = [cells for column in export.columns for cells in _columns(column, batch)]
        columns += [[row[name] for row in batch] for name in status]
        safe_columns = [[_cell(value, root) for value in cells] for cells in columns]
        writer.writerows(zip(*safe_columns, strict=True))
        yield _taken(buffer)


def _with_is_public(queryset):
    """For what has no status of its own: whether readers see it."""
    public = queryset.model._default_manager.published().filter(pk=OuterRef("pk"))
    shown = When(Exists(public), then=Value("published"))
    return queryset.annotate(is_public=Case(shown, default=Value("not published")))


def safe(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if RUNS.match(text) else text


def _headings(export):
    for column in export.columns:
        yield from [column.heading] if isinstance(column, Column) else column.headings


def _members(column: Many, batch) -> dict[int, list[tuple[int, str]]]:
    owners = [row["pk"] for row in batch]
    found = defaultdict(list)
    rows = column.rows().filter(**{f"{column.owner}__in": owners}).order_by(column.member)
    for owner, member, label in rows.values_list(column.owner, column.member, column.label):
        found[owner].append((member, label))
    return found


def _columns(column: Column | Many | Batched, batch: list[dict]) -> Iterator[Iterable]:
    """The cells of each of its columns, a batch at once."""
    if isinstance(column, Column):
        values = [[row[field] for row in batch] for field in column.fields]
        yield list(map(column.make, *values)) if column.make else values[0]
    elif isinstance(column, Batched):
        made = column.make(batch)
        yield from zip(*(made[row["pk"]] for row in batch), strict=True)
    else:
        yield from _columns_of_many(column, batch)


def _columns_of_many(column: Many, batch) -> Iterator[list[str]]:
    found, divider = _members(column, batch), column.divider
    pairs = [found.get(row["pk"], ()) for row in batch]
    if len(column.headings) == 2:
        yield [divider.join(str(member) for member, _ in some) for some in pairs]
    yield [
        divider.join([*(row[own] for own in column.fields), *(name for _, name in some)])
        for row, some in zip(batch, pairs, strict=True)
    ]


def _cell(value, root):
    if type(value) is int:
        return value
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Address():
            return f"{root}{value}"
        case str():
            return safe(value)
        case datetime():
            return value.isoformat(timespec="seconds")
        case _:
            return value


def _taken(buffer: io.StringIO) -> str:
    taken = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return taken
