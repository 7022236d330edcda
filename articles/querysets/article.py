from django.db.models import Case, OuterRef, Q, When

from articles.choices import ArticleStatus

from .among import among, narrowed
from .counting import count_of
from .dated import beginning_of, days_ago, overlapping
from .led import led_by_ids
from .published import published_q
from .words import WordsQuerySet
from .written import ReadByIdQuerySet, written_once

IN_LISTS = [
    *("headline", "slug", "standfirst", "byline", "dateline", "edition", "desk", "language"),
    *("status", "dated", "issued_on", "issued_until", "issued_precision", "reprint_of"),
    *("outlet__name", "outlet__slug"),
]


class ArticleQuerySet(WordsQuerySet, ReadByIdQuerySet):
    are_long = True

    def published(self):
        return self.filter(published_q())

    def due(self, now):
        return self.filter(status=ArticleStatus.SCHEDULED, publish_at__lte=now)

    def written_by(self, user):
        return self.filter(created_by=user)

    def sent_back_to(self, user):
        """Drafts of that writer with a note that says what for, and that nobody has resolved."""
        notes = self._related("notes").returning()
        return self.filter(
            created_by=user, status=ArticleStatus.DRAFT, pk__in=notes.values("article")
        )

    def changed_in_days(self, number: int):
        """Today, if the number is 1."""
        return self.filter(updated_at__gte=beginning_of(days_ago(number - 1)))

    def for_list(self):
        """With what a line of a list shows: outlet and number of quotes, but not the text.

        `first_printed_by`: of a reprint, the outlet of the original, if readers may see that.
        """
        return self.read_by(listed_rows)

    def with_counts(self):
        """`quote_count`: a split quote counts once, those of a reprint in its original alone."""
        quotes = self._related("quotes").counted().filter(article=OuterRef("pk"))
        return self.annotate(quote_count=count_of(quotes, "article"))

    def with_source(self, sha256: str):
        """That text as it was received. An index has those that are known: it must be said that
        this is one."""
        return self.filter(source_sha256=sha256).exclude(source_sha256="")

    def with_tag(self, tag):
        return narrowed(self, self.has_tag([tag]))

    def has_actor(self, actors, *days) -> Q:
        """The condition that an article speaks of one of the actors; one query (see among). Where
        the list has only those that readers see, of the `days` from one to another, let it be known
        here: they may be few."""
        rows = self._related("appearances").accepted().filter(actor__in=actors)
        return among(rows, "article", *days)

    def has_tag(self, tags, *days) -> Q:
        """The condition that an article has one of the tags; one query."""
        rows = self._related("tagged_rows").filter(tag__in=tags)
        return among(rows, "content_object", *days)

    def is_on(self, processes, *days) -> Q:
        """The condition that an article reports an obstacle of one of the processes, or of a part
        of it; one query."""
        reports = self._related("reports")
        obstacles = reports.model._meta.get_field("obstacle").related_model._default_manager
        its = obstacles.of_processes(processes).order_by().values("pk")
        reports = reports.filter(obstacle__in=its)
        return among(reports, "article", *days)

    def dated_between(self, first=None, last=None):
        """Articles whose date can lie between the two days, either of which may be None."""
        return overlapping(self, first, last, self.model._default_manager)

    def _related(self, relation):
        return self.model._meta.get_field(relation).related_model._default_manager.all()


@written_once
def listed_rows(articles, ids):
    original = Case(When(published_q("reprint_of__"), then="reprint_of__outlet__name"))
    rows = led_by_ids(articles.published().filter(pk__in=ids).order_by()).with_counts()
    return rows.select_related("outlet").only(*IN_LISTS).annotate(first_printed_by=original)
