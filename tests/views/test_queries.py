"""No page asks the database more often when it has more to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .newsroom import make_newsroom, public_pages

pytestmark = pytest.mark.django_db

MOST = 12


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200
    return len(queries)


def test_every_page_asks_as_often_for_three_as_for_one(client):
    room = make_newsroom(1)
    pages = public_pages(room)
    one = {url: queries_of(client, url) for url in pages}
    more = public_pages(make_newsroom(3, first_number=1))
    three = {url: queries_of(client, other) for url, other in zip(pages, more, strict=True)}
    assert three == one
    assert max(one.values()) <= MOST, one
