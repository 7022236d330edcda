"""Where pages are kept: in this process, and in the cache that all processes share."""

import logging
from collections import OrderedDict
from threading import Lock
from time import monotonic

from django.conf import settings
from django.core.cache import caches

from .pages import Page

logger = logging.getLogger(__name__)

KEPT_FOR = 600  # seconds, in the shared cache: it has its own rules of what to drop
SILENT_FOR = 30  # seconds in which a cache that did not answer is not asked


class Memory:
    """The pages that were asked for last, up to a number of bytes. Threads share it.

    An address has one page: that of another state of the archive takes the place of the older one.
    """

    def __init__(self, most: int):
        self.most = most
        self.bytes = 0
        self.pages: OrderedDict[bytes, tuple[bytes, Page]] = OrderedDict()
        self.lock = Lock()

    def get(self, key: bytes, fit: bytes) -> Page | None:
        with self.lock:
            found, page = self.pages.get(key, (None, None))
            if found != fit:
                return None
            self.pages.move_to_end(key)
            return page

    def put(self, key: bytes, fit: bytes, page: Page) -> None:
        if page.size > self.most // 4:
            return
        with self.lock:
            if key in self.pages:
                self.bytes -= self.pages.pop(key)[1].size
            self.pages[key] = fit, page
            self.bytes += page.size
            while self.bytes > self.most:
                _, (_, dropped) = self.pages.popitem(last=False)
                self.bytes -= dropped.size


class Shared:
    """Redis. If it does not answer, pages are made as if it were empty, and for some time it is
    not asked again."""

    def __init__(self):
        self.silent_until = 0.0

    def get(self, fit: bytes) -> Page | None:
        found = self.ask(lambda cache: cache.get(name_of(fit)))
        return Page(*found) if found else None

    def put(self, fit: bytes, page: Page) -> None:
        self.ask(lambda cache: cache.set(name_of(fit), tuple(page), KEPT_FOR))

    def ask(self, what):
        if monotonic() < self.silent_until:
            return None
        try:
            return what(caches["default"])
        except Exception as error:  # each backend has errors of its own
            self.silent_until = monotonic() + SILENT_FOR
            logger.warning("The cache does not answer: %s", type(error).__name__)
            return None


class Shelves:
    """The process's own first."""

    def __init__(self):
        self.memory = Memory(settings.PAGE_CACHE_MB * 1024 * 1024)
        is_shared = settings.CACHES["default"]["BACKEND"].endswith("RedisCache")
        self.shared = Shared() if is_shared else None

    def get(self, key: bytes, fit: bytes) -> Page | None:
        page = self.memory.get(key, fit)
        if page is None and self.shared:
            page = self.shared.get(fit)
            if page:
                self.memory.put(key, fit, page)
        return page

    def put(self, key: bytes, fit: bytes, page: Page) -> None:
        self.memory.put(key, fit, page)
        if self.shared:
            self.shared.put(fit, page)


def name_of(fit: bytes) -> str:
    return f"page:{fit.hex()}"
