"""The choices beside a list: what each would leave, and where it leads."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from articles.charts.bars import Bar, BarChart, bar_chart
from articles.filters import ListFilter
from articles.filters.base import ALL_ASKED, DATES
from articles.querysets.counting import CappedCount
from articles.querysets.facets import Counted, Tally
from articles.text.periods import Period, drawn, month_end

from .links import Link, Parameters, Place, address, values_of, with_values, without, without_value


class Choice(NamedTuple):
    """A value of a facet. It leads to the list with this value alone; a chosen one leads back."""

    value: str
    id: str
    label: str
    number: str
    url: str
    is_chosen: bool = False
    also: str = ""  # the list with this value beside those that are chosen


class Dates(NamedTuple):
    chart: BarChart
    note: str
    whole: Link | None  # without dates
    earlier: Link | None  # than all that was counted


def choices_of(filters: ListFilter, noun: Place, name: str, tally: Tally) -> list[Choice]:
    """Those that are chosen first, then the frequent ones."""
    if name not in filters.facets:
        return []
    asked, field = filters.parameters(), filters.form.fields[name]
    chosen = dict(zip(values_of(asked, name), filters.form.cleaned_data.get(name, []), strict=True))
    found = {one.value: one for one in counted(filters, name, tally)}
    missing = [
        Counted(value, field.told(one), 0) for value, one in chosen.items() if value not in found
    ]
    return [
        choice_of(one, name, noun, asked, label=one.label or field.told(one.value))
        for one in sorted([*found.values(), *missing], key=lambda one: one.value not in chosen)
    ]


def choice_of(one: Counted, name: str, noun: Place, asked: Parameters, *, label: str) -> Choice:
    chosen = values_of(asked, name)
    is_chosen = one.value in chosen
    also = with_values(asked, name, [*chosen, one.value]) if chosen and not is_chosen else {}
    leads_to = without_value(asked, name, one.value) if is_chosen else asked | {name: one.value}
    return Choice(
        one.value,
        f"by-{name}-{quote(one.value, safe='')}",  # the same on the next page: focus stays there
        label,
        f"{one.number:,}",
        address(noun, leads_to),
        is_chosen,
        address(noun, also) if also else "",
    )


def counted(filters: ListFilter, name: str, tally: Tally) -> list[Counted]:
    """Among the matches; of a whole long list, in the archive, where a counter tells it."""
    if not total_of(name, tally).is_exact and name in tally.overall:
        return tally.overall[name]
    return tally.counts[name]


def total_of(name: str, tally: Tally) -> CappedCount:
    """How many rows a facet was counted among."""
    return tally.looked_at.get(name, tally.looked_at[ALL_ASKED])


def note_on(filters: ListFilter, name: str, tally: Tally) -> str:
    total = total_of(name, tally)
    if total.is_exact or name not in filters.facets or name in tally.overall:
        return ""
    return f"Counted among the {filters.counted_first} {total.number:,}"


def dates_of(filters: ListFilter, noun: str, tally: Tally) -> Dates | None:
    """The chart that filters by dates; none where there is nothing to draw."""
    if DATES not in filters.facets:
        return None
    spans = [(span_of(one.value), one) for one in tally.counts[DATES]]
    found = drawn((span for span, _ in spans), filters.window)
    if not found:
        return None
    first, last = filters.days
    undated = without(filters.parameters(), "from", "to")
    is_part = not all(one.meets(first, last) for one in found)
    are_newest = filters.counted_first == "newest" and not total_of(DATES, tally).is_exact
    bars = [
        Bar(
            one.label,
            number_in(one, spans),
            address(noun, undated | way_to(one, filters)),
            one.short,
            is_chosen=is_part and one.meets(first, last),
        )
        for one in found
    ]
    unit = found[0].unit
    return Dates(
        bar_chart(f"By {unit}", bars, name=unit.capitalize(), unit=noun.capitalize()),
        note_on(filters, DATES, tally),
        Link("All dates", address(noun, undated)) if first or last else None,
        earlier_than(found[0], undated, noun) if are_newest else None,
    )


@lru_cache(maxsize=4096)
def span_of(months: str) -> tuple[date, date]:
    """The days of "2031-03 2031-05"."""
    first, last = (date.fromisoformat(f"{one}-01") for one in months.split())
    return first, month_end(last.year, last.month)


def number_in(period: Period, spans: list[tuple[tuple[date, date], Counted]]) -> int:
    """Each member once: those that are named by a label, and the others, which are single."""
    met = [one for days, one in spans if period.meets(*days)]
    return len({one.label for one in met if one.label}) + sum(
        one.number for one in met if not one.label
    )


def way_to(period: Period, filters: ListFilter) -> Parameters:
    """The dates to ask for; none if they are asked for, for then the way leads back."""
    asked, dates = filters.parameters(), {"from": period.start, "to": period.end}
    return {} if dates.items() <= asked.items() else dates


def earlier_than(period: Period, undated: Parameters, noun: str) -> Link | None:
    """To what is older than all that was counted."""
    before = period.before
    return before and Link(f"Earlier than {period.label}", address(noun, undated | {"to": before}))


def ways_out(filters: ListFilter, noun: Place, tally: Tally) -> Iterator[Link]:
    """Of an empty list: what would be there without one of its choices."""
    asked = filters.parameters()
    for name in filters.facets:
        found = tally.totals.get(name)
        names = ("from", "to") if name == DATES else (name,)
        labels = [filters.form.fields[one].label for one in names if one in asked]
        if found and labels and not tally.totals[ALL_ASKED]:
            told = " and ".join(label.lower() for label in labels)
            yield Link(f"{found} without “{told}”", address(noun, without(asked, *names)))
