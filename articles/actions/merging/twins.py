"""Rows of two nouns of which only one can stay when the nouns become one."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from django.db.models import Model, OuterRef, Q, Subquery, UniqueConstraint
from django.db.models.lookups import IsNull

from articles.actions.relations import Relation, relations_of
from articles.choices import AppearanceSource
from articles.models import ActorName, Appearance, Role

from .journal import Journal, in_parts

SOURCES = [AppearanceSource.REJECTED, AppearanceSource.DERIVED, AppearanceSource.ADDED]
# What says the same twice, though the database would hold both.
SAME = {
    "role.actor": (
        "folded", "organisation", "start", "start_precision", "end", "end_precision",
    )
}  # fmt: skip

PREPARED = {"actor_one_main_name"}  # what a merge has seen to before the rows move


def twins(relation: Relation, kept: int, lost: int) -> list[tuple]:
    """(id of the lost one's row, id of the kept one's row) where both cannot lead to one noun.

    One query for each rule of uniqueness that the field is part of.
    """
    pairs = {}
    for others, condition in _identities(relation):
        alike = [_same(relation, name) for name in others]
        beside = relation.rows(kept).filter(condition, *alike).order_by("pk")
        rows = relation.rows(lost).filter(condition)
        rows = rows.annotate(twin=Subquery(beside.values("pk")[:1])).exclude(twin=None)
        pairs |= dict(rows.order_by().values_list("pk", "twin"))
    return sorted(pairs.items())


def collapse(journal: Journal, relation: Relation, kept: int, lost: int) -> int:
    """Join the twins: what the removed one says goes to the one that stays. Returns how many."""
    pairs = twins(relation, kept, lost)
    join = JOINED.get(relation.key)
    for some in in_parts(pairs if join else []):
        _join(journal, relation.model, some, join)
    for inner in relations_of(relation.model) if pairs else ():
        for one, other in pairs:
            move(journal, inner, other, one)
    journal.remove(relation.model, [one for one, _ in pairs], beside=[other for _, other in pairs])
    return len(pairs)


def move(journal: Journal, relation: Relation, kept: int, lost: int) -> None:
    """Let the rows of the lost one lead to the kept one."""
    collapse(journal, relation, kept, lost)
    column = relation.field.attname
    journal.change(
        relation.model,
        relation.rows(lost).values_list("pk", flat=True),
        before={column: lost},
        after={column: kept},
        relation=relation.key,
    )


def _join(journal, model, pairs, join):
    rows = model._base_manager.in_bulk({pk for pair in pairs for pk in pair})
    alike = defaultdict(list)
    for one, other in pairs:
        stays, values = rows[other], join(rows[other], rows[one])
        changed = {name: value for name, value in values.items() if getattr(stays, name) != value}
        if changed:
            before = tuple((name, getattr(stays, name)) for name in changed)
            alike[before, tuple(changed.items())].append(other)
    for (before, after), pks in alike.items():
        journal.change(model, pks, before=dict(before), after=dict(after))


def _identities(relation: Relation) -> Iterator[tuple[tuple[str, ...], Q]]:
    """(the other fields of a rule of uniqueness, its condition)"""
    name, options = relation.field.name, relation.model._meta
    rules = [
        (rule.fields, rule.condition or Q())
        for rule in options.constraints
        if isinstance(rule, UniqueConstraint) and rule.name not in PREPARED
    ]
    rules += [(fields, Q()) for fields in options.unique_together]
    rules += [((name,), Q())] if relation.field.unique else []
    rules += [((name, *SAME[relation.key]), Q())] if relation.key in SAME else []
    for fields, condition in rules:
        if name in fields:
            yield tuple(field for field in fields if field != name), condition


def _same(relation: Relation, name: str) -> Q:
    """That a row and the one it is compared with are equal there: by index, where nothing is null.

    The database takes two nulls for different.
    """
    alike = Q((name, OuterRef(name)))
    if name in SAME.get(relation.key, ()) and relation.model._meta.get_field(name).null:
        alike |= Q(IsNull(OuterRef(name), True), (f"{name}__isnull", True))
    return alike


# How two rows become one: what changes in the one that stays.


def join_appearances(stays: Appearance, goes: Appearance) -> dict:
    """An editor's word that one of the two is there outweighs that the other is not."""
    return {
        "mentions": stays.mentions + goes.mentions,
        "source": max(stays.source, goes.source, key=SOURCES.index),
    }


def join_learned(stays: Model, goes: Model) -> dict:
    """Readers go on seeing what they saw of either."""
    if stays.article_id is None or (stays.article_id and stays.article.is_published):
        return {}
    is_seen = goes.article_id is None or goes.article.is_published
    return {"article_id": goes.article_id} if is_seen else {}


def join_names(stays: ActorName, goes: ActorName) -> dict:
    days = {} if stays.start or stays.end else {"start": goes.start, "end": goes.end}
    return join_learned(stays, goes) | days


def join_roles(stays: Role, goes: Role) -> dict:
    return join_learned(stays, goes)


JOINED: dict[str, Callable[[Model, Model], dict]] = {
    "appearance.actor": join_appearances,
    "actorname.actor": join_names,
    "role.actor": join_roles,
}
