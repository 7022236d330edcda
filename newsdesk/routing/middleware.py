"""Chooses where a request reads, and lets a failed read be tried again on another server."""

import logging

from django.conf import settings
from django.db import connections

from newsdesk.failures import PrimaryIsGone

from .router import Route, on
from .watch import PATIENCE, PRIMARY, watch

logger = logging.getLogger(__name__)

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


class RoutingMiddleware:
    """Readers read from a standby. Who writes, has just written or may be signed in: the primary.

    Where a server cannot be reached newsdesk.failures answers, and says so in `out_of_reach`. For
    a safe request the whole way is then gone again, with another server, until none is left.
    What streams after this has returned reads from the primary: only staff's exports do.
    """

    WROTE = "newsdesk_wrote"  # a cookie: this browser wrote something seconds ago

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in SAFE:
            return self.read(request)
        with on(Route(PRIMARY)):
            response = self.get_response(request)
        if response.status_code < 500:
            # For as long as what was written may be missing from a standby that counts as fresh.
            response.set_cookie(
                self.WROTE, "1", max_age=int(settings.REPLICA_MAX_LAG + PATIENCE + 1),
                httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response

    def read(self, request):
        servers = watch()
        own = {self.WROTE, settings.SESSION_COOKIE_NAME}
        primary_first = not own.isdisjoint(request.COOKIES)
        failed = set()
        while True:
            alias = servers.choose(primary_first=primary_first, without=failed)
            is_gone = PRIMARY in failed or servers.primary_is_gone()
            route = Route(alias, may_write=not is_gone)
            response = self.attempt(request, route)
            error = getattr(response, "out_of_reach", None)
            if error is None or isinstance(error, PrimaryIsGone):
                return response
            culprit = culprit_of(route)
            servers.lost(culprit)
            if culprit in failed or {*failed, culprit} == set(servers.aliases):
                logger.error("No database server could answer %s", request.path)
                return response
            failed.add(culprit)

    def attempt(self, request, route: Route):
        primary = connections[PRIMARY]
        if primary.connection is None:
            primary.errors_occurred = False  # it may be true from an earlier request
        with on(route):
            return self.get_response(request)


def culprit_of(route: Route) -> str:
    """The server that failed: a block that must be atomic reaches for the primary from anywhere."""
    return PRIMARY if connections[PRIMARY].errors_occurred else route.reads_from
