"""What must not be done twice at the same time."""

from django.db import connection


def one_at_a_time(key: int) -> None:
    """Wait until no other transaction holds `key`, and hold it until this one ends.

    PostgreSQL has advisory locks; SQLite has one writer at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
