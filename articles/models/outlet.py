from django.db import models

from articles.querysets.outlet import OutletQuerySet
from articles.search.fields import WordsField
from articles.text.folding import fold
from articles.text.slugs import slug_for

from .mergeable import Mergeable, merged_index, not_merged_into_itself


class Outlet(Mergeable):
    """Who published an article first."""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=60, editable=False)
    url = models.URLField("address", blank=True)
    language = models.CharField(max_length=20, default="en", help_text="BCP 47: en, fr, pt-BR")
    time_zone = models.CharField(max_length=60, default="UTC", help_text="As in Europe/Oslo")
    full_text = models.BooleanField(
        "full text may be shown",
        default=False,
        help_text="Off: readers see the headline, the standfirst, the quotes with their "
        "sentence, the obstacles and a link to the source.",
    )

    words = WordsField(editable=False)

    objects = OutletQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        permissions = [
            ("merge_outlet", "Can merge outlets"),
            ("export_outlet", "Can export outlets as CSV"),
        ]
        indexes = [merged_index("outlet_merged")]
        constraints = [not_merged_into_itself("outlet_not_merged_into_itself")]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.fill_derived()
        super().save(**kwargs)

    def fill_derived(self):
        self.slug = slug_for(self.name, "outlet")
        self.words = fold(self.name)
