"""The full-text indexes behind every WordsField, the same few words for both databases.

They are made after every migrate: SQLite loses an index's triggers whenever a migration remakes
the table, and nothing would say so.
"""

from types import ModuleType

from django.db import connections
from django.db.models import Field

from . import postgresql, sqlite
from .words import All, Sought, all_words

FEW = 2_000  # rows that may lead


def backend(connection) -> ModuleType:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def ensure_indexes(connection, columns: list[tuple[str, str]]) -> None:
    """Make what is missing for each (table, column); cheap when nothing is."""
    with connection.cursor() as cursor:
        for table, column in columns:
            backend(connection).ensure(cursor, table, column)


def rare_ids(
    field: Field, sought: Sought | str, using: str, *, are_long: bool = False
) -> tuple[list[int], bool]:
    """The ids of all rows that have what is sought, the newest first, and True; if they are many,
    some of the newest, perhaps none, and False: each row of a list is then better tested by itself
    (`words__holds`). It costs the same however many there are.
    """
    sought = all_words(sought) if isinstance(sought, str) else sought
    if sought == All(()):
        return [], True
    connection = connections[using]
    with connection.cursor() as cursor:
        return backend(connection).rare_ids(
            cursor, field.model._meta.db_table, field.column, sought, few=FEW, are_long=are_long
        )
