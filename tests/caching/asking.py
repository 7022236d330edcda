"""A site of its own, asked past the test client, which copies what every template was given."""

from collections.abc import Callable

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory


def site(settings, megabytes: int) -> Callable[..., HttpResponse]:
    """Takes an address and headers, and answers; `megabytes` of pages are kept."""
    settings.PAGE_CACHE_MB = megabytes
    handler, ask = WSGIHandler(), RequestFactory()

    def answer(url: str, cookies=(), method="get", **kwargs) -> HttpResponse:
        request = getattr(ask, method)(url, **kwargs)
        request.COOKIES.update(cookies)
        transaction_has_ended()
        return handler.get_response(request)

    return answer


def transaction_has_ended() -> None:
    """On PostgreSQL the stamp changes once in a transaction, and a whole test is one."""
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        connection.connection.execute("SELECT set_config('newsdesk.stamped', '', true)")
