"""What something costs, to be compared with what something else costs in the same run."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection


def cost_of(call: Callable[[], object], *, tries: int = 3) -> float:
    """Seconds of CPU at the best of some tries; nobody else's garbage is collected meanwhile."""
    gc.collect()
    gc.disable()
    try:
        return min(_seconds(call) for _ in range(tries))
    finally:
        gc.enable()


def _seconds(call) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


@contextmanager
def instructions() -> Iterator[Callable[[], int]]:
    """How many of its instructions SQLite has run."""
    run = []
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: run.append(1), 1)
    try:
        yield lambda: len(run)
    finally:
        connection.connection.set_progress_handler(None, 0)
