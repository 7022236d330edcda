"""How answers travel: compressed, numbered, logged, timed; and what probes are told."""

import gzip
import io
import json
import logging
import re
import runpy
import socket
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse

from newsdesk import logs
from tests.admin.conftest import signed_in
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
GZIP = {"Accept-Encoding": "gzip, br"}


# Compressed


def test_page_is_compressed_for_who_can_read_it(client):
    article = make_article(headline="Ferry talks open")
    plain = client.get(article.get_absolute_url())
    packed = client.get(article.get_absolute_url(), headers=GZIP)
    assert not plain.has_header("Content-Encoding")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_length_of_a_page_tells_nothing(client):
    """BREACH: who can have words put into a page must not learn from its length what else is."""
    sizes = {len(client.get("/articles/?q=x", headers=GZIP).content) for _ in range(12)}
    assert len(sizes) > 1


def test_csv_is_streamed_as_it_is_made():
    make_article()
    exporter = signed_in(make_user(groups=["Exporters"]))
    response = exporter.get(reverse("articles-export"), headers=GZIP)
    assert response.streaming
    assert not response.has_header("Content-Encoding")
    assert b"".join(response.streaming_content).startswith(b"id,")


def test_who_takes_nothing_of_a_download_does_not_hold_it_for_ever():
    conf = runpy.run_path(str(Path(__file__).parents[1] / "gunicorn.conf.py"))
    ready = conf["when_ready"]
    ready.__globals__["STALLED"] = 1
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ready(SimpleNamespace(LISTENERS=[SimpleNamespace(sock=listener)], pid=1, log=None))
        taker = socket.create_connection(listener.getsockname())
        leaves = threading.Timer(20, taker.close)
        leaves.start()
        with taker, listener.accept()[0] as sender:
            sender.setblocking(True)
            with pytest.raises(BlockingIOError):
                sender.sendall(bytes(50_000_000))
        leaves.cancel()


# Logged


class Written(logging.StreamHandler):
    """Writes as the handler of production does, and reads it back."""

    def __init__(self):
        super().__init__(io.StringIO())
        self.setFormatter(logs.JsonFormatter())
        self.addFilter(logs.WithoutRefusedTracebacks())

    def lines(self, logger: str = "") -> list[dict]:
        found = map(json.loads, self.stream.getvalue().splitlines())
        return [line for line in found if line["logger"].startswith(logger)]


@pytest.fixture
def written(caplog):
    caplog.set_level(logging.INFO, "newsdesk")
    handler, loggers = Written(), [logging.getLogger(), logging.getLogger("django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield handler
    for logger in loggers:
        logger.removeHandler(handler)


def test_each_request_leaves_one_line_without_the_words_that_were_asked_for(client, written):
    response = client.get("/articles/?q=hruzova+illness", headers=GZIP)
    [line] = written.lines("newsdesk.access")
    assert line["request_id"] == response.headers["X-Request-ID"]
    told = {name: line[name] for name in ("method", "path", "status", "bytes", "user")}
    assert told == {
        "method": "GET",
        "path": "/articles/",
        "status": 200,
        "bytes": len(response.content),
        "user": None,
    }
    assert line["ms"] > 0
    assert "hruzova" not in written.stream.getvalue()


def test_who_is_signed_in_is_a_number_and_a_stream_is_counted_to_its_end(written):
    make_article()
    user = make_user(groups=["Exporters"])
    response = signed_in(user).get(reverse("articles-export"))
    assert written.lines("newsdesk.access") == []
    sent = b"".join(response.streaming_content)
    [line] = written.lines("newsdesk.access")
    assert (line["user"], line["bytes"]) == (user.pk, len(sent))
    assert user.username not in written.stream.getvalue()


@pytest.mark.parametrize("asked", ["", "short", "x" * 65, "0123456789 abcdef", "ünumbered-id"])
def test_request_is_numbered_anew_unless_its_number_is_sane(client, asked):
    headers = {"X-Request-ID": asked} if asked else {}
    numbers = {client.get("/robots.txt", headers=headers).headers["X-Request-ID"] for _ in "12"}
    assert len(numbers) == 2
    assert all(re.fullmatch("[0-9a-f]{16}", number) for number in numbers)


def test_number_of_the_proxy_is_kept(client):
    number = "4f9c7a52-b1de.proxy_1"
    response = client.get("/robots.txt", headers={"X-Request-ID": number})
    assert response.headers["X-Request-ID"] == number


def test_fault_is_one_line_with_its_traceback(written, monkeypatch):
    def fail(request):
        raise ValueError("the first line\nand a second one")

    monkeypatch.setattr("articles.views.home.newest_quotes", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    [fault] = written.lines("django.request")
    assert fault["traceback"].startswith("Traceback (most recent call last)")
    assert "newest_quotes" in fault["traceback"]
    assert fault["request_id"] == response.headers["X-Request-ID"]


def test_refusal_is_told_without_a_traceback(written):
    staff = signed_in(make_user(is_staff=True))
    assert staff.get(reverse("articles-export")).status_code == 403
    assert Client().get("/", headers={"Host": "elsewhere.example"}).status_code == 400
    assert [line["status"] for line in written.lines("newsdesk.access")] == [403, 400]
    assert "elsewhere.example" in written.lines("django.security")[0]["message"]
    assert "Traceback" not in written.stream.getvalue()


def test_forged_line_stays_one_line_of_text(client, written):
    written.setFormatter(logs.TextFormatter())
    client.get("/articles/%0aERROR forged")
    assert written.stream.getvalue().count("\n") == 1


# Timed


def test_staff_are_told_how_long_the_database_took_and_readers_never():
    timing = {}
    for who, fields in {"staff": {"is_staff": True}, "reader": {"is_staff": False}}.items():
        timing[who] = signed_in(make_user(**fields)).get("/").headers.get("Server-Timing")
    timing["anyone"] = Client().get("/").headers.get("Server-Timing")
    assert re.fullmatch(r'total;dur=[\d.]+, db;dur=[\d.]+;desc="\d+ queries"', timing.pop("staff"))
    assert timing == {"reader": None, "anyone": None}


# Probed


@pytest.fixture
def probe(settings):
    """A load balancer, which knows an IP address and no certificate."""
    settings.SECURE_SSL_REDIRECT = True
    return Client(headers={"Host": "10.1.2.3:8000"})


def test_alive_asks_nothing_of_the_database(probe, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = probe.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"alive": True})


def test_ready_is_told_in_two_queries_and_never_kept(probe, django_assert_num_queries, written):
    probe.get("/readyz")
    with django_assert_num_queries(2):
        response = probe.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "databases": {"default": "ok"},
        "migrations": "ok",
        "cache": "ok",
    }
    assert response.headers["Cache-Control"] == "no-store"
    assert written.lines() == [], "a probe that finds all well leaves no line"


def test_missing_migration_is_not_ready(probe):
    MigrationRecorder.Migration.objects.filter(app="articles").latest("id").delete()
    response = probe.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] == "not applied"


def test_silent_database_is_not_ready_and_tells_no_secret(probe, written):
    def refuse(*statement):
        raise DatabaseError("password authentication failed for user desk with hunter2")

    with connection.execute_wrapper(refuse):
        response = probe.get("/readyz")
        assert probe.get("/healthz").status_code == 200
    assert response.status_code == 503
    assert response.json()["databases"] == {"default": "does not answer"}
    assert "hunter2" not in response.text + written.stream.getvalue()


def test_silent_cache_is_not_ready(probe, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": tmp_path / "file" / "no-folder",
        }
    }
    response = probe.get("/readyz")
    assert response.status_code == 503
    assert response.json()["cache"] == "does not answer"


def test_other_pages_keep_to_the_hosts_of_the_site(probe):
    assert probe.get("/").status_code == 400
