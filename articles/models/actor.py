from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from articles.choices import ActorKind, AppearanceSource, Precision
from articles.querysets.actor import (
    ActorQuerySet,
    AppearanceQuerySet,
    LearnedQuerySet,
    RoleQuerySet,
)
from articles.search.fields import WordsField
from articles.text.dates import PartialDate, display, iso, last_day, parse_partial
from articles.text.folding import fold, sort_name, sound, surname
from articles.text.offices import same_office
from articles.text.slugs import slug_for

from .addresses import page_address
from .article import Article
from .copies import ArticleCopies
from .dates import not_reversed, precision_goes_with
from .mergeable import Mergeable, merged_index, not_merged_into_itself


class Actor(Mergeable):
    """A person, organisation, government, country, alliance or group that speaks or acts."""

    kind = models.CharField(max_length=12, choices=ActorKind, default=ActorKind.PERSON)
    name = models.CharField(max_length=200)
    sort_name = models.CharField(
        max_length=200, blank=True, help_text="Left empty: made from the name."
    )
    surname = models.CharField(
        max_length=200, editable=False, db_index=True, default="", help_text="Folded; of a person."
    )
    slug = models.SlugField(max_length=60, editable=False)
    summary = models.TextField(blank=True, help_text="Who it is, in a sentence or two.")
    wikidata_id = models.CharField("Wikidata", max_length=20, blank=True, help_text="Q…")
    url = models.URLField("website", blank=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "id"]
        permissions = [
            ("merge_actor", "Can merge actors"),
            ("export_actor", "Can export actors as CSV"),
        ]
        indexes = [
            merged_index("actor_merged"),
            models.Index(fields=["sort_name", "id"], name="actor_by_name"),
            models.Index(
                fields=["sort_name", "id"], name="actor_current", condition=Q(merged_into=None)
            ),
            models.Index(fields=["kind", "sort_name", "id"], name="actor_by_kind"),
            models.Index(
                fields=["wikidata_id"], name="actor_by_wikidata", condition=~Q(wikidata_id="")
            ),
        ]
        constraints = [
            not_merged_into_itself("actor_not_merged_into_itself"),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.fill_derived()
        super().save(**kwargs)

    def get_absolute_url(self):
        return page_address("actor", self.pk, self.slug)

    @property
    def counted(self) -> "ActorCount":
        """How much of it is public; nothing, if nothing has been counted yet."""
        return getattr(self, "count", None) or ActorCount()

    def fill_derived(self):
        self.slug = slug_for(self.name, "actor")
        is_person = self.kind == ActorKind.PERSON
        self.sort_name = self.sort_name or sort_name(self.name, is_person)
        self.surname = surname(self.sort_name) if is_person else ""


class ActorName(models.Model):
    """A name of an actor, the main one too. Read in an article, it is public only with it."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    folded = WordsField(editable=False, db_index=True)
    sound = models.CharField(max_length=4, editable=False, db_index=True, default="")
    is_main = models.BooleanField(default=False, editable=False)
    start = models.DateField("used from", null=True, blank=True)
    end = models.DateField("used until", null=True, blank=True)
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, editable=False,
        related_name="learned_names", help_text="Where it was read; none: entered by an editor.",
    )  # fmt: skip

    objects = LearnedQuerySet.as_manager()

    class Meta:
        ordering = ["-is_main", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor"], condition=Q(is_main=True), name="actor_one_main_name"
            ),
            models.UniqueConstraint(fields=["actor", "name"], name="actor_name_once"),
            not_reversed("start", "end", name="actor_name_not_reversed"),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.fill_derived()
        super().save(**kwargs)

    def fill_derived(self):
        self.folded = fold(self.name)
        self.sound = sound(self.name)

    def clean(self):
        if not fold(self.name):
            raise ValidationError({"name": "A name needs at least one letter or digit."})


class Role(models.Model):
    """An office held for a time. Read in an article, it is public only with it."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="roles")
    title = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, editable=False, db_index=True, default="")
    organisation = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="offices"
    )
    start = models.DateField(null=True, blank=True)
    start_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    end = models.DateField("last day", null=True, blank=True)
    end_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, editable=False, related_name="learned_roles"
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = [F("start").asc(nulls_first=True), "id"]
        indexes = [models.Index(fields=["actor", "start"], name="role_by_actor")]
        constraints = [
            not_reversed("start", "end", name="role_not_reversed"),
            precision_goes_with("start", name="role_start_precision"),
            precision_goes_with("end", name="role_end_precision"),
        ]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        self.fill_derived()
        super().save(**kwargs)

    def fill_derived(self):
        self.folded = fold(self.title)[:200]

    @property
    def office(self) -> str:
        """The title and where it was held, unless the title tells it: "Minister of Peru"."""
        if not self.organisation or self._names(self.organisation.name):
            return self.title
        return f"{self.title}, {self.organisation}"

    def _names(self, name: str) -> bool:
        """Whether the title has the name in it, or its genitive: "Peru’s Minister"."""
        words, name = f" {fold(self.title)} ", fold(name).removeprefix("government of ")
        return f" {name} " in words or f" {name}s " in words

    @property
    def term(self) -> str:
        """From when to when: "2019 – 2023", "since March 2024", "until 3 May 2031"."""
        start, end = self.told_day("start"), self.told_day("end")
        if start and end:
            return start if start == end else f"{start} – {end}"
        return f"since {start}" if start else f"until {end}" if end else ""

    def told_day(self, edge: str) -> str:
        """`start` or `end` as far as it is known."""
        day = getattr(self, edge)
        return display(day, day, getattr(self, f"{edge}_precision")) if day else ""

    def days(self, edge: str) -> PartialDate | None:
        """The days that `start` or `end` can mean, if it is known."""
        day = getattr(self, edge)
        return parse_partial(iso(day, getattr(self, f"{edge}_precision"))) if day else None

    @property
    def is_dated(self) -> bool:
        return bool(self.start or self.end)

    @property
    def last_day(self) -> date:
        return last_day(self.end, self.end_precision) if self.end else date.max

    def can_include(self, first: date, last: date) -> bool:
        """Whether it can have been held on one of the days."""
        return (self.start or date.min) <= last and self.last_day >= first

    def may_be_called(self, printed: str) -> bool:
        return same_office(printed, self.title) or same_office(printed, self.office)


class NotTheSame(models.Model):
    """An editor's word that a name, however like, does not mean this actor."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="not_meant_by")
    folded = models.CharField(max_length=200, help_text="The name, folded.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "folded"], name="not_the_same_once")
        ]
        verbose_name_plural = "names that are not the same"

    def __str__(self):
        return f"{self.folded} is not {self.actor_id}"


class Appearance(ArticleCopies):
    """An actor in an article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="appearances")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="appearances")
    mentions = models.PositiveIntegerField(default=0)
    source = models.CharField(
        max_length=8, choices=AppearanceSource, default=AppearanceSource.ADDED
    )

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        ordering = ["-mentions", "id"]
        indexes = [
            models.Index(
                fields=["actor", "article_status", "dated", "article", "source"],
                name="appearance_by_date",
            )
        ]
        constraints = [models.UniqueConstraint(fields=["article", "actor"], name="appearance_once")]

    def __str__(self):
        return f"{self.actor_id} in {self.article_id}"

    def save(self, **kwargs):
        self.copy_article(self.article)
        super().save(**kwargs)


class ActorCount(models.Model):
    """How much of an actor is public: kept in the transaction that changes it."""

    actor = models.OneToOneField(Actor, models.CASCADE, primary_key=True, related_name="count")
    quotes = models.PositiveIntegerField(default=0)
    articles = models.PositiveIntegerField(default=0)
    # Of the quotes: {"2031-03": 4}; {"2031-01/2031-12": 1} where the article's month is not known.
    months = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["quotes", "actor"], name="actor_by_quotes"),
            models.Index(fields=["articles", "actor"], name="actor_by_articles"),
        ]

    def __str__(self):
        return f"{self.quotes} quotes, {self.articles} articles"


class Uncounted(models.Model):
    """What an actor has more, or less, than its count holds: noted by the database itself in the
    transaction that writes it, and added before that ends. See triggers/counts.py.
    """

    actor = models.BigIntegerField(db_index=True)  # its id: an actor's deletion takes its count
    quotes = models.SmallIntegerField(db_default=0)
    articles = models.SmallIntegerField(db_default=0)
    dated = models.DateField(null=True)  # of the quotes
    dated_until = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "uncounted"

    def __str__(self):
        return f"{self.actor}: {self.quotes} quotes, {self.articles} articles"
