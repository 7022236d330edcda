from django.http import HttpResponse
from django.shortcuts import render

from articles.models import Article, Obstacle, ObstacleReport, Quote

ARTICLES_SHOWN = 7
QUOTES_SHOWN = 6
OBSTACLES_SHOWN = 8
NEWS_FROM = 200  # newest articles

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*/export.csv
"""


def home(request):
    newest = Article.objects.published().order_by("-dated", "-id")
    articles = list(newest.for_list()[:ARTICLES_SHOWN])
    context = {
        "lead": articles[0] if articles else None,
        "articles": articles[1:],
        "quotes": newest_quotes(),
        "obstacles": obstacles_in_the_news(),
        "canonical": request.build_absolute_uri("/"),
    }
    return render(request, "articles/home.html", context)


def newest_quotes():
    return Quote.objects.published().heads().for_cards().order_by("-dated", "-id")[:QUOTES_SHOWN]


def obstacles_in_the_news() -> list:
    """What the newest articles report, newest first, as it stands now: three queries."""
    recent = Article.objects.published().order_by("-dated", "-id").values("pk")[:NEWS_FROM]
    reports = ObstacleReport.objects.published().filter(article__in=recent).newest_first()
    order = list(dict.fromkeys(reports.values_list("obstacle", flat=True)))[: OBSTACLES_SHOWN * 2]
    rows = Obstacle.objects.without_options().with_ledger().select_related("process").in_bulk(order)
    return [rows[pk] for pk in order if pk in rows][:OBSTACLES_SHOWN]


def robots(request):
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
