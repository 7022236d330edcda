"""What stands beside a list: its counts, and the panel by which it is filtered."""

from functools import partial
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.filters import ListFilter
from articles.querysets.facets import Tally

from .facets import dates_of, ways_out
from .filter_form import filter_fields
from .kept import Kept
from .links import Link, Place


class Panel(NamedTuple):
    html: SafeString
    ways_out: list[Link]  # of an empty list


tallies: Kept[Tally] = Kept()
panels: Kept[Panel] = Kept()


def asked_of(filters: ListFilter) -> tuple[type, str]:
    """Which list, and by what it is filtered: not its order."""
    return type(filters), repr(sorted(filters.unordered_parameters().items()))


def tally_of(request, filters: ListFilter, *, first: int = 0) -> Tally:
    """`filters.tally(first)`, whatever the order of the rows and the page asked for."""
    return tallies.get(request, *asked_of(filters), first, make=partial(filters.tally, first))


def panel_of(request, filters: ListFilter, place: Place, tally: Tally, **told) -> Panel:
    """As it was filled. `told` is the same for all who ask for this."""
    asked = tuple((name, *request.GET.getlist(name)) for name in filters.filters)
    make = partial(drawn, filters, place, tally, **told)
    return panels.get(request, type(filters), asked, make=make)


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
