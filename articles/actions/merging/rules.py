"""What a merge must do beside leading rows to the other noun, noun by noun."""

from collections.abc import Callable

from django.db.models import Model, Q
from django.utils import timezone

from articles.actions.counting import count_anew, keep_counts
from articles.actions.learning import is_printed
from articles.actions.settling import derive_anew
from articles.choices import DuplicateState, Noun
from articles.models import (
    Actor,
    ActorCount,
    ActorName,
    Appearance,
    Article,
    Duplicate,
    Merge,
    NotTheSame,
    Outlet,
    Phrase,
    Process,
    Quote,
    Role,
    Uncounted,
)

from .journal import Journal
from .refusals import MergeRefused

MOST_READ = 200  # articles read anew by an undo
CANDIDATES = 50  # articles that may print a name


# Before the rows move


def names_become_others(journal: Journal, kept: Actor, lost: Actor) -> None:
    """The lost one's main name is another name of the kept one.

    Of an actor that readers do not see, it is public only with the article that it was read in.
    """
    main = ActorName.objects.filter(actor=lost, is_main=True).first()
    if main is None:
        known = ActorName.objects.filter(actor__in=[kept, lost], name=lost.name)
        if not known.exists():
            journal.make(ActorName(actor=kept, name=lost.name, article=_source_of(lost)))
        return
    after = {"is_main": False}
    if main.article_id is None and (source := _source_of(lost)):
        after["article_id"] = source.pk
    before = {name: getattr(main, name) for name in after}
    journal.change(ActorName, [main.pk], before=before, after=after)


def _source_of(actor: Actor) -> Article | None:
    """The article that readers do not see and in which the actor's name was read."""
    if Actor.objects.published().filter(pk=actor.pk).exists():
        return None
    rows = Appearance.objects.accepted().filter(actor=actor).order_by("-dated", "-article_id")
    articles = [row.article for row in rows.select_related("article")[:CANDIDATES]]
    named = ActorName(name=actor.name)
    printing = (article for article in articles if is_printed(named, article))
    return next(printing, articles[0] if articles else None)


def overrule_denials(journal: Journal, kept: Actor, lost: Actor) -> None:
    """Who merges two actors says that the names of each mean the other."""
    rows = denials(kept, lost)
    journal.remove(NotTheSame, rows.values_list("pk", flat=True))


def denials(kept: Actor, lost: Actor):
    """What an editor has said that speaks against the two being one."""
    names = {
        actor.pk: ActorName.objects.filter(actor=actor).values("folded") for actor in (kept, lost)
    }
    return NotTheSame.objects.filter(
        Q(actor=kept, folded__in=names[lost.pk]) | Q(actor=lost, folded__in=names[kept.pk])
    )


def leave_own_office(journal: Journal, kept: Actor, lost: Actor) -> None:
    """Nobody holds an office in oneself."""
    for pk, organisation in own_offices(kept, lost).values_list("pk", "organisation"):
        journal.change(
            Role, [pk], before={"organisation_id": organisation}, after={"organisation_id": None}
        )


def own_offices(kept: Actor, lost: Actor):
    both = [kept, lost]
    return Role.objects.filter(actor__in=both, organisation__in=both)


def count_kept(journal: Journal, kept: Actor, lost: Actor) -> None:
    if not ActorCount.objects.filter(pk=kept.pk).exists():
        journal.make(ActorCount(actor=kept))


def stand_beside(journal: Journal, kept: Process, lost: Process) -> None:
    """Neither is a part of the other when they are one."""
    for part, whole in ((kept, lost), (lost, kept)):
        if part.parent_id == whole.pk:
            before, after = {"parent_id": whole.pk}, {"parent_id": None}
            journal.change(Process, [part.pk], before=before, after=after)
            part.parent = None


def refuse_chain(kept: Process, lost: Process) -> None:
    """A part of a process has no parts: raises MergeRefused."""
    own_parent = kept.parent_id not in (None, lost.pk)
    parts = Process.objects.filter(parent__in=[kept, lost]).exclude(pk__in=[kept.pk, lost.pk])
    if own_parent and parts.exists():
        raise MergeRefused(
            f"“{kept}” is a part of “{kept.parent}” and would get parts of its own. Swap the "
            f"direction, or take “{kept}” out of “{kept.parent}” first."
        )


def lead_duplicates(journal: Journal, kept: Model, lost: Model, by) -> None:
    """The question whether the two are one is answered; others are asked of the kept one."""
    noun = Noun(kept._meta.model_name)
    rows = Duplicate.objects.filter(noun=noun)
    for row in rows.filter(Q(first_id=lost.pk) | Q(second_id=lost.pk)).order_by("pk"):
        other = row.second_id if row.first_id == lost.pk else row.first_id
        if other == kept.pk:
            answer = {
                "state": DuplicateState.MERGED,
                "decided_by_id": by and by.pk,
                "decided_at": timezone.now(),
            }
            _set(journal, row, answer)
            continue
        pair = dict(zip(("first_id", "second_id"), sorted((other, kept.pk)), strict=True))
        twin = rows.filter(**pair).first()
        if twin is None:
            _set(journal, row, pair)
            continue
        if twin.state == DuplicateState.OPEN and row.state == DuplicateState.DIFFERENT:
            decision = ("state", "decided_by_id", "decided_at")
            _set(journal, twin, {name: getattr(row, name) for name in decision})
        journal.remove(Duplicate, [row.pk], beside=[twin.pk])


def _set(journal: Journal, row: Model, after: dict) -> None:
    before = {name: getattr(row, name) for name in after}
    journal.change(type(row), [row.pk], before=before, after=after)


PREPARE: dict[type[Model], list[Callable]] = {
    Actor: [names_become_others, overrule_denials, leave_own_office, count_kept],
    Process: [stand_beside],
}
REFUSE: dict[type[Model], list[Callable]] = {Process: [refuse_chain]}


# What the kept one takes over where it says nothing itself


def filled(kept: Model, lost: Model) -> dict:
    """Column -> value of the lost one, for the fields that the kept one leaves empty."""
    found = {}
    for field in kept._meta.concrete_fields:
        column = field.attname
        mine, other = getattr(kept, column), getattr(lost, column)
        may_be_empty = field.editable and field.blank
        if may_be_empty and mine in (None, "") and other not in (None, ""):
            found[column] = other
    if found.get("parent_id") == kept.pk or _has_parts(kept, lost):
        found.pop("parent_id", None)
    return found


def _has_parts(kept: Model, lost: Model) -> bool:
    return isinstance(kept, Process) and Process.objects.filter(parent__in=[kept, lost]).exists()


# After the rows have moved, or have moved back


def settle_actors(kept: Actor, lost: Actor, undone: Merge | None = None) -> None:
    """Keep the counts, and say anew whose the phrases are. An undo also reads again the articles
    that were saved since the merge, in which the two may appear in another way by now: the newest.
    """
    if undone is not None:
        since = Appearance.objects.filter(actor=lost, article__updated_at__gt=undone.made_at)
        newest = since.order_by("-dated", "-article_id").values_list("article", flat=True)
        derive_anew(newest[:MOST_READ])
    for actor, other in ((kept, lost), (lost, kept)):
        Phrase.objects.filter(quote__speaker=actor, said_by=other.pk).update(said_by=actor.pk)
    both = {kept.pk, lost.pk}
    Uncounted.objects.filter(actor__in=both).delete()  # two for each row, of perhaps thousands
    count_anew(both)
    keep_counts()


def settle_outlets(kept: Outlet, lost: Outlet, undone: Merge | None = None) -> None:
    """A quote repeats the outlet of its article."""
    for outlet, other in ((kept, lost), (lost, kept)):
        Quote.objects.filter(outlet=other, article__outlet=outlet).update(outlet=outlet)


SETTLE: dict[type[Model], Callable] = {Actor: settle_actors, Outlet: settle_outlets}
