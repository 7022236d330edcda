"""What a request says of its charset changes no answer, least of all another reader's."""

import pytest
from django.test import RequestFactory

from newsdesk.wsgi import application

pytestmark = pytest.mark.django_db

ADDRESS = "/actors/?q=Hr%C5%AFzov%C3%A1"


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
