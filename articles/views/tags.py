from django.http import Http404

from articles.filters import TagFilter
from articles.models import Article, Obstacle, Quote, Tag
from articles.querysets.paging import LARGEST_ID
from articles.querysets.written import written_once

from .details import PublicDetail
from .lists import FilteredList

NEWEST = 10
OBSTACLES_SHOWN = 50


class TagList(FilteredList):
    noun, singular = "tags", "tag"
    filterset_class = TagFilter
    template_name = "articles/tag_list.html"
    export_permission = "articles.export_tag"

    def rows(self, queryset):
        return queryset.for_list()


class TagDetail(PublicDetail):
    template_name = "articles/tag_detail.html"

    def get_queryset(self):
        return Tag.objects.published()

    def get_object(self, queryset=None):
        pk = self.kwargs["pk"]
        for tag in tag_rows(Tag, pk) if pk <= LARGEST_ID else []:
            return tag
        raise Http404

    def get_context_data(self, **kwargs):
        tag = self.object
        articles = Article.objects.published().with_tag(tag).for_list()
        quotes = Quote.objects.published().counted().with_tag(tag).for_cards()
        return super().get_context_data(
            articles=articles.order_by("-dated", "-id")[:NEWEST],
            quotes=quotes.order_by("-dated", "-id")[:NEWEST],
            obstacles=obstacle_rows(Obstacle, tag.pk),
            canonical=self.request.build_absolute_uri(tag.get_absolute_url()),
            **kwargs,
        )


@written_once
def tag_rows(tags, pk):
    return tags.published().filter(pk=pk)


@written_once
def obstacle_rows(obstacles, tag):
    rows = obstacles.published().without_options().with_tag(tag).with_ledger()
    return rows.select_related("process").order_by("title", "id")[:OBSTACLES_SHOWN]
