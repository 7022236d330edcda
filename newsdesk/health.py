"""What probes ask: is the process alive, and is it ready for readers?

The middleware answers them before anything else, so that a probe may call the process by its IP
address, over plain HTTP. Neither tells more than which part fails.
"""

import logging
from functools import cache

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from newsdesk.routing.watch import watch

logger = logging.getLogger(__name__)
OK, SILENT, MISSING = "ok", "does not answer", "not applied"


@require_safe
def alive(request) -> JsonResponse:
    """200 while the process answers at all; nothing else is asked."""
    return answer({"alive": True}, status=200)


@require_safe
def ready(request) -> JsonResponse:
    """200 if a page can be shown, else 503: a database (a replica is enough), its migrations
    and the cache. One short query to each database, one more to the first that answers."""
    databases = {alias: database(alias) for alias in connections}
    answering = [alias for alias, state in databases.items() if state == OK]
    checks = {
        "migrations": migrations(answering[0]) if answering else SILENT,
        "cache": cache_state(),
    }
    is_ready = set(checks.values()) == {OK}
    told = {"ready": is_ready, "databases": databases, **checks}
    return answer(told, status=200 if is_ready else 503)


def answer(told: dict, status: int) -> JsonResponse:
    response = JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})
    response.headers["Content-Length"] = len(response.content)
    return response


def database(alias: str) -> str:
    if settings.REPLICAS and watch().is_lost(alias):
        return SILENT  # known already: nobody waits for it
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        logger.warning("The database %s does not answer: %s", alias, type(error).__name__)
        return SILENT
    return OK


def migrations(alias: str) -> str:
    rows = MigrationRecorder(connections[alias]).migration_qs.values_list("app", "name")
    try:
        return OK if known_migrations() <= set(rows) else MISSING
    except DatabaseError:  # an empty database has no such table
        return MISSING


@cache
def known_migrations() -> set[tuple[str, str]]:
    """App and name of those that this code comes with."""
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def cache_state() -> str:
    try:
        caches["default"].set("readyz", OK, timeout=60)
        return caches["default"].get("readyz", SILENT)
    except Exception as error:  # each backend has errors of its own
        said = " ".join(str(error).split())  # by the server: "NOAUTH Authentication required."
        logger.warning("The cache does not answer: %s: %s", type(error).__name__, said)
        return SILENT


PROBES = {"/healthz": alive, "/readyz": ready}
