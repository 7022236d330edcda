from django.contrib import admin

from articles.forms import OutletForm
from articles.models import Outlet

from .desk import VersionedAdmin
from .duplicate.asked import AsksForDuplicates


@admin.register(Outlet)
class OutletAdmin(AsksForDuplicates, VersionedAdmin):
    exported = "outlets"
    form = OutletForm
    list_display = ["name", "language", "full_text", "url"]
    sortable_by = ["name"]
    search_fields = ["name"]
    search_help_text = "By a part of the name."
    actions = ["export_selected"]

    def get_search_results(self, request, queryset, search_term):
        return queryset.filter(name__icontains=search_term), False
