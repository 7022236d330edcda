"""How answers travel: compressed, numbered, timed."""

import gzip

import pytest
from django.urls import reverse

from tests.admin.conftest import signed_in
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
GZIP = {"Accept-Encoding": "gzip, br"}


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


def test_csv_is_streamed_as_it_is_made(db):
    make_article()
    exporter = signed_in(make_user(groups=["Exporters"]))
    response = exporter.get(reverse("articles-export"), headers=GZIP)
    assert response.streaming
    assert not response.has_header("Content-Encoding")
    assert next(iter(response.streaming_content)).startswith(b"id,")
