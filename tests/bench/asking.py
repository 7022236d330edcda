"""One request through the whole site as a server makes it, and what it costs.

No test client: it watches templates and copies their contexts, which costs as much as they do.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import perf_counter, process_time

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory

from .urls import BARE

QUICK = 0.15  # seconds: what takes longer is measured fewer times


def clock() -> float:
    """Seconds of this process; where the database is another process, of the wall."""
    return process_time() if connection.vendor == "sqlite" else perf_counter()


@dataclass
class Cost:
    """`seconds` of the fastest time; `anew` where nothing was counted before."""

    seconds: float
    queries: int = 0
    slowest: float = 0.0  # seconds of the slowest statement, alone, with all its rows
    statements: float = 0.0  # and of all together
    statement: str = ""
    bytes: int = 0
    anew: float = 0.0

    def better(self, other: "Cost") -> "Cost":
        self.seconds = min(self.seconds, other.seconds)
        self.anew = min(self.anew, other.anew)
        self.slowest = min(self.slowest, other.slowest)
        self.statements = min(self.statements, other.statements)
        return self


@dataclass
class Reader:
    """Asks for pages, with a session where there is one."""

    session: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        self.handler = WSGIHandler()
        cookie = f"{settings.SESSION_COOKIE_NAME}={self.session}" if self.session else ""
        self.factory = RequestFactory(HTTP_COOKIE=cookie, **self.headers)

    def ask(self, address: str, **headers):
        """The response, not yet closed; a stream not yet read."""
        environ = self.factory.get(address, **headers).environ
        return self.handler(environ, lambda status, fields: None)

    def time(self, address: str, allowed=(200,), **headers) -> float:
        environ = self.factory.get(address, **headers).environ
        since = clock()
        response = self.handler(environ, lambda status, fields: None)
        first = next(iter(response), b"") if response.streaming else b""
        spent = clock() - since
        response.close()
        assert response.status_code in allowed, (address, response.status_code)
        self.last_bytes = len(first) if response.streaming else len(response.content)
        return spent

    def cost(self, address: str, times: int, allowed=(200,), **headers) -> Cost:
        """A stream is read no further than its first part."""
        self.time(address, allowed, **headers)  # until it is warm
        with Statements() as statements:
            spent = [self.time(address, allowed, **headers)]
        for _ in range(times if spent[0] < QUICK else min(times, 2)):
            spent.append(self.time(address, allowed, **headers))
        times_alone = statements.alone()
        slowest, statement = max(times_alone, default=(0.0, ""))
        whole, number = sum(one for one, _ in times_alone), len(statements.seen)
        return Cost(min(spent), number, slowest, whole, statement, self.last_bytes)

    def cost_with_counts(self, address: str, times: int) -> Cost:
        """The page while its counts are kept; its statements, and its time `anew`, are those of the
        first one after a change, which counts."""
        kept = settings.KEPT_COUNTS
        settings.KEPT_COUNTS = 0
        anew = self.cost(address, times)
        settings.KEPT_COUNTS = kept
        return replace(anew, seconds=self.cost(address, times).seconds, anew=anew.seconds)

    def bare(self, times: int) -> float:
        """Seconds of a view that does nothing."""
        return min(self.time(f"/{BARE}") for _ in range(times))


class Statements:
    """The statements of a block; each can be run again alone."""

    def __init__(self):
        self.seen: list[tuple[str, object]] = []

    def __enter__(self):
        self.wrapping = connection.execute_wrapper(self.note)
        self.wrapping.__enter__()
        return self

    def __exit__(self, *error):
        self.wrapping.__exit__(*error)

    def note(self, execute: Callable, sql, params, many, context):
        self.seen.append((sql, params))
        return execute(sql, params, many, context)

    def alone(self) -> list[tuple[float, str]]:
        """Seconds of each that reads."""
        return [
            (alone(sql, params), sql)
            for sql, params in self.seen
            if sql.lstrip("( ").upper().startswith(("SELECT", "WITH"))
        ]


def alone(sql: str, params) -> float:
    """Seconds of a statement with all of its rows, the fastest of some times."""
    spent = []
    with connection.cursor() as cursor:
        while len(spent) < 3 and sum(spent) < QUICK:
            since = clock()
            cursor.execute(sql, params)
            cursor.fetchall()
            spent.append(clock() - since)
    return min(spent)
