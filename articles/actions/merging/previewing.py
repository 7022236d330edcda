"""What a merge would do, before it is done. Nothing is locked, nothing written."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Model, Q

from articles.actions.relations import Relation, relations_of
from articles.choices import AppearanceSource
from articles.models import Actor, ActorName, Appearance, ObstacleReport, Outlet, Quote
from articles.querysets.counting import CappedCount, capped_count

from .merging import require_mergeable
from .refusals import MergeRefused
from .rules import denials, filled, own_offices
from .twins import twins


@dataclass(frozen=True, slots=True)
class Move:
    """What leads to the two by one relation."""

    relation: Relation
    number: int
    first: date | None
    last: date | None
    joined: int  # rows that become one with one of the kept one's
    kept_number: CappedCount


@dataclass(frozen=True, slots=True)
class Taken:
    """A field that the kept one leaves empty."""

    label: str
    value: object


@dataclass(frozen=True, slots=True)
class Preview:
    kept: Model
    lost: Model
    moves: list[Move]
    names: list[str]  # that the kept one gets
    taken: list[Taken]
    doubts: list[str]  # why the two may be different after all
    refusal: str  # why they cannot be merged; "" if they can

    @property
    def total(self) -> int:
        return sum(move.number for move in self.moves)


def preview(kept: Model, lost: Model) -> Preview:
    """Three queries or so for each relation; counts are exact, as the merge touches each row."""
    moves = [_move(relation, kept, lost) for relation in relations_of(type(kept))]
    return Preview(
        kept,
        lost,
        [move for move in moves if move.number or move.kept_number],
        new_names(kept, lost),
        [_taken(kept, column, value) for column, value in filled(kept, lost).items()],
        [*DOUBTS.get(kept._meta.model_name, _no_doubts)(kept, lost)],
        _refusal(kept, lost),
    )


def _move(relation, kept, lost) -> Move:
    rows = relation.rows(lost.pk).order_by()
    asked = {"number": Count("pk")}
    if relation.dated:
        asked |= {"first": Min(relation.dated), "last": Max(relation.dated)}
    found = {"first": None, "last": None} | rows.aggregate(**asked)
    joined = len(twins(relation, kept.pk, lost.pk)) if found["number"] else 0
    return Move(relation, **found, joined=joined, kept_number=capped_count(relation.rows(kept.pk)))


def new_names(kept: Model, lost: Model) -> list[str]:
    """The names by which the kept one is found beside its own, from then on."""
    if not isinstance(lost, Actor):
        own = {str(kept)}
        return [name for name in (str(lost), *map(str, lost.merged.all())) if name not in own]
    rows = ActorName.objects.filter(actor=lost).values_list("name", flat=True)
    known = set(ActorName.objects.filter(actor=kept).values_list("name", flat=True))
    return [name for name in dict.fromkeys([lost.name, *rows]) if name not in known]


def _taken(kept, column, value) -> Taken:
    field = kept._meta.get_field(column)
    related = field.related_model
    shown = related._base_manager.filter(pk=value).first() if related else value
    return Taken(field.verbose_name, shown)


def _refusal(kept, lost) -> str:
    try:
        require_mergeable(kept, lost)
    except MergeRefused as refused:
        return str(refused)
    return ""


# What speaks against it


def _no_doubts(kept, lost):
    return ()


def doubts_of_actors(kept: Actor, lost: Actor):
    if kept.kind != lost.kind:
        kinds = (kept.get_kind_display().lower(), lost.get_kind_display().lower())
        yield "One is entered as {}, the other as {}.".format(*kinds)
    there = Appearance.objects.exclude(source=AppearanceSource.REJECTED)
    both = there.filter(actor=lost, article__in=there.filter(actor=kept).values("article"))
    if number := capped_count(both):
        yield f"Both appear in the same article, {_times(number)}."
    pairs = Q(speaker=kept, about_rows__actor=lost) | Q(speaker=lost, about_rows__actor=kept)
    if number := capped_count(Quote.objects.filter(pairs)):
        yield f"One speaks of the other, {_times(number)}: the quotes stay, by and about the same."
    sides = Q(laid_by=kept, faced_by=lost) | Q(laid_by=lost, faced_by=kept)
    if number := capped_count(ObstacleReport.objects.filter(sides)):
        yield f"One lays an obstacle that the other faces, {_times(number)}."
    if own_offices(kept, lost).exists():
        yield "One holds an office in the other: the role stays, without its organisation."
    if denied := denials(kept, lost).first():
        yield f"An editor has said that “{denied.folded}” does not mean the other. That will go."


def doubts_of_outlets(kept: Outlet, lost: Outlet):
    if kept.full_text != lost.full_text:
        they = "will be able to read" if kept.full_text else "will no longer read"
        yield f"Readers {they} the full text of the articles that move."
    if (kept.language, kept.time_zone) != (lost.language, lost.time_zone):
        yield (
            f"Language and time zone differ: {kept.language}, {kept.time_zone} stay; "
            f"{lost.language}, {lost.time_zone} go."
        )


def doubts_of_obstacles(kept, lost):
    if kept.kind != lost.kind:
        kinds = (kept.get_kind_display().lower(), lost.get_kind_display().lower())
        yield "One is entered as {}, the other as {}.".format(*kinds)
    if lost.process_id and kept.process_id and kept.process_id != lost.process_id:
        yield f"They stand in the way of two processes: {kept.process} stays, {lost.process} goes."


def doubts_of_processes(kept, lost):
    if lost.parent_id == kept.pk or kept.parent_id == lost.pk:
        yield "One is a part of the other."
    elif lost.parent_id and kept.parent_id not in (None, lost.parent_id):
        yield f"They are parts of two processes: {kept.parent} stays, {lost.parent} goes."


DOUBTS = {
    "actor": doubts_of_actors,
    "outlet": doubts_of_outlets,
    "obstacle": doubts_of_obstacles,
    "process": doubts_of_processes,
}


def _times(number: CappedCount) -> str:
    return "once" if number.is_exact and number.number == 1 else f"{number} times"
