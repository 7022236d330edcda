"""The obstacles and processes that a proposal means."""

from articles.actions.duplicates import forget_duplicates
from articles.actions.matching import obstacles_like
from articles.choices import Noun
from articles.models import Obstacle, Process, Proposal
from articles.text.folding import fold

NAME_LENGTH = 200


def known_obstacle(proposal: Proposal) -> Obstacle | None:
    """The obstacle of which an obstacle proposal is one more report."""
    pk = proposal.details.get("obstacle")
    known = Obstacle.objects.filter(pk=pk).first_current() if pk else None
    title = proposal.details.get("title", "")
    return known or Obstacle.objects.filter(title__iexact=title).order_by("pk").first_current()


def near_obstacles(proposal: Proposal, *, beside: Obstacle | None) -> list[Obstacle]:
    """Known obstacles that may be the same, likeliest first; not the one that surely is."""
    title = proposal.details.get("title") or proposal.text
    return [row for row in obstacles_like(title) if row != beside]


def process_named(printed: str) -> Process | None:
    """The process that is called so, folded and without "the"."""
    wanted = fold(printed).removeprefix("the ")
    if not wanted:
        return None
    rows = Process.objects.search(wanted).select_related("merged_into")[:20]
    named = (row for row in rows if fold(row.name).removeprefix("the ") == wanted)
    return next((row.current for row in named), None)


def process_called(name: str) -> tuple[Process | None, bool]:
    """(the process of that name, whether it was made because there was none)"""
    name = " ".join(name.split())[:NAME_LENGTH]
    if not fold(name):
        return None, False
    known = process_named(name)
    if known:
        return known, False
    process, is_new = Process.objects.get_or_create(name=name)
    return process.current, is_new


def remove_made(details: dict) -> None:
    """Undo: the obstacle and the process that a decision made, if nobody uses or has edited them.

    Takes the notes of them out of `details`.
    """
    obstacle, process = details.pop("made_obstacle", None), details.pop("made_process", None)
    if obstacle:
        unused = Obstacle.objects.filter(pk=obstacle, version=1, reports=None)
        if unused.delete()[0]:
            forget_duplicates(Noun.OBSTACLE, [obstacle])
    if process:
        untouched = Process.objects.filter(pk=process, version=1)
        if untouched.filter(obstacles=None, children=None, parties=None).delete()[0]:
            forget_duplicates(Noun.PROCESS, [process])
