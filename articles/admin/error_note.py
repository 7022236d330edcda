"""What readers report: to be looked into, mended and answered."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html

from articles.choices import Part
from articles.forms import ErrorNoteForm
from articles.models import ErrorNote, Quote
from articles.text.markdown import plain
from articles.text.sentences import sentence_at
from articles.text.spans import Span

from .desk import DeskAdmin, article_link
from .filters import SeenToFilter


@admin.register(ErrorNote)
class ErrorNoteAdmin(DeskAdmin):
    form = ErrorNoteForm
    fieldsets = [
        ("What the reader says", {"fields": ["said", "written"]}),
        ("Of what", {"fields": ["place"]}),
        ("What was done about it", {"fields": ["answer", "is_resolved"]}),
    ]
    readonly_fields = ["said", "written", "place"]
    list_display = ["shown", "about", "made", "state"]
    sortable_by = ["made"]
    list_filter = [SeenToFilter]
    ordering = ["-made_at", "-id"]
    search_fields = ["text"]
    search_help_text = "By a part of what the reader says."

    def get_search_results(self, request, queryset, search_term):
        return queryset.filter(text__icontains=search_term) if search_term else queryset, False

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("article", "quote__section")
        return rows.defer("article__source_text", "article__words", "quote__words")

    @admin.display(description="what is wrong")
    def shown(self, note):
        return str(note)

    @admin.display(description="of what")
    def about(self, note):
        if note.quote:
            return format_html("“{}”, {}", note.quote, article_link(note.article))
        return article_link(note.article)

    @admin.display(description="reported", ordering="made_at")
    def made(self, note):
        return moment(note.made_at)

    @admin.display(description="state")
    def state(self, note):
        return "○ Open" if note.is_open else "● Seen to"

    @admin.display(description="In their words")
    def said(self, note):
        return format_html('<span class="desk-said">{}</span>', note.text)

    @admin.display(description="When, and who")
    def written(self, note):
        when = moment(note.made_at)
        if not note.contact:
            return f"{when}, without an address"
        return format_html('{}, <a href="mailto:{}">{}</a>', when, note.contact, note.contact)

    @admin.display(description="Where it stands")
    def place(self, note):
        context = {"note": note, "sentence": note.quote and sentence_of(note.quote)}
        return render_to_string("admin/articles/error_note_place.html", context)

    def save_model(self, request, obj, form, change):
        obj.see_to(form.cleaned_data["is_resolved"], request.user)
        super().save_model(request, obj, form, change)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def moment(at) -> str:
    return f"{timezone.localtime(at):%-d %b %Y, %H:%M}"


def sentence_of(quote: Quote) -> str:
    """The quote in its sentence; its words alone where they are not found."""
    if not quote.anchored:
        return quote.text
    raw = quote.raw
    sentence = sentence_at(raw, Span(quote.start, quote.start + len(quote.text))).of(raw)
    return plain(sentence).text if quote.part == Part.SECTION else sentence
