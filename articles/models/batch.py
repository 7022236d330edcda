from django.conf import settings
from django.db import models

from articles.choices import FileState
from articles.querysets.batch import BatchQuerySet

from .article import Article


class Batch(models.Model):
    """Files that were handed in together, to be taken one by one."""

    obtained = models.CharField("how obtained", max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="batches"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name_plural = "batches"

    def __str__(self):
        return f"Batch {self.pk}"


class BatchFile(models.Model):
    """One file of a batch as received, and what became of it."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    content = models.BinaryField()
    state = models.CharField(max_length=9, choices=FileState, default=FileState.WAITING)
    message = models.TextField(blank=True, help_text="Why it was refused, or what was doubtful.")
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="batch_files"
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["batch", "state", "id"], name="batch_file_by_state")]

    def __str__(self):
        return self.name
