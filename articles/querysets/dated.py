"""Dates of which only the month or the year may be known: a range matches by overlap."""

from datetime import date


def overlapping(queryset, first: date | None, last: date | None):
    """Rows whose `dated`-`dated_until` overlaps the days from `first` to `last`; None is open."""
    if first:
        queryset = queryset.filter(dated_until__gte=first)
    if last:
        queryset = queryset.filter(dated__lte=last)
    return queryset
