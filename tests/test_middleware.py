"""What the browser is told of what was saved, and what is not sent again."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from articles.choices import ArticleStatus
from articles.middleware import SavedMiddleware
from articles.models import Article
from tests.admin.conftest import signed_in
from tests.admin.forms_of import change_url, filled
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return signed_in(make_user(groups=["Editors"]))


@pytest.fixture
def article():
    return make_article(status=ArticleStatus.DRAFT)


@pytest.mark.parametrize("address", ["/nowhere/", "/actors/999/"])
def test_in_debug_too_readers_are_told_what_is_not_there(settings, client, address):
    settings.DEBUG = True
    response = client.get(address)
    told = response.content.decode()
    assert response.status_code == 404
    assert "There is no such page" in told and "URLconf" not in told


def told(response) -> str | None:
    cookie = response.cookies.get(SavedMiddleware.COOKIE)
    return cookie and unquote(cookie.value)


def save(client, article, kept, **typed):
    url = change_url(article)
    return client.post(url, filled(client.get(url), **typed) | {"_kept": kept})


def test_saved_form_is_told_under_the_name_that_it_is_kept_under(desk, article):
    kept = f"{change_url(article)}|page|{article.version}"
    response = save(desk, article, kept, byline="Ada Quill")
    assert told(response) == kept
    assert not response.cookies[SavedMiddleware.COOKIE]["httponly"]


def test_refused_form_is_not_told(desk, article):
    assert told(save(desk, article, f"{change_url(article)}|page|1", headline="")) is None


def test_form_that_is_answered_by_the_login_is_not_told(client):
    url = reverse("admin:articles_article_import")
    response = client.post(url, {"text": "Ferry talks", "_kept": f"{url}|page|0"})
    assert "/login/" in response.url
    assert told(response) is None


@pytest.mark.parametrize(
    "kept",
    ["", "x", "/a|b", "/a|page|x", "/a;b=c|page|1", "/" + "a" * 900 + "|page|1", "/ü|page|1"],
)
def test_nothing_else_is_sent_back(desk, article, kept):
    response = save(desk, article, kept, byline="Ada Quill")
    assert response.status_code == 302
    assert told(response) is None


def test_who_keeps_nothing_is_told_nothing(desk, article):
    assert told(save(desk, article, "")) is None


def test_what_has_not_changed_is_not_sent_again(client):
    article = make_article()
    url = article.get_absolute_url()
    etag = {"if-none-match": client.get(url)["ETag"]}
    assert client.get(url, headers=etag).status_code == 304
    Article.objects.update(standfirst="A toll is on the table.")
    assert client.get(url, headers=etag).status_code == 200
    Article.objects.update(status=ArticleStatus.WITHDRAWN)
    assert client.get(url, headers=etag).status_code == 410
