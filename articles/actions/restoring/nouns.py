"""Actors, obstacles, processes, outlets and tags, as they were at a version."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.actions.settling import settle_actor
from articles.models import Actor, ActorName, Merge, Revision
from articles.models.mergeable import Mergeable

from .parts import Restoring
from .refusals import RestoreRefused


def restore_noun(row: Mergeable, revision: Revision, snapshot: dict) -> list[str]:
    """Write it, and raise its version; returns the problems."""
    refuse_what_was_merged_since(row, revision)
    restoring = Restoring(row, snapshot)
    was_called = str(row)
    restoring.set_fields(stay={"merged_into"})
    refuse_what_is_unsound(row)
    row.version += not isinstance(row, Actor)  # settling raises that of an actor
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise RestoreRefused(f"Another one is called “{row}” by now.") from taken
    if isinstance(row, Actor):
        restore_rows(restoring)
        settle_actor(row, [] if str(row) == was_called else [str(row)])
        row.refresh_from_db(fields=["version"])
    restoring.put_back_own_many()
    return restoring.problems


def restore_rows(restoring: Restoring):
    """Names and roles. Those that articles have taught since stay: they belong to the articles."""
    actor = restoring.row
    restoring.expect("names", "roles")
    for name in ("names", "roles"):
        restoring.remove_added(name, unless=lambda row: row.article_id is not None)
    ActorName.objects.filter(actor=actor).update(is_main=False)
    known = set(actor.names.values_list("name", flat=True))
    there = set(actor.names.values_list("pk", flat=True))
    names = restoring.snapshot["rows"]["names"]
    restoring.snapshot["rows"]["names"] = [
        kept | {"is_main": False}
        for kept in names
        if kept["pk"] in there or kept["name"] not in known
    ]
    restoring.put_back("names")
    restoring.put_back("roles")


def refuse_what_was_merged_since(row: Mergeable, revision: Revision):
    """Undoing the merge puts back what belonged to whom; afterwards a version can be restored."""
    if row.merged_into_id:
        raise RestoreRefused(f"It was merged into “{row.merged_into}”: undo that first.")
    merges = Merge.objects.filter(noun=revision.noun, kept_id=row.pk, undone_at=None)
    if merge := merges.filter(made_at__gt=revision.made_at).first():
        raise RestoreRefused(
            f"Since that version “{merge.lost_name}” was merged into it: undo that first."
        )


def refuse_what_is_unsound(row: Mergeable):
    """What a form would refuse: a name that another row has taken since, a process in itself."""
    exclude = {f.name for f in row._meta.concrete_fields if not f.editable or f.is_relation}
    try:
        row.full_clean(exclude=exclude - {"name"})
    except ValidationError as refused:
        raise RestoreRefused(" ".join(refused.messages)) from refused
