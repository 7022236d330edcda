"""Whom reports name, kept where lists look for it: see models.Naming."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from articles.choices import Side
from articles.models import Naming, Obstacle, ObstacleReport

BATCH = 500

Row = tuple[int, int, int, str, int]  # id, report, obstacle, side, actor


def keep_namings(reports: Iterable[ObstacleReport]) -> None:
    """Bring those of the `reports` in step with them: three queries, and one more for what is gone
    and one for what is new."""
    reports = {report.pk: report for report in reports}
    if not reports:
        return
    there = stored(Naming.objects.filter(report__in=reports))
    wanted = namings_of(reports.values())
    if gone := there - wanted:
        Naming.objects.filter(pk__in=[pk for pk, *_ in gone]).delete()
    if new := wanted - there:
        Naming.objects.bulk_create(made_of(new, reports))


def stored(rows: QuerySet) -> set[Row]:
    return set(rows.values_list("pk", "report", "obstacle", "side", "actor"))


def namings_of(reports: Iterable[ObstacleReport]) -> set[Row]:
    obstacles = {report.pk: report.obstacle_id for report in reports}
    return {
        (Naming.pk_of(side, pk), report, obstacles[report], str(side), actor)
        for side in Side
        for pk, report, actor in side_rows(side)
        .filter(obstaclereport__in=obstacles)
        .values_list("pk", "obstaclereport", "actor")
    }


def made_of(rows: Iterable[Row], reports: dict[int, ObstacleReport]) -> Iterator[Naming]:
    for pk, report, obstacle, side, actor in sorted(rows):
        naming = Naming(pk=pk, report_id=report, obstacle_id=obstacle, side=side, actor_id=actor)
        naming.copy_report(reports[report])
        yield naming


def side_rows(side: Side) -> QuerySet:
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
        there = stored(Naming.objects.filter(report__gte=first, report__lte=last))
        yield from sorted({report for _, report, *_ in namings_of(batch) ^ there})
