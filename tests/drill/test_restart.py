"""The server is restarted and replaced while readers hammer it: no request fails.

NEWSDESK_RESTARTS says how often (`make drill`: 10 times).
"""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connections

from tests.factories import make_article, make_quote

from .conftest import address_of

ROOT = Path(__file__).resolve().parents[2]
RESTARTS = int(os.environ.get("NEWSDESK_RESTARTS", "1"))
READERS = 4
PAGES = ["/", "/articles/", "/quotes/?q=talks", "/articles/feed.atom", "/healthz"]
PATIENCE = 60  # seconds


class Server:
    """gunicorn as in production, with its log in a file and systemd's ear at a socket."""

    def __init__(self, folder: Path, database: str):
        self.log = folder / "log"
        self.folder = folder
        self.ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.ear.bind(str(folder / "notify"))
        self.ear.settimeout(PATIENCE)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        gunicorn = Path(sys.executable).with_name("gunicorn")
        self.process = subprocess.Popen(
            [gunicorn, "newsdesk.wsgi", "--bind", f"127.0.0.1:{self.port}"],
            cwd=ROOT,
            env=known
            | {
                "ALLOWED_HOSTS": "127.0.0.1",
                "DATABASE_URL": database,
                "HTTPS": "0",
                "NOTIFY_SOCKET": str(folder / "notify"),
                "PYTHONPATH": str(folder),
                "SECRET_KEY": "".join(chr(ord("a") + n % 26) for n in range(60)),
                "WEB_CONCURRENCY": "2",
            },
            stderr=self.log.open("w"),
            start_new_session=True,
        )
        self.master = self.told_master()

    def told_master(self) -> int:
        """The process that systemd is told to watch."""
        while True:
            told = self.ear.recv(200).decode()
            if told.startswith("MAINPID="):
                return int(told.removeprefix("MAINPID="))

    def signal(self, name: str):
        os.kill(self.master, getattr(signal, f"SIG{name}"))

    def lines(self) -> list[dict]:
        """Raises ValueError if one is no JSON."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def booted(self) -> set[int]:
        words = "Booting worker with pid: "
        told = [line["message"] for line in self.lines()]
        return {int(word.removeprefix(words)) for word in told if word.startswith(words)}

    def promoted(self) -> int:
        return sum(line["message"] == "Master has been promoted." for line in self.lines())

    def workers(self) -> set[int]:
        return {pid for pid in self.booted() if is_alive(pid)}

    def end(self):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.ear.close()


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(condition):
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.05)


class Reader(threading.Thread):
    """Asks for one page after the other, on one connection or on a new one each time."""

    def __init__(self, port: int, number: int):
        super().__init__(daemon=True)
        self.port = port
        self.number = number
        self.answers = Counter()
        self.longest = 0.0
        self.is_over = False

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        while not self.is_over:
            began = time.monotonic()
            try:
                page = PAGES[self.answers.total() % len(PAGES)]
                connection.request("GET", page, headers={"Accept-Encoding": "gzip"})
                response = connection.getresponse()
                response.read()
                self.answers[response.status] += 1
            except (OSError, http.client.HTTPException) as error:
                self.answers[repr(error)] += 1
                connection.close()
            self.longest = max(self.longest, time.monotonic() - began)
            if self.number % 2:
                connection.close()


def collect_static_files():
    """What the pages name must be there, as it is after an installation."""
    manifest = ROOT / "staticfiles" / "staticfiles.json"
    newest = max(path.stat().st_mtime for path in (ROOT / "articles" / "static").rglob("*.*"))
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        hosts = {"ALLOWED_HOSTS": "127.0.0.1", "SECRET_KEY": "".join(map(chr, range(48, 108)))}
        command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"]
        subprocess.run(command, cwd=ROOT, env=os.environ | hosts | {"DEBUG": "0"}, check=True)


@pytest.fixture
def server(newsroom, tmp_path):
    for number in range(30):
        make_quote(make_article(f"Ferry talks, day {number}"), text=f"The talks go on, {number}.")
    connections.close_all()
    collect_static_files()
    server = Server(tmp_path, address_of(newsroom))
    yield server
    server.end()


def test_no_request_fails_while_the_server_is_restarted_and_replaced(server, capfd):
    readers = [Reader(server.port, number) for number in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        for _ in range(RESTARTS):
            restart(server)
            replace(server)
        fail_to_replace(server)
    finally:
        for reader in readers:
            reader.is_over = True
        for reader in readers:
            reader.join()
    answers = sum((reader.answers for reader in readers), Counter())
    assert set(answers) == {200}, answers
    server.signal("TERM")
    wait_until(lambda: not server.workers() and not is_alive(server.master))
    read = [line for line in server.lines() if line["logger"] == "newsdesk.access"]
    probes = sum(reader.answers.total() // len(PAGES) for reader in readers)
    assert len(read) == pytest.approx(answers.total() - probes, abs=READERS)
    assert len({line["request_id"] for line in read}) == len(read)
    longest = max(reader.longest for reader in readers)
    with capfd.disabled():
        print(
            f"\n{RESTARTS} restarts and {RESTARTS} new masters under {answers.total()} requests: "
            f"none failed, the longest took {longest:.1f} s"
        )


def restart(server):
    """HUP: new workers of the same master."""
    before = server.workers()
    server.signal("HUP")
    wait_until(lambda: not before & server.workers() and len(server.workers()) == 2)


def replace(server):
    """USR2: a new master, which sends the old one home and is told to systemd."""
    old, before, promoted = server.master, server.workers(), server.promoted()
    server.signal("USR2")
    server.master = server.told_master()
    wait_until(lambda: not is_alive(old) and not before & server.workers())
    wait_until(lambda: server.promoted() > promoted)
    assert server.master != old
    assert len(server.workers()) == 2


def fail_to_replace(server):
    """A new master that cannot start leaves the old one and its workers where they are."""
    before = server.workers()
    tried = server.folder / "tried"
    broken = f"import os\nopen({str(tried)!r}, 'w')\nos._exit(1)\n"
    (server.folder / "sitecustomize.py").write_text(broken)
    server.signal("USR2")
    wait_until(tried.exists)
    time.sleep(0.5)
    assert is_alive(server.master)
    assert server.workers() == before
