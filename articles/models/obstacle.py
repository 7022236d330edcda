from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from articles.choices import ObstacleKind, Precision, ReportStatus
from articles.querysets.obstacle import CONFIRMING, ObstacleQuerySet, ObstacleReportQuerySet
from articles.search.fields import WordsField
from articles.text.folding import fold
from articles.text.slugs import slug_for

from .actor import Actor
from .addresses import page_address
from .article import Article
from .copies import ArticleCopies
from .dates import precision_goes_with
from .mergeable import Mergeable, merged_index, not_merged_into_itself
from .process import Process
from .quote import Quote
from .section import Section
from .tag import FoldedTaggableManager, TaggedObstacle


class Obstacle(Mergeable):
    """Something that stands in the way of a process.

    What is said of it, by whom, since when and whether it still stands comes from its reports.
    """

    title = models.CharField(max_length=300)
    slug = models.SlugField(max_length=60, editable=False)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=ObstacleKind, default=ObstacleKind.DEMAND)
    process = models.ForeignKey(
        Process, models.PROTECT, null=True, blank=True, related_name="obstacles"
    )
    tags = FoldedTaggableManager(through=TaggedObstacle, blank=True)
    words = WordsField(editable=False)

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        permissions = [
            ("merge_obstacle", "Can merge obstacles"),
            ("export_obstacle", "Can export obstacles as CSV"),
        ]
        indexes = [
            merged_index("obstacle_merged"),
            models.Index(fields=["title", "id"], name="obstacle_by_title"),
            models.Index(fields=["kind", "title", "id"], name="obstacle_by_kind"),
        ]
        constraints = [not_merged_into_itself("obstacle_not_merged_into_itself")]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        self.fill_derived()
        super().save(**kwargs)

    def get_absolute_url(self):
        return page_address("obstacle", self.pk, self.slug)

    def fill_derived(self):
        self.slug = slug_for(self.title, "obstacle")
        self.words = fold(f"{self.title} {self.description}")

    @property
    def is_option(self) -> bool:
        """An option stands in the leverage table and in no count of obstacles."""
        return self.kind == ObstacleKind.OPTION

    def days_unconfirmed(self, latest: "ObstacleReport", on: date) -> int | None:
        """For how long nothing was heard of it, if by its `latest` report it stands, and if that
        is longer than UNCONFIRMED_AFTER_DAYS; the rule for one row of `unconfirmed()`.
        """
        days = (on - latest.day).days
        is_due = days > settings.UNCONFIRMED_AFTER_DAYS
        return days if is_due and latest.is_confirming and not self.is_option else None


class ObstacleReport(ArticleCopies):
    """What one article says of an obstacle."""

    obstacle = models.ForeignKey(Obstacle, models.PROTECT, related_name="reports")
    article = models.ForeignKey(Article, models.CASCADE, related_name="reports")
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="reports"
    )
    start = models.PositiveIntegerField(default=0, editable=False)
    text = models.TextField(
        "sentence",
        blank=True,
        help_text="The sentence that says so, as printed; without one, the quote that does.",
    )
    anchored = models.BooleanField(default=False, editable=False)
    quote = models.ForeignKey(Quote, models.SET_NULL, null=True, blank=True, related_name="reports")
    laid_by = models.ManyToManyField(Actor, blank=True, related_name="reports_laid")
    faced_by = models.ManyToManyField(Actor, blank=True, related_name="reports_faced")
    status = models.CharField(max_length=8, choices=ReportStatus, default=ReportStatus.RAISED)
    reported_on = models.DateField(
        null=True, blank=True, help_text="Left empty: the article's date."
    )
    reported_on_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    note = models.TextField(blank=True, help_text="Shown to readers beside the report.")

    objects = ObstacleReportQuerySet.as_manager()

    class Meta:
        ordering = [Coalesce("reported_on", "dated"), "dated", "id"]
        indexes = [
            models.Index(
                # The last ones are only read: reports are counted from the index alone.
                fields=[
                    "obstacle",
                    "article_status",
                    "dated",
                    "id",
                    "dated_until",
                    "status",
                    "reported_on",
                    "reported_on_precision",
                ],
                name="report_by_date",
            ),
            models.Index(
                "obstacle",
                "article_status",
                Coalesce("reported_on", "dated").desc(),
                F("dated").desc(),
                F("id").desc(),
                "status",
                name="report_by_day",
            ),
            models.Index(
                Coalesce("reported_on", "dated").desc(),
                F("obstacle").desc(),
                "article_status",
                name="report_newest",
            ),
            models.Index(
                "obstacle",
                Coalesce("reported_on", "dated").desc(),
                F("dated").desc(),
                F("id").desc(),
                name="report_of_obstacle",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(start__gte=0), name="report_start_not_negative"),
            precision_goes_with("reported_on", name="report_reported_on_precision"),
        ]

    def __str__(self):
        words = self.text or "(no sentence)"
        return words if len(words) <= 80 else f"{words[:79]}…"

    def save(self, **kwargs):
        self.fill_derived()
        super().save(**kwargs)

    def fill_derived(self):
        self.copy_article(self.article)

    @property
    def day(self):
        """The day the report counts for, with its precision where the report gives one."""
        return self.reported_on or self.dated

    @property
    def is_to_the_day(self) -> bool:
        """Whether that day is known as one, and not as a month, a year or a guess."""
        if self.reported_on:
            return self.reported_on_precision == Precision.DAY
        return self.article.issued_precision == Precision.DAY

    @property
    def is_confirming(self) -> bool:
        return self.status in CONFIRMING

    @property
    def holds_its_quote(self) -> bool:
        """The sentence has the words of the quote in it."""
        return bool(self.quote) and self.quote.text in self.text

    @property
    def is_said(self) -> bool:
        """The sentence stands among the words of the quote."""
        stretches = (self.quote, *self.quote.later) if self.quote and self.text else ()
        return any(self.text in stretch.text for stretch in stretches)
