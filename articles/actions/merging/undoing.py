"""A merge taken back: what it moved goes back, what came since stays."""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.actions.history import MODELS, hold, record
from articles.actions.relations import Relation, relations_of
from articles.choices import Change
from articles.models import Merge
from articles.models.copies import ArticleCopies

from .journal import Journal, in_parts, model_of, restorable, unpacked
from .merging import locked
from .refusals import MergeRefused
from .rules import SETTLE
from .twins import twins

COPIES = {"article_status": "status", "dated": "dated", "dated_until": "dated_until"}


@dataclass
class Moved:
    """What becomes of the rows of one relation."""

    relation: Relation
    back: set = field(default_factory=set)  # ids: they lead to the lost one again
    again: set = field(default_factory=set)  # those among them that were joined with others
    changed: set = field(default_factory=set)  # ids: they lead elsewhere by now, or are gone
    stays: set = field(default_factory=set)  # ids: they came to the kept one since

    @property
    def staying(self) -> QuerySet:
        return self.relation.model._base_manager.filter(pk__in=sorted(self.stays)[-900:])

    @property
    def has_any(self) -> bool:
        return bool(self.back or self.changed or self.stays)


@dataclass
class Undoing:
    """What an undo does, or would do."""

    merge: Merge
    kept: Model
    lost: Model
    relations: list[Moved]

    @property
    def stays(self) -> list[Moved]:
        return [moved for moved in self.relations if moved.stays]

    @property
    def changed(self) -> list[Moved]:
        return [moved for moved in self.relations if moved.changed]


def plan_undo(merge: Merge) -> Undoing:
    """What `undo` would do now. Raises MergeRefused. Reads the ids of all rows that lead to the
    kept one."""
    rows = MODELS[merge.noun]._base_manager.in_bulk([merge.kept_id, merge.lost_id])
    for pk, name in _named(merge).items():
        if pk not in rows:
            raise MergeRefused(f"“{name}” was deleted in the meantime.")
    return _plan(merge, rows[merge.kept_id], rows[merge.lost_id])


@transaction.atomic
def undo(merge: Merge, *, by) -> Undoing:
    """Move back what the merge moved and is where it put it; returns what was done.

    Raises MergeRefused if it was undone before, or if a later merge stands in the way.
    """
    rows = locked(MODELS[merge.noun], _named(merge))
    kept, lost = rows[merge.kept_id], rows[merge.lost_id]
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    plan = _plan(merge, kept, lost)
    hold(kept)
    hold(lost)
    journal = Journal(merge.moved["done"])
    try:
        with transaction.atomic():
            journal.take_back(spared=_in_the_way(plan))
    except IntegrityError as error:
        raise MergeRefused(f"A rule of the database stands in the way: {error}") from error
    for moved in plan.relations:
        _copy_articles(moved)
    _become_two(kept, lost)
    if settle := SETTLE.get(type(kept)):
        settle(kept, lost, merge)
    merge.undone_by, merge.undone_at = by, timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    record(kept, Change.UNMERGED, by=by, why=f"“{lost}” was taken out of it")
    record(lost, Change.UNMERGED, by=by, why=f"It was taken out of “{kept}”")
    return Undoing(merge, kept, lost, plan.relations)


def _named(merge: Merge) -> dict[int, str]:
    return {merge.kept_id: merge.kept_name, merge.lost_id: merge.lost_name}


def later_merge(merge: Merge) -> Merge | None:
    """The newest merge since, not undone, that has one of the two rows in it."""
    both = [merge.kept_id, merge.lost_id]
    later = Merge.objects.filter(Q(kept_id__in=both) | Q(lost_id__in=both), noun=merge.noun)
    return later.filter(undone_at=None, pk__gt=merge.pk).defer("moved").order_by("-pk").first()


def _plan(merge, kept, lost) -> Undoing:
    if merge.is_undone:
        when = timezone.localtime(merge.undone_at)
        who = merge.undone_by or "somebody"
        raise MergeRefused(f"That merge was undone by {who} on {when:%-d %B %Y at %H:%M} already.")
    if later := later_merge(merge):
        raise MergeRefused(f"Another merge came after it: undo that of {later} first.")
    if lost.merged_into_id != kept.pk:
        raise MergeRefused(f"“{lost}” is not merged into “{kept}” any more.")
    relations = {relation.key: Moved(relation) for relation in relations_of(type(kept))}
    journal = Journal(merge.moved["done"])
    for entry in journal.entries:
        if moved := relations.get(entry.get("relation")):
            standing, noted = journal.standing(entry), set(unpacked(entry["rows"]))
            moved.back |= standing
            moved.changed |= noted - standing
    again = _made_again(journal)
    for moved in relations.values():
        now = set(moved.relation.rows(kept.pk).values_list("pk", flat=True))
        had = set(unpacked(merge.moved["had"].get(moved.relation.key, ())))
        moved.stays = now - had - moved.back - _made(journal, moved.relation.model)
        if moved.relation.model is type(lost):
            moved.stays.discard(lost.pk)  # it is merged into the kept one, and leaves it
        column = moved.relation.field.attname
        rows = again.get(moved.relation.model, ())
        moved.again = {row.pk for row in rows if getattr(row, column) == lost.pk}
        moved.back |= moved.again
    return Undoing(merge, kept, lost, [moved for moved in relations.values() if moved.has_any])


def _made_again(journal: Journal) -> dict[type[Model], list[Model]]:
    found: dict[type[Model], list[Model]] = {}
    for entry in journal.entries:
        if "removed" in entry and (model := model_of(entry)):
            found.setdefault(model, []).extend(restorable(model, entry))
    return found


def _made(journal: Journal, model: type[Model]) -> set:
    entries = (e for e in journal.entries if "made" in e and model_of(e) is model)
    return {pk for entry in entries for pk in entry["made"]}


def _in_the_way(plan: Undoing) -> dict[str, set]:
    """Rows that cannot move back, because one like them leads to the lost one by now."""
    found = {}
    for moved in plan.relations:
        pairs = twins(moved.relation, plan.lost.pk, plan.kept.pk)
        found[moved.relation.key] = {pk for pk, _ in pairs} & moved.back
        moved.back -= found[moved.relation.key]
        moved.changed |= found[moved.relation.key]
    return found


def _copy_articles(moved: Moved) -> None:
    """Rows that are there again repeat what their article says today."""
    model, path = moved.relation.model, moved.relation.article
    if path and issubclass(model, ArticleCopies):
        own = model._base_manager.filter(pk=OuterRef("pk"))
        says = {name: Subquery(own.values(f"{path}__{of}")[:1]) for name, of in COPIES.items()}
        for some in in_parts(sorted(moved.again)):
            model._base_manager.filter(pk__in=some).update(**says)


def _become_two(kept: Model, lost: Model) -> None:
    """Saved whole, as they are now, so that what is derived from their fields follows."""
    for row in (kept, lost):
        row.refresh_from_db()
        row.version += 1
        if row.pk == lost.pk:
            row.merged_into = None
        row.save()
