from django.contrib import admin

from articles.forms import TagForm
from articles.models import Tag
from articles.text.folding import fold

from .desk import VersionedAdmin
from .duplicate.asked import AsksForDuplicates


@admin.register(Tag)
class TagAdmin(AsksForDuplicates, VersionedAdmin):
    exported = "tags"
    form = TagForm
    fields = ["name", "description"]
    list_display = ["name", "description"]
    sortable_by = ["name"]
    search_fields = ["name"]
    actions = ["export_selected"]

    def get_search_results(self, request, queryset, search_term):
        return queryset.filter(folded__contains=fold(search_term)), False
