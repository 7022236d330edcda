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
        begins = FirstMeaning(first, articles) if articles is not None else year_before(first)
        condition &= Q(dated__gte=begins, dated_until__gte=first)
    if last:
        condition &= Q(dated__lte=last)
    return condition


class FirstMeaning(Coalesce):
    """The `dated` of the first of the articles that can be of a day but may be of one before it;
    the day itself, where there is none. PostgreSQL, which has to know a day to tell how many rows
    it leads to, is given the one a year before."""

    def __init__(self, day: date, articles):
        self.year_before = Value(year_before(day))
        vague = articles.filter(dated_until__gt=F("dated"), dated_until__gte=day)
        vague = vague.filter(dated__gte=self.year_before, dated__lt=day).order_by("dated")
        super().__init__(Subquery(vague.values("dated")[:1]), Value(day), output_field=DateField())

    def as_postgresql(self, compiler, connection, **extra):
        return compiler.compile(self.year_before)


def year_before(day: date) -> date:
    return date.fromordinal(max(day.toordinal() - LONGEST, 1))


def days_ago(number: int) -> date:
    """In the newsroom's time zone."""
    return timezone.localdate() - timedelta(days=number)


def beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
