from django.contrib import admin

from articles.forms import ProcessForm
from articles.models import Process

from .desk import VersionedAdmin
from .duplicate.asked import AsksForDuplicates
from .merging import MergeableAdmin
from .widgets import actors_widget

LIST = "articles_process_changelist"


@admin.register(Process)
class ProcessAdmin(MergeableAdmin, AsksForDuplicates, VersionedAdmin):
    exported = "processes"
    form = ProcessForm
    fields = ["name", "summary", "parties", "parent"]
    list_display = ["name", "parent", "obstacle_count"]
    sortable_by = ["name"]
    ordering = ["name", "id"]
    search_fields = ["words"]
    actions = ["export_selected"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("parent")
        return rows.with_counts() if request.resolver_match.url_name == LIST else rows

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        parties = Process._meta.get_field("parties")
        form.base_fields["parties"].widget = actors_widget(parties, self, request)
        return form

    @admin.display(description="public obstacles")
    def obstacle_count(self, process):
        return process.obstacle_count
