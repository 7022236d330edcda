from dataclasses import dataclass, field

from django.db.models import Model

from articles.models import Revision


class RestoreRefused(Exception):
    """It cannot be restored. The message says why; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and a line for each thing that could not be as it was."""

    row: Model
    revision: Revision
    problems: list[str] = field(default_factory=list)
