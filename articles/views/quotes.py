from dataclasses import dataclass

from django.shortcuts import render

from articles.exports import cite_quote
from articles.filters import QuoteFilter
from articles.models import Article, Quote, QuoteLink, RemovedQuote, Tag
from articles.querysets.quote import tell_stretches
from articles.querysets.written import written_once

from .articles import gone
from .context import context_of
from .details import permanent_redirect
from .heads import quote_head
from .lists import FilteredList
from .said import said_elsewhere, tell_elsewhere

LINKS_SHOWN = 50


class QuoteList(FilteredList):
    noun, singular = "quotes", "quote"
    filterset_class = QuoteFilter
    template_name = "articles/quote_list.html"
    export_permission = "articles.export_quote"

    def rows(self, queryset):
        return queryset.for_cards()

    def page(self, filters):
        message, page = super().page(filters)
        tell_elsewhere(self.request, page.rows)
        return message, page


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as the page of one of its quotes tells it: the older quote stands first."""

    link: QuoteLink
    is_from_here: bool

    @property
    def other(self) -> Quote:
        return self.link.other if self.is_from_here else self.link.quote

    @property
    def both(self) -> list[Quote]:
        ends = (self.link.other, self.link.quote)
        return sorted(ends, key=lambda quote: (quote.dated, quote.pk))


def quote_detail(request, pk, slug=""):
    """A quote split in its article has one page; its later stretches lead there."""
    quote = Quote.objects.whole(pk)
    if quote is None:
        return removed(request, pk)
    if not quote.article.is_published:
        return gone(request, quote.article_id, is_quote=True)
    head = quote.continues or quote
    if quote != head or slug != head.slug:
        return permanent_redirect(request, head)
    return render(request, "articles/quote_detail.html", page_of(request, quote))


def removed(request, pk):
    """410 for a quote that its article has no more, and the way to it; 404 for what never was."""
    there = RemovedQuote.objects.filter(pk=pk).first()
    article = there and Article.objects.published().filter(pk=there.article).first()
    if not article:
        return gone(request, there and there.article, is_quote=True)
    return render(request, "articles/quote_removed.html", {"object": article}, status=410)


def page_of(request, quote: Quote) -> dict:
    """What the page of a quote shows: eleven queries at most, the quote's own among them."""
    article = quote.article
    original = article.reprint_of
    url = request.build_absolute_uri(quote.get_absolute_url())
    links = link_rows(QuoteLink, quote.pk)
    tell_stretches(Quote, [end for link in links for end in (link.quote, link.other)])
    return {
        "object": quote,
        "quote": quote,
        "article": article,
        "original": original if original and original.is_published else None,
        "contexts": context_of(article, [quote, *quote.later]),
        "said": said_elsewhere(quote),
        "links": [Linked(link, is_from_here=link.quote_id == quote.pk) for link in links],
        "tags": tag_rows(Tag, quote.pk),
        "citation": cite_quote(quote, url),
        "canonical": url,
        "head": quote_head(request, quote, url),
    }


@written_once
def link_rows(links, quote):
    """By their kind. In the order of the ids alone PostgreSQL would walk all links for a few."""
    return links.of(quote).published().for_page().order_by("kind", "id")[:LINKS_SHOWN]


@written_once
def tag_rows(tags, quote):
    """As they were given."""
    rows = tags.filter(tagged_quotes__content_object=quote).order_by("tagged_quotes")
    return rows.only("name", "slug")
