"""The rows of an article's page: sections, quotes, reports, appearances, corrections."""

from django.contrib import admin
from django.utils.html import format_html

from articles.forms import (
    AppearanceForm,
    CorrectionForm,
    PlacedFormSet,
    QuoteForm,
    QuoteFormSet,
    ReportForm,
    RowFormSet,
    SectionForm,
    SectionFormSet,
)
from articles.models import Appearance, Correction, ObstacleReport, Quote, QuoteAbout, Section

from ..desk import ActorFields
from ..office import NOTHING, role_known
from ..paging import PagedStackedInline, PagedTabularInline
from ..widgets import actors_widget
from .steps import may_change


class ArticlePart(ActorFields):
    """A row may be edited by those who may edit its article."""

    formset = RowFormSet
    extra = 0
    view_on_site = False

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


class Placed:
    """Shown to those who may look but not edit."""

    @admin.display(description="Where")
    def where(self, row):
        return row.section or getattr(row, "get_part_display", lambda: NOTHING)()


class ToldOfQuote(Placed):
    """Shown to those who may look but not edit."""

    @admin.display(description="About")
    def about_actors(self, quote):
        return ", ".join(str(row.actor) for row in quote.about_rows.all())

    @admin.display(description="Tags")
    def tag_names(self, quote):
        return ", ".join(sorted(row.tag.name for row in quote.tagged_rows.all()))

    @admin.display(description="Said on")
    def said(self, quote):
        return quote.said_on or NOTHING


class PlacedInline(Placed, ArticlePart, PagedStackedInline):
    formset = PlacedFormSet

    @admin.display(description="In the text")
    def found(self, row):
        if row.pk is None:
            return "not yet looked for"
        if not row.text:
            return "no words to look for"
        if row.anchored:
            return format_html('<span class="is-found">{}</span>', "✓ found")
        return format_html('<span class="is-lost">{}</span>', "✗ NOT found")


class QuoteInline(ToldOfQuote, PlacedInline):
    model = Quote
    show_change_link = True
    form = QuoteForm
    formset = QuoteFormSet
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "text",
                    ("speaker", "speaker_title", "role_held", "kind", "where", "found"),
                ]
            },
        ),
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
    readonly_fields = ["found", "role_held"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("section", "speaker", "voice_of", "continues")
            .prefetch_related(
                "about_rows__actor", "tagged_rows__tag", "speaker__roles__organisation"
            )
            .order_by("section__position", "section_id", "start", "id")
        )

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        about = QuoteAbout._meta.get_field("actor")
        formset.form.base_fields["about_actors"].widget = actors_widget(about, self, request)
        return formset

    @admin.display(description="Role held")
    def role_held(self, quote):
        return role_known(quote) if quote.pk else NOTHING


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
            .order_by("section__position", "section_id", "start", "id")
        )

    @admin.display(description="Reported on")
    def reported(self, row):
        return row.reported_on or NOTHING


class AppearanceInline(ArticlePart, PagedTabularInline):
    model = Appearance
    form = AppearanceForm
    fields = ["actor", "source", "mentions"]
    readonly_fields = ["mentions"]
    verbose_name_plural = "actors appearing"
    classes = ["collapse"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor")


class CorrectionInline(ArticlePart, PagedStackedInline):
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
