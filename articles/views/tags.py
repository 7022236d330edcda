from functools import partial

from articles.filters import TagFilter
from articles.models import Article, Obstacle, Quote, Tag, TaggedArticle, TaggedQuote
from articles.querysets.published import published_q
from articles.querysets.written import written_once

from .details import PublicDetail
from .kept import Kept
from .lists import FilteredList

NEWEST = 10
OBSTACLES_SHOWN = 20


class TagList(FilteredList):
    noun, singular = "tags", "tag"
    filterset_class = TagFilter
    template_name = "articles/tag_list.html"
    export_permission = "articles.export_tag"

    def rows(self, queryset):
        return queryset.for_list()


kept_obstacles: Kept[list[Obstacle]] = Kept()


class TagDetail(PublicDetail):
    template_name = "articles/tag_detail.html"

    def get_queryset(self):
        return Tag.objects.published()

    def found(self, pk):
        return tag_rows(Tag, pk)

    def get_context_data(self, **kwargs):
        tag = self.object
        articles = [pk for (pk,) in newest_articles(TaggedArticle, tag.pk)]
        return super().get_context_data(
            articles=Article.objects.for_list().in_order(articles),
            quotes=Quote.objects.for_cards().in_order(newest_quotes(tag.pk)),
            obstacles=kept_obstacles.get(
                self.request, make=partial(obstacle_rows, Obstacle, tag.pk)
            ),
            canonical=self.request.build_absolute_uri(tag.get_absolute_url()),
            **kwargs,
        )


@written_once
def tag_rows(tags, pk):
    return tags.published().filter(pk=pk)


def newest_quotes(tag: int) -> list[int]:
    """Ids of the newest quotes that have the tag, or whose article has it: two queries."""
    own, of_articles = quotes_tagged(TaggedQuote, tag), quotes_in_tagged(TaggedArticle, tag)
    return [pk for _, pk in sorted({*own, *of_articles}, reverse=True)[:NEWEST]]


@written_once
def newest_articles(tagged, tag):
    rows = tagged.filter(published_q("article_"), tag=tag)
    return rows.order_by("-dated", "-content_object_id").values_list("content_object")[:NEWEST]


@written_once
def quotes_tagged(tagged, tag):
    return newest(tagged.filter(published_q("article_"), tag=tag), "content_object")


@written_once
def quotes_in_tagged(tagged, tag):
    return newest(tagged.filter(published_q("article_"), tag=tag), "content_object__quotes")


def newest(rows, quote: str):
    """Day and id of the newest quotes that `quote` leads to, of those that are counted."""
    rows = rows.filter(**{f"{quote}__continues": None, f"{quote}__in_reprint": False})
    return rows.order_by("-dated", f"-{quote}__id").values_list("dated", f"{quote}__id")[:NEWEST]


@written_once
def obstacle_rows(obstacles, tag):
    rows = obstacles.published().without_options().with_tag(tag).with_standing()
    return rows.select_related("process").order_by("title", "id")[:OBSTACLES_SHOWN]
