"""What must not be done twice at the same time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

BRIEFLY = 100  # milliseconds


def one_at_a_time(key: int) -> None:
    """Wait until no other transaction holds `key`, and hold it until this one ends.

    PostgreSQL has advisory locks; SQLite has one writer at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


@contextmanager
def waiting_briefly() -> Iterator[None]:
    """On SQLite raise OperationalError soon where somebody else writes, not after 20 seconds."""
    if connection.vendor != "sqlite":
        yield
        return
    waits = 1000 * connection.settings_dict["OPTIONS"].get("timeout", 5)
    try:
        connection.cursor().execute(f"PRAGMA busy_timeout = {BRIEFLY}")
        yield
    finally:
        connection.cursor().execute(f"PRAGMA busy_timeout = {int(waits)}")
