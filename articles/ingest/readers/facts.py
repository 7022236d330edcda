"""What files tell of an article beside its text: dates, names, tags, languages, addresses."""

import re
from collections.abc import Iterable
from email.utils import parsedate

from articles.text.dates import PartialDate, parse_partial

from ..layout.dates import read_date
from ..layout.masthead import read_dateline
from .blocks import clean

MOST_TAGS = 20
LONGEST_TAG = 60  # characters
LONGEST_GUID = 300
LONGEST_ADDRESS = 1000

_BY = re.compile(r"^(?:(?:words|story|text|written|reported) )?by\b[\s:]*|^and\s+", re.IGNORECASE)
_DAY = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?!\d))?"
    r"|(?P<packed_month>\d\d)(?P<packed_day>\d\d))(?=$|[T ]\d|[Zz+-])"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:[\w.-]*:)?\d+")
# The first step of the IPTC's subject codes and media topics.
_TOPICS = {
    "01": "arts, culture and entertainment",
    "02": "crime, law and justice",
    "03": "disaster and accident",
    "04": "economy, business and finance",
    "05": "education",
    "06": "environment",
    "07": "health",
    "08": "human interest",
    "09": "labour",
    "10": "lifestyle and leisure",
    "11": "politics",
    "12": "religion",
    "13": "science and technology",
    "14": "society",
    "15": "sport",
    "16": "conflict, war and peace",
    "17": "weather",
}


def day_of_issue(*texts: str) -> PartialDate | None:
    """The day that the first readable date names, in the zone that it is given in.

    Reads ISO 8601 with and without hyphens, the dates of mail ("Tue, 3 Mar 2026 …") and those of
    printed mastheads ("3 March 2026").
    """
    return next(filter(None, map(_day, texts)), None)


def _day(text: str) -> PartialDate | None:
    text = clean(text)
    if match := _DAY.match(text):
        month = match["month"] or match["packed_month"]
        day = match["day"] or match["packed_day"]
        return _partial("-".join(filter(None, (match["year"], month, day))))
    if found := read_date(text):
        return found
    mailed = parsedate(text)
    return _partial("{:04}-{:02}-{:02}".format(*mailed[:3])) if mailed else None


def _partial(text: str) -> PartialDate | None:
    try:
        return parse_partial(text)
    except ValueError:
        return None


def byline(*names: str) -> str:
    """Who wrote it, without “By”: "Ana Ruiz, Bo Lind and Cy Marsh"."""
    people = list(dict.fromkeys(filter(None, (_BY.sub("", clean(name)) for name in names))))
    if len(people) < 2:
        return "".join(people)
    return f"{', '.join(people[:-1])} and {people[-1]}"


def tags(names: Iterable[str]) -> tuple[str, ...]:
    """One spelling of each name, at most 20, none longer than a tag can be."""
    spellings: dict[str, str] = {}
    for name in names:
        tag = _topic(clean(name).strip(" #.,;"))
        if tag and len(tag) <= LONGEST_TAG:
            spellings.setdefault(tag.casefold(), tag)
    return tuple(spellings.values())[:MOST_TAGS]


def _topic(name: str) -> str:
    """A subject code's topic; nothing for a code that says nothing by itself."""
    if not _NUMBERED.fullmatch(name):
        return name
    code = name.rpartition(":")[2]
    return _TOPICS.get(code[:2], "") if len(code) == 8 else ""


def language(*codes: str) -> str:
    """The first that is a BCP 47 tag: "en", "pt-BR"."""
    for code in map(clean, codes):
        if _LANGUAGE.fullmatch(code) and len(code) <= 20:
            first, *rest = code.replace("_", "-").split("-")
            return "-".join([first.lower(), *(x.upper() if len(x) == 2 else x for x in rest)])
    return ""


def address(*texts: str) -> str:
    """The first that is an address of the web."""
    found = (clean(text) for text in texts)
    return next((x for x in found if len(x) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(x)), "")


def guid(*texts: str) -> str:
    return next((x for x in map(clean, texts) if 0 < len(x) <= LONGEST_GUID), "")


def version(*texts: str) -> str:
    return next((x for x in map(clean, texts) if 0 < len(x) <= 50), "")


def first(*texts: str) -> str:
    """The first that says something."""
    return next(filter(None, map(clean, texts)), "")


def dateline(printed: Iterable[str], located: str, opening: str) -> str:
    """The place as printed; where it was written only if the text does not open with a place."""
    if told := first(*printed):
        place = read_dateline(f"{told.rstrip(' —–-')} — text")
        return place["place"].strip() if place else told
    return "" if read_dateline(opening) else first(located)
