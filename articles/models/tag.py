from django.db import models
from taggit.managers import TaggableManager, _TaggableManager
from taggit.models import ItemBase, TagBase

from articles.querysets.tag import TagQuerySet
from articles.search.fields import WordsField
from articles.text.folding import fold
from articles.text.slugs import slug_for
from articles.text.tags import fold_tag

from .addresses import page_address
from .copies import ArticleCopies
from .mergeable import Mergeable, merged_index, not_merged_into_itself


class Tag(TagBase, Mergeable):
    """A topic. 'NATO', 'nato ' and 'Nato' are one tag."""

    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True, editable=False)
    folded = models.CharField(max_length=100, unique=True, editable=False)
    description = models.TextField(blank=True)
    words = WordsField(editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        permissions = [
            ("merge_tag", "Can merge tags"),
            ("export_tag", "Can export tags as CSV"),
        ]
        indexes = [merged_index("tag_merged")]
        constraints = [not_merged_into_itself("tag_not_merged_into_itself")]

    def get_absolute_url(self):
        return page_address("tag", self.pk, self.slug)

    def save(self, **kwargs):
        self.fill_derived()
        super().save(**kwargs)

    def fill_derived(self):
        self.folded = fold_tag(self.name)
        self.words = fold(f"{self.name} {self.description}")

    def slugify(self, tag, i=None):
        slug = slug_for(tag, "tag")
        return f"{slug}-{i}" if i else slug


def note_new_tag(tagged, tag: Tag) -> None:
    """Noted at the article of a quote: whoever settles it asks whether the tag is new indeed."""
    owner = getattr(tagged, "article", tagged)
    owner.new_tags = [*getattr(owner, "new_tags", []), tag]


def taken_new_tags(tagged) -> list[Tag]:
    """The tags that were made since it was last asked."""
    return tagged.__dict__.pop("new_tags", [])


class FoldedTags(_TaggableManager):
    """Finds a tag by its folded name, whatever spelling is given, or by one that it had before."""

    def _to_tag_model_instances(self, tags, tag_kwargs):
        instances = {tag.current for tag in tags if isinstance(tag, Tag)}
        spellings = {}
        for name in tags:
            if not isinstance(name, Tag) and (folded := fold_tag(name)):
                spellings.setdefault(folded, " ".join(name.split()))
        for tag in Tag.objects.filter(folded__in=spellings).select_related("merged_into"):
            spellings.pop(tag.folded)
            instances.add(tag.current)
        for folded, name in spellings.items():
            tag, is_new = Tag.objects.get_or_create(folded=folded, defaults={"name": name})
            instances.add(tag)
            if is_new:
                note_new_tag(self.instance, tag)
        return instances

    def remove(self, *tags):
        folded = [tag.folded if isinstance(tag, Tag) else fold_tag(tag) for tag in tags]
        named = Tag.objects.filter(folded__in=folded).select_related("merged_into")
        meant = [tag.current for tag in named]
        self._remove_prefetched_objects()
        self.through.objects.filter(content_object=self.instance, tag__in=meant).delete()


class FoldedTaggableManager(TaggableManager):
    def __init__(self, **kwargs):
        super().__init__(**{"manager": FoldedTags, "help_text": "Divided by commas."} | kwargs)


class TaggedArticle(ItemBase, ArticleCopies):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_articles")
    content_object = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="tagged_rows"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="article_tagged_once")
        ]
        indexes = [
            models.Index(
                fields=["tag", "article_status", "dated", "content_object"],
                name="tagged_article_by_date",
            )
        ]

    def save(self, **kwargs):
        self.copy_article(self.content_object)
        super().save(**kwargs)


class TaggedQuote(ItemBase, ArticleCopies):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_quotes")
    content_object = models.ForeignKey("articles.Quote", models.CASCADE, related_name="tagged_rows")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="quote_tagged_once")
        ]
        indexes = [
            models.Index(
                fields=["tag", "article_status", "dated", "content_object"],
                name="tagged_quote_by_date",
            )
        ]

    def save(self, **kwargs):
        self.copy_article(self.content_object.article)
        super().save(**kwargs)


class TaggedObstacle(ItemBase):
    """An obstacle has no article of its own: its tags are public when it is."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_obstacles")
    content_object = models.ForeignKey(
        "articles.Obstacle", models.CASCADE, related_name="tagged_rows"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="obstacle_tagged_once")
        ]
