"""Two rows become one: everything that leads to the one leads to the other from then on."""

from django.db import IntegrityError, transaction
from django.db.models import Model

from articles.actions.history import hold, record
from articles.actions.relations import relations_of
from articles.choices import Change, Noun
from articles.models import Merge

from .journal import Journal, packed
from .refusals import MergeRefused
from .rules import PREPARE, REFUSE, SETTLE, filled, lead_duplicates
from .twins import move

CHANGED = "“{}” was changed since you opened this page: look at it again before you merge."


def merge(kept: Model, lost: Model, *, by, kept_version: int, lost_version: int) -> Merge:
    """Lead to `kept` whatever leads to `lost`, which stays, as another name and address of it.

    The versions are those that its editor has seen. Raises MergeRefused; then nothing is changed.
    """
    if type(kept) is not type(lost):
        raise MergeRefused("Two different things cannot be merged.")
    try:
        with transaction.atomic():
            rows = locked(type(kept), {kept.pk: str(kept), lost.pk: str(lost)})
            return _merge(rows[kept.pk], rows[lost.pk], by, (kept_version, lost_version))
    except IntegrityError as error:
        raise MergeRefused(
            f"“{lost}” cannot become “{kept}”: a rule of the database stands in the way ({error})."
        ) from error


def _merge(kept, lost, by, seen) -> Merge:
    require_mergeable(kept, lost)
    for row, version in zip((kept, lost), seen, strict=True):
        if row.version != version:
            raise MergeRefused(CHANGED.format(row))
    hold(kept)
    hold(lost)
    journal = Journal()
    model = type(kept)
    relations = relations_of(model)
    had = {r.key: packed(r.rows(kept.pk).values_list("pk", flat=True)) for r in relations}
    taken = filled(kept, lost)
    for prepare in PREPARE.get(model, ()):
        prepare(journal, kept, lost)
    for relation in relations:
        move(journal, relation, kept.pk, lost.pk)
    if taken:
        before = {name: getattr(kept, name) for name in taken}
        journal.change(model, [kept.pk], before=before, after=taken)
    lead_duplicates(journal, kept, lost, by)
    become_one(kept, lost, taken)
    if settle := SETTLE.get(model):
        settle(kept, lost)
    made = Merge.objects.create(
        noun=Noun(model._meta.model_name),
        kept_id=kept.pk,
        lost_id=lost.pk,
        kept_name=str(kept),
        lost_name=str(lost),
        moved={"had": had, "done": journal.entries},
        made_by=by,
    )
    record(kept, Change.MERGED, by=by, why=f"“{lost}” was merged into it")
    record(lost, Change.MERGED, by=by, why=f"It was merged into “{kept}”")
    return made


def become_one(kept: Model, lost: Model, taken: dict) -> None:
    """Saved whole, so that what is derived from their fields follows."""
    for column, value in taken.items():
        setattr(kept, column, value)
    lost.merged_into = kept
    for row in (kept, lost):
        row.version += 1
        row.save()


def locked(model: type[Model], named: dict[int, str]) -> dict[int, Model]:
    """The rows by id, as they are now, until the transaction ends; raises MergeRefused if one of
    those `named` is gone.

    In the order of their ids, so that two merges of the same pair wait for one another. Nobody
    can begin to refer to a locked row.
    """
    rows = model._base_manager.select_for_update().filter(pk__in=named)
    found = {row.pk: row for row in rows.order_by("pk")}
    for pk, name in named.items():
        if pk not in found:
            raise MergeRefused(f"“{name}” was deleted in the meantime.")
    return found


def require_mergeable(kept: Model, lost: Model) -> None:
    """Raises MergeRefused."""
    if kept.pk == lost.pk:
        raise MergeRefused(f"“{kept}” cannot be merged into itself: choose another one.")
    for row in (kept, lost):
        if row.merged_into_id:
            raise MergeRefused(f"“{row}” was merged into “{row.merged_into}” already.")
    for refuse in REFUSE.get(type(kept), ()):
        refuse(kept, lost)
