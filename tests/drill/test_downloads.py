"""CSVs that are downloaded while others write."""

import csv
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from articles.exports import csv_response, writer
from articles.exports.columns import EXPORTS
from articles.exports.writer import csv_lines
from articles.models import Article, Quote
from tests.factories import make_article, make_quote


def elsewhere(do: Callable):
    """What somebody else does meanwhile, with a connection of their own."""
    database = connections["default"]

    def done():
        connections["default"] = database.copy()
        try:
            return do()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(done).result()


def rows_of(parts: list[bytes]) -> list[dict]:
    return list(csv.DictReader(io.StringIO(b"".join(parts).decode(), newline="")))


def how_a_transaction_begins() -> list[str]:
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        Article.objects.exists()
    return [sql["sql"] for sql in asked if sql["sql"].startswith("BEGIN")]


@pytest.mark.parametrize("size", [1, 2])
def test_a_download_is_of_one_moment_and_lets_others_write(newsroom, size):
    articles = [make_article(f"Number {number}", tags=["Tolls"]) for number in range(3)]
    parts = csv_lines(EXPORTS["articles"], Article.objects.all(), ("pk",), batch_size=size)
    made = [next(parts), next(parts)]

    def change():
        with transaction.atomic():
            Article.objects.update(headline="Later")
            Article.objects.get(pk=articles[2].pk).tags.add("Later")

    elsewhere(change)
    made += parts

    assert [(row["headline"], row["tags"]) for row in rows_of(made)] == [
        (f"Number {number}", "Tolls") for number in range(3)
    ]
    assert Article.objects.filter(headline="Later").count() == 3


def test_an_article_deleted_during_the_download_of_its_quotes_is_told_as_it_was(newsroom):
    quotes = [make_quote(make_article(f"Number {number}")) for number in range(3)]
    parts = csv_lines(EXPORTS["quotes"], Quote.objects.all(), ("pk",), batch_size=2)
    made = [next(parts), next(parts)]
    elsewhere(Article.objects.filter(pk=quotes[2].article_id).delete)
    made += parts
    assert [row["article"] for row in rows_of(made)] == [f"Number {number}" for number in range(3)]
    assert Quote.objects.count() == 2


def test_a_download_given_up_leaves_no_transaction_open(newsroom):
    make_article()
    begins = how_a_transaction_begins()
    response = csv_response("articles", Article.objects.all(), ("pk",), filtered=False)
    parts = iter(response)
    next(parts), next(parts)
    assert connection.in_atomic_block
    response.close()
    assert not connection.in_atomic_block
    assert connection.get_autocommit()
    assert how_a_transaction_begins() == begins
    make_article()
    assert elsewhere(Article.objects.count) == 2


def test_a_download_that_takes_too_long_breaks_off(newsroom, monkeypatch):
    make_article(), make_article()
    parts = csv_lines(EXPORTS["articles"], Article.objects.all(), ("pk",), batch_size=1)
    made = [next(parts), next(parts)]
    monkeypatch.setattr(writer, "LONGEST", 0)
    with pytest.raises(writer.TookTooLong):
        made += parts
    assert len(rows_of(made)) == 1
    assert not connection.in_atomic_block
