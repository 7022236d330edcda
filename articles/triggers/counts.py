"""Triggers that note what the counts of actors do not hold yet, which `actions.counting` adds.

A row that is counted by now notes one more for its actor, a row that was counted one less. Notes
are only ever added, so nobody waits for somebody else to write one. The triggers are made after
every migrate: SQLite loses those of a table that is remade.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from . import made

NOTES, COUNTS, ACTORS = "articles_uncounted", "articles_actorcount", "articles_actor"
ADDING = "newsdesk.counting"


@dataclass(frozen=True, slots=True)
class Rule:
    """The `rows` of a table that are counted, in which column of the count, and by what."""

    rows: QuerySet
    number: str
    by: tuple[str, ...]  # the actor, and perhaps the days

    @property
    def table(self) -> str:
        return self.rows.model._meta.db_table

    def condition(self, connection) -> str:
        """SQL that tells of {row} whether it is counted."""
        compiler = self.rows.query.get_compiler(connection=connection)
        sql, params = compiler.compile(self.rows.query.where)
        quote = connection.schema_editor().quote_value
        sql = sql % tuple(map(quote, params))
        return sql.replace(f'"{self.table}".', "{row}.")

    def note(self, connection, row: str, number: int) -> str:
        values = ", ".join(f"{row}.{column}" for column in self.by)
        columns = ", ".join(("actor", "dated", "dated_until")[: len(self.by)])
        return (
            f"INSERT INTO {NOTES} ({self.number}, {columns}) SELECT {number}, {values} "
            f"WHERE {self.condition(connection).format(row=row)}"
        )


def note_what_counts(connection, quotes: QuerySet, appearances: QuerySet) -> bool:
    """Follow the tables of the quotes and the appearances that count. True if they were not
    followed so until now, or not counted since, and something may have been written that nobody
    noted."""
    if NOTES not in connection.introspection.table_names():
        return False
    # In the order that writers go: on PostgreSQL each waits for those who write to its table.
    triggers = [
        *noting(connection, Rule(quotes, "quotes", ("speaker_id", "dated", "dated_until"))),
        *noting(connection, Rule(appearances, "articles", ("actor_id",))),
    ]
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        # A flush of SQLite empties one table after the other, which is noted as well.
        cursor.execute(f"DELETE FROM {NOTES} WHERE actor NOT IN (SELECT id FROM {ACTORS})")
        are_new = made.make(connection, cursor, made.COUNT, triggers)
        return are_new or not made.triggers_in(connection, cursor, made.COUNTED)


def all_is_counted(connection) -> None:
    """Call when what may have been written unnoted is counted: if that is broken off, the next
    migrate counts again."""
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        made.make(connection, cursor, made.COUNTED, [forget_notes(connection)])


def noting(connection, rule: Rule) -> Iterator[tuple[str, ...]]:
    """One trigger for each of what can become of a row."""
    condition = rule.condition(connection)
    is_counted = {row: condition.format(row=row) for row in ("old", "new")}
    notes = {
        "old": rule.note(connection, "old", -1),
        "new": rule.note(connection, "new", 1),
    }
    columns = list(dict.fromkeys([*rule.by, *re.findall(r'\{row\}\."(\w+)"', condition)]))
    differs = made.differ(connection, columns)
    for event, rows, when in [
        ("INSERT", ["new"], is_counted["new"]),
        ("DELETE", ["old"], is_counted["old"]),
        (
            f"UPDATE OF {', '.join(columns)}",
            ["old", "new"],
            f"{differs} AND ({is_counted['old']} OR {is_counted['new']})",
        ),
    ]:
        body = " ".join(f"{notes[row]};" for row in rows)
        yield made.trigger(connection, f"{event} ON {rule.table}", when, body)


def forget_notes(connection) -> tuple[str, ...]:
    """Who writes a count without adding notes has counted the rows, and so what was noted: so does
    a release from before there were notes, while it serves beside this one or after it."""
    adding = f"current_setting('{ADDING}', true) IS DISTINCT FROM 'yes'"
    return made.trigger(
        connection,
        f"UPDATE OF quotes, articles, months ON {COUNTS}",
        adding if connection.vendor == "postgresql" else "true",  # a single writer has taken them
        f"DELETE FROM {NOTES} WHERE actor = new.actor_id;",
    )


@contextmanager
def adding_notes(connection) -> Iterator[None]:
    """Write counts to which their notes were added: what was noted since stays. On SQLite nobody
    else writes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config(%s, 'yes', true)", [ADDING])
        yield
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config(%s, '', true)", [ADDING])
