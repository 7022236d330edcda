import logging
import re
from urllib.parse import quote

from django.db import DatabaseError, OperationalError
from django.urls import reverse
from django.utils import timezone

from articles.actions.locking import waiting_briefly
from articles.actions.publishing import publish_due
from articles.actions.stamping import read_stamp
from articles.models.addresses import knowing_prefix

logger = logging.getLogger(__name__)


class PublishDueMiddleware:
    """Publishes what is due before the first request after its time. One indexed query.

    The same one reads the stamp, which says what state of the archive is shown: `request.stamp`,
    "" where nobody can tell. It stands below whoever chooses the server that a page is read from.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.stamp, is_due = read_stamp(timezone.now())
        if is_due:
            try:
                with waiting_briefly():
                    publish_due()
            except OperationalError as error:
                # The database takes no writes just now: this reader still gets the page.
                logger.warning("What is due could not be published: %s", error)
            except DatabaseError:
                # The next request tries again: this reader still gets the page.
                logger.exception("What is due could not be published")
            request.stamp, _ = read_stamp(timezone.now())
        return self.get_response(request)


class PrefixMiddleware:
    """Lets a page write its addresses without asking for each below which path the site stands."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with knowing_prefix():
            return self.get_response(request)


class SavedMiddleware:
    """Tells the browser, which keeps what is typed on the desk, that it was saved.

    A form sends in `_kept` the name under which it is kept. Saved is what is answered by leading
    on, unless to the login. See static/articles/admin/unsaved.js, which takes the cookie away.
    """

    COOKIE = "newsdesk_saved"
    KEPT = re.compile(r"/[\w/.-]{1,200}\|\w{1,20}\|\d{1,18}", re.ASCII)

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        leads_on = request.method == "POST" and response.status_code in (302, 303)
        if leads_on and request.path.startswith(reverse("admin:index")):
            kept = request.POST.get("_kept", "")
            if self.KEPT.fullmatch(kept) and not response.url.startswith(reverse("admin:login")):
                response.set_cookie(
                    self.COOKIE, quote(kept, safe=""), max_age=600, samesite="Lax",
                    secure=request.is_secure(),
                )  # fmt: skip
        return response
