"""The full-text indexes behind every WordsField, the same few words for both databases.

They are made after every migrate: SQLite loses an index's triggers whenever a migration remakes
the table, and nothing would say so.
"""

from collections.abc import Container, Sequence
from types import ModuleType

from django.db import connections
from django.db.models import Field

from . import postgresql, sqlite
from .words import All, Sought, Term, all_words

FEW = 2_000  # rows that may lead
SELDOM_TOGETHER = -1  # common words that are: the latest rows alone are looked through


def backend(connection) -> ModuleType:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def ensure_indexes(connection, columns: list[tuple[str, str]]) -> None:
    """Make what is missing for each (table, column); cheap when nothing is."""
    with connection.cursor() as cursor:
        for table, column in columns:
            backend(connection).ensure(cursor, table, column)


def set_aside(connection, columns: list[tuple[str, str]]) -> None:
    """Let many rows be written without the indexes of each (table, column). The next
    `ensure_indexes` makes them anew."""
    with connection.cursor() as cursor:
        for table, column in columns:
            backend(connection).set_aside(cursor, table, column)


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


def how_common(
    fields: dict[str, Field], sought: Sought, using: str, *, most: int, long: Container[str] = ()
) -> dict[str, int]:
    """How many rows of each field have what is sought, up to `most`: one query. Where a word leads
    to all its rows at once, it is `most`, SELDOM_TOGETHER, or 0 for what is not common."""
    connection = connections[using]
    parts, params = [], []
    for name, field in fields.items():
        sql, some = backend(connection).measure(
            field.model._meta.db_table, field.column, sought, most, are_long=name in long
        )
        parts.append(f"SELECT '{name}', ({sql})")
        params += some
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return dict(cursor.fetchall())


def walks(using: str) -> bool:
    """Whether a common word is better walked than looked up, even for its newest rows."""
    return backend(connections[using]).WALKS


def score(
    rows: str, terms: Sequence[Term], plain: str, using: str, *, most: int, also: str = ""
) -> tuple[str, list]:
    """A SELECT of `id`, `also` and `score`, of at most `most` rows, which have `first`, the first
    of their words (see `first_words`). Its params go before those of `rows`.

    The score tells how well a row answers: words as they were typed count more than those that
    begin so, and more if they follow each other; many in little text more than in much.
    """
    if not terms:
        return f"SELECT id, {also}1 AS score FROM ({rows}) AS newest", []
    position = backend(connections[using]).POSITION
    columns, parts, counted, params = [], ["0.1"], [], []

    def add(weight: float, looked_for: str, condition: str = ""):
        parts.append(f"CASE WHEN {condition}{position}(first, %s) > 0 THEN {weight} ELSE 0 END")
        params.append(looked_for)

    for number, term in enumerate(terms):
        columns.append(f"length(replace(first, %s, '')) AS rest{number}")
        counted.append(f" {term.folded}")
        parts.append(f"CASE WHEN rest{number} < size THEN 1 ELSE 0 END")
        add(1, f" {term.folded} ", f"rest{number} < size AND ")
        parts.append(f"0.3 * (size - rest{number}) / {len(term.folded) + 1}")
    if " " in plain:
        add(2, f" {plain}")
    # The limits change nothing: they let SQLite work out each of these but once.
    sized = ", ".join([f"id, {also}first, length(first) AS size", *columns])
    return (
        f"SELECT id, {also}({' + '.join(parts)}) / (3.0 + size / 100.0) AS score"
        f" FROM (SELECT {sized} FROM ({rows}) AS newest LIMIT {most}) AS sized LIMIT {most}",
        [*params, *counted],
    )


def rebuild(connection, field: Field) -> None:
    with connection.cursor() as cursor:
        backend(connection).rebuild(cursor, field.model._meta.db_table, field.column)


def agrees(connection, field: Field) -> bool:
    """Whether the index has the words of every row and no others."""
    with connection.cursor() as cursor:
        return backend(connection).agrees(cursor, field.model._meta.db_table, field.column)
