"""What stands beside a list: its counts, and the panel by which it is filtered.

Both are kept while nothing that readers see has changed. The next page of a list, its rows in
another order, and every reader who is signed in have the same counts, and counting takes longer
than all else on the page.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.filters import ListFilter
from articles.querysets.facets import Tally

from .facets import dates_of, ways_out
from .filter_form import filter_fields
from .links import Link, Place

Value = TypeVar("Value")


class Panel(NamedTuple):
    html: SafeString
    ways_out: list[Link]  # of an empty list


class Kept(Generic[Value]):
    """What was asked for last, of `settings.KEPT_COUNTS` keys. Threads share it.

    The key None keeps nothing.
    """

    def __init__(self):
        self.found: OrderedDict[Hashable, Value] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable | None, make: Callable[[], Value]) -> Value:
        if key is None or not settings.KEPT_COUNTS:
            return make()
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


tallies: Kept[Tally] = Kept()
panels: Kept[Panel] = Kept()


def tally_of(request, filters: ListFilter, *, first: int = 0) -> Tally:
    """`filters.tally(first)`, whatever the order of the rows and the page asked for."""
    asked = repr(sorted(filters.unordered_parameters().items()))
    key = key_of(request, filters, first, asked)
    return tallies.get(key, lambda: filters.tally(first))


def panel_of(request, filters: ListFilter, place: Place, tally: Tally, **told) -> Panel:
    """As it was filled. `told` is the same for all who ask for this."""
    asked = tuple((name, *request.GET.getlist(name)) for name in filters.filters)
    key = key_of(request, filters, asked)
    return panels.get(key, lambda: drawn(filters, place, tally, **told))


def key_of(request, filters: ListFilter, *asked: Hashable) -> Hashable | None:
    """As with kept pages, the stamp was read before anything was counted: what is counted while
    something changes is kept with the older one, with which nobody asks again. None: nobody knows
    what state of the archive is shown.
    """
    if not request.stamp:
        return None
    return request.stamp, timezone.localdate(), request.path, type(filters), asked


def drawn(filters: ListFilter, place: Place, tally: Tally | None, **told) -> Panel:
    context = {
        "fields": list(filter_fields(filters, place, tally)),
        "dates": tally and dates_of(filters, place, tally),
        "number_active": sum(1 for _ in filters.active()),
        "is_open": tally is None,
        "kept": {},
    }
    html = render_to_string("articles/_filters.html", context | told)
    return Panel(mark_safe(html), list(ways_out(filters, place, tally)) if tally else [])
