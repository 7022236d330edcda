"""Whether whom reports name is kept as it is where lists look for it: see models.Naming."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from articles.choices import Side
from articles.models import Naming, ObstacleReport

BATCH = 500

Row = tuple[int, int, int, str, int]  # id, report, obstacle, side, actor


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


def side_rows(side: Side) -> QuerySet:
    return getattr(ObstacleReport, side).through.objects.order_by()


def wrong_namings() -> Iterator[int]:
    """Ids of the reports whose namings are not those that they say, in batches."""
    last = 0
    while batch := list(ObstacleReport.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        first, last = batch[0].pk, batch[-1].pk
        there = stored(Naming.objects.filter(report__gte=first, report__lte=last))
        yield from sorted({report for _, report, *_ in namings_of(batch) ^ there})
