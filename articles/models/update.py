from django.conf import settings
from django.db import models

from articles.choices import UpdateState
from articles.querysets.update import UpdateQuerySet

from .article import Article


class Update(models.Model):
    """Another text of an article: a newer one that waits for an editor, or one it had before."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="updates")
    state = models.CharField(max_length=7, choices=UpdateState, default=UpdateState.WAITING)
    received = models.JSONField(help_text="What the reader made of it: ingest.drafts.Received.")
    source_sha256 = models.CharField(max_length=64, db_index=True)
    source_version = models.CharField(max_length=50, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [models.Index(fields=["state", "id"], name="update_by_state")]

    def __str__(self):
        return f"{self.get_state_display()}: version {self.source_version or '?'}"


class Fingerprint(models.Model):
    """A sentence of an article, as a number: texts that share many are the same text."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="fingerprints")
    sentence = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sentence", "article"], name="fingerprint_by_sentence")
        ]

    def __str__(self):
        return f"{self.sentence:x} in {self.article_id}"
