"""How many public quotes and articles an actor has, kept in the transaction that changes it."""

from collections.abc import Iterable

from django.db.models import Count

from articles.models import ActorCount, Appearance, Quote


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
        count.quotes, count.articles = public[count.actor_id]
    ActorCount.objects.bulk_update(counts, ["quotes", "articles"])


def public_counts(actor_ids: list[int]) -> dict[int, tuple[int, int]]:
    """(quotes, articles) that readers may see, for each of the actors."""
    quotes = _grouped(Quote.objects.published().counted().filter(speaker__in=actor_ids), "speaker")
    articles = _grouped(Appearance.objects.published().filter(actor__in=actor_ids), "actor")
    return {pk: (quotes.get(pk, 0), articles.get(pk, 0)) for pk in actor_ids}


def _grouped(rows, field):
    return dict(rows.order_by().values_list(field).annotate(Count("pk")))
