"""What several editors do at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections


def at_once(*doings, refusals=()) -> list:
    """What each returned, or the one of the `refusals` by which it was refused. For PostgreSQL: in
    memory, SQLite has one connection."""
    start = Barrier(len(doings))

    def run(doing):
        try:
            start.wait()
            return doing()
        except refusals as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(doings)) as threads:
        return list(threads.map(run, doings))
