"""Rows that are found by their ids, whatever else is asked of them."""

from django.db.models import IntegerField, QuerySet
from django.db.models.lookups import In
from django.db.models.sql.datastructures import BaseTable


class ById(BaseTable):
    """A table of which SQLite may not think that an index on the status leads to ten rows: what
    the query gives are ids."""

    def as_sql(self, compiler, connection):
        sql, params = super().as_sql(compiler, connection)
        return (f"{sql} NOT INDEXED", params) if connection.vendor == "sqlite" else (sql, params)


@IntegerField.register_lookup
class Gathered(In):
    """One of the ids that a subquery gives. PostgreSQL, which puts no more than eight tables in
    order, else reads all rows of the others before it asks for the ids."""

    lookup_name = "gathered"

    def get_rhs_op(self, connection, rhs):
        return f"= ANY(ARRAY{rhs})" if connection.vendor == "postgresql" else f"IN {rhs}"


def is_led(rows: QuerySet) -> bool:
    return isinstance(rows.query.alias_map.get(rows.query.base_table), ById)


def led_by_ids(rows: QuerySet) -> QuerySet:
    """`rows`, whose condition on the id is the way in."""
    rows = rows.all()
    alias = rows.query.get_initial_alias()
    rows.query.alias_map[alias] = ById(rows.model._meta.db_table, alias)
    return rows
