from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.choices import Noun
from articles.querysets.presence import PresenceQuerySet


class Presence(models.Model):
    """Somebody has the page of a row open: a notice to others, no lock."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    noun = models.CharField(max_length=8, choices=Noun)
    object_id = models.PositiveBigIntegerField()
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["noun", "object_id", "user"], name="presence_once")
        ]

    def __str__(self):
        return f"{self.user} at {self.noun} {self.object_id}"
