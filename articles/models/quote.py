from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from articles.choices import Part, Precision, QuoteKind
from articles.querysets.quote import QuoteAboutQuerySet, QuoteQuerySet
from articles.search.fields import WordsField
from articles.text.folding import fold
from articles.text.slugs import slug_for

from .actor import Actor, Role
from .addresses import page_address
from .article import Article
from .copies import ArticleCopies
from .dates import precision_goes_with
from .office import NOTHING_KNOWN, RoleThen, role_then, said_between
from .outlet import Outlet
from .section import Section
from .tag import FoldedTaggableManager, TaggedQuote


class Quote(ArticleCopies):
    """Words that somebody is reported to have said.

    A quote split by its attribution is several rows: the later ones `continue` the first, and
    the whole is one card, one count and one exported row.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="quotes")
    part = models.CharField(max_length=20, choices=Part, default=Part.SECTION)
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="quotes"
    )
    start = models.PositiveIntegerField(default=0, editable=False)
    text = models.TextField("words", help_text="As printed, without the outer quote marks.")
    anchored = models.BooleanField(default=False, editable=False)
    kind = models.CharField(max_length=8, choices=QuoteKind, default=QuoteKind.DIRECT)
    continues = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="continuations"
    )
    speaker = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="quotes")
    unattributed = models.BooleanField(
        default=False, help_text="The text names nobody, and that is how it stays."
    )
    attribution = models.CharField(
        max_length=300, blank=True, help_text="As printed: the harbour master, Ada Quill"
    )
    speaker_title = models.CharField(
        "role as printed", max_length=300, blank=True, help_text="As printed: harbour master"
    )
    title_carried = models.BooleanField(
        "role carried over", default=False, help_text="Taken from an earlier mention."
    )
    cue = models.CharField(max_length=100, blank=True, help_text="said, told, warned …")
    voice_of = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="voiced_quotes",
        help_text="Whose position the speaker puts into words.",
    )  # fmt: skip
    about = models.ManyToManyField(
        Actor, through="articles.QuoteAbout", related_name="quotes_about", blank=True
    )
    said_to = models.CharField(max_length=200, blank=True, help_text="Who was told: an agency")
    said_on = models.DateField(null=True, blank=True)
    said_on_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    outlet = models.ForeignKey(
        Outlet, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    in_reprint = models.BooleanField(default=False, editable=False)
    tags = FoldedTaggableManager(through=TaggedQuote, blank=True)
    words = WordsField(editable=False)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-id"]
        permissions = [("export_quote", "Can export quotes as CSV")]
        indexes = [
            models.Index(fields=fields, name=name, condition=Q(continues=None, in_reprint=False))
            for name, fields in {
                # The last two let a row be passed by unread, for its days or its article's tags.
                "quote_by_date": ["article_status", "dated", "id", "dated_until", "article"],
                "quote_by_speaker": ["speaker", "article_status", "dated", "id"],
                "quote_by_outlet": ["outlet", "article_status", "dated", "id"],
                "quote_by_kind": ["kind", "article_status", "dated", "id"],
            }.items()
        ] + [
            models.Index(
                fields=["continues", "id"], name="quote_not_found", condition=Q(anchored=False)
            ),
            models.Index(fields=["continues", "dated", "id", "dated_until"], name="quote_by_day"),
            # Where `continues` leads, SQLite takes these for what an index on the speaker is for.
            models.Index(
                fields=["article_status", "id"], name="quote_by_status", condition=Q(continues=None)
            ),
            models.Index(
                fields=["outlet", "id"], name="quote_of_outlet", condition=Q(continues=None)
            ),
            models.Index(fields=["kind", "id"], name="quote_of_kind", condition=Q(continues=None)),
            models.Index(
                fields=["speaker", "id"],
                name="quote_of_nobody",
                condition=Q(continues=None, speaker=None),
            ),
            models.Index(
                fields=["speaker", "article_status", "dated", "dated_until"],
                name="quote_of_vague_day",
                condition=Q(continues=None, in_reprint=False, dated_until__gt=F("dated")),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(part=Part.SECTION, section__isnull=False)
                | (~Q(part=Part.SECTION) & Q(section=None)),
                name="quote_part_agrees_with_section",
                violation_error_message="Say which section the words stand in.",
            ),
            models.CheckConstraint(condition=Q(start__gte=0), name="quote_start_not_negative"),
            precision_goes_with("said_on", name="quote_said_on_precision"),
            models.CheckConstraint(
                condition=Q(unattributed=False) | Q(speaker=None),
                name="quote_unattributed_has_no_speaker",
                violation_error_message="A quote with a speaker is not unattributed.",
            ),
        ]

    def __str__(self):
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    def get_absolute_url(self):
        return page_address("quote", self.pk, self.slug)

    @property
    def slug(self):
        return slug_for(self.text[:80], "quote")

    def save(self, **kwargs):
        self.fill_derived()
        super().save(**kwargs)

    def fill_derived(self):
        self.copy_article(self.article)
        self.outlet_id = self.article.outlet_id
        self.in_reprint = self.article.reprint_of_id is not None
        self.words = self.words_with(())

    def words_with(self, later: Iterable["Quote"]) -> str:
        """What search finds the quote by, if it is split: with its later stretches."""
        return fold(" ".join([self.text, *(quote.text for quote in later), self.attribution]))

    @property
    def said_words(self) -> str:
        """The folded words of all its stretches, as far as `words` is settled."""
        return self.words.removesuffix(fold(self.attribution)).rstrip()

    def clean(self):
        if self.continues_id and (
            self.continues_id == self.pk or self.continues.continues_id is not None
        ):
            raise ValidationError({"continues": "Choose the first stretch of the split quote."})

    def set_about(self, actors):
        self.about.set(actors, through_defaults=self.article.copies)

    @property
    def said_between(self) -> tuple[date, date] | None:
        """First and last day on which it can have been said; None where nothing tells it."""
        article = self.article
        return said_between(
            self.said_on, self.said_on_precision, article.issued_on, article.issued_until
        )

    @cached_property
    def role_then(self) -> RoleThen:
        """What readers may know of the speaker's office. Needs `with_public_roles()`."""
        return self.role_then_of(self.speaker.public_roles) if self.speaker else NOTHING_KNOWN

    def role_then_of(self, roles: Iterable[Role]) -> RoleThen:
        """What these roles of the speaker say of the time when it was said."""
        return role_then(self.speaker_title, self.said_between, roles)

    @property
    def later(self) -> list["Quote"]:
        """Its later stretches, where it is split."""
        return self._ready("continuations")

    @property
    def spoken_of(self) -> list[Actor]:
        """Whom it is about."""
        return self._ready("about")

    def _ready(self, name: str) -> list:
        """What was read with the quote. Django makes a manager each time that it is asked for one,
        and a page asks for fifty."""
        ready = self.__dict__.get("_prefetched_objects_cache", {})
        return ready[name] if name in ready else getattr(self, name).all()

    @property
    def raw(self) -> str:
        """The raw text that `start` counts in."""
        return self.article.text_of(self.part, self.section)


class QuoteAbout(ArticleCopies):
    """Whom a quote is about."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="about_rows")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="about_rows")

    objects = QuoteAboutQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["actor", "article_status", "dated", "quote"], name="about_by_date")
        ]
        constraints = [models.UniqueConstraint(fields=["quote", "actor"], name="quote_about_once")]

    def __str__(self):
        return f"{self.quote_id} about {self.actor_id}"

    def save(self, **kwargs):
        self.copy_article(self.quote.article)
        super().save(**kwargs)
