import json
from base64 import urlsafe_b64encode
from datetime import date

import pytest

from articles.models import Article
from articles.querysets.counting import CAP, CappedCount, capped_count
from articles.querysets.paging import BadCursor, keyset_batches, keyset_page
from tests.factories import make_article

pytestmark = pytest.mark.django_db
NEWEST = ("-dated", "-pk")


@pytest.fixture
def articles():
    """Seven articles, several on one day; newest first."""
    days = [1, 1, 1, 2, 2, 3, 3]
    made = [make_article(day=date(2031, 1, day)) for day in days]
    return made[::-1]


def walk(order, size, articles):
    pages, cursor = [], None
    while True:
        page = keyset_page(Article.objects.all(), order, after=cursor, size=size)
        pages.append(page)
        cursor = page.next
        if cursor is None:
            return pages


@pytest.mark.parametrize("size", [1, 2, 3, 7, 20])
def test_all_rows_come_once_and_in_order(articles, size):
    rows = [row for page in walk(NEWEST, size, articles) for row in page.rows]
    assert rows == articles


def test_the_way_back_shows_the_same_pages(articles):
    pages = walk(NEWEST, 2, articles)
    back = pages[-1]
    for page in reversed(pages[:-1]):
        back = keyset_page(Article.objects.all(), NEWEST, before=back.previous, size=2)
        assert back.rows == page.rows
    assert back.previous is None


def test_mixed_directions(articles):
    order = ("dated", "-pk")
    rows = [row for page in walk(order, 2, articles) for row in page.rows]
    assert rows == list(Article.objects.order_by(*order))


def test_a_page_is_one_query(articles, django_assert_num_queries):
    with django_assert_num_queries(1):
        keyset_page(Article.objects.all(), NEWEST, size=2)


def test_batches_hold_every_row_once(articles):
    batches = list(keyset_batches(Article.objects.all(), NEWEST, size=3))
    assert [len(batch) for batch in batches] == [3, 3, 1]
    assert [row for batch in batches for row in batch] == articles


def encoded(value):
    return urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "é",
        "%%%",
        "A" * 5000,
        encoded(1),
        encoded([]),
        encoded(["2031-01-01"]),
        encoded(["2031-01-01", 1, 2]),
        encoded(["no date", 1]),
        encoded(["2031-01-01", "no number"]),
        encoded(["2031-01-01", 2**70]),
        encoded([{"a": 1}, 1]),
        encoded(["\0", 1]),
        encoded(["\ud800", 1]),
        encoded([None, None]),
        encoded([True, False]),
        encoded("ab"),
    ],
)
def test_a_cursor_that_no_page_wrote_is_refused(articles, cursor):
    with pytest.raises(BadCursor):
        keyset_page(Article.objects.all(), NEWEST, after=cursor)


def test_counts_are_exact_up_to_the_cap_and_honest_beyond():
    make_article()
    assert str(capped_count(Article.objects.all())) == "1"
    assert str(CappedCount(CAP, True)) == "1,000"
    assert str(CappedCount(CAP, False)) == "more than 1,000"
