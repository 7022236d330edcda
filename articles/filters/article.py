from django.db.models import QuerySet

from articles.models import ActorCount, Appearance, Article, ObstacleReport, TaggedArticle
from articles.querysets.facets import Column, Days, Source, Top

from .base import DATES, MOST_SHOWN, DatedListFilter, Order
from .fields import (
    ActorsFilter,
    LanguagesFilter,
    OutletsFilter,
    ProcessesFilter,
    SeveralFilter,
    TagsFilter,
)


class ArticleFilter(DatedListFilter):
    orders = {
        "newest": Order("Newest first", ("-dated", "-id")),
        "oldest": Order("Oldest first", ("dated", "id")),
        "headline": Order("Headline", ("headline", "id")),
    }
    facets = {
        "actor": [Source(Appearance.objects.accepted, "actor", "article")],
        "outlet": [Column("outlet")],
        "tag": [Source(TaggedArticle.objects.all, "tag", "content_object")],
        "process": [
            Source(ObstacleReport.objects.all, "obstacle__process", "article"),
            Source(ObstacleReport.objects.all, "obstacle__process__parent", "article"),
        ],
        "desk": [Column("desk")],
        "edition": [Column("edition")],
        "language": [Column("language")],
        DATES: [Days()],
    }

    actor = ActorsFilter(label="Actor")
    outlet = OutletsFilter()
    tag = TagsFilter(label="Tag")
    process = ProcessesFilter()
    desk = SeveralFilter(label="Desk")
    edition = SeveralFilter(label="Edition")
    language = LanguagesFilter()

    @classmethod
    def public(cls) -> QuerySet:
        return Article.objects.published()

    def actor_is(self, actors):
        return self.queryset.has_actor(actors)

    def tag_is(self, tags):
        return self.queryset.has_tag(tags)

    def process_is(self, processes):
        return self.queryset.is_on(processes)

    def counters(self):
        return {"actor": Top(ActorCount.objects.all, "articles", of="actor", most=MOST_SHOWN)}
