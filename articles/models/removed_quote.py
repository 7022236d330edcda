from django.db import models


class RemovedQuote(models.Model):
    """A quote that readers could see and that stands in its article no more: its address says so,
    and leads to the article. Noted by the database itself: see triggers/removals.py.
    """

    id = models.BigIntegerField(primary_key=True, help_text="That of the quote.")
    article = models.BigIntegerField()  # its id: it may be deleted in the same transaction

    def __str__(self):
        return f"{self.pk} of {self.article}"
