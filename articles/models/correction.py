from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from articles.choices import CorrectionKind
from articles.querysets.correction import CorrectionQuerySet, NeverChanged

from .article import Article
from .dates import OLDEST_YEAR
from .quote import Quote


class Correction(models.Model):
    """A dated, public note of what was changed in an article. Append-only.

    Raises NeverChanged where one is changed or deleted; it goes only with its article.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections")
    quote = models.ForeignKey(
        Quote, models.SET_NULL, null=True, blank=True, related_name="corrections"
    )
    kind = models.CharField(
        max_length=13, choices=CorrectionKind, default=CorrectionKind.CORRECTION
    )
    note = models.TextField(help_text="Public: what was wrong and what stands now.")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    made_on = models.DateField(default=timezone.localdate)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False,
        related_name="+",
    )  # fmt: skip

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["made_on", "id"]
        indexes = [
            models.Index(fields=["made_on", "id"], name="correction_by_day"),
            models.Index(fields=["kind", "made_on", "id"], name="correction_by_kind"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.made_on:%Y-%m-%d}"

    def save(self, **kwargs):
        if not self._state.adding:
            raise NeverChanged
        if self.quote and self.quote.continues_id:
            self.quote_id = self.quote.continues_id  # readers see a split quote as one
        super().save(**kwargs)

    def get_absolute_url(self):
        """Its place on the page of its article."""
        return f"{self.article.get_absolute_url()}#correction-{self.pk}"

    def clean(self):
        try:
            check_day(self.made_on)
        except ValidationError as error:
            raise ValidationError({"made_on": error}) from error

    def delete(self, **kwargs):
        raise NeverChanged


def check_day(made_on: date | None) -> None:
    """Raises ValidationError for a day on which nothing can have been corrected."""
    if made_on and made_on > timezone.localdate():
        raise ValidationError("That day has not come yet.")
    if made_on and made_on.year < OLDEST_YEAR:
        raise ValidationError(f"No paper is older than the year {OLDEST_YEAR}.")
