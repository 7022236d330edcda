from datetime import date

from articles.filters import ObstacleFilter
from articles.models import Obstacle, ObstacleReport, Tag
from articles.models.office import known_on
from articles.querysets.paging import KeysetPage, cursor_at, found_page
from articles.querysets.written import written_once

from .details import PublicDetail, id_asked
from .ledger import (
    NAMED_IN,
    NAMED_IN_ITS_OWN,
    AsOf,
    Known,
    as_of_asked,
    kept_lines_of,
    known_of,
    shown_rows,
)
from .links import Link, address, at
from .lists import FilteredList
from .pages import cursor_of, page_or_first

REPORTS_SHOWN = 25
NEWEST_FIRST = ("-counted_on", "-dated", "-pk")


class ObstacleList(FilteredList):
    noun, singular = "obstacles", "obstacle"
    filterset_class = ObstacleFilter
    template_name = "articles/obstacle_list.html"
    export_permission = "articles.export_obstacle"

    def rows(self, queryset):
        return queryset.read_by(shown_rows)

    def page(self, filters):
        """Three queries more, for what the reports say of each: `known`."""
        message, page = super().page(filters)
        found = known_of(self.request, page.rows, filters.known_on, NAMED_IN)
        known = {one.obstacle.pk: one for one in found}
        for obstacle in page.rows:
            obstacle.known = known.get(obstacle.pk)
        return message, page

    def exports(self, asked, count):
        yield from super().exports(asked, count)
        if count and self.may_export():
            yield Link("Their reports as CSV", address("obstacle-reports-export", asked))


class ObstacleDetail(PublicDetail):
    """At most twelve queries, however much was reported of it."""

    template_name = "articles/obstacle_detail.html"

    def get_queryset(self):
        return Obstacle.objects.published()

    def found(self, pk):
        day = as_of_asked(self.request).day
        if day:
            return known_then_rows(Obstacle, pk, day)
        return shown_rows(Obstacle, [pk])

    def get_context_data(self, **kwargs):
        obstacle, asked = self.object, as_of_asked(self.request)
        known = [] if asked.wrong else self.known(asked.day)
        return super().get_context_data(
            as_of=asked,
            known=known[0] if known else None,
            tags=tag_rows(Tag, obstacle.pk),
            canonical=self.request.build_absolute_uri(obstacle.get_absolute_url()),
            **kwargs,
        ) | (self.history(known, asked) if known else {})

    def known(self, day: date | None) -> list[Known]:
        shown = [self.object]
        return known_of(self.request, shown, day, NAMED_IN_ITS_OWN, are_telling=day is not None)

    def history(self, known: list[Known], asked: AsOf) -> dict:
        """Its reports, a page of them, and its line of time."""
        message, page = self.report_page(asked.day, known[0].latest)
        if asked.day:
            tell_offices_known_on(asked.day, page.rows)
        scale, lines = kept_lines_of(self.request, known, asked.day)
        url, place = self.object.get_absolute_url(), asked.parameters
        here = {} if page.is_first else cursor_of(self.request)
        return {
            "message": message,
            "reports": page.rows,
            "scale": scale,
            "line": lines.get(self.object.pk),
            "first": Link("First", at(url, **place)) if page.previous else None,
            "previous": page.previous and Link("Later", at(url, **place, before=page.previous)),
            "next": page.next and Link("Earlier", at(url, **place, after=page.next)),
            "canonical": self.request.build_absolute_uri(at(url, **here)),
        }

    def reports(self, day: date | None):
        reports = ObstacleReport.objects.published().known_on(day)
        return reports.filter(obstacle=self.object)

    def report_page(self, day: date | None, latest: ObstacleReport) -> tuple[str, KeysetPage]:
        """The page that the address asks for, by its cursor or by a report that it begins with;
        of the reports known on that day."""
        rows = ObstacleReport.objects.with_evidence()
        report = None if cursor_of(self.request) else self.asked_report(day)
        if report is None:
            return page_or_first(
                self.request, rows, NEWEST_FIRST, REPORTS_SHOWN, day,
                find=lambda: self.reports(day).with_day().with_evidence(),
            )  # fmt: skip
        reports = self.reports(day).until(report).with_evidence()
        page = found_page(reports, NEWEST_FIRST, size=REPORTS_SHOWN).read(rows, NEWEST_FIRST)
        newer = cursor_at(page.rows[0], NEWEST_FIRST) if page.rows and report != latest else None
        return "", KeysetPage(page.rows, previous=newer, next=page.next)

    def asked_report(self, day: date | None) -> ObstacleReport | None:
        asked = id_asked(self.request, "report")
        return self.reports(day).filter(pk=asked).first() if asked is not None else None


def tell_offices_known_on(day: date, reports: list[ObstacleReport]) -> None:
    """Of who said what the reports tell."""
    speakers = [report.quote.speaker for report in reports if report.quote]
    for speaker in filter(None, speakers):
        speaker.public_roles = known_on(day, speaker.public_roles)


@written_once
def known_then_rows(obstacles, pk, day):
    """With how it stood, and how it stands now."""
    rows = obstacles.published().filter(pk=pk).select_related("process").with_later(day)
    rows = rows.with_status(name="now").with_latest(now_id=None)
    return rows.with_telling(day, newest_reports=NAMED_IN_ITS_OWN)


@written_once
def tag_rows(tags, obstacle):
    return tags.filter(tagged_obstacles__content_object=obstacle).only("name", "slug")
