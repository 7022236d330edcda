"""What the pages of nouns that can be merged have in common."""

from django.urls import path

from articles.actions.uses import used_among
from articles.models import Merge

from ..deleting import KindDeletion
from ..widgets import without
from .lines import page_url
from .page import merge_page
from .uses import uses_page

MERGES_NAMED = 10


class MergeableAdmin(KindDeletion):
    """Lists show the current rows, found by their former names too. A merged row is shown, not
    edited; what is used is not deleted."""

    def get_urls(self):
        name = f"articles_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/merge/", wrap(self.merge_view), name=f"{name}_merge"),
            path("<int:pk>/uses/", wrap(self.uses_view), name=f"{name}_uses"),
            *super().get_urls(),
        ]

    def merge_view(self, request, pk):
        return merge_page(self, request, pk)

    def uses_view(self, request, pk):
        return uses_page(self, request, pk)

    # Lists

    def get_search_results(self, request, queryset, search_term):
        current = without(request, queryset.current())
        found, may_repeat = super().get_search_results(request, current, search_term)
        merged = self.model._default_manager.exclude(merged_into=None)
        if not (search_term.strip() and hasattr(merged, "search")):
            return found, may_repeat
        led = list(merged.search(search_term).values_list("merged_into", flat=True)[:200])
        if led:
            found = found | current.filter(pk__in=led)
        return found, may_repeat

    # Rights

    def has_merge_permission(self, request):
        permission = f"{self.opts.app_label}.merge_{self.opts.model_name}"
        return request.user.has_perm(permission)

    def has_change_permission(self, request, obj=None):
        is_merged = obj is not None and obj.merged_into_id
        return super().has_change_permission(request, obj) and not is_merged

    def has_delete_permission(self, request, obj=None):
        is_merged = obj is not None and obj.merged_into_id
        return super().has_delete_permission(request, obj) and not is_merged

    # Deleting

    def undeletable(self, queryset):
        return used_among(queryset) | queryset.exclude(merged_into=None)

    def why_not_deleted(self, obj):
        if obj.merged_into_id:
            return (
                f"“{obj}” was not deleted: it was merged into “{obj.merged_into}”, and its address "
                "leads there."
            )
        return f"“{obj}” was not deleted: it is used. Merge it instead, or change where it is used."

    def instead_url(self, obj):
        return page_url(obj, "uses")

    # The change page

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj is not None:
            merges = Merge.objects.filter(undone_at=None, noun=self.opts.model_name)
            merges = merges.defer("moved").select_related("made_by")
            context["uses_url"] = page_url(obj, "uses")
            context["merged_into"] = obj.merged_into
            if self.has_merge_permission(request) and not obj.merged_into_id:
                context["merge_url"] = page_url(obj, "merge")
            into_it = list(merges.filter(kept_id=obj.pk)[: MERGES_NAMED + 1])
            context["merges"] = into_it[:MERGES_NAMED]
            context["has_more_merges"] = len(into_it) > MERGES_NAMED
            context["merge_of_it"] = merges.filter(lost_id=obj.pk).first()
        return super().render_change_form(request, context, obj=obj, **kwargs)
