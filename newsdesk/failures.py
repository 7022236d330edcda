"""The pages for what went wrong. Django calls `server_error` for each exception nobody caught."""

import logging
import sys

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, OperationalError
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template import loader
from django.views import defaults

logger = logging.getLogger(__name__)

# Of SQLSTATE: lost connections, a deadlock or a standby that had to break off, a server that is
# ending, one that only reads. No state at all: it was not even reached.
OUT_OF_REACH = ("08", "40", "57P", "25006")
RETRY_AFTER = 30  # seconds


class PrimaryIsGone(OperationalError):
    """A write while no database server takes writes."""


def server_error(request):
    """503 if a database server cannot be reached, with what was sent; otherwise 500."""
    error = sys.exc_info()[1]
    if not is_out_of_reach(error):
        return defaults.server_error(request)
    response = out_of_reach(request)
    # One line instead of Django's traceback: the next server may well answer this reader.
    logger.warning("%s %s: %s", request.method, request.path, " ".join(str(error).split()))
    response._has_been_logged = True
    response.out_of_reach = error
    return response


def is_out_of_reach(error: BaseException | None) -> bool:
    """Whether PostgreSQL is to blame, not the query."""
    if isinstance(error, PrimaryIsGone):
        return True
    cause = getattr(error, "__cause__", None)
    if not isinstance(error, DatabaseError) or not hasattr(cause, "sqlstate"):
        return False
    if cause.sqlstate is None:
        return isinstance(error, OperationalError)
    return cause.sqlstate.startswith(OUT_OF_REACH)


def out_of_reach(request) -> HttpResponse:
    """Says what to do; a form that was sent can be sent again from the page."""
    is_sent = request.method == "POST"
    fields = fields_sent(request) if is_sent else []
    context = {
        "is_sent": is_sent,
        "address": request.get_full_path(),
        "fields": fields,
        "has_files": bool(fields and request.FILES),
    }
    # Without the request: what a template may ask of it stands in the database.
    page = loader.get_template("503.html").render(context)
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(page, status=503, headers=headers)


def fields_sent(request) -> list[tuple[str, str]]:
    """Every name with its value; none if they cannot be read or a password is among them."""
    try:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
    except (OSError, SuspiciousOperation, MultiPartParserError):
        return []
    return [] if any("password" in name for name, _ in sent) else sent
