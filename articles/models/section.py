from django.db import models
from django.utils.crypto import get_random_string

from articles.choices import SectionKind
from articles.search.fields import WordsField
from articles.text.folding import fold
from articles.text.markdown import plain

from .article import Article

MOST_WORDS = 400_000  # characters: PostgreSQL indexes no more than 1 MB
ANCHOR_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_anchor() -> str:
    """Six random characters that name a section in addresses; never reused."""
    return get_random_string(6, ANCHOR_ALPHABET)


class Section(models.Model):
    """One headed part of an article. Order is (position, id); a save renumbers."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=SectionKind, default=SectionKind.BODY)
    heading = models.CharField(max_length=300, blank=True)
    anchor = models.CharField(max_length=6, default=new_anchor, editable=False)
    body = models.TextField(
        blank=True,
        help_text="Markdown: blank line between paragraphs, “- ” before a bullet, *emphasis*, "
        "**bold**, [links](https://…).",
    )
    words = WordsField(editable=False)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "anchor"], name="section_anchor_once"),
        ]

    def __str__(self):
        return self.heading or self.get_kind_display()

    def save(self, **kwargs):
        self.fill_derived()
        super().save(**kwargs)

    def fill_derived(self):
        self.words = self.own_words

    @property
    def own_words(self) -> str:
        return fold(f"{self.heading} {plain(self.body).text}")[:MOST_WORDS]
