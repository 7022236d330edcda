from django.contrib import admin
from django.template.loader import render_to_string

from articles.choices import ReportStatus
from articles.forms import ObstacleForm
from articles.models import Obstacle

from .desk import VersionedAdmin
from .duplicate.asked import AsksForDuplicates
from .filters import ChoiceFilter, ChosenFilters, ConfirmedFilter, ProcessFilter
from .merging import MergeableAdmin

SHOWN = 50  # reports
MARKS = dict(zip(ReportStatus, "▲■▽○◇", strict=True))


def status_mark(status: str) -> str:
    status = ReportStatus(status)
    return f"{MARKS[status]} {status.label}"


@admin.register(Obstacle)
class ObstacleAdmin(ChosenFilters, MergeableAdmin, AsksForDuplicates, VersionedAdmin):
    exported = "obstacles"
    form = ObstacleForm
    fieldsets = [
        (None, {"fields": ["title", ("kind", "process"), "description", "tags"]}),
        ("What articles say of it", {"fields": ["reports"]}),
    ]
    readonly_fields = ["reports"]
    list_display = ["title", "kind", "process", "status_now", "reported"]
    list_editable = ["kind"]
    sortable_by = ["title", "kind"]
    list_filter = [("kind", ChoiceFilter), ConfirmedFilter, ProcessFilter]
    ordering = ["title", "id"]
    search_fields = ["words"]
    actions = ["export_selected"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("process").with_ledger()

    @admin.display(description="public status")
    def status_now(self, obstacle):
        return status_mark(obstacle.current_status) if obstacle.current_status else None

    @admin.display(description="public reports")
    def reported(self, obstacle):
        return obstacle.report_count

    @admin.display(description="Reports")
    def reports(self, obstacle):
        """The newest, of drafts too. They are edited where they stand: in their article."""
        if obstacle.pk is None:
            return "None yet: reports are added on the page of an article."
        rows = obstacle.reports.newest_first().for_ledger()[: SHOWN + 1]
        reports = list(rows)
        for report in reports:
            report.status_mark = status_mark(report.status)
        context = {"reports": reports[:SHOWN], "shown": SHOWN, "more": len(reports) > SHOWN}
        return render_to_string("admin/articles/obstacle/reports.html", context)
