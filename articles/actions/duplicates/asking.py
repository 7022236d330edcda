"""Looking for rows that may be the same, and keeping the questions."""

from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from articles.choices import DuplicateState, Noun
from articles.models import Duplicate
from articles.querysets.paging import keyset_batches

from .actors import actors_like
from .judging import Judgement
from .pairs import MODELS, pairs_of
from .titled import obstacles_alike, outlets_alike, processes_alike, tags_alike

BATCH = 500
MOST_ASKED = 10  # questions about one row, likeliest first

LIKE: dict[str, Callable[..., dict[int, Judgement]]] = {
    Noun.ACTOR: actors_like,
    Noun.OBSTACLE: obstacles_alike,
    Noun.PROCESS: processes_alike,
    Noun.OUTLET: outlets_alike,
    Noun.TAG: tags_alike,
}
LOOKED_AT = tuple(LIKE)


def look_for_duplicates(noun: Noun, pks: Iterable[int]) -> int:
    """Ask anew which rows may be the same as these; returns how many questions are open.

    Call after rows were made, renamed, merged, or a merge was undone. What an editor has decided
    stays; open questions that make no sense any more are closed. The cost of a row is bounded: a
    handful of queries, and more only for names that are alike.
    """
    pks = list(dict.fromkeys(pks))
    rows = MODELS[noun].objects.in_bulk(pks)
    known = list(pairs_of(noun, pks)) if pks else []
    return sum(_look(noun, pk, rows.get(pk), known) for pk in pks)


def look_at_new(noun: Noun, rows: Iterable[Model]) -> None:
    """The same for rows that were made a moment ago, of which nobody has asked anything: one query
    for each, for outlets and tags, so that an import can afford it."""
    for row in rows:
        _ask_about(noun, row, {})


def look_at_all(noun: Noun, *, after: int = 0) -> Iterator[int]:
    """Look at every current row, oldest first; yields the id of each when it is done.

    In constant memory: the ids are read a batch at a time.
    """
    for batch in keyset_batches(_beyond(noun, after).values("id"), ("id",), size=BATCH):
        for row in batch:
            look_for_duplicates(noun, [row["id"]])
            yield row["id"]


def rows_to_look_at(noun: Noun, *, after: int = 0) -> int:
    return _beyond(noun, after).count()


def _beyond(noun: Noun, after: int):
    return MODELS[noun].objects.current().filter(pk__gt=after)


def forget_duplicates(noun: Noun, pks: Iterable[int]) -> None:
    """Call when rows are deleted."""
    pairs_of(noun, pks).delete()


def _look(noun: Noun, pk: int, row, known: list[Duplicate]) -> int:
    pairs = {_other(pair, pk): pair for pair in known if pk in (pair.first_id, pair.second_id)}
    if row is None or row.merged_into_id:
        _close(pairs, {row.merged_into_id} if row else set())
        return 0
    return _ask_about(noun, row, pairs)


def _ask_about(noun: Noun, row: Model, pairs: dict[int, Duplicate]) -> int:
    still_open = [other for other, pair in pairs.items() if pair.state == DuplicateState.OPEN]
    found = {
        other: judgement
        for other, judgement in LIKE[noun](row, still_open).items()
        if judgement.is_asked
    }
    likeliest = sorted(found, key=lambda other: (-found[other].score, other))[:MOST_ASKED]
    if not (pairs or likeliest):
        return 0
    return _keep(noun, row.pk, pairs, {other: found[other] for other in likeliest})


@transaction.atomic
def _keep(noun, pk, pairs: dict[int, Duplicate], asked: dict[int, Judgement]) -> int:
    """Conditional on the state, so that what is decided meanwhile is left alone."""
    stale = {other: pair for other, pair in pairs.items() if other not in asked}
    if stale:
        merged = MODELS[noun].objects.filter(pk__in=stale, merged_into=pk)
        _close(stale, set(merged.values_list("pk", flat=True)))
    for other, judgement in asked.items():
        if (pair := pairs.get(other)) and pair.state != DuplicateState.DIFFERENT:
            _ask_again(pair, judgement)
    Duplicate.objects.bulk_create(
        (
            Duplicate(
                noun=noun,
                first_id=min(pk, other),
                second_id=max(pk, other),
                score=judgement.score,
                evidence=judgement.evidence,
            )
            for other, judgement in asked.items()
            if other not in pairs
        ),
        ignore_conflicts=True,
    )
    return sum(
        other not in pairs or pairs[other].state != DuplicateState.DIFFERENT for other in asked
    )


def _ask_again(pair: Duplicate, judgement: Judgement) -> None:
    """Of a merge that was undone too: both rows stand again."""
    now = (judgement.score, judgement.evidence, DuplicateState.OPEN)
    if now != (pair.score, pair.evidence, pair.state):
        Duplicate.objects.filter(pk=pair.pk, state=pair.state).update(
            score=judgement.score,
            evidence=judgement.evidence,
            state=DuplicateState.OPEN,
            decided_by=None,
            decided_at=None,
        )


def _close(pairs: dict[int, Duplicate], merged: set[int]) -> None:
    """Questions about rows that were merged are answered, others make no sense any more."""
    for other, pair in pairs.items():
        rows = Duplicate.objects.filter(pk=pair.pk, state=DuplicateState.OPEN)
        if other in merged:
            rows.update(state=DuplicateState.MERGED, decided_at=timezone.now())
        else:
            rows.delete()


def _other(pair: Duplicate, pk: int) -> int:
    return pair.second_id if pair.first_id == pk else pair.first_id
