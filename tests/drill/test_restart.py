"""The server is restarted and replaced while readers hammer it: no request fails.

NEWSDESK_RESTARTS says how often (`make drill`: 10 times).
"""

import os
import time
from collections import Counter

import pytest
from django.db import connections

from tests.factories import make_article, make_quote

from .conftest import address_of
from .serving import Reader, Server, collect_static_files, is_alive, wait_until

RESTARTS = int(os.environ.get("NEWSDESK_RESTARTS", "1"))
READERS = 4
PAGES = ["/", "/articles/", "/quotes/?q=talks", "/articles/feed.atom", "/healthz"]


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
    readers = [Reader(server.port, number, PAGES) for number in range(READERS)]
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
