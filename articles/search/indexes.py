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


def is_common(field: Field, sought: Sought | str, using: str, *, are_long: bool = False) -> bool:
    """Whether so many rows have it that each row of a list is better tested by itself. One query,
    which costs the same however many there are."""
    sought = all_words(sought) if isinstance(sought, str) else sought
    if sought == All(()):
        return False
    connection = connections[using]
    with connection.cursor() as cursor:
        return backend(connection).is_common(
            cursor, field.model._meta.db_table, field.column, sought, few=FEW, are_long=are_long
        )


def counting_lookup(connection, *, are_long: bool) -> str:
    """By which lookup of a common word enough rows to stop counting are found at once; "": by none
    better than the list's own."""
    return backend(connection).COUNTING[are_long]
