"""Answers readers with the bytes that the same page had, if nothing has changed since."""

from hashlib import blake2b

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags

from newsdesk.middleware import TEXT

from .pages import Page
from .release import release
from .shelves import Shelves

KEPT = {200, 301, 404, 410}
VARIES = {"cookie", "accept-encoding"}  # by no cookie, as it stands here, and by nothing else
NOT_KEPT = ("private", "no-store")
LONGEST = 2_000  # characters of an address
# As all pages that may be kept have them.
UNCHANGED = {"Cache-Control": "no-cache", "Vary": "Cookie, Accept-Encoding"}


class PageCacheMiddleware:
    """Keeps what views have marked with `may_be_kept`, for readers who bring no session.

    A page fits while `request.stamp` (what state of the archive is shown), the day and the release
    are the same. The stamp is read before the page is made: one that was made while something
    changed has the older stamp, with which nobody asks again.

    The ETag tells both what the page fits and what it holds. Where it fits, 304 is answered with
    no page at hand; where it does not, but the page came out the same, 304 is answered too.
    """

    def __init__(self, get_response):
        if not settings.PAGE_CACHE_MB:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.shelves = Shelves()
        self.release = release()

    def __call__(self, request):
        key = key_of(request)
        if key is None:
            return self.get_response(request)
        today = timezone.localdate().isoformat()
        fit = digest(repr((key, request.stamp, today)).encode() + self.release)
        asked = parse_etags(request.headers.get("If-None-Match", ""))
        for etag in asked:
            if etag.startswith(f'W/"{fit.hex()}-'):
                return unchanged(etag)
        page = self.shelves.get(key, fit)
        if page is None:
            response = self.get_response(request)
            if request.method != "GET" or not may_keep(response):
                return response
            page = Page.of(response, compress=bool(TEXT.match(response.get("Content-Type", ""))))
            self.shelves.put(key, fit, page)
        if page.status == 200:
            for etag in asked:
                if etag.endswith(f'-{page.content}"'):
                    return unchanged(etag)
        return page.answer(request, f'W/"{fit.hex()}-{page.content}"')


def key_of(request) -> bytes | None:
    """What tells a page from others; None: it is neither looked for nor kept."""
    if (
        request.method not in ("GET", "HEAD")
        or not getattr(request, "stamp", "")
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or CookieStorage.cookie_name in request.COOKIES
        or "Authorization" in request.headers
        or request.encoding is not None  # its query is read in the charset that it names
    ):
        return None
    query = request.META.get("QUERY_STRING", "")
    if len(request.path) + len(query) > LONGEST:
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    return digest(repr((request.scheme, host, request.path, query)).encode())


def may_keep(response) -> bool:
    """The view has said so, and nobody on the way made it one person's."""
    says = response.get("Cache-Control", "").lower()
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        getattr(response, "may_be_kept", False)
        and response.status_code in KEPT
        and not response.streaming
        and not response.cookies
        and not any(word in says for word in NOT_KEPT)
        and varies <= VARIES
        and not response.has_header("Content-Encoding")
    )


def unchanged(etag: str) -> HttpResponseNotModified:
    return HttpResponseNotModified(headers=UNCHANGED | {"ETag": etag})


def digest(told: bytes) -> bytes:
    return blake2b(told, digest_size=12).digest()
