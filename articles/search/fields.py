"""A column of folded words, with a full-text index behind it on SQLite and on PostgreSQL."""

import json

from django.core.exceptions import EmptyResultSet
from django.db.models import IntegerField, Lookup, TextField, Value
from django.db.models.functions import Concat, Substr

from .indexes import backend
from .words import All, all_words

NEWEST = 4_000
SCORED = 1_000  # letters


def first_words(column: str) -> Substr:
    """As `indexes.score` takes them: read once of each row, for some rows have thousands."""
    words = Concat(Value(" "), Substr(column, 1, SCORED), Value(" "))
    return Substr(words, 1, SCORED, output_field=TextField())


class WordsField(TextField):
    """Folded words, space between them. What is sought is typed text, all words of it, or a
    `words.Sought`.

    `words__matches` lets the index lead, `words__holds` tests each row by itself: they find the
    same rows, and `indexes.rare_ids` tells which is cheaper. `words__newest` finds the 4,000 that
    were added last; `words__among=["ada quill", …]` those that are one of many.

    The index is made after every migrate; see `search.indexes`.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": "", "blank": True} | kwargs)


class WordsLookup(Lookup):
    """No words find nothing."""

    prepare_rhs = False

    def get_prep_lookup(self):
        return all_words(self.rhs) if isinstance(self.rhs, str) else self.rhs

    def as_sql(self, compiler, connection):
        if self.rhs == All(()):
            raise EmptyResultSet
        words, params = self.process_lhs(compiler, connection)
        assert not params, "a plain column"
        row = (
            f"{compiler.quote_name_unless_alias(self.lhs.alias)}.{connection.ops.quote_name('id')}"
        )
        target = self.lhs.target
        return self.condition(
            backend(connection), target.model._meta.db_table, target.column, row, words
        )

    def condition(self, backend, table, column, row, words):
        raise NotImplementedError


@WordsField.register_lookup
class Matches(WordsLookup):
    lookup_name = "matches"

    def condition(self, backend, table, column, row, words):
        return backend.found(table, column, row, words, self.rhs)


@WordsField.register_lookup
class Holds(WordsLookup):
    lookup_name = "holds"

    def condition(self, backend, table, column, row, words):
        return backend.holds(words, self.rhs)


@WordsField.register_lookup
class Newest(WordsLookup):
    lookup_name = "newest"

    def condition(self, backend, table, column, row, words):
        return backend.newest(table, column, row, words, self.rhs, NEWEST)


@WordsField.register_lookup
class Latest(WordsLookup):
    """Of common words that seldom stand together: among the latest rows alone."""

    lookup_name = "latest"
    are_long = False

    def condition(self, backend, table, column, row, words):
        return backend.latest(table, column, row, words, self.rhs, are_long=self.are_long)


@WordsField.register_lookup
class LatestOfLong(Latest):
    lookup_name = "latest_of_long"
    are_long = True


@IntegerField.register_lookup
@WordsField.register_lookup
class Among(Lookup):
    """One of many strings or ids, sent as one parameter: hundreds of them cost no more than one."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.wanted())]

    def as_postgresql(self, compiler, connection):
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY(%s)", [*params, self.wanted()]

    def wanted(self) -> list[str] | list[int]:
        if not self.rhs:
            raise EmptyResultSet
        return list(self.rhs)
