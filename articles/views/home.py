from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.models import Article, Obstacle, ObstacleReport, Quote

from .heads import home_head

ARTICLES_SHOWN = 12
QUOTES_SHOWN = 6
OBSTACLES_SHOWN = 8
NEWS_FROM = 200  # newest articles

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /report-an-error/
Disallow: /*.csv

Sitemap: {index}
Sitemap: {news}
"""


def home(request):
    newest = Article.objects.published().order_by("-dated", "-id")
    articles = list(newest.for_list()[:ARTICLES_SHOWN])
    lead = articles[0] if articles else None
    quotes = newest_quotes()
    lead_quote = next((quote for quote in quotes if quote.article == lead), None)
    context = {
        "lead": lead,
        "lead_quote": lead_quote,
        "articles": articles[1:],
        "quotes": [quote for quote in quotes if quote != lead_quote][:QUOTES_SHOWN],
        "obstacles": obstacles_in_the_news(),
        "canonical": request.build_absolute_uri("/"),
        "head": home_head(request),
    }
    return render(request, "articles/home.html", context)


def newest_quotes() -> list:
    """One more than are shown below the leading article, which may take one."""
    cards = Quote.objects.published().counted().for_cards()
    return list(cards.order_by("-dated", "-id")[: QUOTES_SHOWN + 1])


def obstacles_in_the_news() -> list:
    """What the newest articles report, newest first, as it stands now: three queries."""
    recent = Article.objects.published().order_by("-dated", "-id").values("pk")[:NEWS_FROM]
    reports = ObstacleReport.objects.published().filter(article__in=recent).newest_first()
    order = list(dict.fromkeys(reports.values_list("obstacle", flat=True)))[: OBSTACLES_SHOWN * 2]
    rows = Obstacle.objects.without_options().with_ledger().select_related("process").in_bulk(order)
    return [rows[pk] for pk in order if pk in rows][:OBSTACLES_SHOWN]


def robots(request):
    addresses = {
        "index": request.build_absolute_uri(reverse("sitemap")),
        "news": request.build_absolute_uri(reverse("sitemap-news")),
    }
    return HttpResponse(ROBOTS.format(**addresses), content_type="text/plain; charset=utf-8")
