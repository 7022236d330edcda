"""Values -> the cells of a CSV (RFC 4180), safe to open in a spreadsheet."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

# What spreadsheets run: a sign at the start, also behind white space or in full width.
RUNS = re.compile(r"\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n]")

END = b"\r\n"


def safe(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would run it as a formula."""
    if text[:1].isalnum():  # as most begin
        return text
    return f"'{text}" if RUNS.match(text) else text


def cell(value: object) -> str:
    """As it stands between two commas."""
    if isinstance(value, str):  # first, for most are
        return quoted(safe(value))
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.isoformat(timespec="seconds")
        case _:
            return str(value)


def quoted(text: str) -> str:
    if '"' in text or "," in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def line(values: Iterable) -> bytes:
    return ",".join(map(cell, values)).encode() + END


def lines(columns: Iterable[Iterable[str]]) -> bytes:
    """Columns of cells -> lines."""
    texts = map(",".join, zip(*columns, strict=True))
    return END.join(map(str.encode, texts)) + END


class Once(dict):
    """What `make` makes of a value, made once for each value: most stand in many rows."""

    def __init__(self, make: Callable[[object], object]):
        self.make = make

    def __missing__(self, value):
        made = self[value] = self.make(value)
        return made

    def of(self, values: Iterable) -> Iterable:
        return map(self.__getitem__, values)
