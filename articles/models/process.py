from django.core.exceptions import ValidationError
from django.db import models

from articles.querysets.process import ProcessQuerySet
from articles.search.fields import WordsField
from articles.text.folding import fold
from articles.text.slugs import slug_for

from .actor import Actor
from .addresses import page_address
from .mergeable import Mergeable, merged_index, not_merged_into_itself


class Process(Mergeable):
    """What an obstacle stands in the way of: a negotiation, a bill, a project."""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=60, editable=False)
    summary = models.TextField(blank=True)
    parties = models.ManyToManyField(Actor, blank=True, related_name="processes")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    words = WordsField(editable=False)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "processes"
        permissions = [
            ("merge_process", "Can merge processes"),
            ("export_process", "Can export processes as CSV"),
        ]
        indexes = [merged_index("process_merged")]
        constraints = [
            not_merged_into_itself("process_not_merged_into_itself"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="process_not_its_own_parent",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.fill_derived()
        super().save(**kwargs)

    def get_absolute_url(self):
        return page_address("process", self.pk, self.slug)

    def fill_derived(self):
        self.slug = slug_for(self.name, "process")
        self.words = fold(f"{self.name} {self.summary}")

    def clean(self):
        if self.parent and self.parent.parent_id:
            raise ValidationError({"parent": "That process is itself a part of another one."})
        if self.parent_id and self.pk and self.children.exists():
            raise ValidationError({"parent": "This process has parts of its own."})
