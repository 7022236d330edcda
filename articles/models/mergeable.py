from django.db import models
from django.db.models import CheckConstraint, F, Index, Q


class Mergeable(models.Model):
    """A row that may be merged into another of its kind; it then stays, and leads there.

    Never a chain: what was merged into a row that is merged itself is led on (actions.merging).
    """

    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False,
        db_index=False,
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def current(self):
        """The row that stands for this one today: itself, unless it was merged."""
        return self.merged_into or self


def not_merged_into_itself(name: str) -> CheckConstraint:
    return CheckConstraint(condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name=name)


def merged_index(name: str) -> Index:
    """Holds the merged rows alone: one that held all others too would lead SQLite through them
    instead of in the order of a list."""
    return Index(fields=["merged_into"], name=name, condition=Q(merged_into__isnull=False))
