from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.choices import ReportStatus
from articles.models import Article, Obstacle, ObstacleReport, Quote

from .heads import home_head

ARTICLES_SHOWN = 12
QUOTES_SHOWN = 6
OBSTACLES_SHOWN = 8
OBSTACLES_LOOKED_AT = 100
GONE = (ReportStatus.EASED, ReportStatus.LIFTED)
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
    """What the newest articles report, newest first, as it stands now: what is lifted or eased
    comes after what is not. Four queries."""
    recent = Article.objects.published().order_by("-dated", "-id").values("pk")[:NEWS_FROM]
    reports = ObstacleReport.objects.published().filter(article__in=recent).newest_first()
    order = list(dict.fromkeys(reports.values_list("obstacle", flat=True)))[:OBSTACLES_LOOKED_AT]
    known = Obstacle.objects.without_options().filter(pk__in=order).with_status()
    statuses = dict(known.values_list("pk", "current_status"))
    shown = [pk for pk in order if pk in statuses]
    shown = sorted(shown, key=lambda pk: statuses[pk] in GONE)[:OBSTACLES_SHOWN]
    rows = Obstacle.objects.with_ledger().select_related("process").in_bulk(shown)
    return [rows[pk] for pk in shown]


def robots(request):
    addresses = {
        "index": request.build_absolute_uri(reverse("sitemap")),
        "news": request.build_absolute_uri(reverse("sitemap-news")),
    }
    return HttpResponse(ROBOTS.format(**addresses), content_type="text/plain; charset=utf-8")
