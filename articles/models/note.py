import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.querysets.note import NoteQuerySet

from .article import Article
from .quote import Quote


class Note(models.Model):
    """What a colleague says to colleagues of an article or of a quote in it. Never public."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="notes")
    quote = models.ForeignKey(Quote, models.SET_NULL, null=True, blank=True, related_name="notes")
    text = models.TextField()
    sent_back = models.BooleanField(
        default=False, help_text="The article was sent back to its writer with it."
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [
            models.Index(fields=["made_at", "id"], name="note_by_time"),
            models.Index(
                fields=["made_at", "id"], name="note_open",
                condition=models.Q(resolved_at=None),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None


class ErrorNote(models.Model):
    """What a reader says is wrong with a quote, or with an article. Never public."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="error_notes")
    quote = models.ForeignKey(
        Quote, models.SET_NULL, null=True, blank=True, related_name="error_notes"
    )
    text = models.TextField()
    contact = models.EmailField(blank=True, help_text="Where the reader wants an answer.")
    made_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True, help_text="What was done about it.")
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = "reported error"
        verbose_name_plural = "errors that readers report"
        indexes = [
            models.Index(fields=["made_at", "id"], name="error_note_by_time"),
            models.Index(
                fields=["made_at", "id"], name="error_note_open",
                condition=models.Q(resolved_at=None),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    @property
    def stamp(self) -> str:
        """What tells whether an editor has seen its newest answer."""
        return hashlib.sha256(f"{self.resolved_at}\0{self.answer}".encode()).hexdigest()[:16]

    def see_to(self, is_resolved: bool, by) -> None:
        """Settle who has seen to it, and when; not saved. Who was first stays known."""
        if is_resolved and self.is_open:
            self.resolved_by, self.resolved_at = by, timezone.now()
        elif not is_resolved:
            self.resolved_by = self.resolved_at = None
