"""A column of folded words, with a full-text index behind it on SQLite and on PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db.models import IntegerField, Lookup, TextField, Value
from django.db.models.functions import Concat, Substr

from .indexes import backend
from .words import All, Sought, all_words

NEWEST = 4_000
SCORED = 1_000  # letters
GAP = "\0"


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
        _, params = self.process_lhs(compiler, connection)
        assert not params, "a plain column"
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        return self.of_row(alias, self.lhs.target, self.rhs, connection)

    @classmethod
    def of_row(cls, alias: str, field, sought: Sought, connection) -> tuple[str, list]:
        """The condition on rows of the field's model, whose table goes by `alias`."""
        if sought == All(()):
            raise EmptyResultSet
        quoted = connection.ops.quote_name
        return cls.condition(
            backend(connection),
            field.model._meta.db_table,
            field.column,
            f"{alias}.{quoted('id')}",
            f"{alias}.{quoted(field.column)}",
            sought,
        )

    @staticmethod
    def condition(backend, table, column, row, words, sought):
        raise NotImplementedError


@WordsField.register_lookup
class Matches(WordsLookup):
    lookup_name = "matches"

    @staticmethod
    def condition(backend, table, column, row, words, sought):
        return backend.found(table, column, row, words, sought)


@WordsField.register_lookup
class Holds(WordsLookup):
    lookup_name = "holds"

    @staticmethod
    def condition(backend, table, column, row, words, sought):
        return backend.holds(words, sought)


@WordsField.register_lookup
class Newest(WordsLookup):
    lookup_name = "newest"

    @staticmethod
    def condition(backend, table, column, row, words, sought):
        return backend.newest(table, column, row, words, sought, NEWEST)


@WordsField.register_lookup
class Latest(WordsLookup):
    """Of common words that seldom stand together: among the latest rows alone."""

    lookup_name = "latest"

    @staticmethod
    def condition(backend, table, column, row, words, sought):
        return backend.latest(table, column, row, words, sought, are_long=False)


@WordsField.register_lookup
class LatestOfLong(WordsLookup):
    lookup_name = "latest_of_long"

    @staticmethod
    def condition(backend, table, column, row, words, sought):
        return backend.latest(table, column, row, words, sought, are_long=True)


@WordsField.register_lookup
class Gap(Lookup):
    """Where the condition goes, in a statement that is written before it is known what is sought:
    the alias of the table stands there, between two signs that no statement has. See `Gapped`."""

    lookup_name = "gap"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        return f"{GAP}{compiler.quote_name_unless_alias(self.lhs.alias)}{GAP}", []


@dataclass(frozen=True, slots=True)
class Gapped:
    """A statement with one gap: what stands before and after it, the alias of the table whose rows
    the condition is about, and the params of all but the condition."""

    before: str
    alias: str
    after: str
    params_before: tuple
    params_after: tuple

    @classmethod
    def of(cls, sql: str, params: Sequence) -> "Gapped":
        before, alias, after = sql.split(GAP)
        place = before.count("%s")
        return cls(before, alias, after, tuple(params[:place]), tuple(params[place:]))

    def filled(self, sql: str, params: Sequence) -> tuple[str, list]:
        return (
            f"{self.before}{sql}{self.after}",
            [*self.params_before, *params, *self.params_after],
        )


@IntegerField.register_lookup
@WordsField.register_lookup
class Among(Lookup):
    """One of many strings or ids, sent as one parameter: hundreds of them cost no more than one."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        lhs, params = self.process_lhs(compiler, connection)
        sql, wanted = backend(connection).among(lhs, self.wanted())
        return sql, [*params, *wanted]

    def wanted(self) -> list[str] | list[int]:
        if not self.rhs:
            raise EmptyResultSet
        return list(self.rhs)
