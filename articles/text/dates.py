"""Dates of which only the month or the year may be known."""

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from articles.choices import Precision

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_IN_WORDS = [
    re.compile(r"(?:(?P<day>\d{1,2})\s+)?(?P<month>[a-z]+),?\s+(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<month>[a-z]+)\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})", re.ASCII),
]
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH_NUMBERS = {
    name: f"{number:02}" for number, month in enumerate(_MONTHS, 1) for name in (month, month[:3])
}


class PartialDate(NamedTuple):
    """The first and the last day that a date can mean."""

    first: date
    last: date
    precision: Precision


def parse_partial(text: str) -> PartialDate:
    """Read "2031-03-12", "2031-03" or "2031", or the same in English words as `display` and others
    write it: "12 March 2031", "March 12, 2031", "Mar 2031". A ValueError says in plain words what
    is wrong.
    """
    match = _PARTIAL.fullmatch(_in_numbers(text.strip()))
    if not match:
        raise ValueError("Write the date as 2031-03-12, 2031-03 or 2031.")
    year, month, day = (int(part) if part else None for part in match.groups())
    if year == 0:
        raise ValueError("There is no year 0000.")
    if month is None:
        return PartialDate(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
    if not 1 <= month <= 12:
        raise ValueError(f"There is no month {match[2]}: months go from 01 to 12.")
    days = calendar.monthrange(year, month)[1]
    if day is None:
        return PartialDate(date(year, month, 1), date(year, month, days), Precision.MONTH)
    if not 1 <= day <= days:
        raise ValueError(f"There is no day {match[3]} in {date(year, month, 1):%B} {year}.")
    return PartialDate(date(year, month, day), date(year, month, day), Precision.DAY)


def _in_numbers(text: str) -> str:
    """A date with the month's name as ISO 8601 writes it; any other text as it is."""
    for form in _IN_WORDS:
        match = form.fullmatch(text.lower())
        if match and (month := _MONTH_NUMBERS.get(match["month"])):
            day = [match["day"].zfill(2)] if match["day"] else []
            return "-".join([match["year"], month, *day])
    return text


def last_day(day: date, precision: Precision) -> date:
    """The last day that a date can mean of which only the month or the year may be known."""
    return parse_partial(iso(day, precision)).last


def iso(first: date, precision: Precision) -> str:
    """ISO 8601 as far as the date is known: "2031-03-12", "2031-03" or "2031"."""
    return first.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(precision, 10)]


def iso_months(first: date, last: date) -> str:
    """ISO 8601: the month of both days, "2031-03", or the months from one to the other,
    "2031-01/2031-12"."""
    months = iso(first, Precision.MONTH), iso(last, Precision.MONTH)
    return months[0] if months[0] == months[1] else "/".join(months)


@lru_cache(maxsize=4096)
def display(first: date, last: date, precision: Precision) -> str:
    """The date for readers: "12 March 2031", "March 2031", "2031".

    If `last` lies in a later day, month or year (by the precision), the range:
    "3–12 March 2031", "March–May 2031", "30 December 2031 – 2 January 2032".
    """
    start, end = _words(first, precision), _words(last, precision)
    if start == end:
        return " ".join(start)
    differing = start[: -_shared_ending(start, end) or None]
    joint = "–" if len(differing) == 1 else " – "
    return f"{' '.join(differing)}{joint}{' '.join(end)}"


def _words(day: date, precision: Precision) -> list[str]:
    words = [str(day.day), f"{day:%B}", str(day.year)]
    return words[{Precision.YEAR: 2, Precision.MONTH: 1}.get(precision, 0) :]


def _shared_ending(start: list[str], end: list[str]) -> int:
    shared = 0
    while start[-1 - shared] == end[-1 - shared]:
        shared += 1
    return shared
