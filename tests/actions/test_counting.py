import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.counting import public_counts, recount
from tests.factories import make_actor, make_article, make_quote

pytestmark = pytest.mark.django_db


def test_quotes_are_counted_by_the_months_that_their_day_can_mean():
    ada = make_actor()
    days = [("2031-03-01", "2031-03-01"), ("2031-03-05", "2031-03-05"), ("2031-04-01",) * 2]
    for first, last in [*days, ("2031-03-01", "2031-03-31"), ("2031-01-01", "2031-12-31")]:
        precision = {0: "day", 30: "month"}.get(int(last[-2:]) - int(first[-2:]), "year")
        precision = "year" if last == "2031-12-31" else precision
        article = make_article(issued_on=first, issued_until=last, issued_precision=precision)
        make_quote(article, speaker=ada)
    make_quote(make_article(day="2031-03-02", status="draft"), speaker=ada)
    recount([ada.pk])
    ada.count.refresh_from_db()
    assert ada.count.months == {"2031-01/2031-12": 1, "2031-03": 3, "2031-04": 1}
    assert ada.count.quotes == 5


def test_who_has_said_nothing_has_no_months():
    ada = make_actor()
    assert public_counts([ada.pk])[ada.pk] == (0, 0, {})


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL decides by statistics")
def test_counting_begins_with_the_actors_and_never_walks_the_archive():
    """An index for a list of the desk, which began with a status, has led it there once."""
    with CaptureQueriesContext(connection) as asked:
        public_counts([*range(1, 21)])
    ways = []
    for query in asked.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            ways += [row[3] for row in cursor.fetchall() if "articles_" in row[3]]
    assert len(ways) >= 3
    assert all("(speaker_id=?" in way or "(actor_id=?" in way for way in ways), ways
