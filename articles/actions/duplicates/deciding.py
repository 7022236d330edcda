"""What an editor answers. An answer is given to an open question, and to nothing newer."""

from collections.abc import Iterable

from django.utils import timezone

from articles.choices import DuplicateState, Noun
from articles.models import Duplicate


class AlreadyDecided(Exception):
    """Somebody was quicker. `duplicate` is the question as it is now; None if it is gone."""

    def __init__(self, duplicate: Duplicate | None):
        super().__init__("This was decided in the meantime.")
        self.duplicate = duplicate


def not_the_same(pk: int, user) -> Duplicate:
    """Remember that the two rows differ. Raises AlreadyDecided."""
    changes = {"decided_by": user, "decided_at": timezone.now()}
    return _move(pk, DuplicateState.OPEN, DuplicateState.DIFFERENT, **changes)


def open_again(pk: int) -> Duplicate:
    """Take "not the same" back: the question is asked again. Raises AlreadyDecided."""
    return _move(
        pk, DuplicateState.DIFFERENT, DuplicateState.OPEN, decided_by=None, decided_at=None
    )


def remember_different(noun: Noun, pk: int, others: Iterable[int], user) -> None:
    """An editor was shown the others when the row was made, and said that it is another one."""
    Duplicate.objects.bulk_create(
        (
            Duplicate(
                noun=noun,
                first_id=min(pk, other),
                second_id=max(pk, other),
                score=0,
                evidence=["Said when it was entered"],
                state=DuplicateState.DIFFERENT,
                decided_by=user,
                decided_at=timezone.now(),
            )
            for other in others
        ),
        ignore_conflicts=True,
    )


def _move(pk: int, seen: DuplicateState, state: DuplicateState, **changes) -> Duplicate:
    moved = Duplicate.objects.filter(pk=pk, state=seen).update(state=state, **changes)
    duplicate = Duplicate.objects.select_related("decided_by").filter(pk=pk).first()
    if not moved:
        raise AlreadyDecided(duplicate)
    return duplicate
