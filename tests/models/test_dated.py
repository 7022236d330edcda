from datetime import UTC, date, datetime

import pytest
from django.db import connection

from articles.models import Article, Quote
from tests.costs import instructions
from tests.factories import make_article, make_quote

pytestmark = pytest.mark.django_db


def test_the_printed_date_rules():
    article = make_article(
        issued_on=date(2031, 3, 1), issued_until=date(2031, 3, 31), issued_precision="month"
    )
    assert (article.dated, article.dated_until) == (date(2031, 3, 1), date(2031, 3, 31))


def test_without_one_the_local_day_of_publishing_rules(settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    article = make_article(published_at=datetime(2031, 3, 1, 20, tzinfo=UTC))
    assert article.dated == date(2031, 3, 2)


def test_a_draft_without_a_date_goes_by_the_day_it_was_made():
    article = make_article(status="draft", created_at=datetime(2031, 3, 1, 12, tzinfo=UTC))
    assert article.dated == date(2031, 3, 1)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2031, 3, 15), date(2031, 3, 16), True),
        (date(2031, 3, 31), None, True),
        (None, date(2031, 3, 1), True),
        (date(2031, 4, 1), None, False),
        (None, date(2031, 2, 28), False),
    ],
)
def test_a_month_is_found_by_the_days_that_it_overlaps(first, last, found):
    make_article(
        issued_on=date(2031, 3, 1), issued_until=date(2031, 3, 31), issued_precision="month"
    )
    assert Article.objects.dated_between(first, last).exists() is found


@pytest.mark.parametrize("year", [1, 2031, 2032, 9999])
def test_a_year_is_found_by_its_last_day_and_by_no_day_of_the_next(year):
    last = date(year, 12, 31)
    make_article(issued_on=date(year, 1, 1), issued_until=last, issued_precision="year")
    assert Article.objects.dated_between(last, None).exists()
    assert Article.objects.dated_between(last, last).exists()
    if year < 9999:
        assert not Article.objects.dated_between(date(year + 1, 1, 1), None).exists()


def test_all_that_can_be_of_a_day_is_found_however_vague():
    for first, last, precision in [
        (date(2031, 1, 1), date(2031, 12, 31), "year"),
        (date(2031, 5, 1), date(2031, 5, 31), "month"),
        (date(2031, 4, 1), date(2031, 4, 30), "month"),
        (date(2031, 5, 14), date(2031, 5, 14), "day"),
        (date(2031, 5, 15), date(2031, 5, 15), "day"),
    ]:
        made = make_article(issued_on=first, issued_until=last, issued_precision=precision)
        make_quote(article=made)
    since = date(2031, 5, 15)
    days = Article.objects.dated_between(since).values_list("issued_on", flat=True)
    assert set(days) == {date(2031, 1, 1), date(2031, 5, 1), date(2031, 5, 15)}
    assert Quote.objects.dated_between(since).count() == 3


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone tells its instructions")
@pytest.mark.parametrize("model", [Article, Quote])
def test_the_year_before_is_not_walked_through(model):
    public = model.objects.published().order_by("-dated", "-id")
    if model is Quote:
        public = public.counted()

    def work() -> int:
        with instructions() as number:
            list(public.dated_between(date(2032, 1, 1)))
            return number()

    make_quote(article=make_article(day=date(2031, 11, 5)))
    before = work()
    for _ in range(30):
        make_quote(article=make_article(day=date(2031, 11, 5)))
    assert work() < before + 30
