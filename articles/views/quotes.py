from django.shortcuts import redirect

from articles.filters import QuoteFilter
from articles.models import Quote

from .articles import gone
from .details import permanent_redirect
from .lists import FilteredList


class QuoteList(FilteredList):
    noun, singular = "quotes", "quote"
    filterset_class = QuoteFilter
    template_name = "articles/quote_list.html"
    export_permission = "articles.export_quote"

    def rows(self, queryset):
        return queryset.for_cards()


def quote_detail(request, pk, slug=""):
    """Opens the article at the quote, its words highlighted; a continuation at its beginning."""
    quote = (
        Quote.objects.filter(pk=pk).select_related("article", "continues")
        .defer("article__source_text", "article__words").first()
    )  # fmt: skip
    if quote is None or not quote.article.is_published:
        return gone(request, quote and quote.article_id)
    if slug != quote.slug:
        return permanent_redirect(request, quote)
    head = quote.continues_id or quote.pk
    return redirect(f"{quote.article.get_absolute_url()}?quote={head}#q{head}")
