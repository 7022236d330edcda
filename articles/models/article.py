import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.choices import ArticleStatus, Part, Precision
from articles.querysets.article import ArticleQuerySet
from articles.search.fields import WordsField
from articles.text.folding import fold
from articles.text.slugs import slug_for

from .addresses import page_address
from .dates import not_reversed
from .outlet import Outlet
from .tag import FoldedTaggableManager, TaggedArticle


class Article(models.Model):
    """One published text, taken apart."""

    headline = models.CharField(max_length=500)
    alternative_headline = models.CharField(max_length=500, blank=True)
    slug = models.SlugField(max_length=60, editable=False)
    standfirst = models.TextField(blank=True)
    outlet = models.ForeignKey(
        Outlet, models.PROTECT, related_name="articles", null=True, blank=True
    )
    byline = models.CharField(max_length=300, blank=True)
    dateline = models.CharField(max_length=200, blank=True, help_text="The place, as printed.")
    edition = models.CharField(max_length=100, blank=True)
    desk = models.CharField(
        max_length=100, blank=True, help_text="The newspaper's section: World, Business"
    )
    language = models.CharField(max_length=20, default="en", help_text="BCP 47: en, fr, pt-BR")

    issued_on = models.DateField("first day", null=True, blank=True)
    issued_until = models.DateField("last day", null=True, blank=True)
    issued_precision = models.CharField(
        "date known to the", max_length=5, choices=Precision, blank=True
    )
    date_unknown = models.BooleanField(
        "the source gives no date",
        default=False,
        help_text="Confirm it here, or publishing asks for the date.",
    )
    dated = models.DateField(editable=False)
    dated_until = models.DateField(editable=False)

    source_url = models.URLField("address of the source", max_length=1000, blank=True)
    obtained = models.CharField(
        "how obtained", max_length=200, blank=True, help_text="Pasted, wire, clipping …"
    )
    source_guid = models.CharField(max_length=300, blank=True)
    source_version = models.CharField(max_length=50, blank=True)
    source_text = models.TextField(blank=True, editable=False)
    source_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    reprint_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="reprints",
        help_text="The article that this one prints again: its quotes are counted there alone.",
    )  # fmt: skip
    stretches = models.PositiveIntegerField("quoted stretches", default=0, editable=False)
    gaps = models.PositiveIntegerField(
        default=0, editable=False, help_text="Quoted stretches that nobody has accounted for."
    )
    proposals_open = models.PositiveIntegerField(default=0, editable=False)

    status = models.CharField(
        max_length=12, choices=ArticleStatus, default=ArticleStatus.DRAFT, db_index=False
    )
    publish_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)

    actors = models.ManyToManyField(
        "articles.Actor", through="articles.Appearance", related_name="articles"
    )
    tags = FoldedTaggableManager(through=TaggedArticle, blank=True)
    words = WordsField(editable=False)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False,
        related_name="+",
    )  # fmt: skip
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-id"]
        permissions = [
            ("submit_article", "Can send articles to review"),
            ("return_article", "Can send articles back to their writer"),
            ("publish_article", "Can publish and schedule articles"),
            ("withdraw_article", "Can withdraw articles"),
            ("edit_any_article", "Can edit articles of other people"),
            ("export_article", "Can export articles as CSV"),
        ]
        indexes = [
            # With what the facets of a list read of its newest thousand: see querysets/facets.py.
            models.Index(
                fields=[
                    *("status", "dated", "id"),
                    *("dated_until", "outlet", "desk", "edition", "language"),
                ],
                name="article_by_date",
            ),
            models.Index(fields=["status", "headline", "id"], name="article_by_headline"),
            models.Index(fields=["outlet", "status", "dated", "id"], name="article_by_outlet"),
            models.Index(fields=["desk", "status", "dated", "id"], name="article_by_desk"),
            models.Index(fields=["edition", "status", "dated", "id"], name="article_by_edition"),
            models.Index(fields=["language", "status", "dated", "id"], name="article_by_language"),
            models.Index(fields=["status", "published_at", "id"], name="article_by_published_at"),
            models.Index(fields=["status", "updated_at"], name="article_by_updated_at"),
            models.Index(fields=["updated_at", "id"], name="article_by_update"),
            models.Index(fields=["outlet", "updated_at", "id"], name="article_of_outlet"),
            models.Index(fields=["dated", "id", "dated_until"], name="article_by_day"),
            models.Index(
                fields=["dated", "dated_until"],
                name="article_of_vague_day",
                condition=Q(dated_until__gt=F("dated")),
            ),
            models.Index(fields=["headline", "id"], name="article_by_title"),
            models.Index(
                fields=["created_by", "status", "updated_at", "id"], name="article_by_writer"
            ),
            models.Index(fields=["source_guid"], name="article_by_guid"),
            models.Index(
                fields=["updated_at", "id"],
                name="article_with_gaps",
                condition=Q(gaps__gt=0),
            ),
            models.Index(
                fields=["updated_at", "id", "date_unknown"],
                name="article_undated",
                condition=Q(issued_on=None),
            ),
            models.Index(
                fields=["updated_at", "id"],
                name="article_to_review",
                condition=Q(proposals_open__gt=0),
            ),
            models.Index(
                fields=["publish_at"], name="article_due", condition=Q(status="scheduled")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reprint_of=None) | ~Q(reprint_of=F("id")),
                name="article_no_reprint_of_itself",
                violation_error_message="An article is no reprint of itself.",
            ),
            not_reversed("issued_on", "issued_until", name="article_issued_not_reversed"),
            models.CheckConstraint(
                condition=Q(issued_on=None, issued_until=None, issued_precision="")
                | Q(issued_on__isnull=False, issued_until__isnull=False)
                & (
                    Q(issued_on=F("issued_until"), issued_precision=Precision.DAY)
                    | Q(
                        issued_on__lt=F("issued_until"),
                        issued_precision__in=[Precision.MONTH, Precision.YEAR],
                    )
                ),
                name="article_issued_true_to_precision",
                violation_error_message="The two days do not fit the precision of the date.",
            ),
            models.CheckConstraint(
                condition=Q(date_unknown=False) | Q(issued_on=None),
                name="article_date_known_or_unknown",
                violation_error_message="A date is given: it cannot be unknown as well.",
            ),
            models.CheckConstraint(
                condition=~Q(status=ArticleStatus.SCHEDULED) | Q(publish_at__isnull=False),
                name="article_scheduled_has_a_time",
                violation_error_message="A scheduled article needs the time to publish it at.",
            ),
            models.CheckConstraint(
                condition=~Q(status=ArticleStatus.PUBLISHED) | Q(published_at__isnull=False),
                name="article_published_has_a_time",
            ),
            models.UniqueConstraint(
                fields=["source_sha256"],
                condition=~Q(source_sha256=""),
                name="article_source_once",
            ),
        ]

    def __str__(self):
        return self.headline or "(no headline)"

    def save(self, **kwargs):
        self.fill_derived()
        super().save(**kwargs)

    def get_absolute_url(self):
        return page_address("article", self.pk, self.slug)

    def fill_derived(self):
        """Set what follows from the article's own fields; bulk writes call it before they write."""
        self.slug = slug_for(self.headline, "article")
        self.dated, self.dated_until = self.issued_days or (self.fallback_day,) * 2
        if not self.words:
            self.words = self.own_words

    def clean(self):
        if self.status == ArticleStatus.SCHEDULED and not self.publish_at:
            raise ValidationError(
                {"publish_at": "Say when the article is to be published, or take it back to draft."}
            )

    def original_for(self, other: "Article") -> "Article":
        """What this is a reprint of if it prints again what `other` prints: never a reprint."""
        if other.pk == self.pk:
            raise ValidationError("An article is no reprint of itself.")
        if self.pk and other.reprint_of_id == self.pk:
            raise ValidationError(
                f"“{other}” is entered as a reprint of this article: this one is the original."
            )
        return other.reprint_of or other

    @property
    def issued_days(self):
        """First and last day that the printed date can mean, or None."""
        return (self.issued_on, self.issued_until) if self.issued_on else None

    @property
    def fallback_day(self):
        return timezone.localdate(self.published_at or self.created_at)

    @property
    def own_words(self) -> str:
        return fold(
            " ".join([self.headline, self.alternative_headline, self.standfirst, self.byline])
        )

    @property
    def copies(self) -> dict:
        """What the rows of this article repeat of it; see ArticleCopies."""
        return {
            "article_status": self.status,
            "dated": self.dated,
            "dated_until": self.dated_until,
        }

    @property
    def is_accounted_for(self) -> bool:
        """Every quoted stretch has its quote or is no speech, and no proposal is open."""
        return not (self.gaps or self.proposals_open)

    @property
    def is_published(self) -> bool:
        return self.status == ArticleStatus.PUBLISHED

    @property
    def was_public(self) -> bool:
        """Readers see it, or have seen it."""
        return self.first_published_at is not None

    def text_of(self, part: str, section=None) -> str:
        """The raw text that a quote or report of that part is anchored in."""
        return section.body if part == Part.SECTION else getattr(self, part)

    @staticmethod
    def sha256_of(source_text: str) -> str:
        return hashlib.sha256(source_text.encode("utf-8", "surrogatepass")).hexdigest()
