"""What a query asks for, with its names resolved: one query for each kind of name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model, Q

from articles.models import Actor, ActorName, Outlet, Tag
from articles.search.query import Query, parse
from articles.search.words import Any, all_words
from articles.text.dates import parse_partial
from articles.text.folding import fold

from .spellings import Spelling, in_other_spellings

MOST_MEANT = 50  # rows that one value may mean
MOST_VALUES = 10


@dataclass
class Asked:
    """`unused` says in sentences what could not be used. `fields`: the names of those in force."""

    query: Query
    speakers: list[Actor] = field(default_factory=list)
    about: list[Actor] = field(default_factory=list)
    outlets: list[Outlet] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    first: date | None = None
    last: date | None = None
    fields: set[str] = field(default_factory=set)
    unused: list[str] = field(default_factory=list)
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
    """Typed name -> the published actors with exactly that public name; if there is none, those
    with all of its words in a name."""
    rows = ActorName.objects.public().filter(
        named("folded", typed), actor__in=Actor.objects.published()
    )
    named_rows = rows.select_related("actor").order_by("-pk")
    return chosen(typed, [(row.folded, row.actor) for row in named_rows[: 4 * MOST_MEANT]])


def outlets_called(typed: Iterable[str]) -> dict[str, list[Outlet]]:
    rows = Outlet.objects.published().filter(named("words", typed)).order_by("-pk")
    return chosen(typed, [(row.words, row) for row in rows[: 4 * MOST_MEANT]])


def tags_called(typed: Iterable[str]) -> dict[str, list[Tag]]:
    """By the names of those that were merged into them, too."""
    typed = list(typed)
    former = Tag.objects.filter(folded__in=map(fold, typed)).values("merged_into")
    rows = Tag.objects.published().filter(named("words", typed) | Q(pk__in=former))
    rows = list(rows.prefetch_related("merged").order_by("-pk")[: 4 * MOST_MEANT])
    names = [(row.folded, row) for row in rows]
    names += [(merged.folded, row) for row in rows for merged in row.merged.all()]
    return chosen(typed, names)


def named(column: str, typed: Iterable[str]) -> Q:
    folded = list(filter(None, map(fold, typed)))
    begun = Any(tuple(all_words(name) for name in folded))
    return Q(**{f"{column}__among": folded}) | Q(**{f"{column}__newest": begun})


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
        begun = [
            row
            for folded, rows in rows_of.items()
            if words and all(word in f" {folded}" for word in words)
            for row in rows
        ]
        found[name] = rows_of.get(wanted) or list(dict.fromkeys(begun))[:MOST_MEANT]
    return found
