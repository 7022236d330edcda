"""What a page is made of, kept while nothing that readers see has changed: counts, which take
longer than all else on a page, and what is drawn of them.

The next page of a list, its rows in another order, and every reader who is signed in have the same.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from django.conf import settings
from django.utils import timezone

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """What was asked for last, of `settings.KEPT_COUNTS` askings. Threads share it: nobody changes
    what comes from here."""

    def __init__(self):
        self.found: OrderedDict[Hashable, Value] = OrderedDict()
        self.lock = Lock()

    def get(self, request, *asked: Hashable, make: Callable[[], Value]) -> Value:
        """Of this page, and what was `asked` of it. As with kept pages, the stamp was read before
        anything is made: what is made while something changes is kept with the older one, with
        which nobody asks again."""
        if not request.stamp or not settings.KEPT_COUNTS:
            return make()
        key = request.stamp, timezone.localdate(), request.path, asked
        with self.lock:
            if key in self.found:
                self.found.move_to_end(key)
                return self.found[key]
        made = make()
        with self.lock:
            self.found[key] = made
            while len(self.found) > settings.KEPT_COUNTS:
                self.found.popitem(last=False)
        return made
