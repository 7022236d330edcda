from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.choices import Change, Noun


class Revision(models.Model):
    """A row with its parts, whole, as one change left it. Never public."""

    noun = models.CharField(max_length=8, choices=Noun)
    object_id = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField(help_text="Of the row, after the change.")
    change = models.CharField(max_length=9, choices=Change, default=Change.EDITED)
    why = models.CharField("what for", max_length=300, blank=True)
    title = models.CharField(max_length=500, help_text="How the row was called.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    is_held = models.BooleanField(
        default=False, help_text="Somebody opened a page on it: a conflict compares with it."
    )
    restores = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="restored_as"
    )
    content = models.BinaryField(help_text="The snapshot: JSON, compressed. See actions.history.")

    class Meta:
        ordering = ["-version", "-id"]
        indexes = [
            models.Index(fields=["change", "noun", "made_at", "id"], name="revision_by_change"),
            models.Index(fields=["made_at", "id"], name="revision_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["noun", "object_id", "version"], name="revision_once"),
        ]

    def __str__(self):
        return f"{self.title}, version {self.version}"
