"""Who saved a row since a version of it was seen, when and what for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.db.models import Model
from django.utils import timezone

from articles.actions.history import noun_of
from articles.models import Revision

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Saved:
    by: str
    at: datetime
    what: str = ""

    @property
    def when(self) -> str:
        return moment(self.at)


def moment(at: datetime) -> str:
    """14:05, with the day before it unless it is today's."""
    local = timezone.localtime(at)
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else f"{local:%-d %B, %H:%M}"


def called(user) -> str:
    return (user.get_full_name() or user.get_username()) if user else "somebody"


def saves_since(row: Model, version: int | None) -> list[Saved]:
    """The newest first. What the history does not know is looked for in the admin's log."""
    kept = Revision.objects.filter(noun=noun_of(row), object_id=row.pk, version__gt=version or 0)
    newest = kept.select_related("made_by").defer("content").order_by("-version")[:SHOWN]
    saves = [saved(revision) for revision in newest]
    return saves or list(logged([row]).values())


def saved(revision: Revision) -> Saved:
    what = [revision.get_change_display(), revision.why]
    return Saved(called(revision.made_by), revision.made_at, ": ".join(filter(None, what)))


def last_saves(rows: Iterable[Model]) -> dict[int, Saved]:
    """The newest save of each row, in two queries."""
    rows = list(rows)
    if not rows:
        return {}
    kept = Revision.objects.filter(noun=noun_of(rows[0]), object_id__in=[row.pk for row in rows])
    newest = kept.select_related("made_by").defer("content").order_by("version")
    found = {revision.object_id: saved(revision) for revision in newest}
    return logged(row for row in rows if row.pk not in found) | found


def logged(rows: Iterable[Model]) -> dict[int, Saved]:
    rows = list(rows)
    if not rows:
        return {}
    entries = LogEntry.objects.filter(
        content_type=get_content_type_for_model(rows[0]),
        object_id__in=[str(row.pk) for row in rows],
    )
    return {
        int(entry.object_id): Saved(
            called(entry.user), entry.action_time, entry.get_change_message()
        )
        for entry in entries.select_related("user").order_by("action_time")
    }
