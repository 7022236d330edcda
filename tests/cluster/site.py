"""The site as it is served in production, on the servers of a cluster."""

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .servers import Cluster, free_port

ROOT = Path(__file__).resolve().parents[2]


def variables(cluster: Cluster, **more: str) -> dict[str, str]:
    """What the site's processes take from the environment, and nothing of the caller's own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    own = {
        "DEBUG": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "DJANGO_SETTINGS_MODULE": "newsdesk.settings",
    }
    return kept | own | cluster.addresses() | more


def run(environment: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)


@contextmanager
def serving(environment: dict[str, str], log: Path, port: int = 0) -> Iterator[str]:
    """The address under which gunicorn answers until the block ends."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "newsdesk.wsgi", "--bind", f"127.0.0.1:{port}"]
    with open(log, "wb") as file:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT
        )
    try:
        wait_until_it_answers(address, process, log)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=70)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_until_it_answers(address: str, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/robots.txt", timeout=10).close()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise RuntimeError(f"gunicorn does not answer:\n{log.read_text()[-3000:]}")
