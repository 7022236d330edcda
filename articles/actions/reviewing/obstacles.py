"""The obstacles and processes that a proposal means."""

from articles.actions.matching import obstacles_like
from articles.models import Obstacle, Process, Proposal
from articles.text.folding import fold

NAME_LENGTH = 200


def known_obstacle(proposal: Proposal) -> Obstacle | None:
    """The obstacle of which an obstacle proposal is one more report."""
    pk = proposal.details.get("obstacle")
    known = Obstacle.objects.filter(pk=pk).first() if pk else None
    title = proposal.details.get("title", "")
    return known or Obstacle.objects.filter(title__iexact=title).order_by("pk").first()


def near_obstacles(proposal: Proposal) -> list[Obstacle]:
    """Known obstacles that may be the same, likeliest first; not the one that surely is."""
    title = proposal.details.get("title") or proposal.text
    surely = known_obstacle(proposal)
    return [row for row in obstacles_like(title) if row != surely]


def process_named(printed: str) -> Process | None:
    """The process that is called so, folded and without "the"."""
    wanted = fold(printed).removeprefix("the ")
    if not wanted:
        return None
    rows = Process.objects.search(wanted)[:20]
    return next((row for row in rows if fold(row.name).removeprefix("the ") == wanted), None)


def process_called(name: str) -> Process | None:
    """The process of that name, made if there is none."""
    name = " ".join(name.split())[:NAME_LENGTH]
    if not fold(name):
        return None
    return process_named(name) or Process.objects.get_or_create(name=name)[0]
