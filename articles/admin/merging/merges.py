"""The list of merges, and the page on which one is undone."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html

from articles.actions.history import MODELS
from articles.actions.merging import MergeRefused, Moved, plan_undo, undo
from articles.actions.uses import with_owners
from articles.models import Merge

from ..desk import DeskAdmin
from ..filters import ChoiceFilter, ConditionFilter
from .lines import Line, change_url, line_of

SHOWN = 20  # rows of one kind


class UndoneFilter(ConditionFilter):
    title = "whether it stands"
    parameter_name = "undone"

    def lookups(self, request, model_admin):
        return [("no", "Stands"), ("yes", "Undone")]

    def condition(self, value):
        return Q(undone_at__isnull=value == "no")


@dataclass(frozen=True, slots=True)
class MovedLines:
    """What becomes of the rows of one relation."""

    label: str
    back: int
    changed: int
    stays: int
    lines: list[Line]  # the newest of those that stay

    @property
    def more(self) -> int:
        return self.stays - len(self.lines)


@admin.register(Merge)
class MergeAdmin(DeskAdmin):
    """Read and undone, never edited."""

    list_display = ["told", "noun", "who", "when", "state"]
    list_display_links = ["told"]
    sortable_by = []
    list_filter = [("noun", ChoiceFilter), UndoneFilter]
    search_fields = ["kept_name", "lost_name"]
    search_help_text = "By a part of either name."
    ordering = ["-made_at", "-id"]
    actions = []

    def get_queryset(self, request):
        rows = super().get_queryset(request).defer("moved")
        return rows.select_related("made_by", "undone_by")

    def get_search_results(self, request, queryset, search_term):
        return admin.ModelAdmin.get_search_results(self, request, queryset, search_term)

    @admin.display(description="merge")
    def told(self, merge):
        return str(merge)

    @admin.display(description="by", empty_value="–")
    def who(self, merge):
        return merge.made_by

    @admin.display(description="on")
    def when(self, merge):
        return f"{timezone.localtime(merge.made_at):%-d %b %Y, %H:%M}"

    @admin.display(description="state")
    def state(self, merge):
        if not merge.is_undone:
            return "stands"
        when = timezone.localtime(merge.undone_at)
        return f"undone by {merge.undone_by or 'somebody'}, {when:%-d %b %Y, %H:%M}"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        merge = self.get_object(request, unquote(object_id))
        if merge is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, merge):
            raise PermissionDenied
        if request.method == "POST":
            return undone(self, request, merge)
        return undo_page(self, request, merge)


def undone(model_admin, request, merge: Merge):
    if not may_undo(request, merge):
        raise PermissionDenied
    try:
        done = undo(merge, by=request.user)
    except MergeRefused as refused:
        model_admin.message_user(request, str(refused), messages.ERROR)
        return HttpResponseRedirect(change_url(merge))
    site = model_admin.admin_site
    noun_admin = site.get_model_admin(type(done.lost))
    noun_admin.log_change(request, done.kept, f"Took “{done.lost}” out of it again.")
    noun_admin.log_change(request, done.lost, f"Took it out of “{done.kept}” again.")
    told = format_html(
        'Undone: “{}” stands beside <a href="{}">“{}”</a> again.{}',
        done.lost,
        change_url(done.kept),
        done.kept,
        staying_told(done),
    )
    model_admin.message_user(request, told, messages.SUCCESS)
    return HttpResponseRedirect(change_url(done.lost))


def staying_told(done) -> str:
    staying = sum(len(moved.stays) for moved in done.stays)
    if not staying:
        return ""
    rows = "one row that was added since stays" if staying == 1 else (
        f"{staying:,} rows that were added since stay"
    )  # fmt: skip
    return f" With “{done.kept}” {rows}."


def undo_page(model_admin, request, merge: Merge):
    """What would go back, what stays, and what stands in the way."""
    refusal, moves = "", []
    try:
        plan = plan_undo(merge)
        moves = [moved_lines(moved) for moved in plan.relations]
    except MergeRefused as refused:
        refusal = str(refused)
    model = MODELS[merge.noun]
    rows = model._base_manager.in_bulk([merge.kept_id, merge.lost_id])
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "title": f"The merge of {merge}",
        "merge": merge,
        "kept_url": merge.kept_id in rows and change_url(rows[merge.kept_id]),
        "lost_url": merge.lost_id in rows and change_url(rows[merge.lost_id]),
        "refusal": refusal,
        "moves": moves,
        "staying": [one for one in moves if one.stays],
        "has_changed": any(one.changed for one in moves),
        "may_undo": may_undo(request, merge) and not refusal,
    }
    return TemplateResponse(request, "admin/articles/merging/undo.html", context)


def may_undo(request, merge: Merge) -> bool:
    return request.user.has_perm(f"articles.merge_{merge.noun}")


def moved_lines(moved: Moved) -> MovedLines:
    relation = moved.relation
    newest = with_owners(relation, moved.staying.order_by("-pk")[:SHOWN]) if moved.stays else []
    return MovedLines(
        relation.label,
        len(moved.back),
        len(moved.changed),
        len(moved.stays),
        [line_of(relation, row) for row in newest],
    )
