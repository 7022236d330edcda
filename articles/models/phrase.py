from django.db import models

from articles.querysets.phrase import PhraseQuerySet

from .quote import Quote


class Phrase(models.Model):
    """Three words in a row of a quote, as a number: quotes with the same words share some.

    Kept for whole quotes by `actions.phrasing`, drafts among them; compared by `manage.py
    check_integrity`. `said_by` repeats the id of the quote's speaker.
    """

    number = models.BigIntegerField()
    said_by = models.BigIntegerField(null=True)
    quote = models.ForeignKey(Quote, models.CASCADE, related_name="phrases")

    objects = PhraseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["number", "said_by", "quote"], name="phrase_by_speaker")]

    def __str__(self):
        return f"{self.number} in {self.quote_id}"
