"""What a request says of its charset changes no answer, least of all another reader's."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from newsdesk.wsgi import application

pytestmark = pytest.mark.django_db

ADDRESS = "/actors/?q=Hr%C5%AFzov%C3%A1"


@pytest.fixture(autouse=True)
def connection_of_the_test():
    """It stays open behind a request, as with the test client."""
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def asked(content_type: str) -> tuple[str, str]:
    environ = RequestFactory().get(ADDRESS).environ | {"CONTENT_TYPE": content_type}
    statuses = []
    response = application(environ, lambda status, fields: statuses.append(status))
    body = b"".join(response).decode()
    response.close()
    return statuses[0][:3], body


@pytest.mark.parametrize("charset", ["iso-8859-1", "rot13", '"iso-8859-1"', "no such one"])
def test_words_of_an_address_are_utf_8(charset):
    for content_type in (f"x/y; charset={charset}", f"x/y;Charset = {charset}; q=1", ""):
        status, body = asked(content_type)
        assert status == "200"
        assert "HrÅ¯zovÃ¡" not in body
        assert "Actors: Hrůzová" in body
