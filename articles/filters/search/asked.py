"""What a query asks for, with its names resolved: one query for each kind of name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Model

from articles.models import Actor, Outlet, Tag
from articles.querysets.words import led_by_ids
from articles.search.query import Query, parse
from articles.search.words import Any, all_words
from articles.text.dates import parse_partial
from articles.text.folding import fold
from articles.text.tags import fold_tag

from .spellings import Spelling, in_other_spellings, public_names

MOST_MEANT = 10  # rows that one value may mean
MOST_VALUES = 10
MOST_READ = 200  # rows with the words of a name


@dataclass
class Asked:
    """`unused` says in sentences what could not be used. `fields`: the names of those in force.
    `unknown`: field and value where no actor goes by it."""

    query: Query
    speakers: list[Actor] = field(default_factory=list)
    about: list[Actor] = field(default_factory=list)
    outlets: list[Outlet] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    first: date | None = None
    last: date | None = None
    fields: set[str] = field(default_factory=set)
    unused: list[str] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    spellings: list[Spelling] = field(default_factory=list)

    def __post_init__(self):
        self.unused = list(self.query.unused)
        self._resolve_actors()
        self.outlets = self._meant("outlet", outlets_called, "No outlet is called “%s”.")
        self.tags = self._meant("tag", tags_called, "No tag is called “%s”.")
        self._read_dates()
        self.sought = self.query.sought
        if self.sought:
            self.sought, self.spellings = in_other_spellings(self.sought)

    @classmethod
    def of(cls, typed: str) -> "Asked":
        return cls(parse(typed))

    def __bool__(self):
        return bool(self.sought or self.fields)

    def _resolve_actors(self):
        typed = [*self._values("speaker"), *self._values("about")]
        found = actors_called(typed) if typed else {}
        for name, actors in (("speaker", self.speakers), ("about", self.about)):
            for value in self._values(name):
                self._take(name, value, found.get(value), actors, "No actor goes by “%s”.")
                if not found.get(value):
                    self.unknown.append((name, value))

    def _meant(self, name, called, message) -> list:
        meant: list[Model] = []
        values = self._values(name)
        found = called(values) if values else {}
        for value in values:
            self._take(name, value, found.get(value), meant, message)
        return meant

    def _take(self, name, value, found, meant, message):
        if found:
            meant += [row for row in found if row not in meant]
            self.fields.add(name)
        else:
            self.unused.append(message % value)

    def _values(self, name) -> list[str]:
        return self.query.fields.get(name, [])[:MOST_VALUES]

    def _read_dates(self):
        for name in ("from", "to"):
            for value in self._values(name)[-1:]:
                try:
                    day = parse_partial(value)
                except ValueError as error:
                    self.unused.append(f"“{name}:{value}” was not used. {error}")
                    continue
                self.fields.add(name)
                if name == "from":
                    self.first = day.first
                else:
                    self.last = day.last
        if self.first and self.last and self.first > self.last:
            self.unused.append("The last day lies before the first, so neither was used.")
            self.first = self.last = None
            self.fields -= {"from", "to"}


def actors_called(typed: Iterable[str]) -> dict[str, list[Actor]]:
    """Typed name -> the published actors with exactly that public name, and if none is called so
    first of all, who bear it as their surname; if there is none, those with all of its words in a
    name."""
    rows = led_by_ids(public_names().filter(folded__newest=begun(typed)))
    rows = list(rows.select_related("actor").order_by("-pk")[:MOST_READ])
    found = chosen(typed, [(row.folded, row.actor) for row in rows])
    for name, actors in found.items():
        if not any(fold(actor.name) == fold(name) for actor in actors):
            others = dict.fromkeys(row.actor for row in rows if row.actor.surname == fold(name))
            actors += [actor for actor in others if actor not in actors]
    return found


def outlets_called(typed: Iterable[str]) -> dict[str, list[Outlet]]:
    rows = led_by_ids(Outlet.objects.published().filter(words__newest=begun(typed)))
    return chosen(typed, [(row.words, row) for row in rows.order_by("-pk")[:MOST_READ]])


def tags_called(typed: Iterable[str]) -> dict[str, list[Tag]]:
    """A tag that was merged means the one that stayed: one query more, where no tag is found."""
    typed = list(typed)
    rows = led_by_ids(Tag.objects.published().filter(words__newest=begun(typed)))
    found = chosen(typed, [(row.folded, row) for row in rows.order_by("-pk")[:MOST_READ]])
    missing = [name for name in typed if not found[name]]
    if missing:
        stayed = Tag.objects.published().filter(merged__folded__in=map(fold_tag, missing))
        former = [(row.former, row) for row in stayed.annotate(former=F("merged__folded"))]
        found |= chosen(missing, former)
    return found


def begun(typed: Iterable[str]) -> Any:
    """The words of one of the names."""
    return Any(tuple(all_words(name) for name in filter(fold, typed)))


def chosen(typed: Iterable[str], names: list[tuple[str, Model]]) -> dict[str, list]:
    """Typed name -> rows: those that are called exactly so, else those with its words."""
    rows_of = defaultdict(list)
    for folded, row in names:
        if row not in rows_of[folded]:
            rows_of[folded].append(row)
    found = {}
    for name in typed:
        wanted = fold(name)
        words = [f" {word}" for word in wanted.split()]
        with_words = [
            row
            for folded, rows in rows_of.items()
            if words and all(word in f" {folded}" for word in words)
            for row in rows
        ]
        found[name] = rows_of.get(wanted) or list(dict.fromkeys(with_words))[:MOST_MEANT]
    return found
