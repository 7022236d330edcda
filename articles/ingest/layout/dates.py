"""A printed date -> the first and last day that it can mean."""

import re

from articles.text.dates import PartialDate, parse_partial

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_LEAD = (
    r"(?:(?:first )?(?:published|posted|(?:last )?updated|issued|date|created|sent)(?: on| at)?"
    r":?\s+)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+|(?:mon|tue|wed|thu|fri|sat|sun)\.?,?\s+)?"
)
_TIME = (
    r"(?:,?\s*(?:at\s+|[-–—|]\s*)?\d{1,2}[:.]\d{2}(?::\d{2})?"
    r"\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?"
)  # fmt: skip
_CLOCK = r"(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_FORMS = tuple(
    re.compile(_LEAD + form + r"\.?", re.IGNORECASE)
    for form in (
        rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}{_TIME}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}{_TIME}",
        rf"{_YEAR}-(?P<number>\d{{2}})-(?P<day>\d{{2}}){_CLOCK}{_TIME}",
        rf"{_YEAR}-(?P<number>\d{{2}})",
        rf"{_MONTH},?\s+{_YEAR}",
        _YEAR,
    )
)


_DAYS = tuple(
    re.compile(rf"\b{form}\b", re.IGNORECASE)
    for form in (
        rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_YEAR}-(?P<number>\d{{2}})-(?P<day>\d{{2}})",
    )
)


def read_date(text: str) -> PartialDate | None:
    """The date that `text` is, whole; None when it is no date or one that never was."""
    text = text.strip(" \t*_")
    if len(text) > 60:
        return None
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _partial_date(match.groupdict())
    return None


def find_date(text: str) -> PartialDate | None:
    """The first whole day printed somewhere in `text`."""
    for form in _DAYS:
        if (match := form.search(text)) and (day := _partial_date(match.groupdict())):
            return day
    return None


def has_date_form(text: str) -> bool:
    """Whether it is written as a date, though it may be one that never was."""
    return len(text) <= 60 and any(form.fullmatch(text.strip()) for form in _FORMS)


def _partial_date(printed: dict[str, str | None]) -> PartialDate | None:
    number = printed.get("number") or _MONTHS.get((printed.get("month") or "").lower())
    parts = [number, printed.get("day")]
    try:
        return parse_partial("-".join([printed["year"], *(f"{int(p):02}" for p in parts if p)]))
    except ValueError:
        return None
