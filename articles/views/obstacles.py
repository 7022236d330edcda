from urllib.parse import urlencode

from articles.filters import ObstacleFilter
from articles.models import Actor, Obstacle, ObstacleReport
from articles.querysets.counting import capped_count
from articles.querysets.paging import KeysetPage, keyset_page

from .details import PublicDetail, id_asked
from .ledger import summary_of_all
from .links import Link, address
from .lists import FilteredList
from .pages import cursor_of, page_or_first

REPORTS_SHOWN = 50
NEWEST_FIRST = ("-counted_on", "-dated", "-pk")
OLDEST_FIRST = ("counted_on", "dated", "pk")


class ObstacleList(FilteredList):
    noun, singular = "obstacles", "obstacle"
    filterset_class = ObstacleFilter
    template_name = "articles/obstacle_list.html"
    export_permission = "articles.export_obstacle"

    def rows(self, queryset):
        return queryset.with_ledger().select_related("process")

    def exports(self, asked, count):
        yield from super().exports(asked, count)
        if count and self.may_export():
            yield Link("Their reports as CSV", address("obstacle-reports-export", asked))


class ObstacleDetail(PublicDetail):
    """At most eleven queries, however much was reported of it."""

    template_name = "articles/obstacle_detail.html"

    def get_queryset(self):
        return Obstacle.objects.published().select_related("process")

    def get_context_data(self, **kwargs):
        obstacle = self.object
        reports = ObstacleReport.objects.published().filter(obstacle=obstacle)
        message, page = report_page(self.request, reports)
        url = obstacle.get_absolute_url()
        place = {} if page.is_first else cursor_of(self.request)
        return super().get_context_data(
            message=message,
            reports=whole_reports(page),
            first=Link("First", url) if page.previous else None,
            previous=page.previous and Link("Later", at(url, before=page.previous)),
            next=page.next and Link("Earlier", at(url, after=page.next)),
            summary=summary_of_all(reports),
            laid_by=actors_in(reports, "laid_by"),
            faced_by=actors_in(reports, "faced_by"),
            report_count=capped_count(reports),
            tags=obstacle.tags.all(),
            canonical=self.request.build_absolute_uri(at(url, **place)),
            **kwargs,
        )


def report_page(request, reports) -> tuple[str, KeysetPage]:
    """The page that the address asks for, by its cursor or by a report that it begins with."""
    cursor = cursor_of(request)
    report = None if cursor else asked_report(request, reports)
    if report is None:
        rows = reports.with_day().values("pk", "counted_on", "dated")
        return page_or_first(rows, NEWEST_FIRST, cursor, REPORTS_SHOWN)
    columns = ("pk", "counted_on", "dated")
    older = keyset_page(reports.until(report).values(*columns), NEWEST_FIRST, size=REPORTS_SHOWN)
    # A cursor says where, not which way: that after the report alone leads to what came later.
    newer = keyset_page(reports.since(report).values(*columns), OLDEST_FIRST, size=1)
    return "", KeysetPage(older.rows, previous=newer.next, next=older.next)


def asked_report(request, reports) -> ObstacleReport | None:
    asked = id_asked(request, "report")
    return reports.filter(pk=asked).first() if asked is not None else None


def whole_reports(page: KeysetPage) -> list[ObstacleReport]:
    """The rows with all that a report line shows: three queries."""
    pks = [row["pk"] for row in page.rows]
    found = ObstacleReport.objects.for_ledger().in_bulk(pks)
    return [found[pk] for pk in pks]


def actors_in(reports, relation: str):
    """Every actor that the reports name there, once."""
    return Actor.objects.filter(pk__in=reports.values(relation))


def at(url: str, **place: str) -> str:
    return f"{url}?{urlencode(place)}" if place else url
