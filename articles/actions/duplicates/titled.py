"""Obstacles, processes, outlets and tags that may be the same."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from urllib.parse import urlsplit

from django.db.models import Q

from articles.actions.matching import TELLING, obstacles_like
from articles.choices import ObstacleKind
from articles.models import Obstacle, ObstacleReport, Outlet, Process, Tag
from articles.text.folding import fold
from articles.text.likeness import Likeness, likeness_of_tags, likeness_of_titles

from .judging import ASKED_FROM, Judgement

MOST_LIKE = 20
MOST_PROCESSES = 200
MOST_OUTLETS = 5000
MOST_TAGS = 1000
TAG_BEGINS = 3  # letters
LAST_LETTER = "\uffff"
SAME_ADDRESS = 30
NEWEST_REPORTS = 200


# Obstacles


def obstacles_alike(obstacle: Obstacle, also: Sequence[int] = ()) -> dict[int, Judgement]:
    found = {row.pk: row for row in obstacles_like(obstacle.title, limit=MOST_LIKE)}
    found |= Obstacle.objects.in_bulk(also)
    found.pop(obstacle.pk, None)
    judged = {}
    acting = _Acting([obstacle.pk, *found])
    for pk, other in found.items():
        judgement = Judgement.of(likeness_of_titles(obstacle.title, other.title, is_loose=True))
        if other.merged_into_id is None and judgement.score:
            _weigh_obstacles(judgement, obstacle, other, acting)
            judged[pk] = judgement
    return judged


class _Acting:
    """Who lays obstacles, and which articles report them. Two queries."""

    def __init__(self, obstacles: list[int]):
        self.laid_by, self.articles = {}, {}
        rows = ObstacleReport.objects.filter(obstacle__in=obstacles).order_by("-pk")
        rows = list(rows.values_list("pk", "obstacle", "article")[: NEWEST_REPORTS * 2])
        owner = {}
        for report, obstacle, article in rows:
            owner[report] = obstacle
            self.articles.setdefault(obstacle, set()).add(article)
        laid = ObstacleReport.laid_by.through.objects.filter(obstaclereport__in=owner)
        for report, actor, name in laid.values_list("obstaclereport", "actor", "actor__name"):
            self.laid_by.setdefault(owner[report], {})[actor] = name


def _weigh_obstacles(judgement, one, other, acting):
    if one.process_id and one.process_id == other.process_id:
        judgement.add(10, "Both stand in the way of the same process")
    elif one.process_id and other.process_id:
        judgement.add(-20, "But they stand in the way of different processes")
    mine, theirs = acting.laid_by.get(one.pk, {}), acting.laid_by.get(other.pk, {})
    if both := mine.keys() & theirs.keys():
        judgement.add(8, f"Both are laid by {mine[min(both)]}")
    elif mine and theirs:
        judgement.add(-25, "But they are laid by different actors")
    if ObstacleKind.OPTION in (one.kind, other.kind) and one.kind != other.kind:
        judgement.add(-15, "But one is an option, which is no obstacle")
    if acting.articles.get(one.pk, set()) & acting.articles.get(other.pk, set()):
        judgement.add(-15, "But one article reports both")


# Processes


def processes_alike(process: Process, also: Sequence[int] = ()) -> dict[int, Judgement]:
    words = sorted({word for word in fold(process.name).split() if len(word) >= TELLING})
    rows = Process.objects.current().exclude(pk=process.pk)
    found = rows.in_bulk(also)
    if words:
        matching = reduce(or_, (Q(words__matches=word) for word in words))
        found |= {row.pk: row for row in rows.filter(matching).order_by("-pk")[:MOST_PROCESSES]}
    judged = {}
    for pk, other in found.items():
        judgement = Judgement.of(likeness_of_titles(process.name, other.name, is_loose=True))
        if judgement.score and not _is_part(process, other):
            judged[pk] = judgement
    _weigh_parties(process, judged)
    return judged


def _is_part(one: Process, other: Process) -> bool:
    return other.pk == one.parent_id or one.pk == other.parent_id


def _weigh_parties(process: Process, judged: dict[int, Judgement]) -> None:
    near = [pk for pk in judged if judged[pk].score >= ASKED_FROM - 10]
    through = Process.parties.through.objects
    own = set(through.filter(process=process).values_list("actor", flat=True)) if near else ()
    if own:
        theirs = through.filter(process__in=near, actor__in=own).order_by(
            "actor__sort_name", "actor_id"
        )
        shared = dict(theirs.values_list("process", "actor__name"))
        for pk, name in shared.items():
            judged[pk].add(8, f"{name} is a party to both")


# Outlets: few enough to be compared one by one


def outlets_alike(outlet: Outlet, also: Sequence[int] = ()) -> dict[int, Judgement]:
    rows = Outlet.objects.current().exclude(pk=outlet.pk).order_by("-pk")
    judged = {}
    for pk, name, url, language in rows.values_list("pk", "name", "url", "language")[:MOST_OUTLETS]:
        judgement = Judgement.of(likeness_of_titles(outlet.name, name))
        host = _host(url)
        if host and host == _host(outlet.url):
            judgement.add(SAME_ADDRESS * 2, f"Both are at {host}")
        if judgement.score and language[:2] != outlet.language[:2]:
            judgement.add(-20, "But their languages differ")
        if judgement.score:
            judged[pk] = judgement
    return judged


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


# Tags


def tags_alike(tag: Tag, also: Sequence[int] = ()) -> dict[int, Judgement]:
    """Tags in which a word begins as one of this one's, with the first three letters."""
    beginnings = {word[:TAG_BEGINS] for word in tag.folded.split()}
    if not beginnings:
        return {}
    begins = reduce(
        or_, (Q(folded__gte=start, folded__lt=start + LAST_LETTER) for start in beginnings)
    )
    rows = Tag.objects.current().exclude(pk=tag.pk)
    found = dict(rows.filter(begins).order_by("-pk").values_list("pk", "folded")[:MOST_TAGS])
    if also:
        found |= dict(rows.filter(pk__in=also).values_list("pk", "folded"))
    alike: dict[int, Likeness] = {
        pk: likeness_of_tags(tag.folded, folded) for pk, folded in found.items()
    }
    return {pk: Judgement.of(likeness) for pk, likeness in alike.items() if likeness.score}
