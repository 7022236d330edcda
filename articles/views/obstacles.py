from articles.filters import ObstacleFilter
from articles.models import Obstacle

from .details import PublicDetail
from .ledger import summary_of
from .links import Link, address
from .lists import FilteredList


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
    template_name = "articles/obstacle_detail.html"

    def get_queryset(self):
        return Obstacle.objects.published().select_related("process").with_public_reports()

    def get_context_data(self, **kwargs):
        reports = self.object.public_reports
        return super().get_context_data(
            reports=reports,
            summary=summary_of(reports),
            tags=self.object.tags.all(),
            canonical=self.request.build_absolute_uri(self.object.get_absolute_url()),
            **kwargs,
        )
