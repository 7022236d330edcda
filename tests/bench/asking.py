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

COUNTED_IN_PART = b"Counted among the "
BARES = 3  # bare views beside each time that a page is asked for
QUICK = 0.15  # seconds: what takes longer is measured fewer times


def clock() -> float:
    """Seconds of this process; where the database is another process, of the wall."""
    return process_time() if connection.vendor == "sqlite" else perf_counter()


@dataclass
class Cost:
    """`seconds` of the fastest time, and of the fastest bare view that was asked for beside it: the
    machine is a good deal faster at one time than at another. `anew`: where nothing was counted
    before."""

    seconds: float
    bare: float
    queries: int = 0
    slowest: float = 0.0  # seconds of the slowest statement, alone, with all its rows
    statements: float = 0.0  # and of all together
    statement: str = ""
    bytes: int = 0
    counts_a_part: bool = False  # of more matches than it counts
    anew: "Cost | None" = None

    @property
    def views(self) -> float:
        """How many times as long as a bare view."""
        return self.seconds / self.bare

    def better(self, other: "Cost") -> "Cost":
        if other.seconds < self.seconds:
            self.seconds, self.bare = other.seconds, other.bare
        self.slowest = min(self.slowest, other.slowest)
        self.statements = min(self.statements, other.statements)
        if self.anew:
            self.anew.better(other.anew)
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
        self.last = first if response.streaming else response.content
        return spent

    def cost(self, address: str, times: int, allowed=(200,), **headers) -> Cost:
        """A stream is read no further than its first part."""
        self.time(address, allowed, **headers)  # until it is warm
        with Statements() as statements:
            spent = [self.time(address, allowed, **headers)]
        size, counts_a_part = len(self.last), COUNTED_IN_PART in self.last
        bares = [self.bare(BARES)]
        for _ in range(times if spent[0] < QUICK else min(times, 2)):
            spent.append(self.time(address, allowed, **headers))
            bares.append(self.bare(BARES))
        times_alone = statements.alone()
        slowest, statement = max(times_alone, default=(0.0, ""))
        whole, number = sum(one for one, _ in times_alone), len(statements.seen)
        times = min(spent), min(bares)
        return Cost(*times, number, slowest, whole, statement, size, counts_a_part)

    def cost_with_counts(self, address: str, times: int) -> Cost:
        """The page while its counts are kept; `anew` is the first one after a change, which counts,
        and of which the statements are told."""
        kept = settings.KEPT_COUNTS
        settings.KEPT_COUNTS = 0
        anew = self.cost(address, times)
        settings.KEPT_COUNTS = kept
        cost = self.cost(address, times)
        return replace(anew, seconds=cost.seconds, bare=cost.bare, anew=anew)

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
