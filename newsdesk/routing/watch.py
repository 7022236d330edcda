"""Which servers answer, and which standbys are too far behind: one thread a server looks."""

import logging
import os
import socket
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from random import random
from time import monotonic, sleep
from weakref import WeakSet

import psycopg
from django.conf import settings
from django.db import connections
from django.db.backends.signals import connection_created

logger = logging.getLogger(__name__)

PRIMARY = "default"
INTERVAL = 0.5  # seconds between two looks
PATIENCE = 2.5  # seconds after which a look says nothing any more: the server hangs
PATIENCE_WITH_WRITES = 10  # seconds until those that wait for the primary are told so
LOOK = """
    SELECT pg_is_in_recovery(), extract(epoch FROM pg_postmaster_start_time())::text,
        pg_wal_lsn_diff(
            CASE WHEN pg_is_in_recovery() THEN coalesce(pg_last_wal_replay_lsn(), '0/0')
            ELSE pg_current_wal_flush_lsn() END, '0/0'
        )::bigint
"""


@dataclass(frozen=True, slots=True)
class Look:
    """What a server said: how many bytes of the log of changes it holds (a standby: shows)."""

    is_standby: bool
    started: str  # when: tells one server from another
    log: int
    at: float = field(default_factory=monotonic)


class Watch:
    """What this process knows of its servers.

    Lag is measured without writing: the primary's log is noted at each look, and a standby that
    shows all that was in it `most_lag` seconds ago is fresh. So a standby is never blamed for a
    quiet primary, and while the primary is gone those that had kept up stay fresh.
    """

    def __init__(self, replicas: list[str], most_lag: float):
        self.aliases = [PRIMARY, *replicas]
        self.most_lag = most_lag
        self.looks: dict[str, Look | None] = {}  # None: it did not answer
        self.marks: deque[tuple[float, int]] = deque()  # (when, the primary's log)
        self.asking: dict[str, float] = {}  # since when a look waits for its answer
        self.open = {alias: WeakSet() for alias in self.aliases}  # connections of this process
        self.opening = threading.Lock()

    def start(self) -> "Watch":
        connection_created.connect(self.opened)
        for alias in self.aliases:
            threading.Thread(target=self.keep_looking, args=[alias], daemon=True).start()
        return self

    def choose(self, *, primary_first: bool, without: set[str]) -> str | None:
        """Where to read: the best of the servers that are left, even if it is a bad one."""
        left = [alias for alias in self.aliases if alias not in without]
        return min(
            left, key=lambda alias: (self.rank(alias, primary_first), random()), default=None
        )

    def rank(self, alias: str, primary_first: bool) -> int:
        if alias == PRIMARY:
            return 4 if self.primary_is_gone() else 0 if primary_first else 2
        if self.is_fresh(alias):
            return 1
        return 5 if self.is_lost(alias) else 3

    def primary_is_gone(self) -> bool:
        """It does not answer, or takes no writes. False as long as nobody has looked."""
        look = self.looks.get(PRIMARY)
        return self.is_lost(PRIMARY) or bool(look and look.is_standby)

    def is_lost(self, alias: str) -> bool:
        if alias not in self.looks:
            return False
        look = self.looks[alias]
        return look is None or monotonic() - look.at > PATIENCE

    def is_fresh(self, alias: str) -> bool:
        look, marks = self.looks.get(alias), self.marks
        if self.is_lost(alias) or look is None or not marks or look.log < marks[0][1]:
            return False
        # Promoted, but not what DATABASE_URL leads to: what is written does not reach it.
        primary = self.looks.get(PRIMARY)
        return look.is_standby or bool(primary and primary.started == look.started)

    def saw(self, alias: str, look: Look) -> None:
        self.looks[alias] = look
        if alias == PRIMARY and not look.is_standby:
            marks = self.marks
            if marks and look.log < marks[-1][1]:  # another primary, which never had the rest
                marks.clear()
            marks.append((look.at, look.log))
            while len(marks) > 1 and marks[1][0] <= look.at - self.most_lag:
                marks.popleft()

    def lost(self, alias: str) -> None:
        """It failed: nobody else need find out before it answers again."""
        self.looks[alias] = None

    def keep_looking(self, alias: str) -> None:
        connection, state = None, "fresh"
        while True:
            why = ""
            self.asking[alias] = monotonic()
            try:
                connection = connection or self.connect(alias)
                self.saw(alias, Look(*connection.execute(LOOK).fetchone()))
            except (psycopg.Error, OSError) as error:
                why = f": {' '.join(str(error).split())}"
                self.lost(alias)
                if connection:
                    connection.close()
                connection = None
            del self.asking[alias]
            before, state = state, self.state(alias)
            if state != before:
                logger.warning("The database server %s is %s%s", alias, state, why)
            self.cut_what_hangs()
            sleep(INTERVAL)

    def connect(self, alias: str) -> psycopg.Connection:
        """A connection of the watch's own: it neither waits for a pool nor ends with a request."""
        parameters = connections[alias].get_connection_params()
        connection = psycopg.connect(**parameters | {"autocommit": True})
        self.note(alias, connection)
        return connection

    def opened(self, sender, connection, **_) -> None:
        if connection.alias in self.open:
            self.note(connection.alias, connection.connection)

    def note(self, alias: str, connection: psycopg.Connection) -> None:
        with self.opening:
            self.open[alias].add(connection)

    def cut_what_hangs(self) -> None:
        """A stopped server keeps its connections, and whoever waits for it would wait for ever."""
        for alias, since in list(self.asking.items()):
            patience = PATIENCE_WITH_WRITES if alias == PRIMARY else PATIENCE
            if monotonic() - since > patience:
                self.lost(alias)
                with self.opening:
                    hanging = list(self.open[alias])
                    self.open[alias].clear()
                for connection in hanging:
                    cut(connection)

    def state(self, alias: str) -> str:
        """For the log. How far a standby is behind shows once the primary was seen."""
        if alias == PRIMARY:
            return "lost" if self.primary_is_gone() else "fresh"
        if self.is_lost(alias):
            return "lost"
        return "fresh" if self.is_fresh(alias) or not self.marks else "behind"


def cut(connection: psycopg.Connection) -> None:
    """Whoever waits for an answer gets an error now."""
    with (
        suppress(psycopg.Error, OSError),
        socket.socket(fileno=os.dup(connection.fileno())) as end,
    ):
        end.shutdown(socket.SHUT_RDWR)


_watches: dict[int, Watch] = {}
_starting = threading.Lock()


def watch() -> Watch:
    """This process's own; it begins with the first question, for threads do not survive a fork."""
    process = os.getpid()
    if process not in _watches:
        with _starting:
            if process not in _watches:
                made = Watch(settings.REPLICAS, settings.REPLICA_MAX_LAG)
                _watches[process] = made.start()
    return _watches[process]
