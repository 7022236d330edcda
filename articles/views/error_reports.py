"""A reader reports an error in a quote or an article that is public."""

from time import time

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from articles.actions.reporting import TooMany, keep_report
from articles.forms import ErrorReportForm
from articles.models import Article, Quote

HOUR = 3600
MOST_OF_ONE_READER = 5  # in an hour
SENT = "error_reports"  # in the session: when this reader has sent reports


@require_http_methods(["GET", "HEAD", "POST"])
def report_quote_error(request, pk):
    """Of a split quote its first stretch is meant: the whole is one."""
    cards = Quote.objects.published().for_cards()
    quote = cards.filter(pk=pk).first()
    if quote and quote.continues_id:
        quote = cards.filter(pk=quote.continues_id).first()
    if quote is None:
        raise Http404("No such quote.")
    return report_error(request, quote.article, quote)


@require_http_methods(["GET", "HEAD", "POST"])
def report_article_error(request, pk):
    articles = Article.objects.published().select_related("outlet").defer("source_text", "words")
    article = articles.filter(pk=pk).first()
    if article is None:
        raise Http404("No such article.")
    return report_error(request, article, None)


def report_error(request, article: Article, quote: Quote | None):
    form = ErrorReportForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                keep(request, form, article, quote)
            except TooMany as refused:
                form.add_error(None, str(refused))
                status = 429
            else:
                response = HttpResponseRedirect(f"{request.path}?thanks=1")
                response.status_code = 303
                return response
    context = {
        "article": article,
        "quote": quote,
        "form": form,
        "is_sent": "thanks" in request.GET and request.method != "POST",
        "back": (quote or article).get_absolute_url(),
        "canonical": request.build_absolute_uri(request.path),
    }
    return render(request, "articles/report_error.html", context, status=status)


def keep(request, form: ErrorReportForm, article: Article, quote: Quote | None):
    """Raises TooMany."""
    lately = [at for at in request.session.get(SENT, []) if at > time() - HOUR]
    if len(lately) >= MOST_OF_ONE_READER:
        raise TooMany(
            "Thank you: you have reported several errors already. Please go on in an hour."
        )
    keep_report(
        article=article,
        quote=quote,
        text=form.cleaned_data["text"],
        contact=form.cleaned_data["contact"],
    )
    request.session[SENT] = [*lately, int(time())]
