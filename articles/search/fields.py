"""A column of folded words, with a full-text index behind it on SQLite and on PostgreSQL."""

import json

from django.core.exceptions import EmptyResultSet
from django.db.models import Lookup, TextField

from .indexes import fts_table
from .words import terms


class WordsField(TextField):
    """Folded words, space between them; `words__matches="typed text"` finds the rows with all,
    `words__among=["ada quill", …]` those that are one of many.

    The index is made by the migration and by `post_migrate`; see `search.indexes`.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": "", "blank": True} | kwargs)


@WordsField.register_lookup
class Matches(Lookup):
    """All of the typed words, each as the beginning of a word; no words find nothing."""

    lookup_name = "matches"

    def get_prep_lookup(self):
        return terms(str(self.rhs))

    def as_sqlite(self, compiler, connection):
        model, column = self.lhs.target.model, self.lhs.target.column
        table = connection.ops.quote_name(fts_table(model._meta.db_table, column))
        row = f"{connection.ops.quote_name(self.lhs.alias)}.{connection.ops.quote_name('id')}"
        query = " ".join(f'"{term}"*' for term in self.wanted_terms())
        return f"{row} IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)", [query]

    def as_postgresql(self, compiler, connection):
        lhs, params = self.process_lhs(compiler, connection)
        query = " & ".join(f"'{term}':*" for term in self.wanted_terms())
        return (
            f"to_tsvector('simple', {lhs}) @@ to_tsquery('simple', %s)",
            [*params, query],
        )

    def wanted_terms(self):
        if not self.rhs:
            raise EmptyResultSet
        return self.rhs


@WordsField.register_lookup
class Among(Lookup):
    """One of many strings, sent as one parameter: hundreds of them cost no more than one."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.wanted())]

    def as_postgresql(self, compiler, connection):
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY(%s)", [*params, self.wanted()]

    def wanted(self) -> list[str]:
        if not self.rhs:
            raise EmptyResultSet
        return list(self.rhs)
