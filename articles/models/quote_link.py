from django.db import models
from django.db.models import F, Q

from articles.choices import LinkKind
from articles.querysets.quote_link import QuoteLinkQuerySet

from .article import Article
from .quote import Quote


class QuoteLink(models.Model):
    """An editor's word that a quote repeats, softens, hardens, contradicts or retracts an other.

    It belongs to the article of `quote`, whose history keeps it. `other` is empty where an editor
    has taken that quote out of its article; it comes back with it.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="quote_links", editable=False)
    quote = models.ForeignKey(Quote, models.CASCADE, related_name="quote_links")
    kind = models.CharField("what it does", max_length=11, choices=LinkKind)
    other = models.ForeignKey(
        Quote, models.SET_NULL, null=True, verbose_name="the other quote",
        related_name="links_from", help_text="Mostly an earlier one: type some of its words.",
    )  # fmt: skip
    other_article = models.ForeignKey(
        Article, models.CASCADE, related_name="links_from", editable=False
    )
    note = models.TextField(blank=True, help_text="Public: what makes you say so.")

    objects = QuoteLinkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=F("quote")),
                name="quote_link_not_to_itself",
                violation_error_message="A quote is not linked to itself.",
            ),
            models.UniqueConstraint(
                fields=["quote", "other", "kind"],
                name="quote_link_once",
                violation_error_message="The two are linked in that way already.",
            ),
        ]

    def __str__(self):
        return f"{self.quote} {self.get_kind_display().lower()} {self.other}"

    def save(self, **kwargs):
        self.fill_derived()
        super().save(**kwargs)

    def fill_derived(self):
        self.article_id = self.quote.article_id
        if self.other:
            self.other_article_id = self.other.article_id

    @property
    def is_backwards(self) -> bool:
        """The quote is the older one, as far as the dates of the articles tell."""
        return bool(self.other) and self.quote.dated_until < self.other.dated
