from django.contrib import admin

from articles.forms import OutletForm
from articles.models import Outlet

from .desk import VersionedAdmin
from .duplicate.asked import AsksForDuplicates
from .merging import MergeableAdmin


@admin.register(Outlet)
class OutletAdmin(MergeableAdmin, AsksForDuplicates, VersionedAdmin):
    exported = "outlets"
    form = OutletForm
    fields = ["name", "url", "language", "time_zone", "full_text"]
    list_display = ["name", "language", "full_text", "url"]
    sortable_by = ["name"]
    search_fields = ["name"]
    search_help_text = "By a part of the name."
    actions = ["export_selected"]
