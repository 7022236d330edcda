"""gunicorn as in production, and readers that hammer it."""

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

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
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
                "SECRET_KEY": settings.SECRET_KEY,  # who signs in here is known there
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

    def __init__(self, port: int, number: int, pages: list[str]):
        super().__init__(daemon=True)
        self.port = port
        self.number = number
        self.pages = pages
        self.answers = Counter()
        self.longest = 0.0
        self.is_over = False

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        while not self.is_over:
            began = time.monotonic()
            try:
                page = self.pages[self.answers.total() % len(self.pages)]
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
