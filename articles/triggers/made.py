"""Triggers by their names, of which another make has another one."""

import hashlib
import re
from collections.abc import Iterable

STAMP, COUNT = "stamp", "count"  # what a name begins with


def make(connection, cursor, kind: str, triggers: Iterable[tuple[str, ...]]) -> bool:
    """Make what is missing of a kind, drop the others of it; whether any was missing.

    Each is a tuple of statements, with "{name}" for its name."""
    wanted = {name_of(kind, statements): statements for statements in triggers}
    there = triggers_in(connection, cursor, kind)
    for name in there - wanted.keys():
        drop(connection, cursor, name)
    for name in wanted.keys() - there:
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


def drop(connection, cursor, name: str) -> None:
    if connection.vendor == "sqlite":
        cursor.execute(f'DROP TRIGGER "{name}"')
    else:
        cursor.execute(f'DROP FUNCTION "{name}" CASCADE')
