"""How many public quotes and articles an actor has, kept in the transaction that changes it.

The database notes what a write adds to an actor and what it takes away (triggers/counts.py):
whoever writes need not say for whom to count, and nobody reads an actor's other quotes.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Count, F

from articles.models import Actor, ActorCount, Appearance, Quote, Uncounted
from articles.text.dates import iso_months
from articles.triggers import adding_notes

from .locking import one_at_a_time

BATCH = 500
# One at a time: a save and its step count twice in a transaction, and two editors would else wait
# for each other.
COUNTING = 0x636F756E  # "coun"


class Public(NamedTuple):
    """What readers may see of an actor; the fields are those of ActorCount."""

    quotes: int = 0
    articles: int = 0
    months: dict[str, int] = {}

    @classmethod
    def of(cls, count: ActorCount) -> "Public":
        return cls(count.quotes, count.articles, count.months)

    @property
    def is_sound(self) -> bool:
        numbers = [self.articles, *self.months.values()]
        return min(numbers) >= 0 and self.quotes == sum(self.months.values())

    def with_notes(self, notes: Iterable[Uncounted]) -> "Public":
        """What it is with what was noted since."""
        notes, months = list(notes), Counter(self.months)
        for note in notes:
            if note.quotes:
                months[iso_months(note.dated, note.dated_until)] += note.quotes
        return Public(
            self.quotes + sum(note.quotes for note in notes),
            self.articles + sum(note.articles for note in notes),
            {month: number for month, number in sorted(months.items()) if number},
        )


def keep_counts(beginning: Iterable[int] = ()) -> None:
    """Add to the counts what was noted. Call once at the end of a write, in its transaction.

    `beginning`: actors that are to have a count from now on, be it of nothing.
    """
    beginning = _without_count(beginning)
    noted = Uncounted.objects.values_list("actor", flat=True).distinct()
    for batch in _batches(beginning.union(noted)):
        one_at_a_time(COUNTING)
        # Who had rows before there was a count may have more of them than were noted.
        _keep(batch, anew=_begun(batch, even_of_nothing=beginning))


def count_anew(actor_ids: Iterable[int]) -> int:
    """Count all rows of the actors, whatever was counted before; returns how many were wrong. For
    what was written while nothing was noted."""
    wrong = 0
    for batch in _batches(actor_ids):
        with transaction.atomic():
            one_at_a_time(COUNTING)
            _begun(batch)
            wrong += _keep(batch, anew=batch)
    return wrong


def public_counts(actor_ids: Collection[int]) -> dict[int, Public]:
    """What readers may see of each of the actors: counted from the indexes alone."""
    months = _by_month(Quote.objects.published().counted().filter(speaker__in=actor_ids))
    articles = _grouped(Appearance.objects.published().filter(actor__in=actor_ids), "actor")
    return {
        pk: Public(months[pk].total(), articles.get(pk, 0), dict(sorted(months[pk].items())))
        if pk in months
        else Public(articles=articles.get(pk, 0))
        for pk in actor_ids
    }


def _batches(actor_ids: Iterable[int]) -> list[list[int]]:
    actor_ids = sorted(set(actor_ids))
    return [actor_ids[start : start + BATCH] for start in range(0, len(actor_ids), BATCH)]


def _without_count(actor_ids: Iterable[int]) -> set[int]:
    """Those that are actors and have none."""
    rows = Actor.objects.filter(pk__in=actor_ids, count=None)
    return set(rows.values_list("pk", flat=True))


def _begun(actor_ids: list[int], even_of_nothing: Collection[int] = ()) -> set[int]:
    """Who had no count until now, and has one, for there is something to count."""
    public = public_counts(_without_count(actor_ids))
    new = {pk for pk in public if any(public[pk]) or pk in even_of_nothing}
    rows = [ActorCount(actor_id=pk) for pk in sorted(new)]
    ActorCount.objects.bulk_create(rows, ignore_conflicts=True)
    return new


def _keep(actor_ids: list[int], *, anew: Collection[int]) -> int:
    """Returns how many counts are others now."""
    counts = _locked(actor_ids)
    notes = _taken(actor_ids)
    public = {count.pk: Public.of(count).with_notes(notes[count.pk]) for count in counts}
    doubtful = [pk for pk in public if pk in anew or not public[pk].is_sound]
    return _write(counts, public | public_counts(doubtful))


def _locked(actor_ids: list[int]) -> list[ActorCount]:
    rows = ActorCount.objects.select_for_update().filter(pk__in=actor_ids)
    return list(rows.order_by("pk"))


def _taken(actor_ids: list[int]) -> dict[int, list[Uncounted]]:
    """The notes, which are gone with that: in one statement, so that none is passed over."""
    marks = ", ".join(["%s"] * len(actor_ids))
    taken = defaultdict(list)
    sql = f"DELETE FROM {Uncounted._meta.db_table} WHERE actor IN ({marks}) RETURNING *"
    for note in Uncounted.objects.using(connection.alias).raw(sql, actor_ids):
        taken[note.actor].append(note)
    return taken


def _write(counts: list[ActorCount], public: dict[int, Public]) -> int:
    """What differs; returns how many."""
    differing = [count for count in counts if Public.of(count) != public[count.pk]]
    for count in differing:
        count.quotes, count.articles, count.months = public[count.pk]
    if differing:
        with adding_notes(connection):
            ActorCount.objects.bulk_update(differing, Public._fields)
    return len(differing)


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
