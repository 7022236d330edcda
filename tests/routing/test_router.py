"""Where the ORM is sent within one request."""

import pytest
from django.db import OperationalError, transaction

from articles.models import Article
from newsdesk.routing.router import ReadWriteRouter, Route, on

router = ReadWriteRouter()


def reads_from() -> str:
    return router.db_for_read(Article)


@pytest.fixture
def reader():
    with on(Route("replica1")) as route:
        yield route


def test_outside_a_request_all_goes_to_the_primary():
    assert reads_from() == router.db_for_write(Article) == "default"


def test_reader_reads_from_the_standby(reader):
    assert reads_from() == "replica1"


def test_write_leads_the_rest_of_the_request_to_the_primary(reader):
    assert router.db_for_write(Article) == "default"
    assert reads_from() == "default"


@pytest.mark.django_db
def test_block_that_is_atomic_reads_what_it_writes():
    # The test's own transaction is such a block.
    with on(Route("replica1")), transaction.atomic():
        assert reads_from() == "default"


def test_write_without_a_primary_fails_at_once_and_leads_nowhere():
    with on(Route("replica1", may_write=False)):
        with pytest.raises(OperationalError):
            router.db_for_write(Article)
        assert reads_from() == "replica1"


def test_only_the_primary_is_migrated():
    assert router.allow_migrate("default", "articles")
    assert not router.allow_migrate("replica1", "articles")
