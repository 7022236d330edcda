"""How many public quotes and articles an actor has, kept in the transaction that changes it."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, F

from articles.models import ActorCount, Appearance, Quote
from articles.text.dates import iso_months


class Public(NamedTuple):
    """What readers may see of an actor; the fields are those of ActorCount."""

    quotes: int = 0
    articles: int = 0
    months: dict[str, int] = {}


def recount(actor_ids: Iterable[int]) -> None:
    """Count anew, from the indexes alone. Call inside the transaction that changed something."""
    wanted = sorted(set(actor_ids))
    ActorCount.objects.bulk_create(
        [ActorCount(actor_id=actor_id) for actor_id in wanted], ignore_conflicts=True
    )
    # Locked before counting: who waits here counts what the other one has written.
    counts = list(
        ActorCount.objects.select_for_update().filter(actor__in=wanted).order_by("actor_id")
    )
    public = public_counts(wanted)
    for count in counts:
        count.quotes, count.articles, count.months = public[count.actor_id]
    ActorCount.objects.bulk_update(counts, ["quotes", "articles", "months"])


def public_counts(actor_ids: list[int]) -> dict[int, Public]:
    """What readers may see of each of the actors."""
    months = _by_month(Quote.objects.published().counted().filter(speaker__in=actor_ids))
    articles = _grouped(Appearance.objects.published().filter(actor__in=actor_ids), "actor")
    return {
        pk: Public(months[pk].total(), articles.get(pk, 0), dict(sorted(months[pk].items())))
        if pk in months
        else Public(articles=articles.get(pk, 0))
        for pk in actor_ids
    }


def _by_month(quotes) -> dict[int, Counter]:
    """By speaker and month: from an index that has every quote's first day, and from a small one
    of those that have another last day."""
    months: dict[int, Counter] = {}
    for speaker, day, number in _grouped_days(quotes, "dated"):
        months.setdefault(speaker, Counter())[iso_months(day, day)] += number
    vague = quotes.filter(dated_until__gt=F("dated"))
    for speaker, first, last, number in _grouped_days(vague, "dated", "dated_until"):
        months[speaker][iso_months(first, first)] -= number
        months[speaker][iso_months(first, last)] += number
    return {speaker: +counter for speaker, counter in months.items()}


def _grouped_days(quotes, *days):
    return quotes.order_by().values_list("speaker", *days).annotate(Count("pk")).iterator()


def _grouped(rows, field):
    return dict(rows.order_by().values_list(field).annotate(Count("pk")))
