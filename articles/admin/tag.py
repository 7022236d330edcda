from django.contrib import admin

from articles.forms import TagForm
from articles.models import Tag

from .desk import VersionedAdmin
from .duplicate.asked import AsksForDuplicates
from .merging import MergeableAdmin


@admin.register(Tag)
class TagAdmin(MergeableAdmin, AsksForDuplicates, VersionedAdmin):
    exported = "tags"
    form = TagForm
    fields = ["name", "description"]
    list_display = ["name", "description"]
    sortable_by = ["name"]
    search_fields = ["name"]
    actions = ["export_selected"]
