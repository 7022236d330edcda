"""Dates of which only the month or the year may be known, and days counted back from today."""

from datetime import date, datetime, time, timedelta

from django.db.models import DateField, F, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

LONGEST = 366  # days that a date can mean: a year


def overlapping(queryset, first: date | None, last: date | None, articles=None):
    """Rows whose `dated`-`dated_until` overlaps the days from `first` to `last`; None is open.

    With the `articles` from which they have their dates, no year before `first` is walked through
    where nothing in it is vague: of few rows since then that would be most of the way."""
    return queryset.filter(overlaps(first, last, articles))


def overlaps(first: date | None, last: date | None, articles=None) -> Q:
    condition = Q()
    if first:
        begins = first_meaning(first, articles) if articles is not None else year_before(first)
        condition &= Q(dated__gte=begins, dated_until__gte=first)
    if last:
        condition &= Q(dated__lte=last)
    return condition


def first_meaning(day: date, articles) -> Coalesce:
    """The `dated` of the first article that can be of that day but may be of one before it; the
    day itself, where there is none."""
    vague = articles.filter(dated_until__gt=F("dated"), dated_until__gte=day)
    vague = vague.filter(dated__gte=year_before(day), dated__lt=day).order_by("dated")
    return Coalesce(Subquery(vague.values("dated")[:1]), Value(day), output_field=DateField())


def year_before(day: date) -> date:
    return date.fromordinal(max(day.toordinal() - LONGEST, 1))


def days_ago(number: int) -> date:
    """In the newsroom's time zone."""
    return timezone.localdate() - timedelta(days=number)


def beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
