from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.choices import ReportStatus
from articles.models import Article, Obstacle, ObstacleReport, Quote
from articles.querysets.led import led_by_ids
from articles.querysets.written import written_once

from .heads import home_head
from .kept import Kept

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
    articles = Article.objects.for_list().in_order([pk for (pk,) in newest_articles(Article)])
    lead = articles[0] if articles else None
    quotes = Quote.objects.for_cards().in_order([pk for (pk,) in newest_quotes(Quote)])
    lead_quote = next((quote for quote in quotes if quote.article == lead), None)
    context = {
        "lead": lead,
        "lead_quote": lead_quote,
        "articles": articles[1:],
        "quotes": [quote for quote in quotes if quote != lead_quote][:QUOTES_SHOWN],
        "obstacles": kept_news.get(request, make=obstacles_in_the_news),
        "canonical": request.build_absolute_uri("/"),
        "head": home_head(request),
    }
    return render(request, "articles/home.html", context)


@written_once
def newest_articles(articles):
    return newest(articles.published())[:ARTICLES_SHOWN]


@written_once
def newest_quotes(quotes):
    """One more than are shown below the leading article, which may take one."""
    return newest(quotes.published().counted())[: QUOTES_SHOWN + 1]


def newest(rows):
    return rows.order_by("-dated", "-id").values_list("pk")


kept_news: Kept[list[Obstacle]] = Kept()


def obstacles_in_the_news() -> list[Obstacle]:
    """What the newest articles report, newest first, as it stands now: what is lifted or eased
    comes after what is not. Three queries."""
    reported = (pk for (pk,) in newly_reported(ObstacleReport))
    order = list(dict.fromkeys(reported))[:OBSTACLES_LOOKED_AT]
    statuses = dict(statuses_of(Obstacle, order))
    shown = [pk for pk in order if pk in statuses]
    shown = sorted(shown, key=lambda pk: statuses[pk] in GONE)[:OBSTACLES_SHOWN]
    rows = {row.pk: row for row in obstacle_rows(Obstacle, shown)}
    return [rows[pk] for pk in shown if pk in rows]


@written_once
def newly_reported(reports):
    recent = newest(Article.objects.published())[:NEWS_FROM]
    return reports.published().filter(article__in=recent).newest_first().values_list("obstacle")


@written_once
def statuses_of(obstacles, ids):
    rows = obstacles.without_options().filter(pk__in=ids).order_by().with_status()
    return rows.values_list("pk", "current_status")


@written_once
def obstacle_rows(obstacles, ids):
    rows = led_by_ids(obstacles.published().filter(pk__in=ids).order_by())
    return rows.with_standing().select_related("process")


def robots(request):
    addresses = {
        "index": request.build_absolute_uri(reverse("sitemap")),
        "news": request.build_absolute_uri(reverse("sitemap-news")),
    }
    return HttpResponse(ROBOTS.format(**addresses), content_type="text/plain; charset=utf-8")
