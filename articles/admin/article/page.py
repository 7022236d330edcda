"""The page of an article, and the list of articles."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.actions.checks import Check, check_article, errors_of, require_sound
from articles.actions.counting import keep_counts
from articles.actions.reprinting import count_once
from articles.actions.settling import forget_article, settle_article
from articles.forms import ArticleForm, PageChoices
from articles.models import Article, ErrorNote, Note
from articles.text.dates import display

from ..correcting import Correcting
from ..deleting import KindDeletion
from ..desk import CheckedAdmin, DeskList, typed_why
from ..duplicate.asked import question_address
from ..filters import (
    ChangedFilter,
    ChoiceFilter,
    ChosenFilters,
    IssueDateFilter,
    MissingFilter,
    OutletFilter,
    WhoseFilter,
    YearFilter,
)
from ..incoming.batch import batch_urls
from ..incoming.importing import import_page
from ..incoming.updating import update_urls, waiting_address
from ..note import note_urls, notes_on
from ..paging import rows_address
from ..review.page import review_urls
from ..widgets import DayAndTime
from .many import ManyAtOnce
from .returning import return_urls
from .rows import (
    AppearanceInline,
    CorrectionInline,
    QuoteInline,
    ReportInline,
    SectionInline,
)
from .steps import (
    DRAFT,
    SCHEDULED,
    WITHDRAWN,
    Steps,
    coverage_of,
    may_change,
    review_address,
    status_mark,
)

NAMED = 25  # checks of a kind


@admin.register(Article)
class ArticleAdmin(ChosenFilters, KindDeletion, Steps, ManyAtOnce, Correcting, CheckedAdmin):
    exported = "articles"
    form = ArticleForm
    inlines = [SectionInline, QuoteInline, ReportInline, AppearanceInline, CorrectionInline]
    fieldsets = [
        (None, {"fields": ["headline", "alternative_headline", "standfirst"]}),
        (
            "Where and when it was published",
            {
                "fields": [
                    ("outlet", "byline"),
                    ("dateline", "edition", "desk"),
                    ("issued", "date_unknown"),
                    "tags",
                ]
            },
        ),
        (
            "Source",
            {
                "classes": ["collapse"],
                "fields": [
                    "source_url",
                    ("obtained", "language"),
                    ("source_guid", "source_version"),
                    "reprint_of",
                    "received",
                ],
            },
        ),
        ("Publication", {"fields": ["state", "publish_at"]}),
    ]
    readonly_fields = ["state", "received"]
    autocomplete_fields = ["reprint_of"]
    list_display = [
        "headline",
        "status_shown",
        "outlet",
        "issued",
        "quote_count",
        "coverage",
        "updated",
    ]
    sortable_by = ["headline", "issued", "updated"]
    list_filter = [
        ("status", ChoiceFilter),
        WhoseFilter,
        MissingFilter,
        ChangedFilter,
        OutletFilter,
        YearFilter,
        IssueDateFilter,
    ]
    ordering = ["-updated_at", "-id"]
    search_fields = ["words"]
    actions = ["publish_selected", "withdraw_selected", "tag_selected", "export_selected"]

    # Rights

    class Media:
        js = [Script("articles/admin/steps.js", defer=True)]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        """What readers have seen is withdrawn, not deleted."""
        never_public = obj is None or obj.first_published_at is None
        return (
            super().has_delete_permission(request, obj)
            and may_change(request.user, obj)
            and never_public
        )

    def get_readonly_fields(self, request, obj=None):
        fixed = list(self.readonly_fields)
        if not self.has_publish_permission(request):
            fixed.append("publish_at")
        return fixed

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "reprint_of":
            field.widget.can_add_related = False
        if db_field.name == "publish_at":
            field.widget = DayAndTime("Publish at")
            field.help_text = f"A day and a time, as clocks go in {zone_name()}."
        return field

    def get_fieldsets(self, request, obj=None):
        if obj is None or not obj.is_published:
            return self.fieldsets
        return [*self.fieldsets[:-1], ("Publication", {"fields": ["state"]})]

    # Reading

    def get_queryset(self, request):
        return super().get_queryset(request).defer("source_text").select_related("outlet")

    def get_changelist(self, request, **kwargs):
        return ArticleList

    @admin.display(description="status", ordering="status")
    def status_shown(self, article):
        return status_mark(article.status)

    @admin.display(description="issued", ordering="dated")
    def issued(self, article):
        if article.issued_on is None:
            return "undated"
        return display(article.issued_on, article.issued_until, article.issued_precision)

    @admin.display(description="updated", ordering="updated_at")
    def updated(self, article):
        moment = timezone.localtime(article.updated_at)
        return f"{moment:%H:%M}" if moment.date() == timezone.localdate() else f"{moment:%-d %b %Y}"

    @admin.display(description="quotes")
    def quote_count(self, article):
        return article.quote_count or ("reprint" if article.reprint_of_id else 0)

    @admin.display(description="covered")
    def coverage(self, article):
        """How many quoted stretches are accounted for; the review where something is open."""
        told = coverage_of(article)
        if article.is_accounted_for:
            return told
        return format_html('{} <a href="{}">review</a>', told, review_address(article))

    @admin.display(description="Status")
    def state(self, article):
        if article.pk is None:
            return status_mark(DRAFT)
        parts = [status_mark(article.status)]
        if article.first_published_at:
            first = timezone.localtime(article.first_published_at)
            parts.append(f"first published {first:%-d %B %Y, %H:%M}")
        return format_html("{}" + " · {}" * (len(parts) - 1), *parts)

    @admin.display(description="As received")
    def received(self, article):
        if not article.source_sha256:
            return "No source text is kept."
        address = reverse("admin:articles_article_source", args=[article.pk])
        return format_html('<a href="{}">Source text</a>', address)

    def changelist_view(self, request, extra_context=None):
        extra_context = dict(extra_context or {})
        if self.has_add_permission(request):
            extra_context["import_url"] = reverse("admin:articles_article_import")
        return super().changelist_view(request, extra_context)

    # Addresses

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("import/", wrap(self.import_view), name="articles_article_import"),
            *batch_urls(self),
            *review_urls(self),
            *update_urls(self),
            *note_urls(self),
            *return_urls(self),
            path("<int:pk>/source/", wrap(self.source_view), name="articles_article_source"),
            *super().get_urls(),
        ]

    def import_view(self, request):
        return import_page(self, request)

    def source_view(self, request, pk):
        article = self.get_object(request, str(pk))
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Source text, as received",
            "original": article,
        }
        return TemplateResponse(request, "admin/articles/article/source.html", context)

    # The change page

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | {"form_kwargs": {"choices": request.page_choices}}

    def _create_formsets(self, request, obj, change):
        request.page_choices = PageChoices(obj)
        return super()._create_formsets(request, obj, change)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        self.require_step(request, self.asked_step(request))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        obj.is_timed_anew = "publish_at" in form.changed_data
        super().save_model(request, obj, form, change)

    def settle(self, request, form, formsets, change):
        super().settle(request, form, formsets, change)
        article = form.instance
        if "reprint_of" in form.changed_data and (former := form.initial.get("reprint_of")):
            count_once(former)
        step = self.asked_step(request)
        settle_article(article, counting=not step)  # a step settles and counts
        if article.is_published and step != "_withdraw":
            require_sound(article)
        elif article.status == SCHEDULED and errors_of(article):
            self.message_user(
                request, "As it stands it will not be published at its time.", messages.WARNING
            )
        if step:
            request.retraction = form.cleaned_data.get("retraction", "")
            request.is_changed = any(one.has_changed() for one in (form, *formsets))
            self.take_step(request, article, step)
            keep_counts(beginning=article.appearances.values_list("actor", flat=True))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            refused = getattr(request, "refused_checks", None)
            checks = check_article(obj) if refused is None else refused
            for level in ("error", "warning"):
                found = [check for check in checks if check.level == level]
                placed = [(check, place_of(check, context, request)) for check in found[:NAMED]]
                context[f"check_{level}s"] = placed
                context[f"more_{level}s"] = len(found) - len(placed)
            context["preview_url"] = preview_address(obj)
            context["review_url"] = review_address(obj)
            context["update_url"] = waiting_address(obj)
            context["notes"] = notes_on(request, obj)
        context["show_save_and_add_another"] = False
        context["steps"] = self.offered_steps(request, obj)
        return super().render_change_form(
            request, context, add=add, change=change, form_url=form_url, obj=obj
        )

    # Deleting

    def get_deleted_objects(self, objs, request):
        """Notes are never deleted by themselves, and go with their article."""
        going, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        with_it = {model._meta.verbose_name for model in (Note, ErrorNote)}
        return going, counts, perms_needed - with_it, protected

    def undeletable(self, queryset):
        return queryset.filter(first_published_at__isnull=False)

    def why_not_deleted(self, article):
        then = "it is withdrawn" if article.status == WITHDRAWN else "withdraw it instead"
        return f"“{article}” was not deleted: readers have seen it. What was public stays; {then}."

    def instead_url(self, article):
        return reverse("admin:articles_article_change", args=[article.pk])

    def may_delete_others(self, request, article):
        return super().may_delete_others(request, article) and may_change(request.user, article)

    def delete_model(self, request, obj):
        forget_article(obj, by=request.user, why=typed_why(request))


class ArticleList(DeskList):
    def get_queryset(self, request, exclude_parameters=None):
        rows = super().get_queryset(request, exclude_parameters)
        return rows.defer("source_text", "words").with_counts()


def zone_name() -> str:
    return timezone.get_current_timezone_name().replace("_", " ")


def preview_address(article: Article) -> str:
    try:
        return reverse("article-preview", args=[article.pk])
    except NoReverseMatch:
        return ""


def place_of(check: Check, context, request) -> str:
    """Where what a check speaks of is mended, as a link: mostly on this page; "" if nowhere."""
    if address := question_address(check, request.user):
        return address
    kind, _, pk = check.field.partition("-")
    formsets = {
        inline.formset.prefix: inline.formset for inline in context["inline_admin_formsets"]
    }
    if pk:
        formset = formsets.get(f"{kind}s")
        return row_address(formset, int(pk), request) if formset else ""
    if kind in context["adminform"].form.fields:
        return f"#id_{kind}"
    if kind not in formsets:
        return ""
    # A row that stands in a folded group opens it, the group itself does not.
    return f"#{kind}-0" if formsets[kind].initial_forms else f"#{kind}-group"


def row_address(formset, pk: int, request) -> str:
    for number, form in enumerate(formset.initial_forms):
        if form.instance.pk == pk:
            return f"#{formset.prefix}-{number}"
    if formset.per_page is None or pk not in formset.keys:
        return ""
    number, row = divmod(formset.keys.index(pk), formset.per_page)
    return rows_address(request.GET, formset.prefix, number + 1, str(row))
