"""What is done for every answer, whatever it is about."""

import logging
import re
import secrets
import time
from contextlib import ExitStack

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, connections
from django.middleware.gzip import GZipMiddleware
from django.utils.encoding import escape_uri_path
from django.views.defaults import page_not_found

from .health import PROBES
from .logs import request_id

access = logging.getLogger("newsdesk.access")

TEXT = re.compile(r"text/|application/(?:atom\+xml|json|ld\+json|manifest\+json|xml)|image/svg")
SANE_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}", re.ASCII)


class RequestLogMiddleware:
    """Numbers each request and writes one line when its answer is sent.

    The line has no address of a person and none of the words that were asked for: the path without
    its query string, and of who is signed in the number. A probe that finds all well leaves none.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.perf_counter()
        asked = request.headers.get("X-Request-ID", "")
        number = asked if SANE_ID.fullmatch(asked) else secrets.token_hex(8)
        request_id.set(number)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = number
        sent = Sent(request, response)

        def close():
            del response.close  # the class's own is left
            now = request_id.get()  # of another request, if this answer was left lying about
            request_id.set(number)
            try:
                response.close()
            finally:
                self.write(request, response, sent, 1000 * (time.perf_counter() - began))
                request_id.set("" if now == number else now)

        response.close = close
        return response

    def write(self, request, response, sent, ms: float):
        if request.path_info in PROBES and response.status_code == 200:
            return
        fields = {
            "method": request.method,
            "path": escape_uri_path(request.path),
            "status": response.status_code,
            "ms": round(ms, 1),
            "bytes": sent.bytes,
            "user": user_number(request, response),
        }
        words = "%(method)s %(path)s %(status)s, %(ms)s ms, %(bytes)s bytes, user %(user)s"
        access.info(words, fields, extra={"fields": fields})


class Sent:
    """Counts the bytes of an answer, which may still be in the making."""

    def __init__(self, request, response):
        self.bytes = 0
        if request.method == "HEAD":
            return
        if response.has_header("Content-Length"):
            self.bytes = int(response.headers["Content-Length"])
        elif response.streaming:
            response.streaming_content = self.counted(response.streaming_content)
        else:
            self.bytes = len(response.content)

    def counted(self, parts):
        for part in parts:
            self.bytes += len(part)
            yield part


def user_number(request, response) -> int | None:
    """Who is signed in, if the page has asked for it: no query of its own."""
    session = getattr(request, "session", None)
    if session is None or not session.accessed or getattr(response, "out_of_reach", False):
        return None
    try:
        number = session.get(SESSION_KEY)
    except DatabaseError:  # the page could not read it either
        return None
    return int(number) if number else None


class ProbeMiddleware:
    """Answers /healthz and /readyz whatever host they are asked under: see newsdesk/health.py."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return PROBES.get(request.path_info, self.get_response)(request)


class NotFoundMiddleware:
    """Tells in debug, too, what readers are told of an address that leads nowhere: Django lists all
    that lead somewhere."""

    def __init__(self, get_response):
        if not settings.DEBUG:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 404 and request.resolver_match is None:
            return page_not_found(request, None)
        return response


class ServerTimingMiddleware:
    """Tells staff, in their browser's tools, how long a page took and how much of it the database.

    Who brings no session is not measured, and is never told. It stands below the middleware that
    says who asks: that is then looked up where the page itself is read from.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        began, clock = time.perf_counter(), DatabaseClock()
        with ExitStack() as measured:
            for connection in connections.all():
                measured.enter_context(connection.execute_wrapper(clock))
            response = self.get_response(request)
        if is_staff(request):
            ms = 1000 * (time.perf_counter() - began)
            response.headers["Server-Timing"] = (
                f'total;dur={ms:.1f}, db;dur={clock.ms:.1f};desc="{clock.queries} queries"'
            )
        return response


class DatabaseClock:
    """An execute wrapper: the statements and their time. Rows fetched later do not count."""

    ms = 0.0
    queries = 0

    def __call__(self, execute, *statement):
        began = time.perf_counter()
        try:
            return execute(*statement)
        finally:
            self.ms += 1000 * (time.perf_counter() - began)
            self.queries += 1


def is_staff(request) -> bool:
    try:
        return request.user.is_staff
    except DatabaseError:  # what the page could not do without, it has told itself
        return False


class PageGZipMiddleware(GZipMiddleware):
    """Compresses pages and feeds, with random bytes against BREACH, as Django does.

    What is streamed goes out as it is made (a CSV of half a million rows), and so do pictures.
    """

    def process_response(self, request, response):
        if response.streaming or not TEXT.match(response.headers.get("Content-Type", "")):
            return response
        return super().process_response(request, response)
