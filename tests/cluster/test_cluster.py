"""Readers and editors use the site while its database servers end one after the other.

Counted is what failed, and what was lost of what had been acknowledged. NEWSDESK_CLUSTER_SECONDS
says how long each stage is (`make drill`: 15), NEWSDESK_CLUSTER_QUOTES how large the archive is.
"""

import os
import time
from collections import Counter

import pytest

from articles.actions.history import unpacked

from . import site
from .people import FRONT, Browser, Editor, Reader, Tally, Writer, fields_of, paths_of
from .servers import programs, running

STAGE = float(os.environ.get("NEWSDESK_CLUSTER_SECONDS", "2"))
QUOTES = int(os.environ.get("NEWSDESK_CLUSTER_QUOTES", "2000"))
READERS, EDITORS = 4, 2
MOST_LAG = 2
PATIENCE = 90  # seconds: a shared machine stalls now and then

CHANGE_FORM = "//form[@id='article_form']"
SEEN = "SELECT tup_returned FROM pg_stat_database WHERE datname = current_database()"
PAUSED = "SELECT pg_get_wal_replay_pause_state()"
OWN = "SELECT id, slug FROM articles_article WHERE headline LIKE 'Ferry talks %' ORDER BY id"
BYLINES = "SELECT byline FROM articles_article"
REVISIONS = "SELECT content FROM articles_revision WHERE noun = 'article'"
LETTERS = "SELECT text FROM articles_errornote"


@pytest.fixture(scope="module")
def cluster():
    if programs() is None:
        pytest.fail("No PostgreSQL server is installed: apt-get install postgresql")
    with running() as cluster:
        environment = site.variables(cluster)
        site.run(environment, "-m", "tests.cluster.loading", str(QUOTES), str(EDITORS))
        yield cluster


@pytest.fixture(scope="module")
def log(cluster):
    return cluster.folder / "site.log"


@pytest.fixture(scope="module")
def address(cluster, log):
    environment = site.variables(cluster, DATABASE_REPLICA_MAX_LAG=str(MOST_LAG), DATABASE_POOL="1")
    with site.serving(environment, log) as address:
        yield address


@pytest.fixture
def own(cluster):
    """The addresses of the articles that are edited."""
    return [f"/articles/{pk}/{slug}/" for pk, slug in cluster.primary.query(OWN)]


def until(is_so, what: str) -> float:
    """Seconds until it is so."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < PATIENCE, f"still not so: {what}"
        time.sleep(0.1)
    return time.monotonic() - began


def is_read(server, browser: Browser) -> bool:
    """Whether a reader's pages come from this server now."""
    before = server.query(SEEN)
    for _ in range(12):
        assert browser.get("/tags/").status == 200
    time.sleep(1.2)  # until servers have told their counts
    return server.query(SEEN)[0][0] - before[0][0] > 500


def change_page(public: str) -> str:
    return f"/admin/articles/article/{public.split('/')[2]}/change/"


def save(browser: Browser, public: str, word: str) -> None:
    path = change_page(public)
    form = fields_of(browser.get(path), CHANGE_FORM)
    assert browser.post(path, form | {"byline": [word]}).status == 302


def test_readers_read_from_standbys_that_keep_up_and_writers_see_their_writes(
    cluster, address, log, own
):
    reader, editor = Browser(address), Browser(address)
    until(lambda: is_read(cluster.standbys[0], reader), "readers read from the first standby")
    until(lambda: is_read(cluster.standbys[1], reader), "readers read from the second standby")

    editor.sign_in("editor0")
    for standby in cluster.standbys:
        standby.query("SELECT pg_wal_replay_pause()")
        until(lambda at=standby: at.query(PAUSED) == [("paused",)], "a standby stands still")
    save(editor, own[0], "Ada Tardy")
    assert "Ada Tardy" in editor.get(own[0]).text
    editor.post("/admin/logout/", fields_of(editor.get("/admin/"), "//form[@id='logout-form']"))
    assert not editor.cookie("sessionid")
    assert "Ada Tardy" in editor.get(own[0]).text  # without a session, but seconds ago

    until(lambda: "Ada Tardy" in reader.get(own[0]).text, "standbys behind are left out")
    until(lambda: "replica1 is behind" in log.read_text(), "the log tells it")
    for standby in cluster.standbys:
        standby.query("SELECT pg_wal_replay_resume()")
    until(lambda: is_read(cluster.standbys[0], reader), "a standby that caught up is read again")


def test_servers_that_hang_keep_no_reader_waiting_for_long(cluster, address):
    reader = Browser(address)
    until(lambda: is_read(cluster.standbys[0], reader), "readers read from a standby")
    for standby in cluster.standbys:
        standby.hang()
    try:
        assert {reader.get("/tags/").status for _ in range(4)} == {200}
    finally:
        for standby in cluster.standbys:
            standby.go_on()
    until(lambda: is_read(cluster.standbys[0], reader), "it is read again")


def test_readers_see_no_failure_and_nothing_acknowledged_is_lost(cluster, address, log, own, capfd):
    tally, paths = Tally(), paths_of(address)
    first, second = cluster.standbys
    people = [Reader(address, tally, number, paths) for number in range(READERS)]
    people.append(Writer(address, tally, READERS, paths))
    for number in range(EDITORS):
        articles = own[number:-1:EDITORS]
        people.append(Editor(address, tally, 100 + number, f"editor{number}", articles))
    browser, path = Browser(address), change_page(own[-1])
    browser.sign_in("editor0")

    tally.begin("all three servers")
    for person in people:
        person.start()
    go_on(tally, "saves")

    tally.begin("one standby ended")
    second.end()
    go_on(tally, "saves")

    typed = fields_of(browser.get(path), CHANGE_FORM) | {"byline": ["Ada Patient"]}
    tally.begin("the primary ended too")
    cluster.primary.end()
    refused = browser.post(path, typed)
    assert (refused.status, "Nothing is lost" in refused.text) == (503, True)
    assert {path: Browser(address).get(path).status for path in FRONT} == dict.fromkeys(FRONT, 200)
    go_on(tally, "pages read")

    tally.begin("the other standby promoted")
    first.promote()
    took = until(lambda: browser.post(path, fields_of(refused)).status == 302, "it is saved again")
    tally.articles["Ada Patient"] = own[-1]
    go_on(tally, "saves")

    tally.begin("the first one back")
    second.start()
    back = until(lambda: is_read(second, Browser(address)), "it is read again")
    cluster.wait_for_standby(first)
    go_on(tally, "saves")

    tally.is_over.set()
    for person in people:
        person.join(PATIENCE)
    lost = lost_of(tally, first)
    capfd.readouterr()
    with capfd.disabled():
        print(report(tally, lost, took, back))
    assert tally.wrong == [], log.read_text()[-6000:]
    assert lost == []


def go_on(tally: Tally, what: str) -> None:
    """A stage, and however slow the machine is, something done in it."""
    time.sleep(STAGE)
    until(lambda: tally.wrong or tally.counts[tally.stage][what], f"{what}, {tally.stage}")


def lost_of(tally: Tally, primary) -> list[str]:
    """What was acknowledged and is not there."""
    kept = {byline for (byline,) in primary.query(BYLINES)}
    kept |= {
        unpacked(content)["fields"]["byline"] for (content,) in primary.query(REVISIONS)
    }  # later saves wrote over the earlier ones
    letters = " ".join(text for (text,) in primary.query(LETTERS))
    lost = [word for word in tally.articles if word not in kept]
    return lost + [word for word in tally.letters if word not in letters]


def report(tally: Tally, lost: list[str], took: float, back: float) -> str:
    lines = [f"\n{READERS} readers, 1 who reports errors, {EDITORS} editors, {QUOTES:,} quotes:"]
    for stage, counts in tally.counts.items():
        told = ", ".join(f"{what} {number:,}" for what, number in sorted(counts.items()))
        lines.append(f"  {stage:28} {told}")
    total = sum(tally.counts.values(), Counter())
    failed = sum(number for what, number in total.items() if what.endswith("failed"))
    lines.append(
        f"  {total['pages read']:,} pages read, {failed} failures; "
        f"{total['saves'] + total['reports sent']:,} writes acknowledged, {len(lost)} lost; "
        f"{1 + total['saves refused'] + total['reports refused']} refused, typed text kept. "
        f"Saved again {took:.1f} s after the promotion; "
        f"the standby that came back was read after {back:.1f} s."
    )
    return "\n".join(lines)
