"""Who is given a kept page, and what is kept."""

import gzip
import socket
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.choices import ArticleStatus
from articles.models import Actor, Article, Outlet, Stamp
from newsdesk.caching.middleware import PageCacheMiddleware, may_keep
from newsdesk.caching.pages import Page
from newsdesk.caching.shelves import Memory
from tests.factories import make_actor, make_appearance, make_article, make_quote, make_user

from .asking import site

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(settings):
    return site(settings, 8)


@pytest.fixture
def article():
    article = make_article("Talks open", standfirst="A toll is on the table.")
    make_quote(article, "Not one crown.")
    return article


def queries(call) -> int:
    with CaptureQueriesContext(connection) as asked:
        call()
    return len(asked)


def with_etag(response) -> dict:
    return {"headers": {"if-none-match": response["ETag"]}}


def test_page_that_is_kept_costs_one_query(ask, article):
    url = article.get_absolute_url()
    first = ask(url)
    assert queries(lambda: ask(url)) == 1
    again = ask(url)
    assert first["X-Request-ID"] != again["X-Request-ID"]
    del first["X-Request-ID"], again["X-Request-ID"]
    assert (again.content, dict(again.items())) == (first.content, dict(first.items()))
    assert "frame-ancestors 'none'" in again["Content-Security-Policy"]
    assert ask(url, method="head")["Content-Length"] == str(len(first.content))


@pytest.mark.parametrize(
    ("address", "status"), [("/articles/{}/", 301), ("/articles/{}/talks-open/", 410)]
)
def test_redirects_and_what_is_gone_are_kept_too(ask, article, address, status):
    if status == 410:
        Article.objects.update(status=ArticleStatus.WITHDRAWN)
    url = address.format(article.pk)
    assert (ask(url).status_code, queries(lambda: ask(url)), ask(url).status_code) == (
        status, 1, status,
    )  # fmt: skip
    assert ask(url).get("Location") == (article.get_absolute_url() if status == 301 else None)
    assert ask("/articles/999/").status_code == 404
    make_article(pk=999)
    assert ask("/articles/999/").status_code == 301


def test_each_browser_is_sent_what_it_can_read(ask, article):
    url = article.get_absolute_url()
    plain = ask(url)
    packed = ask(url, headers={"accept-encoding": "gzip, br"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) == int(packed["Content-Length"]) < len(plain.content)
    assert "Accept-Encoding" in packed["Vary"] and "Accept-Encoding" in plain["Vary"]


def test_unchanged_page_is_answered_without_being_there(ask, article, settings):
    known = with_etag(ask(article.get_absolute_url()))
    another_process = site(settings, 8)

    def again():
        response = another_process(article.get_absolute_url(), **known)
        assert (response.status_code, response.content) == (304, b"")
        assert response["ETag"] == known["headers"]["if-none-match"]
        assert response["Cache-Control"] == "no-cache"

    assert queries(again) == 1


def test_page_that_came_out_the_same_is_not_sent_again(ask, article):
    url = article.get_absolute_url()
    known = with_etag(ask(url))
    make_appearance(make_article("Another"), make_actor("Ada Quill"))
    assert ask(url, **known).status_code == 304
    Article.objects.update(standfirst="No toll any more.")
    assert ask(url, **known).status_code == 200


def test_etag_of_another_address_fits_nothing(ask, article):
    assert ask("/actors/", **with_etag(ask("/articles/"))).status_code == 200


def test_nobody_signed_in_is_given_a_kept_page_or_leaves_one(ask, article):
    chief, reader = Client(), "/articles/"
    chief.force_login(make_user(is_superuser=True, is_staff=True))
    mine = {"cookies": {"sessionid": chief.cookies["sessionid"].value}}
    assert b"as CSV" in ask(reader, **mine).content
    plain = ask(reader)
    assert b"as CSV" not in plain.content
    assert b"as CSV" in ask(reader, **mine).content
    assert b"as CSV" in ask(reader, **mine, **with_etag(plain)).content
    assert ask(reader).content == plain.content
    assert queries(lambda: ask(reader, cookies={"sessionid": "unknown"})) > 1
    assert queries(lambda: ask(reader, cookies={"messages": "x"})) > 1


def test_nothing_private_is_kept(ask, article):
    for url in [
        reverse("article-preview", args=[article.pk]),
        reverse("report-article", args=[article.pk]),
        reverse("articles-export"),
        reverse("sitemap-news"),
        reverse("admin:login"),
        "/quotes/feed.atom?from=2031-13",
        "/nowhere/",
    ]:
        often = queries(lambda url=url: ask(url))
        assert queries(lambda url=url: ask(url)) == often, url
        assert "-" not in ask(url).get("ETag", "").removesuffix("-gzip"), url


def test_hosts_schemes_and_questions_are_told_apart(ask, article, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    url = article.get_absolute_url()
    pages = {
        ask(url, headers={"host": host}, secure=secure).content
        for host in settings.ALLOWED_HOSTS
        for secure in (False, True)
        for _ in range(2)
    }
    assert len(pages) == 4
    assert ask(url, headers={"host": "evil.example"}).status_code == 400
    here = {"headers": {"host": "one.example"}}
    assert ask("/search/?q=toll", **here).content != ask("/search/?q=crown", **here).content


def test_what_was_read_in_another_charset_is_kept_for_nobody(ask):
    url = "/actors/?q=Hr%C5%AFzov%C3%A1"
    wrong = ask(url, CONTENT_TYPE="x/y; charset=iso-8859-1")
    assert "HrÅ¯zovÃ¡" in wrong.content.decode()
    assert "Actors: Hrůzová" in ask(url).content.decode()


def test_new_day_makes_new_pages(ask, article, monkeypatch):
    ask("/obstacles/")
    assert queries(lambda: ask("/obstacles/")) == 1
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert queries(lambda: ask("/obstacles/")) > 1


def test_what_comes_due_is_there_for_the_first_who_asks(ask):
    soon = make_article("Scheduled", status=ArticleStatus.SCHEDULED, date_unknown=True)
    make_quote(soon, "At last.")
    assert b"Scheduled" not in ask("/").content
    Article.objects.update(publish_at=timezone.now())
    assert b"Scheduled" in ask("/").content


def test_without_a_stamp_nothing_is_kept(ask, article):
    Stamp.objects.all().delete()
    often = queries(lambda: ask("/"))
    assert queries(lambda: ask("/")) == often > 1


def test_who_reads_while_something_changes_leaves_nothing_stale(ask, article):
    """The page is made of what was there before and after: nobody else is given it."""
    url = article.get_absolute_url()

    def change_midway(execute, sql, *rest):
        if "articles_section" in sql and "SELECT" in sql and midway:
            midway.pop()
            Outlet.objects.update(name="The Longitude")
        return execute(sql, *rest)

    midway = [True]
    with connection.execute_wrapper(change_midway):
        torn = ask(url)
    assert not midway and b"The Longitude" not in torn.content
    assert b"The Longitude" in ask(url).content


@pytest.mark.parametrize(
    "headers",
    [{"Vary": "Cookie, X-Reader"}, {"Cache-Control": "private"}, {"Cache-Control": "no-store"}],
)
def test_page_that_says_so_is_not_kept(headers, rf):
    response = answer(headers)
    assert not may_keep(response)
    response = answer({})
    assert may_keep(response)
    response.set_cookie("seen", "1")
    assert not may_keep(response)


def answer(headers):
    response = HttpResponse("A page", headers=headers)
    response.may_be_kept = True
    return response


def test_memory_is_bounded_and_drops_what_was_asked_for_longest_ago():
    memory, page = Memory(10_000), Page(200, (), b"x" * 1000, False, "c")
    for key in (b"1", b"2", b"3", b"4", b"0", b"5"):
        memory.put(key, b"fit", page)
        memory.get(b"1", b"fit")
    assert memory.bytes <= 10_000
    assert memory.get(b"1", b"fit") and memory.get(b"5", b"fit")
    assert memory.get(b"2", b"fit") is None
    memory.put(b"1", b"other", page)
    assert memory.get(b"1", b"fit") is None and memory.get(b"1", b"other")
    memory.put(b"6", b"fit", page._replace(body=b"x" * 9000))
    assert memory.get(b"6", b"fit") is None


def test_threads_share_it_and_its_sum_stays_true():
    memory = Memory(50_000)

    def work(seed):
        for n in range(3_000):
            key = b"%d" % ((n * seed) % 97)
            memory.put(key, b"fit", Page(200, (), b"x" * ((n * seed) % 900), False, ""))
            memory.get(key, b"fit")

    threads = [threading.Thread(target=work, args=[seed]) for seed in (3, 5, 7, 11)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert memory.bytes == sum(page.size for _, page in memory.pages.values()) <= 50_000


def redis(settings, port: int):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"redis://127.0.0.1:{port}/9",
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }


def test_cache_that_is_gone_breaks_no_page_and_is_left_alone_for_a_while(
    article, settings, caplog, monkeypatch
):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        redis(settings, nobody.getsockname()[1])
        ask = site(settings, 8)
        pages = {ask("/").content for _ in range(3)}
        assert ask("/articles/").status_code == 200
    assert len(pages) == 1
    assert sum("does not answer" in record.message for record in caplog.records) == 1


def test_processes_share_their_pages_where_they_share_a_cache(article, settings):
    redis(settings, 6379)
    try:
        socket.create_connection(("127.0.0.1", 6379), timeout=1).close()
    except OSError:
        pytest.skip("tests of the cache: no Redis answers at 127.0.0.1:6379")
    one, other = site(settings, 8), site(settings, 8)
    page = one("/").content
    assert queries(lambda: other("/")) == 1
    assert other("/").content == page
    Actor.objects.update(summary="")
    Article.objects.update(headline="Talks closed")
    assert b"Talks closed" in other("/").content
    assert b"Talks closed" in one("/").content


def test_it_is_off_where_it_has_no_room(settings, article):
    off = site(settings, 0)
    off("/")
    assert queries(lambda: off("/")) > 1
    assert PageCacheMiddleware.__name__ in " ".join(settings.MIDDLEWARE)
