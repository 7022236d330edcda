from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from articles.actions.checks import require_sound
from articles.actions.history import hold, record
from articles.actions.settling import settle_article
from articles.choices import Change
from articles.forms import QuotePageForm
from articles.models import Article, Quote, QuoteAbout

from .article import may_change, status_mark
from .article.rows import ToldOfQuote
from .correcting import Correcting
from .desk import CheckedAdmin, DeskList, article_link, typed_why
from .filters import (
    ChoiceFilter,
    ChosenFilters,
    FoundFilter,
    NamedFilter,
    OutletFilter,
    SpeakerFilter,
    YearFilter,
)
from .note import notes_on
from .office import NOTHING, role_known
from .quote_link import LinkedQuotes
from .widgets import actors_widget


class WholeQuotes(DeskList):
    """A quote that its attribution splits is one line, as it is one row of the export."""

    def get_queryset(self, request, exclude_parameters=None):
        return super().get_queryset(request, exclude_parameters).heads()


@admin.register(Quote)
class QuoteAdmin(ToldOfQuote, LinkedQuotes, ChosenFilters, Correcting, CheckedAdmin):
    exported = "quotes"
    form = QuotePageForm
    fieldsets = [
        (None, {"fields": ["article_link", "text", ("kind", "where", "found")]}),
        (
            "Who says it",
            {
                "fields": [
                    ("speaker", "voice_of"),
                    "unattributed",
                    ("speaker_title", "title_carried", "role_held"),
                    ("attribution", "cue", "said_to"),
                ]
            },
        ),
        (
            "More",
            {
                "fields": [
                    "about_actors",
                    ("said", "tag_names"),
                    ("continues", "stretches"),
                    "linked_from",
                ]
            },
        ),
    ]
    readonly_fields = ["article_link", "found", "role_held", "stretches", "linked_from"]
    list_display = ["text_shown", "speaker", "article_link", "status_shown", "dated"]
    sortable_by = ["dated"]
    list_display_links = ["text_shown"]
    list_filter = [
        ("article_status", ChoiceFilter),
        ("kind", ChoiceFilter),
        SpeakerFilter,
        NamedFilter,
        FoundFilter,
        OutletFilter,
        YearFilter,
    ]
    ordering = ["-id"]
    search_fields = ["words"]
    actions = ["export_selected"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("article", "speaker", "outlet", "section")
            .defer("article__source_text", "article__words", "words")
        )

    def get_changelist(self, request, **kwargs):
        return WholeQuotes

    @admin.display(description="words")
    def text_shown(self, quote):
        return str(quote)

    @admin.display(description="article")
    def article_link(self, quote):
        return article_link(quote.article)

    @admin.display(description="status", ordering="article_status")
    def status_shown(self, quote):
        return status_mark(quote.article_status)

    @admin.display(description="Role held when it was said")
    def role_held(self, quote):
        return role_known(quote)

    @admin.display(description="Its other stretches")
    def stretches(self, quote):
        """A quote that its attribution splits has a page for each."""
        first = quote.continues or quote
        every = [first, *first.continuations.only("text").order_by("start", "id")]
        links = [
            (reverse("admin:articles_quote_change", args=[one.pk]), one)
            for one in every
            if one != quote
        ]
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', links) or NOTHING

    @admin.display(description="In the text", boolean=True)
    def found(self, quote):
        return quote.anchored

    def history_view(self, request, object_id, extra_context=None):
        """It is told with that of its article."""
        quote = self.get_object(request, object_id)
        if quote is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, quote):
            raise PermissionDenied
        address = reverse("admin:articles_article_history", args=[quote.article_id])
        return HttpResponseRedirect(address)

    # Rights: those of its article

    def has_add_permission(self, request):
        """A quote is added on the page of its article."""
        return False

    def has_change_permission(self, request, obj=None):
        own = obj is None or may_change(request.user, obj.article)
        return super().has_change_permission(request, obj) and own

    def has_delete_permission(self, request, obj=None):
        """One at a time, so that its article can be settled and checked."""
        own = obj is not None and may_change(request.user, obj.article)
        return super().has_delete_permission(request, obj) and own

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        about = QuoteAbout._meta.get_field("actor")
        form.base_fields["about_actors"].widget = actors_widget(about, self, request)
        return form

    def versioned(self, row):
        return row.article

    def versioned_model(self):
        return Article

    def kept_of(self, row, snapshot):
        quotes = snapshot["rows"]["quotes"]
        return next((quote for quote in quotes if quote["pk"] == row.pk), None)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["notes"] = notes_on(request, obj.article, obj)
        return super().render_change_form(
            request, context, add=add, change=change, form_url=form_url, obj=obj
        )

    def settle(self, request, form, formsets, change):
        super().settle(request, form, formsets, change)
        self.warn_of_order(request, formsets)
        article = form.instance.article
        settle_article(article)
        if article.is_published:
            require_sound(article)

    def response_delete(self, request, obj_display, obj_id):
        """Back to its article, where readers are told why."""
        super().response_delete(request, obj_display, obj_id)
        address = reverse("admin:articles_article_change", args=[request.article.pk])
        if request.article.is_published:
            told = format_html(
                "Readers could see “{}”, and nothing tells them why it is gone. "
                '<a href="{}#correction">Tell them what was corrected</a>, '
                "unless it is too small to tell.",
                obj_display,
                address,
            )
            self.message_user(request, told, messages.WARNING)
        return HttpResponseRedirect(address)

    def delete_model(self, request, obj):
        article = Article.objects.select_for_update().get(pk=obj.article_id)
        request.article = article
        hold(article)
        obj.delete()
        settle_article(article)
        why = f"Deleted the quote “{obj}”. {typed_why(request)}"
        record(article, Change.EDITED, by=request.user, why=why)
