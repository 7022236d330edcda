"""Quotes linked on the page of the one that repeats, softens, hardens … the other."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html_join

from articles.forms import (
    PageChoices,
    QuoteChosenField,
    QuoteLinkForm,
    QuoteLinkFormSet,
    quote_label,
)
from articles.models import Quote, QuoteLink

from .article import may_change
from .office import NOTHING
from .paging import PagedStackedInline
from .widgets import QuoteSelect

AUTOCOMPLETE_SIZE = 20
AUTOCOMPLETE_PAGES = 10
MOST_SHOWN = 50


class QuoteLinkInline(PagedStackedInline):
    """A row may be edited by those who may edit the article of the quote."""

    model = QuoteLink
    form = QuoteLinkForm
    formset = QuoteLinkFormSet
    fk_name = "quote"
    fields = ["kind", "other", "note"]
    extra = 0
    verbose_name_plural = "what it does to other quotes"
    verbose_name = "linked quote"

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("other__article", "other__speaker")
        hidden = ("source_text", "words")
        return rows.defer("other__words", *(f"other__article__{name}" for name in hidden))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "other":
            kwargs |= {
                "form_class": QuoteChosenField,
                "queryset": Quote.objects.heads().for_choice(),
                "widget": QuoteSelect(db_field, self.admin_site),
            }
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for link in ("can_add_related", "can_change_related", "can_view_related"):
            if hasattr(getattr(field, "widget", None), link):
                setattr(field.widget, link, False)
        return field

    def has_add_permission(self, request, obj=None):
        own = obj is not None and may_change(request.user, obj.article)
        return super().has_add_permission(request, obj) and own

    def has_change_permission(self, request, obj=None):
        own = obj is not None and may_change(request.user, obj.article)
        return super().has_change_permission(request, obj) and own

    def has_delete_permission(self, request, obj=None):
        own = obj is not None and may_change(request.user, obj.article)
        return super().has_delete_permission(request, obj) and own


class LinkedQuotes(admin.ModelAdmin):
    """The page of a quote with its links, and what asks for the other quote."""

    inlines = [QuoteLinkInline]

    def get_urls(self):
        view = self.admin_site.admin_view(self.autocomplete_view)
        return [
            path("autocomplete/", view, name="articles_quote_autocomplete"),
            *super().get_urls(),
        ]

    def get_inline_instances(self, request, obj=None):
        """Readers see a split quote as one, with the links of its first stretch."""
        inlines = super().get_inline_instances(request, obj)
        return [] if obj is None or obj.continues_id else inlines

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | {"form_kwargs": {"choices": PageChoices(obj.article)}}

    def autocomplete_view(self, request):
        """What select2 asks: whole quotes, the newest first, by the beginnings of their words and
        of their speaker's as printed."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = request.GET.get("page", "1")
        number = int(page) if page in map(str, range(1, AUTOCOMPLETE_PAGES + 1)) else 1
        first = (number - 1) * AUTOCOMPLETE_SIZE
        found = Quote.objects.heads().search(request.GET.get("term", "").replace("\0", ""))
        rows = list(found.for_choice().order_by("-id")[first : first + AUTOCOMPLETE_SIZE + 1])
        more = len(rows) > AUTOCOMPLETE_SIZE and number < AUTOCOMPLETE_PAGES
        results = [
            {"id": str(row.pk), "text": quote_label(row)} for row in rows[:AUTOCOMPLETE_SIZE]
        ]
        return JsonResponse({"results": results, "pagination": {"more": more}})

    @admin.display(description="Linked from")
    def linked_from(self, quote):
        """Links that belong to the pages of other quotes."""
        links = QuoteLink.objects.filter(other=quote).select_related("quote").defer("quote__words")
        lines = [
            (reverse("admin:articles_quote_change", args=[link.quote_id]), link.quote, link.kind)
            for link in links[:MOST_SHOWN]
        ]
        return format_html_join("", '<p><a href="{}">{}</a> {} it</p>', lines) or NOTHING

    def warn_of_order(self, request, formsets):
        for formset in formsets:
            if formset.model is not QuoteLink:
                continue
            rows = [*formset.new_objects, *(row for row, _ in formset.changed_objects)]
            for link in rows:
                if link.is_backwards:
                    told = (
                        f"This quote is older than the one that it {link.kind}: is that the right "
                        "way round? If not, link them on the page of the other one."
                    )
                    self.message_user(request, told, "warning")
