"""Dates of which only the month or the year may be known, and days counted back from today."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

LONGEST = 366  # days that a date can mean: a year


def overlapping(queryset, first: date | None, last: date | None):
    """Rows whose `dated`-`dated_until` overlaps the days from `first` to `last`; None is open."""
    if first:
        earliest = date.fromordinal(max(first.toordinal() - LONGEST, 1))
        queryset = queryset.filter(dated__gte=earliest, dated_until__gte=first)
    if last:
        queryset = queryset.filter(dated__lte=last)
    return queryset


def days_ago(number: int) -> date:
    """In the newsroom's time zone."""
    return timezone.localdate() - timedelta(days=number)


def beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
