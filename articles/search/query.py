"""What a reader types into the search box: words, "phrases", -without, OR, and fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.text.folding import fold
from articles.text.quotation import DOUBLE

from .words import MOST_TERMS, All, Any, Not, Sought, Term

FIELDS = ("speaker", "about", "from", "to", "outlet", "tag")
LONGEST = 2_000  # characters that are read
LONGEST_VALUE = 200

_UNIFORM = str.maketrans(dict.fromkeys(DOUBLE, '"'))
_NEVER_READ = re.compile("[\0\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PART = re.compile(
    rf"""(?P<minus>-)?
    (?:(?P<field>{"|".join(FIELDS)}):)?
    (?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))?""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Query:
    """`sought`: what the words ask for, or None if there are none; `fields`: name -> the values
    typed, any of which will do; `unused`: sentences about what could not be used."""

    sought: Sought | None = None
    fields: dict[str, list[str]] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    plain: str = ""  # the plain words in their order, folded

    @property
    def terms(self) -> list[Term]:
        """What may stand in a row that is found, to be marked."""
        return wanted_terms(self.sought) if self.sought else []


def parse(typed: str) -> Query:
    """Any text at all is a query, perhaps an empty one."""
    text = _NEVER_READ.sub("", typed[:LONGEST].translate(_UNIFORM))
    query = Query()
    if len(typed) > LONGEST:
        query.unused.append(f"Only the first {LONGEST:,} characters were read.")
    parts = list(_joined(_parts(text, query)))
    if len(parts) > MOST_TERMS:
        query.unused.append(f"Only the first {MOST_TERMS} words were used.")
    parts = parts[:MOST_TERMS]
    plain = " ".join(part.folded for part in parts if isinstance(part, Term))
    sought = All(tuple(dict.fromkeys(parts))) if parts else None
    return Query(sought, query.fields, query.unused, plain)


def _parts(text: str, query: Query) -> Iterator[Sought | str]:
    """Words and phrases as they come, and "OR". Fields are noted in `query`."""
    for match in _PART.finditer(text):
        name, value = match["field"], match["phrase"] or match["word"] or ""
        if name:
            _note_field(query, name.lower(), value, is_minus=bool(match["minus"]))
        elif value == "OR" and not match["minus"] and match["phrase"] is None:
            yield "OR"
        elif folded := fold(value):
            is_phrase = match["phrase"] is not None
            if match["minus"] and not _is_inside(text, match):
                yield Not(Term(folded, is_exact=is_phrase))
            elif is_phrase:
                yield Term(folded, is_exact=True)
            else:
                yield from map(Term, folded.split())


def _is_inside(text: str, match: re.Match) -> bool:
    """A minus that something stands before joins two words: it leaves none out."""
    return match.start() > 0 and not text[match.start() - 1].isspace()


def _note_field(query: Query, name: str, value: str, *, is_minus: bool) -> None:
    value = " ".join(value.split())[:LONGEST_VALUE]
    if is_minus:
        query.unused.append(f"“-{name}:” was left out: a minus goes before words only.")
    elif not value:
        query.unused.append(f"Nothing stands behind “{name}:”.")
    else:
        values = query.fields.setdefault(name, [])
        if value not in values:
            values.append(value)


def _joined(parts: Iterator[Sought | str]) -> Iterator[Sought]:
    """One thing at least of those that "OR" joins; an OR with nothing beside it does nothing."""
    group: list[Sought] = []
    is_open = False
    for part in parts:
        if part == "OR":
            is_open = bool(group)
        elif is_open:
            group.append(part)
            is_open = False
        else:
            yield from _group(group)
            group = [part]
    yield from _group(group)


def _group(group: list[Sought]) -> Iterator[Sought]:
    if len(group) > 1:
        yield Any(tuple(dict.fromkeys(group[:MOST_TERMS])))
    else:
        yield from group


def wanted_terms(sought: Sought) -> list[Term]:
    """The words and phrases that may stand in a row, without those that must not."""
    return list(dict.fromkeys(_wanted(sought)))


def _wanted(sought: Sought) -> Iterator[Term]:
    match sought:
        case Term():
            yield sought
        case Not():
            return
        case _:
            for part in sought.parts:
                yield from _wanted(part)
