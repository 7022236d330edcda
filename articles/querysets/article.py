from django.db.models import OuterRef, Q

from articles.choices import ArticleStatus

from .among import among
from .counting import count_of
from .dated import overlapping
from .published import published_q
from .words import WordsQuerySet

NOT_IN_LISTS = ("source_text", "words")


class ArticleQuerySet(WordsQuerySet):
    def published(self):
        return self.filter(published_q())

    def due(self, now):
        return self.filter(status=ArticleStatus.SCHEDULED, publish_at__lte=now)

    def for_list(self):
        """With what a line of a list shows: outlet and number of quotes, but not the text."""
        return self.defer(*NOT_IN_LISTS).select_related("outlet").with_counts()

    def with_counts(self):
        """`quote_count`: a split quote counts once."""
        return self.annotate(
            quote_count=count_of(
                self._related("quotes").filter(article=OuterRef("pk"), continues=None), "article"
            )
        )

    def with_actor(self, actor):
        rows = self._related("appearances").accepted().filter(actor=actor)
        return self.filter(among(rows, "article"))

    def with_tag(self, tag):
        return self.filter(among(self._related("tagged_rows").filter(tag=tag), "content_object"))

    def on_process(self, process):
        """Articles that report an obstacle of the process, or of a part of it."""
        reports = self._related("reports").filter(
            Q(obstacle__process=process) | Q(obstacle__process__parent=process)
        )
        return self.filter(among(reports, "article"))

    def dated_between(self, first=None, last=None):
        """Articles whose date can lie between the two days, either of which may be None."""
        return overlapping(self, first, last)

    def _related(self, relation):
        return self.model._meta.get_field(relation).related_model._default_manager.all()
