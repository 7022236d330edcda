"""What all list and change pages of the editors' desk share."""

import re
from contextlib import suppress

from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminToField
from django.contrib.admin.options import TO_FIELD_VAR, IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.db.models import ForeignKey
from django.http import HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils.html import format_html

from articles.actions.checks import ChecksFailed
from articles.actions.deleting import record_deletion
from articles.actions.history import hold, record
from articles.choices import Change, Noun
from articles.exports import csv_response
from articles.forms import ActorField, ActorsField, ChosenField
from articles.models import Actor
from articles.models.mergeable import Mergeable

from .collisions import Collisions, DrawnLists, only_reads
from .deleting import ToldOnTheDesk
from .filters import YearFilter
from .history import deleted_url, history_page, history_urls, may_look
from .paging import CappedPaginator, keep_pages, rows_pager
from .widgets import ActorSelect, ActorSelectMultiple, ChosenSelect


class ActorFields:
    """Forms in which actors, obstacles, outlets and the like are chosen by autocomplete."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        remote = db_field.remote_field.model
        if remote is Actor:
            kwargs |= {"form_class": ActorField, "queryset": Actor.objects.current().for_list()}
            kwargs["widget"] = ActorSelect(db_field, self.admin_site)
        elif issubclass(remote, Mergeable):
            kwargs |= {"form_class": ChosenField, "queryset": remote.objects.current()}
            kwargs["widget"] = ChosenSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.remote_field.model is Actor:
            kwargs |= {"form_class": ActorsField, "queryset": Actor.objects.current().for_list()}
            kwargs["widget"] = ActorSelectMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, ForeignKey) and field is not None:
            # Small pencils and eyes beside each of fifty selects help nobody.
            for link in ("can_change_related", "can_delete_related", "can_view_related"):
                setattr(field.widget, link, False)
        return field


class DeskList(ChangeList):
    """Sorts by the columns of `sortable_by` alone: each is never null, so an export can follow."""

    def get_filters(self, request):
        """PostgreSQL knows no NUL, which a hand-made address may hold."""
        if any("\0" in value for values in self.filter_params.values() for value in values):
            raise IncorrectLookupParameters
        return super().get_filters(request)

    def get_ordering_field(self, field_name):
        return super().get_ordering_field(field_name) if field_name in self.sortable_by else None

    def keyset_order(self, request) -> tuple[str, ...]:
        """The order of the list, each column once, up to the one that is unique."""
        columns = {}
        for name in self.get_ordering(request, self.root_queryset):
            _, sign, column = name.rpartition("-")
            columns.setdefault("id" if column == "pk" else column, sign)
            if "id" in columns:
                break
        return tuple(sign + column for column, sign in columns.items())


class DeskAdmin(ActorFields, ToldOnTheDesk, admin.ModelAdmin):
    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200
    search_help_text = "All words must occur, each at least by its beginning."

    exported = ""  # the noun in articles.exports, which is the end of the permission's name too

    class Media:
        css = {"all": ["articles/admin.css", "articles/admin/desk.css"]}

    def get_changelist(self, request, **kwargs):
        return DeskList

    def get_ordering(self, request):
        """A year by its days: in another order all of it would be sorted."""
        is_year = YearFilter in self.list_filter and request.GET.get(YearFilter.parameter_name)
        return ["-dated", "-id"] if is_year else super().get_ordering(request)

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False

    def get_view_on_site_url(self, obj=None):
        if obj is None or not hasattr(obj, "get_absolute_url"):
            return None
        public = type(obj)._default_manager.published().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if public else None

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if not request.GET.get(TO_FIELD_VAR, "id"):
            raise DisallowedModelAdminToField("An empty field can be referred to by nobody.")
        response = super().changeform_view(request, object_id, form_url, extra_context)
        return keep_pages(request, response)

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        inlines = super().get_inline_formsets(request, formsets, inline_instances, obj)
        for inline in inlines:
            noun = str(inline.opts.verbose_name_plural)
            inline.pager = rows_pager(request, inline.formset, noun)
        return inlines

    # Export

    @property
    def export_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_export"

    def get_urls(self):
        own = []
        if self.exported:
            view = self.admin_site.admin_view(self.export_view)
            own.append(path("export/", view, name=self.export_name))
        return own + super().get_urls()

    def has_export_permission(self, request):
        permission = f"{self.opts.app_label}.export_{self.opts.model_name}"
        return bool(self.exported) and request.user.has_perm(permission)

    def changelist_view(self, request, extra_context=None):
        if "_selected_action" in request.POST:
            request.POST = with_ids_only(request.POST)
        # The list and its filters need the room of the sidebar; the breadcrumbs lead home.
        extra_context = {"is_nav_sidebar_enabled": False} | (extra_context or {})
        response = super().changelist_view(request, extra_context)
        cl = getattr(response, "context_data", None) and response.context_data.get("cl")
        if cl and self.has_export_permission(request):
            query = request.GET.copy()
            query.pop("p", None)
            address = reverse(f"admin:{self.export_name}")
            response.context_data |= {
                "export_url": f"{address}?{query.urlencode()}",
                "export_excel_url": f"{address}?bom=1&{query.urlencode()}",
                "export_count": cl.paginator.told,
            }
        return response

    def export_view(self, request):
        """Exactly the rows of the list, in the order shown, all pages."""
        if not (self.has_export_permission(request) and self.has_view_permission(request)):
            raise PermissionDenied
        request.GET = request.GET.copy()
        bom = bool(request.GET.pop("bom", None))
        try:
            cl = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            self.message_user(request, "That filter cannot be exported.", messages.ERROR)
            return HttpResponseRedirect(
                reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            )
        filtered = bool(cl.query or cl.has_active_filters)
        return self.csv_of(request, cl.queryset, cl, filtered=filtered, bom=bom)

    def csv_of(self, request, queryset, cl, *, filtered, bom=False):
        return csv_response(
            self.exported,
            queryset.order_by(),
            cl.keyset_order(request),
            filtered=filtered,
            told=told_of(request.GET) if filtered else "",
            with_drafts=True,
            bom=bom,
            root=request.build_absolute_uri("/").rstrip("/"),
        )

    @only_reads
    @admin.action(description="Export the selected rows (CSV)", permissions=["export"])
    def export_selected(self, request, queryset):
        cl = self.get_changelist_instance(request)
        return self.csv_of(request, queryset, cl, filtered=True)


def told_of(asked: QueryDict) -> str:
    """The filters of a list, for the name of a file: as its address has them."""
    left = {"p", "e", "_facets", "_changelist_filters"}
    values = [(name, one) for name, some in asked.lists() if name not in left for one in some]
    return " ".join(f"{'words' if name == 'q' else name} {value}" for name, value in values)


class VersionedAdmin(Collisions, DrawnLists, DeskAdmin):
    """The form is a VersionedForm: a save over an unseen version is refused and explained."""

    def save_model(self, request, obj, form, change):
        if change:
            obj.version += 1
        super().save_model(request, obj, form, change)

    def get_urls(self):
        return [*history_urls(self), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        if not re.fullmatch("[0-9]{1,18}", object_id):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return history_page(self, request, object_id)

    # History: the version that is opened, the one that is replaced, and what the change has left

    def save_form(self, request, form, change):
        request.what_for = form.cleaned_data["why"]
        if change:
            hold(form.versioned)
        return super().save_form(request, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.settle(request, form, formsets, change)
        if not self.is_recorded(request):
            made = Change.EDITED if change else Change.CREATED
            record(form.versioned, made, by=request.user, why=request.what_for)

    def settle(self, request, form, formsets, change):
        """What must follow a write, before it is recorded."""

    def is_recorded(self, request) -> bool:
        return False

    def changelist_view(self, request, extra_context=None):
        """Leads to what was deleted those who may bring it back."""
        extra_context = dict(extra_context or {})
        if self.opts.model_name in Noun.values and may_look(self, request):
            extra_context["deleted_url"] = deleted_url(self)
        return super().changelist_view(request, extra_context)

    def delete_model(self, request, obj):
        with transaction.atomic():
            record_deletion(obj, by=request.user, why=typed_why(request))
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for row in queryset:
            self.delete_model(request, row)

    def render_change_form(self, request, context, **kwargs):
        form = context["adminform"].form
        if form.instance.pk and self.has_change_permission(request, form.instance):
            with suppress(ObjectDoesNotExist):  # somebody has deleted it just now
                hold(form.versioned, is_opened=True)
        return super().render_change_form(request, context, **kwargs)


class CheckedAdmin(VersionedAdmin):
    """A save that leaves a live article failing its checks is undone, and shown again as typed.

    The subclass's `settle` settles the article, and raises ChecksFailed.
    """

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refused = getattr(request, "refused_checks", ())
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ChecksFailed as refused:
            request.refused_checks = refused.checks
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        obj.save()  # settling, which follows, raises the version


def article_link(article):
    if article is None:
        return None
    address = reverse("admin:articles_article_change", args=[article.pk])
    return format_html('<a href="{}">{}</a>', address, article)


def with_ids_only(posted: QueryDict) -> QueryDict:
    """What was ticked in a list, without what can be no id."""
    posted = posted.copy()
    ticked = [key for key in posted.getlist("_selected_action") if re.fullmatch("[0-9]{1,18}", key)]
    posted.setlist("_selected_action", ticked)
    return posted


def typed_why(request) -> str:
    """What a deletion is for, whatever was sent."""
    return request.POST.get("why", "").replace("\0", "")


def report(request, model_admin, done: int, verb: str, refused: list[str]):
    """Tell what a bulk action did, and by name what it did not do."""
    if done:
        noun = model_admin.opts.verbose_name if done == 1 else model_admin.opts.verbose_name_plural
        model_admin.message_user(request, f"{done:,} {noun} {verb}.", messages.SUCCESS)
    for line in refused[:20]:
        model_admin.message_user(request, line, messages.ERROR)
    if len(refused) > 20:
        more = f"And {len(refused) - 20:,} more were refused."
        model_admin.message_user(request, more, messages.ERROR)
