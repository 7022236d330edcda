"""Triggers by their names, of which another make has another one."""

import hashlib
import re
from collections.abc import Iterable

from django.db import transaction

# What a name begins with.
STAMP, COUNT, COUNTED, NAMING, REMOVAL = "stamp", "count", "counted", "naming", "removal"
DISTINCT = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


def make(connection, cursor, kind: str, triggers: Iterable[tuple[str, ...]]) -> bool:
    """Make what is missing of a kind, drop the others of it; whether any was missing.

    Each is a tuple of statements, with "{name}" for its name."""
    wanted = {name_of(kind, statements): statements for statements in triggers}
    there = triggers_in(connection, cursor, kind)
    for name in there - wanted.keys():
        drop(connection, cursor, name)
    for name in [name for name in wanted if name not in there]:
        for statement in wanted[name]:
            cursor.execute(statement.replace("{name}", name))
    return bool(wanted.keys() - there)


def name_of(kind: str, statements: tuple[str, ...]) -> str:
    return f"{kind}_{hashlib.blake2b(repr(statements).encode(), digest_size=8).hexdigest()}"


def triggers_in(connection, cursor, kind: str) -> set[str]:
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    else:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE pg_table_is_visible(tgrelid)")
    ours = re.compile(rf"{kind}_[0-9a-f]{{16}}")
    return {name for (name,) in cursor.fetchall() if ours.fullmatch(name)}


def remove_triggers(connection, cursor, kind: str = STAMP) -> None:
    for name in triggers_in(connection, cursor, kind):
        drop(connection, cursor, name)


def stop_following(connection) -> None:
    """Before a migration: SQLite remakes no table while triggers of others speak of it, PostgreSQL
    alters no column that they name. They are made after it, and what was written meanwhile is
    mended."""
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        for kind in (COUNTED, COUNT, NAMING, REMOVAL):
            remove_triggers(connection, cursor, kind)


def drop(connection, cursor, name: str) -> None:
    if connection.vendor == "sqlite":
        cursor.execute(f'DROP TRIGGER "{name}"')
    else:
        cursor.execute(f'DROP FUNCTION "{name}" CASCADE')


def trigger(connection, event: str, when: str, body: str) -> tuple[str, ...]:
    """For each row after the event, if it answers to `when`."""
    if connection.vendor == "sqlite":
        return (f'CREATE TRIGGER "{{name}}" AFTER {event} WHEN {when} BEGIN {body} END',)
    return (
        f'CREATE OR REPLACE FUNCTION "{{name}}"() RETURNS trigger LANGUAGE plpgsql AS $$ '
        f"BEGIN {body} RETURN NULL; END $$",
        f'CREATE TRIGGER "{{name}}" AFTER {event} FOR EACH ROW WHEN ({when}) '
        'EXECUTE FUNCTION "{name}"()',
    )


def differ(connection, columns: Iterable[str]) -> str:
    """SQL: whether an update gives one of the columns another value."""
    was, now = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    return f"({was}) {DISTINCT[connection.vendor]} ({now})"
