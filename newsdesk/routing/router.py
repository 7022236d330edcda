"""Tells the ORM where the request that is being answered reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections

from newsdesk.failures import PrimaryIsGone

from .watch import PRIMARY


class Route:
    """Where one request reads. Its first write leads the rest of it to the primary."""

    def __init__(self, reads_from: str, *, may_write: bool = True):
        self.reads_from = reads_from
        self.may_write = may_write


_current: ContextVar[Route | None] = ContextVar("route", default=None)


@contextmanager
def on(route: Route) -> Iterator[Route]:
    token = _current.set(route)
    try:
        yield route
    finally:
        _current.reset(token)


class ReadWriteRouter:
    """Chooses between reading and writing only. Outside a request all goes to the primary."""

    def db_for_read(self, model, **hints):
        route = _current.get()
        if route is None or connections[PRIMARY].in_atomic_block:
            return PRIMARY
        return route.reads_from

    def db_for_write(self, model, **hints):
        route = _current.get()
        if route is not None:
            if not route.may_write:
                raise PrimaryIsGone("No database server takes writes at the moment.")
            route.reads_from = PRIMARY
        return PRIMARY

    def allow_relation(self, one, other, **hints):
        return True  # they are copies of one database

    def allow_migrate(self, db, app_label, **hints):
        return db == PRIMARY
