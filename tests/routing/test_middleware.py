"""Who reads where, and what happens when a server fails on the way."""

import os

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from articles.models import Article
from newsdesk.failures import PrimaryIsGone
from newsdesk.routing import watch as watching
from newsdesk.routing.middleware import RoutingMiddleware
from newsdesk.routing.router import ReadWriteRouter
from newsdesk.routing.watch import PATIENCE, PRIMARY, Look, Watch

router = ReadWriteRouter()
ask = RequestFactory()


@pytest.fixture
def servers(monkeypatch):
    """All of them are well."""
    seen = Watch(["replica1", "replica2"], 5)
    for alias in seen.aliases:
        seen.saw(alias, Look(is_standby=alias != PRIMARY, started=alias, log=100))
    monkeypatch.setitem(watching._watches, os.getpid(), seen)
    return seen


class Site:
    """Answers with the server that it reads from; those in `broken` fail."""

    def __init__(self, *broken: str):
        self.broken = broken
        self.asked: list[str] = []

    def __call__(self, request):
        alias = router.db_for_read(Article)
        self.asked.append(alias)
        return failed(OperationalError()) if alias in self.broken else HttpResponse(alias)


def failed(error) -> HttpResponse:
    response = HttpResponse("out of reach", status=503)
    response.out_of_reach = error
    return response


def answer(site, request) -> str:
    return RoutingMiddleware(site)(request).content.decode()


def with_cookie(name):
    request = ask.get("/")
    request.COOKIES[name] = "1"
    return request


def test_reader_reads_from_a_standby(servers):
    site = Site()
    assert {answer(site, ask.get("/")) for _ in range(60)} == {"replica1", "replica2"}


@pytest.mark.parametrize("cookie", ["sessionid", RoutingMiddleware.WROTE])
def test_who_may_be_signed_in_or_has_just_written_reads_from_the_primary(servers, cookie):
    assert answer(Site(), with_cookie(cookie)) == PRIMARY


def test_who_writes_is_led_to_the_primary_for_as_long_as_a_standby_may_lag(servers, settings):
    response = RoutingMiddleware(Site())(ask.post("/"))
    cookie = response.cookies[RoutingMiddleware.WROTE]
    assert response.content.decode() == PRIMARY
    assert cookie["max-age"] >= settings.REPLICA_MAX_LAG + PATIENCE
    assert cookie["httponly"]


def test_write_that_failed_leaves_no_trace(servers):
    assert not RoutingMiddleware(Site(PRIMARY))(ask.post("/")).cookies


def test_write_is_not_tried_again(servers):
    site = Site(PRIMARY)
    RoutingMiddleware(site)(ask.post("/"))
    assert site.asked == [PRIMARY]


@pytest.mark.parametrize("way", ["get", "head"])
def test_failed_read_is_answered_by_another_server(servers, way):
    site = Site("replica1", "replica2")
    assert answer(site, getattr(ask, way)("/")) == PRIMARY
    assert sorted(site.asked) == [PRIMARY, "replica1", "replica2"]
    assert answer(site, ask.get("/")) == PRIMARY  # nobody else finds out
    assert len(site.asked) == 4


def test_editor_reads_on_from_a_standby_when_the_primary_fails(servers):
    assert answer(Site(PRIMARY), with_cookie("sessionid")) in ("replica1", "replica2")


def test_when_no_server_answers_each_is_asked_once(servers):
    site = Site(*servers.aliases)
    assert answer(site, ask.get("/")) == "out of reach"
    assert sorted(site.asked) == sorted(servers.aliases)


def test_page_that_must_write_is_refused_without_a_primary_and_no_standby_is_blamed(servers):
    servers.lost(PRIMARY)

    def site(request):
        try:
            router.db_for_write(Article)
        except PrimaryIsGone as error:
            return failed(error)

    assert answer(site, ask.get("/")) == "out of reach"
    assert servers.is_fresh("replica1") and servers.is_fresh("replica2")


def test_failed_write_of_a_reading_page_leads_back_to_the_standby(servers):
    """As where an article is due and the primary has just gone."""
    asked = []

    def site(request):
        try:
            router.db_for_write(Article)
        except PrimaryIsGone:
            asked.append("refused")
        return Site(PRIMARY)(request)

    assert answer(site, ask.get("/")) in ("replica1", "replica2")
    assert asked == ["refused"]
