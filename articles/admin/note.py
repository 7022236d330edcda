"""What colleagues say of an article or a quote: on its page, on a page of its own, as a list."""

from dataclasses import dataclass
from functools import partial

from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.forms import NoteForm
from articles.models import Article, Note, Quote

from .desk import DeskAdmin, article_link
from .filters import OpenFilter, WhoseNoteFilter

SHOWN = 100  # open ones
FOLDED = 20  # resolved ones


def note_urls(model_admin) -> list:
    view = model_admin.admin_site.admin_view(partial(notes_page, model_admin))
    return [path("<int:pk>/notes/", view, name="articles_article_notes")]


def has_right(user, verb: str) -> bool:
    return user.has_perm(f"articles.{get_permission_codename(verb, Note._meta)}")


def notes_address(article: Article | int, quote: Quote | None = None) -> str:
    address = reverse("admin:articles_article_notes", args=[getattr(article, "pk", article)])
    return f"{address}?quote={quote.pk}" if quote else address


@dataclass
class Notes:
    """The notes on an article, or on one quote of it, as a page shows them."""

    user: object
    article: Article
    quote: Quote | None = None
    form: NoteForm | None = None
    is_apart: bool = False  # a page of their own, with nothing else to lose

    def __post_init__(self):
        rows = self.article.notes.for_page()
        if self.quote:
            rows = rows.about(self.quote)
        self.open = list(rows.open().order_by("-sent_back", "made_at", "pk")[:SHOWN])
        self.resolved = list(rows.resolved().order_by("-resolved_at", "-pk")[:FOLDED])
        self.form = self.form or NoteForm()
        self.may_add = has_right(self.user, "add")
        self.may_change = has_right(self.user, "change")
        self.address = notes_address(self.article, self.quote)
        everything = reverse("admin:articles_note_changelist")
        self.list_address = f"{everything}?article__id__exact={self.article.pk}"

    @property
    def returning(self) -> list[Note]:
        return [note for note in self.open if note.sent_back]


def notes_on(request, article: Article, quote: Quote | None = None, **more) -> Notes | None:
    """None for those who may not see notes."""
    if not has_right(request.user, "view"):
        return None
    return Notes(request.user, article, quote, **more)


def notes_page(model_admin, request, pk):
    article = model_admin.get_object(request, str(pk))
    if article is None:
        return model_admin._get_obj_does_not_exist_redirect(request, model_admin.opts, str(pk))
    may_view = model_admin.has_view_permission(request, article)
    if not (may_view and has_right(request.user, "view")):
        raise PermissionDenied
    quote = quote_asked(article, request.GET.get("quote"))
    form = None
    if request.method == "POST":
        form = done(request, article, quote)
        if form is None:
            response = HttpResponseRedirect(notes_address(article, quote))
            response.status_code = 303
            return response
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": "Notes for colleagues",
        "original": article,
        "quote": quote,
        "media": model_admin.media,
        "notes": notes_on(request, article, quote, form=form, is_apart=True),
    }
    return TemplateResponse(request, "admin/articles/article/notes.html", context)


def quote_asked(article: Article, asked: str | None) -> Quote | None:
    is_number = asked and asked.isascii() and asked.isdecimal() and len(asked) <= 18
    return article.quotes.filter(pk=asked).first() if is_number else None


def done(request, article: Article, quote: Quote | None) -> NoteForm | None:
    """What was asked; a form that must be shown again, with what was typed."""
    verb, _, pk = request.POST.get("do", "").partition("-")
    if verb == "add":
        return added(request, article, quote)
    if verb not in ("resolve", "reopen"):
        return None
    if not has_right(request.user, "change"):
        raise PermissionDenied
    is_number = pk.isascii() and pk.isdecimal() and len(pk) <= 18
    rows = article.notes.filter(pk=pk) if is_number else article.notes.none()
    if verb == "resolve":
        changed, told = rows.resolve(request.user), "The note is resolved."
    else:
        changed, told = rows.reopen(), "The note is open again."
    if changed:
        messages.success(request, told)
    else:
        messages.warning(request, "Somebody else has done that, or the note is no longer there.")
    return None


def added(request, article: Article, quote: Quote | None) -> NoteForm | None:
    if not has_right(request.user, "add"):
        raise PermissionDenied
    form = NoteForm(request.POST)
    if not form.is_valid():
        return form
    article.notes.create(text=form.cleaned_data["text"], quote=quote, made_by=request.user)
    messages.success(request, "The note is added.")
    return None


@admin.register(Note)
class NoteAdmin(DeskAdmin):
    """A list: notes are written, resolved and reopened where they stand, and never deleted."""

    list_display = ["said", "article_link", "made_by", "made", "state"]
    list_display_links = None
    sortable_by = ["made"]
    list_filter = [OpenFilter, WhoseNoteFilter]
    ordering = ["-made_at", "-id"]
    search_fields = ["text"]
    search_help_text = "By a part of the note."

    def get_search_results(self, request, queryset, search_term):
        return queryset.filter(text__icontains=search_term) if search_term else queryset, False

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("article", "made_by")
        return rows.defer("article__source_text", "article__words")

    @admin.display(description="note")
    def said(self, note):
        address = f"{notes_address(note.article_id)}#note-{note.pk}"
        before = "Sent back: " if note.sent_back else ""
        return format_html('{}<a href="{}">{}</a>', before, address, note)

    @admin.display(description="article")
    def article_link(self, note):
        return article_link(note.article)

    @admin.display(description="written", ordering="made_at")
    def made(self, note):
        return f"{timezone.localtime(note.made_at):%-d %b %Y, %H:%M}"

    @admin.display(description="state")
    def state(self, note):
        return "○ Open" if note.is_open else "● Resolved"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Where it stands."""
        note = self.get_object(request, object_id)
        if note is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, note):
            raise PermissionDenied
        return HttpResponseRedirect(f"{notes_address(note.article_id)}#note-{note.pk}")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
