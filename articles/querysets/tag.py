from django.db.models import Exists, OuterRef, Q

from articles.text.folding import fold

from .counting import CappedCountOf, count_of
from .current import CurrentQuerySet
from .each import ExistsForEach
from .led import led_by_ids
from .published import published_q
from .written import ReadByIdQuerySet, written_once


class TagQuerySet(CurrentQuerySet, ReadByIdQuerySet):
    def published(self):
        """Tags of a published article, of a quote in one, or of an obstacle that one reports."""
        return self.current().filter(
            self.is_used_in("article") | self.is_used_in("quote") | self.is_used_in("obstacle")
        )

    def for_list(self):
        """With what a row of the list shows: two queries."""
        return self.read_by(listed_rows)

    def for_rows(self):
        """With what a hit of the search shows."""
        return self.read_by(shown_rows)

    def used_in(self, kind: str):
        """Those of a published "article", of a "quote" in one, or of an "obstacle" reported."""
        return self.filter(self.is_used_in(kind))

    def is_used_in(self, kind: str) -> Q:
        public = self._obstacle_published() if kind == "obstacle" else published_q("article_")
        return Q(self._tagged(kind, public))

    def search(self, typed: str):
        words = fold(typed)
        return self.filter(folded__contains=words) if words else self

    def with_counts(self):
        """Adds `article_count`, `quote_count` and `obstacle_count`: how many that have the tag
        themselves readers see, up to one more than the cap."""
        return self._counted_by(CappedCountOf)

    def with_all_counted(self):
        """The same, to the last one: for an export."""
        return self._counted_by(lambda rows: count_of(rows, "tag"))

    def _counted_by(self, count):
        articles = self._rows_of("article", published_q("article_"))
        quotes = self._rows_of("quote", published_q("article_"))
        obstacles = self._rows_of("obstacle", self._obstacle_published())
        return self.annotate(
            article_count=count(articles),
            quote_count=count(quotes),
            obstacle_count=count(obstacles),
        )

    def _tagged(self, kind, condition):
        return ExistsForEach(self._rows_of(kind, condition))

    def _rows_of(self, kind, condition):
        """What says that the tag stands at an article, a quote, an obstacle."""
        rows = self.model._meta.get_field(f"tagged_{kind}s").related_model._default_manager
        return rows.filter(condition, tag=OuterRef("pk"))

    def _obstacle_published(self):
        row = self.model._meta.get_field("tagged_obstacles").related_model
        obstacle = row._meta.get_field("content_object").related_model
        reports = obstacle._meta.get_field("reports").related_model._default_manager
        return Q(
            Exists(reports.filter(published_q("article_"), obstacle=OuterRef("content_object")))
        )


@written_once
def listed_rows(tags, ids):
    return rows_of(tags, ids).with_counts()


@written_once
def shown_rows(tags, ids):
    return rows_of(tags, ids)


def rows_of(tags, ids):
    rows = led_by_ids(tags.published().filter(pk__in=ids).order_by())
    return rows.only("name", "slug", "description", "folded")
