"""Who else has a page open: a notice, no lock."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.choices import ArticleStatus
from articles.models import Article, Presence
from articles.querysets.presence import STILL_HERE
from tests.admin.conftest import signed_in
from tests.admin.forms_of import change_url, send
from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(db):
    return make_user("ada", first_name="Ada", last_name="Quill", groups=["Editors"])


@pytest.fixture
def article(db):
    return make_article(status=ArticleStatus.DRAFT, body="They met.")


def presence_url(row):
    return reverse(f"admin:articles_{row._meta.model_name}_presence", args=[row.pk])


def review_url(article):
    return reverse("admin:articles_article_review", args=[article.pk])


def words(response) -> str:
    html = response.content.decode()
    if 'id="presence"' in html:
        html = html.split('id="presence"')[1].split(">", 1)[1].split("</div>")[0]
    return " ".join(html.replace("<b>", "").replace("</b>", "").split())


def shift(**ago):
    """As if all of it had been some time ago."""
    for row in Presence.objects.all():
        row.since -= timedelta(**ago)
        row.seen_at -= timedelta(**ago)
        row.save()


def test_page_says_who_else_has_it_open_and_since_when(desk, ada, article):
    signed_in(ada).get(change_url(article))
    since = timezone.localtime(Presence.objects.get().since)
    assert f"Also open with Ada Quill, since {since:%H:%M}." in words(desk.get(change_url(article)))


def test_nobody_is_told_of_themselves(desk, article):
    desk.get(change_url(article))
    assert "Also open" not in words(desk.get(change_url(article)))
    assert Presence.objects.count() == 1


@pytest.mark.parametrize(
    "make", [make_actor, make_obstacle, make_process, make_outlet, make_tag, make_quote]
)
def test_each_noun_has_the_notice(desk, ada, make):
    row = make()
    signed_in(ada).get(change_url(row))
    assert "Also open with Ada Quill" in words(desk.get(change_url(row)))


def test_quote_article_and_review_are_one_place(desk, ada, article):
    quote = make_quote(article)
    signed_in(ada).get(change_url(quote))
    for page in (change_url(article), review_url(article), change_url(quote)):
        assert "Also open with Ada Quill" in words(desk.get(page)), page


def test_three_are_listed_in_the_order_they_came(desk, ada, article):
    signed_in(ada).get(change_url(article))
    shift(minutes=1)
    signed_in(make_user("ben", groups=["Editors"])).get(change_url(article))
    told = words(desk.get(change_url(article)))
    assert told.index("Ada Quill") < told.index("ben")


def test_who_went_two_minutes_ago_is_not_told(desk, ada, article):
    signed_in(ada).get(change_url(article))
    shift(seconds=STILL_HERE.total_seconds() + 1)
    assert "Also open" not in words(desk.get(change_url(article)))


def test_who_comes_back_is_here_since_then(desk, ada, article):
    signed_in(ada).get(change_url(article))
    shift(hours=3)
    signed_in(ada).get(change_url(article))
    assert Presence.objects.get().since > timezone.now() - timedelta(minutes=1)


def test_beat_keeps_who_is_here_and_tells_the_others(desk, ada, article):
    client = signed_in(ada)
    client.get(change_url(article))
    shift(seconds=90)
    since = Presence.objects.get().since
    client.post(presence_url(article), {"version": article.version})
    assert Presence.objects.get().since == since
    told = words(desk.post(presence_url(article), {"version": article.version}))
    assert "Also open with Ada Quill" in told


def test_beat_tells_that_somebody_has_saved(desk, ada, article):
    desk.get(change_url(article))
    send(signed_in(ada), article, byline="Ada Quill")
    told = words(desk.post(presence_url(article), {"version": article.version}))
    assert "Saved by Ada Quill, " in told
    assert "your save will show both" in told
    newest = Article.objects.get(pk=article.pk).version
    assert "Saved" not in words(desk.post(presence_url(article), {"version": newest}))


def test_beat_tells_that_the_row_is_gone(desk, article):
    url = presence_url(article)
    article.delete()
    assert "It is no longer here." in words(desk.post(url))


def test_beat_tells_that_the_row_was_merged(desk):
    lost = make_actor()
    type(lost).objects.filter(pk=lost.pk).update(merged_into=make_actor())
    assert "It is no longer here." in words(desk.post(presence_url(lost)))


def test_leaving_ends_it_and_clears_away_who_went_without_a_word(desk, ada, article):
    signed_in(ada).get(change_url(make_tag()))
    shift(minutes=10)
    desk.get(change_url(article))
    assert desk.post(presence_url(article), {"left": "1"}).status_code == 204
    assert not Presence.objects.exists()


def test_who_may_only_look_is_neither_told_nor_told_of(exporter, ada, article):
    client = signed_in(exporter)
    signed_in(ada).get(change_url(article))
    assert "Also open" not in client.get(change_url(article)).content.decode()
    assert client.post(presence_url(article)).status_code == 403
    assert [row.user for row in Presence.objects.all()] == [ada]


def test_writer_has_no_notice_of_what_is_not_theirs(writer, article):
    assert signed_in(writer).post(presence_url(article)).status_code == 403


def test_beat_is_posted_with_a_token(editor, article):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(presence_url(article)).status_code == 403
    assert client.get(presence_url(article)).status_code == 405


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "\0"])
def test_any_beat_is_answered(desk, article, version):
    assert desk.post(presence_url(article), {"version": version}).status_code == 200


def test_notice_costs_one_query_and_one_upsert_however_many_are_here(desk, article):
    costs = []
    for number in range(3):
        signed_in(make_user(f"user{number}", groups=["Editors"])).get(change_url(article))
        with CaptureQueriesContext(connection) as queries:
            desk.get(change_url(article))
        costs.append(sum("articles_presence" in query["sql"] for query in queries))
    assert costs == [2, 2, 2]
