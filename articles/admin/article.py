from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.actions.checks import Check, ChecksFailed, check_article, errors_of, require_sound
from articles.actions.publishing import back_to_draft, publish, send_to_review, withdraw
from articles.actions.reprinting import recount_family
from articles.actions.settling import forget_article, settle_article
from articles.choices import ArticleStatus
from articles.forms import (
    AppearanceForm,
    ArticleForm,
    BulkTagForm,
    CorrectionForm,
    PageChoices,
    PlacedFormSet,
    QuoteForm,
    ReportForm,
    RowFormSet,
    SectionForm,
    SectionFormSet,
)
from articles.models import (
    Appearance,
    Article,
    Correction,
    ObstacleReport,
    Quote,
    QuoteAbout,
    Section,
)
from articles.text.dates import display

from .desk import ActorFields, CheckedAdmin, DeskList, report
from .filters import ChoiceFilter, FewRowsFilter, IssueDateFilter, MissingFilter, YearFilter
from .incoming.batch import batch_urls
from .incoming.importing import import_page
from .incoming.updating import update_urls, waiting_address
from .review.page import review_urls
from .widgets import actors_widget

AT_ONCE = 200
MARKS = {
    ArticleStatus.DRAFT: "○",
    ArticleStatus.IN_REVIEW: "◐",
    ArticleStatus.SCHEDULED: "◷",
    ArticleStatus.PUBLISHED: "●",
    ArticleStatus.WITHDRAWN: "×",
}

DRAFT, IN_REVIEW, SCHEDULED, PUBLISHED, WITHDRAWN = ArticleStatus
NOT_YET = {DRAFT, IN_REVIEW, SCHEDULED, WITHDRAWN}
# Button: (its words, from which states, whether it needs the right to publish)
STEPS = {
    "_review": ("Save and send to review", {DRAFT}, False),
    "_draft": ("Back to draft", {IN_REVIEW, SCHEDULED}, False),
    "_publish": ("Publish", NOT_YET, True),
    "_schedule": ("Schedule", NOT_YET, True),
    "_as_it_is": ("Publish all the same", NOT_YET, True),  # offered where gaps made it ask
    "_withdraw": ("Withdraw", {PUBLISHED}, True),
}


def may_change(user, article: Article | None) -> bool:
    """Editors change every article; a writer changes an own one until it is scheduled."""
    if article is None or user.has_perm("articles.edit_any_article"):
        return True
    return article.created_by_id == user.pk and article.status in (DRAFT, IN_REVIEW)


def status_mark(status: str):
    status = ArticleStatus(status)
    return format_html('<span class="status-{}">{} {}</span>', status, MARKS[status], status.label)


class ArticlePart(ActorFields):
    """A row may be edited by those who may edit its article."""

    formset = RowFormSet
    extra = 0

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and may_change(request.user, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may_change(request.user, obj)


class SectionInline(ArticlePart, admin.StackedInline):
    model = Section
    form = SectionForm
    formset = SectionFormSet
    fields = [("position", "kind"), "heading", "body"]


class PlacedInline(ArticlePart, admin.StackedInline):
    formset = PlacedFormSet

    @admin.display(description="Where")
    def where(self, row):
        return row.section or getattr(row, "get_part_display", lambda: None)()

    @admin.display(description="In the text")
    def found(self, row):
        if row.pk is None:
            return "not yet looked for"
        if row.anchored:
            return format_html('<span class="is-found">{}</span>', "✓ found")
        return format_html('<span class="is-lost">{}</span>', "✗ NOT found")


class QuoteInline(PlacedInline):
    model = Quote
    form = QuoteForm
    view_on_site = False
    fieldsets = [
        (None, {"fields": ["text", ("speaker", "speaker_title", "kind", "where", "found")]}),
        (
            "Attribution, whom it is about, tags",
            {
                "classes": ["collapse"],
                "fields": [
                    ("attribution", "cue", "said_to"),
                    ("about_actors", "voice_of"),
                    ("unattributed", "title_carried"),
                    ("said", "tag_names"),
                    "continues",
                ],
            },
        ),
    ]
    readonly_fields = ["found"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("section", "speaker", "voice_of", "continues")
            .prefetch_related("about_rows__actor", "tagged_rows__tag")
            .order_by("section__position", "section", "start", "id")
        )

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        about = QuoteAbout._meta.get_field("actor")
        formset.form.base_fields["about_actors"].widget = actors_widget(about, self, request)
        return formset

    # Shown to those who may look but not edit.
    @admin.display(description="About")
    def about_actors(self, quote):
        return ", ".join(str(row.actor) for row in quote.about_rows.all())

    @admin.display(description="Tags")
    def tag_names(self, quote):
        return ", ".join(sorted(row.tag.name for row in quote.tagged_rows.all()))

    @admin.display(description="Said on")
    def said(self, quote):
        return quote.said_on


class ReportInline(PlacedInline):
    model = ObstacleReport
    form = ReportForm
    fieldsets = [
        (
            None,
            {"fields": ["text", ("obstacle", "status", "where", "found"), ("laid_by", "faced_by")]},
        ),
        (
            "Quote, date, note",
            {"classes": ["collapse"], "fields": [("quote", "reported"), "note"]},
        ),
    ]
    readonly_fields = ["found"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("obstacle", "section", "quote")
            .prefetch_related("laid_by", "faced_by")
            .order_by("section__position", "section", "start", "id")
        )

    @admin.display(description="Reported on")
    def reported(self, row):
        return row.reported_on


class AppearanceInline(ArticlePart, admin.TabularInline):
    model = Appearance
    form = AppearanceForm
    fields = ["actor", "source", "mentions"]
    readonly_fields = ["mentions"]
    verbose_name_plural = "actors appearing"
    classes = ["collapse"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor")


class CorrectionInline(ArticlePart, admin.StackedInline):
    """Append-only."""

    model = Correction
    form = CorrectionForm
    fields = [("kind", "made_on", "quote"), "note", ("before", "after")]
    classes = ["collapse"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("quote")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Article)
class ArticleAdmin(CheckedAdmin):
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
    sortable_by = ["headline", "status_shown", "issued", "updated"]
    list_filter = [
        ("status", ChoiceFilter),
        MissingFilter,
        ("outlet", FewRowsFilter),
        YearFilter,
        IssueDateFilter,
    ]
    ordering = ["-updated_at", "-id"]
    search_fields = ["words"]
    actions = ["publish_selected", "withdraw_selected", "tag_selected", "export_selected"]

    # Rights

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

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    def get_readonly_fields(self, request, obj=None):
        fixed = list(self.readonly_fields)
        if not self.has_publish_permission(request):
            fixed.append("publish_at")
        return fixed

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "reprint_of":
            field.widget.can_add_related = False
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
        step = self.asked_step(request)
        if step and STEPS[step][2] and not self.has_publish_permission(request):
            raise PermissionDenied
        return super().changeform_view(request, object_id, form_url, extra_context)

    def asked_step(self, request) -> str | None:
        return next((name for name in STEPS if name in request.POST), None)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article = form.instance
        settle_article(article)
        if "reprint_of" in form.changed_data and (former := form.initial.get("reprint_of")):
            recount_family(former)
        step = self.asked_step(request)
        if article.is_published and step != "_withdraw":
            require_sound(article)
        elif article.status == SCHEDULED and errors_of(article):
            self.message_user(
                request, "As it stands it will not be published at its time.", messages.WARNING
            )
        if step:
            self.take_step(request, article, step)

    def take_step(self, request, article, step):
        words, states, _ = STEPS[step]
        if article.status not in states:
            state = article.get_status_display().lower()
            self.message_user(
                request, f"Saved. “{words}” is for no article that is {state}.", messages.WARNING
            )
            return
        ahead = article.publish_at and article.publish_at > timezone.now()
        if step == "_schedule" and not ahead:
            self.message_user(
                request, "Saved, not scheduled: give a time that lies ahead.", messages.ERROR
            )
            return
        if step in ("_publish", "_schedule") and not article.is_accounted_for:
            request.has_gaps = True
            self.message_user(
                request, f"Saved, not published: {open_ends(article)}.", messages.WARNING
            )
            return
        try:
            {
                "_review": send_to_review,
                "_draft": back_to_draft,
                "_publish": self.publish_or_schedule,
                "_schedule": self.publish_or_schedule,
                "_as_it_is": self.publish_or_schedule,
                "_withdraw": withdraw,
            }[step](article)
        except ChecksFailed as failed:
            number = len(failed.checks)
            told = "one check stands" if number == 1 else f"{number} checks stand"
            self.message_user(
                request, f"Saved, not published: {told} in the way, see below.", messages.ERROR
            )
        else:
            request.step_taken = article.get_status_display().lower()

    @staticmethod
    def publish_or_schedule(article):
        publish(article, at=article.publish_at)

    def construct_change_message(self, request, form, formsets, add=False):
        told = super().construct_change_message(request, form, formsets, add)
        if status := getattr(request, "step_taken", None):
            told.append({"changed": {"fields": [f"status: {status}"]}})
        return told

    def response_add(self, request, obj, post_url_continue=None):
        if self.asked_step(request):
            return self.response_step(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if self.asked_step(request):
            return self.response_step(request, obj)
        return super().response_change(request, obj)

    def response_step(self, request, article):
        if status := getattr(request, "step_taken", None):
            self.message_user(
                request, f"“{article}” is saved. It is now {status}.", messages.SUCCESS
            )
        address = reverse("admin:articles_article_change", args=[article.pk])
        asks = "?as_it_is=1" if getattr(request, "has_gaps", False) else ""
        return HttpResponseRedirect(address + asks)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            refused = getattr(request, "refused_checks", None)
            checks = check_article(obj) if refused is None else refused
            placed = [(check, place_of(check, context)) for check in checks]
            context["check_errors"] = [pair for pair in placed if pair[0].level == "error"]
            context["check_warnings"] = [pair for pair in placed if pair[0].level != "error"]
            context["preview_url"] = preview_address(obj)
            context["review_url"] = review_address(obj)
            context["update_url"] = waiting_address(obj)
        context["show_save_and_add_another"] = False
        context["steps"] = self.offered_steps(request, obj)
        return super().render_change_form(
            request, context, add=add, change=change, form_url=form_url, obj=obj
        )

    def offered_steps(self, request, article):
        status = article.status if article else DRAFT
        if not may_change(request.user, article):
            return []
        may_publish = self.has_publish_permission(request)
        return [
            (name, words)
            for name, (words, states, publishes) in STEPS.items()
            if status in states
            and (may_publish or not publishes)
            and (name != "_as_it_is" or "as_it_is" in request.GET)
        ]

    # Deleting

    def delete_model(self, request, obj):
        forget_article(obj)

    def delete_queryset(self, request, queryset):
        for article in queryset:
            forget_article(article)

    # Many at once

    @admin.action(description="Publish", permissions=["publish"])
    def publish_selected(self, request, queryset):
        states = STEPS["_publish"][1]
        self.move_selected(request, queryset, self.publish_or_schedule, states, "published")

    @admin.action(description="Withdraw", permissions=["publish"])
    def withdraw_selected(self, request, queryset):
        self.move_selected(request, queryset, withdraw, STEPS["_withdraw"][1], "withdrawn")

    def move_selected(self, request, queryset, move, states, verb):
        if not self.is_manageable(request, queryset):
            return
        done, refused = 0, []
        for article in self.one_by_one(queryset):
            if not self.has_change_permission(request, article):
                refused.append(f"“{article}” is not yours to change.")
            elif article.status not in states:
                refused.append(f"“{article}” is {article.get_status_display().lower()}.")
            elif verb == "published" and not article.is_accounted_for:
                refused.append(f"“{article}” was not published: {open_ends(article)}.")
            elif failed := self.failure(move, article):
                refused.append(f"“{article}” was not {verb}: {failed}")
            else:
                self.log_change(request, article, f"{verb.capitalize()} from the list.")
                done += 1
        report(request, self, done, verb, refused)

    @staticmethod
    def failure(move, article) -> ChecksFailed | None:
        try:
            move(article)
        except ChecksFailed as failed:
            return failed
        return None

    @admin.action(description="Add tags …", permissions=["change"])
    def tag_selected(self, request, queryset):
        if not self.is_manageable(request, queryset):
            return None
        form = BulkTagForm(request.POST if "_tag" in request.POST else None)
        if form.is_valid():
            self.add_tags(request, queryset, form.cleaned_data["tags"])
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Add tags",
            "form": form,
            "articles": queryset,
            "selected": request.POST.getlist("_selected_action"),
            "select_across": request.POST.get("select_across", "0"),
        }
        return TemplateResponse(request, "admin/articles/article/add_tags.html", context)

    def add_tags(self, request, queryset, names):
        done, refused = 0, []
        for article in self.one_by_one(queryset):
            if not self.has_change_permission(request, article):
                refused.append(f"“{article}” is not yours to change.")
                continue
            article.tags.add(*names)
            settle_article(article)
            self.log_change(request, article, f"Tagged from the list: {', '.join(names)}.")
            done += 1
        report(request, self, done, "tagged", refused)

    def is_manageable(self, request, queryset) -> bool:
        if queryset.order_by()[: AT_ONCE + 1].count() <= AT_ONCE:
            return True
        self.message_user(
            request, f"Choose at most {AT_ONCE} articles at once: nothing was done.", messages.ERROR
        )
        return False

    @staticmethod
    def one_by_one(queryset):
        """Each article locked, in a transaction of its own that ends before the next."""
        for pk in list(queryset.order_by("pk").values_list("pk", flat=True)):
            with transaction.atomic():
                found = Article.objects.select_for_update().defer("source_text").filter(pk=pk)
                yield from found


class ArticleList(DeskList):
    def get_queryset(self, request, exclude_parameters=None):
        rows = super().get_queryset(request, exclude_parameters)
        return rows.defer("source_text", "words").with_counts()


def coverage_of(article: Article) -> str:
    return f"{article.stretches - article.gaps:,} of {article.stretches:,}"


def review_address(article: Article) -> str:
    return reverse("admin:articles_article_review", args=[article.pk])


def open_ends(article: Article) -> str:
    """What an article still leaves open, for a sentence."""
    ends = []
    if article.gaps:
        are = "is" if article.gaps == 1 else "are"
        ends.append(
            f"{article.gaps:,} of {article.stretches:,} quoted stretches {are} not accounted for"
        )
    if article.proposals_open:
        are = "proposal is" if article.proposals_open == 1 else "proposals are"
        ends.append(f"{article.proposals_open:,} {are} open")
    return " and ".join(ends)


def place_of(check: Check, context) -> str:
    """The id on the page of the field or row that a check speaks of; "" if it has none."""
    kind, _, pk = check.field.partition("-")
    if not pk:
        fields = context["adminform"].form.fields
        return f"id_{kind}" if kind in fields else f"{kind}-group" if kind == "sections" else ""
    for inline in context["inline_admin_formsets"]:
        if inline.formset.prefix == f"{kind}s":
            for number, form in enumerate(inline.formset.initial_forms):
                if str(form.instance.pk) == pk:
                    return f"{kind}s-{number}"
    return ""


def preview_address(article: Article) -> str:
    try:
        return reverse("article-preview", args=[article.pk])
    except NoReverseMatch:
        return ""
