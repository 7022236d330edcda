"""Whom reports name, kept where lists look for it: see models.Naming."""

from collections.abc import Iterable, Iterator

from articles.choices import Side
from articles.models import Naming, Obstacle, ObstacleReport

BATCH = 500

Row = tuple[int, int, str, int]  # report, obstacle, side, actor


def keep_namings(reports: Iterable[ObstacleReport]) -> None:
    """Bring those of the `reports` in step with them: three queries, and one more for what is gone
    and one for what is new."""
    reports = {report.pk: report for report in reports}
    if not reports:
        return
    there = {}
    rows = Naming.objects.filter(report__in=reports)
    for pk, *row in rows.values_list("pk", "report", "obstacle", "side", "actor"):
        there[tuple(row)] = pk
    wanted = namings_of(reports.values())
    if gone := [there[row] for row in there.keys() - wanted]:
        Naming.objects.filter(pk__in=gone).delete()
    if new := wanted - there.keys():
        Naming.objects.bulk_create(
            Naming(
                report=reports[report], obstacle_id=obstacle, side=side, actor_id=actor,
                **copies_of(reports[report]),
            )
            for report, obstacle, side, actor in sorted(new)
        )  # fmt: skip


def copies_of(report: ObstacleReport) -> dict:
    return {name: getattr(report, name) for name in ("article_status", "dated", "dated_until")}


def namings_of(reports: Iterable[ObstacleReport]) -> set[Row]:
    obstacles = {report.pk: report.obstacle_id for report in reports}
    return {
        (report, obstacles[report], str(side), actor)
        for side in Side
        for report, actor in side_rows(side)
        .filter(obstaclereport__in=obstacles)
        .values_list("obstaclereport", "actor")
    }


def side_rows(side: Side):
    return getattr(ObstacleReport, side).through.objects.order_by()


def name_anew(*actors: int) -> None:
    """After rows of actors have become those of others: a batch of reports at a time."""
    ids = set(Naming.objects.filter(actor__in=actors).values_list("report", flat=True))
    for side in Side:
        naming = side_rows(side).filter(actor__in=actors)
        ids.update(naming.values_list("obstaclereport", flat=True))
    ids = sorted(ids)
    for first in range(0, len(ids), BATCH):
        keep_namings(ObstacleReport.objects.filter(pk__in=ids[first : first + BATCH]))


def follow_obstacle(obstacle: Obstacle, other: Obstacle) -> None:
    """After reports of the other one have become its own."""
    rows = Naming.objects.filter(obstacle=other, report__obstacle=obstacle)
    rows.update(obstacle=obstacle)


def wrong_namings() -> Iterator[int]:
    """Ids of the reports whose namings are not those that they say, in batches."""
    last = 0
    while batch := list(ObstacleReport.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        first, last = batch[0].pk, batch[-1].pk
        rows = Naming.objects.filter(report__gte=first, report__lte=last)
        stored = set(rows.values_list("report", "obstacle", "side", "actor"))
        yield from sorted({report for report, *_ in namings_of(batch) ^ stored})
