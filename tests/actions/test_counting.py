import pytest

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
