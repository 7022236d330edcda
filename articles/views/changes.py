"""What has changed since the day as of which obstacles are shown."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from articles.choices import ReportStatus
from articles.models import Obstacle, ObstacleReport
from articles.querysets.obstacle import CONFIRMING

from .ledger import Standing, reports_by_id

MOST_CHANGES = 30
AGAIN = "standing again"
EVENTS = ["raised", AGAIN, "disputed", "eased", "lifted"]


class Change(NamedTuple):
    """Of an obstacle of which something was reported since."""

    obstacle: Obstacle
    then: ObstacleReport | None  # None: nobody knew of it
    now: ObstacleReport
    number: int  # of reports since

    @property
    def is_of_status(self) -> bool:
        return self.then is None or self.then.status != self.now.status


@dataclass(frozen=True, slots=True)
class Since:
    """What was reported of some obstacles after a day."""

    tallies: list[tuple[int, str]]  # 2, "raised"; 1, "lifted"
    reports: int
    obstacles: int  # of which something was reported
    changes: list[Change]  # perhaps not all

    @property
    def left_out(self) -> int:
        return self.obstacles - len(self.changes)


def since_of(*parts: list[Standing], as_of: date | None) -> list[Since | None]:
    """Of each part on its own what happened since, the changed ones first: two queries for all
    parts, none if no day is asked for.
    """
    if not as_of:
        return [None for _ in parts]
    changed = [sorted((one for one in part if one.later), key=urgency) for part in parts]
    changes = changes_of([one for part in changed for one in part[:MOST_CHANGES]], as_of)
    return [
        Since(
            tallies_of((one.then, one.now) for one in part),
            sum(one.later for one in part),
            len(part),
            [changes[one.pk] for one in part[:MOST_CHANGES] if one.pk in changes],
        )
        for part in changed
    ]


def urgency(one: Standing) -> tuple:
    """Those of another status before those that only were reported again; the newest first."""
    return one.then == one.now, -one.last_day.toordinal(), -one.pk


def changes_of(standings: list[Standing], as_of: date) -> dict[int, Change]:
    rows = Obstacle.objects.with_latest(then_id=as_of, now_id=None).defer("words", "description")
    obstacles = rows.in_bulk([one.pk for one in standings])
    reports = reports_by_id(pk for one in obstacles.values() for pk in (one.then_id, one.now_id))
    return {
        one.pk: Change(obstacle, reports.get(obstacle.then_id), reports[obstacle.now_id], one.later)
        for one in standings
        if (obstacle := obstacles.get(one.pk)) and obstacle.now_id
    }


def tallies_of(statuses: Iterable[tuple[str | None, str]]) -> list[tuple[int, str]]:
    counts = Counter(event for then, now in statuses for event in events(then, now))
    return [(counts[event], event) for event in EVENTS if counts[event]]


def events(then: str | None, now: str) -> Iterable[str]:
    """What happened to an obstacle that had one status and has another."""
    if then is None:
        yield "raised"
    if now in CONFIRMING:
        if then and then not in CONFIRMING:
            yield AGAIN
    elif now != then:
        yield ReportStatus(now).label.lower()
