from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.choices import DuplicateState, Noun


class Merge(models.Model):
    """Two rows that became one, with all that an undo needs to know. Never public."""

    noun = models.CharField(max_length=8, choices=Noun)
    kept_id = models.PositiveBigIntegerField()
    lost_id = models.PositiveBigIntegerField()
    kept_name = models.CharField(max_length=500)
    lost_name = models.CharField(max_length=500)
    moved = models.JSONField(default=dict, help_text="What an undo puts back: see actions.merging.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["noun", "kept_id"], name="merge_by_kept"),
            models.Index(fields=["noun", "lost_id"], name="merge_by_lost"),
            models.Index(fields=["made_at", "id"], name="merge_by_time"),
        ]

    def __str__(self):
        return f"“{self.lost_name}” into “{self.kept_name}”"

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


class Duplicate(models.Model):
    """Two rows of one kind that may be the same: a question to an editor, and the answer.

    `first_id` is the smaller id. Never public.
    """

    noun = models.CharField(max_length=8, choices=Noun)
    first_id = models.PositiveBigIntegerField()
    second_id = models.PositiveBigIntegerField()
    score = models.PositiveSmallIntegerField(help_text="Of 100.")
    evidence = models.JSONField(default=list, help_text="Why: lines for an editor to read.")
    state = models.CharField(max_length=9, choices=DuplicateState, default=DuplicateState.OPEN)
    found_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-score", "id"]
        verbose_name = "possible duplicate"
        indexes = [
            models.Index(fields=["state", "-score", "id"], name="duplicate_by_score"),
            models.Index(fields=["noun", "state", "-score", "id"], name="duplicate_by_noun"),
            models.Index(fields=["noun", "second_id"], name="duplicate_by_second"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "first_id", "second_id"], name="duplicate_once"
            ),
            models.CheckConstraint(
                condition=models.Q(first_id__lt=models.F("second_id")), name="duplicate_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.get_noun_display()} {self.first_id} and {self.second_id}"
