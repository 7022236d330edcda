"""The list of possible duplicates, and the page on which two rows stand side by side."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles.actions.duplicates import AlreadyDecided, not_the_same, open_again, rows_of
from articles.choices import DuplicateState, Noun
from articles.models import Duplicate

from ..desk import DeskAdmin, DeskList
from ..filters import ConditionFilter
from .beside import facts_of


class Pairs(DeskList):
    """The rows of all pairs of the page: one query for each noun among them."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        rows = rows_of(self.result_list)
        for pair in self.result_list:
            pair.rows = [rows.get((pair.noun, pk)) for pk in (pair.first_id, pair.second_id)]


class StateFilter(ConditionFilter):
    """Open questions, unless others are asked for: the list has one order in each state."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return DuplicateState.choices

    def value(self):
        return super().value() or DuplicateState.OPEN.value

    def condition(self, value):
        return Q(state=value)

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }


class NounFilter(ConditionFilter):
    title = "what"
    parameter_name = "noun"

    def lookups(self, request, model_admin):
        return [choice for choice in Noun.choices if choice[0] != Noun.ARTICLE]

    def condition(self, value):
        return Q(noun=value)


@admin.register(Duplicate)
class DuplicateAdmin(DeskAdmin):
    list_display = ["pair", "what", "evidence_shown", "score", "answer"]
    list_display_links = None
    list_filter = [StateFilter, NounFilter]
    sortable_by = []
    ordering = ["-score", "id"]
    actions = None

    class Media:
        css = {"all": ["articles/admin/duplicate.css"]}

    def get_changelist(self, request, **kwargs):
        return Pairs

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("decided_by")

    def get_search_results(self, request, queryset, search_term):
        """There is no search: the names stand in five other tables."""
        return queryset, False

    # Rights: questions are asked by the desk, answered by editors, and never deleted

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    # The list

    def changelist_view(self, request, extra_context=None):
        extra_context = {"title": "Which of these are the same?"} | (extra_context or {})
        return super().changelist_view(request, extra_context)

    @admin.display(description="these two")
    def pair(self, duplicate):
        address = reverse("admin:articles_duplicate_change", args=[duplicate.pk])
        names = format_html_join(
            " ", "<span>{} <small>{}</small></span>", map(named, duplicate.rows)
        )
        return format_html('<a class="pair" href="{}">{}</a>', address, names)

    @admin.display(description="what")
    def what(self, duplicate):
        return duplicate.get_noun_display()

    @admin.display(description="why")
    def evidence_shown(self, duplicate):
        lines = format_html_join("", "<li>{}</li>", ((line,) for line in duplicate.evidence))
        return format_html('<ul class="evidence">{}</ul>', lines)

    @admin.display(description="answer")
    def answer(self, duplicate):
        return answer_to(duplicate)

    # The page of a pair

    def change_view(self, request, object_id, form_url="", extra_context=None):
        duplicate = self.get_object(request, object_id)
        if duplicate is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, duplicate):
            raise PermissionDenied
        if request.method == "POST":
            return self.decided(request, duplicate)
        rows = rows_of([duplicate])
        pair = [rows.get((duplicate.noun, pk)) for pk in (duplicate.first_id, duplicate.second_id)]
        noun = Noun(duplicate.noun)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Are these the same?",
            "is_nav_sidebar_enabled": False,
            "media": self.media,
            "original": duplicate,
            "noun": noun.label.lower(),
            "sides": [(row, address_of_row(noun, row)) for row in pair],
            "facts": facts_of(noun, *pair) if all(pair) else [],
            "is_whole": all(pair),
            "answer": answer_to(duplicate),
            "may_decide": self.has_change_permission(request, duplicate),
            "is_open": duplicate.state == DuplicateState.OPEN,
            "is_different": duplicate.state == DuplicateState.DIFFERENT,
            "merge_address": merge_address(request, noun, pair),
        }
        return TemplateResponse(request, "admin/articles/duplicate/pair.html", context)

    def decided(self, request, duplicate):
        if not self.has_change_permission(request, duplicate):
            raise PermissionDenied
        here = reverse("admin:articles_duplicate_change", args=[duplicate.pk])
        try:
            if "_different" in request.POST:
                not_the_same(duplicate.pk, request.user)
                self.log_change(request, duplicate, "Not the same.")
                self.message_user(request, "Remembered: not the same.", messages.SUCCESS)
                return HttpResponseRedirect(self.next_address(duplicate))
            if "_open" in request.POST:
                open_again(duplicate.pk)
                self.log_change(request, duplicate, "Asked again.")
                self.message_user(request, "The question is open again.", messages.SUCCESS)
        except AlreadyDecided as decided:
            now = decided.duplicate
            told = answer_to(now) if now else "the question is gone"
            self.message_user(request, f"Nothing was changed: {told}.", messages.WARNING)
            if now is None:
                here = reverse("admin:articles_duplicate_changelist")
        return HttpResponseRedirect(here)

    @staticmethod
    def next_address(duplicate) -> str:
        """The next open question about the same noun; the list when there is none."""
        following = (
            Duplicate.objects.filter(noun=duplicate.noun, state=DuplicateState.OPEN)
            .order_by("-score", "id").values_list("pk", flat=True).first()
        )  # fmt: skip
        if following is None:
            return reverse("admin:articles_duplicate_changelist")
        return reverse("admin:articles_duplicate_change", args=[following])


def named(row) -> tuple[str, str]:
    """(name, what it is)"""
    if row is None:
        return "(deleted)", ""
    kind = row.get_kind_display() if hasattr(row, "get_kind_display") else ""
    told = [kind, "merged" if row.merged_into_id else ""]
    return str(row), ", ".join(filter(None, told))


def answer_to(duplicate: Duplicate) -> str:
    if duplicate.decided_at is None:
        return duplicate.get_state_display()
    moment = timezone.localtime(duplicate.decided_at)
    who = f"{duplicate.decided_by}, " if duplicate.decided_by else ""
    return f"{duplicate.get_state_display()} ({who}{moment:%-d %B %Y, %H:%M})"


def address_of_row(noun: Noun, row) -> str:
    return reverse(f"admin:articles_{noun}_change", args=[row.pk]) if row else ""


def merge_address(request, noun: Noun, pair) -> str:
    """Where the two are made one, for those who may; the page can swap which one stays."""
    if not all(pair) or any(row.merged_into_id for row in pair):
        return ""
    if not request.user.has_perm(f"articles.merge_{noun}"):
        return ""
    kept, lost = pair
    try:
        return f"{reverse(f'admin:articles_{noun}_merge', args=[kept.pk])}?with={lost.pk}"
    except NoReverseMatch:
        return ""
