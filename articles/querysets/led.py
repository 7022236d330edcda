"""Rows that are found by their ids, whatever else is asked of them."""

from django.db.models import QuerySet
from django.db.models.sql.datastructures import BaseTable


class ById(BaseTable):
    """A table of which SQLite may not think that an index on the status leads to ten rows: what
    the query gives are ids."""

    def as_sql(self, compiler, connection):
        sql, params = super().as_sql(compiler, connection)
        return (f"{sql} NOT INDEXED", params) if connection.vendor == "sqlite" else (sql, params)


def is_led(rows: QuerySet) -> bool:
    return isinstance(rows.query.alias_map.get(rows.query.base_table), ById)


def led_by_ids(rows: QuerySet) -> QuerySet:
    """`rows`, whose condition on the id is the way in."""
    rows = rows.all()
    alias = rows.query.get_initial_alias()
    rows.query.alias_map[alias] = ById(rows.model._meta.db_table, alias)
    return rows
