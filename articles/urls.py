from functools import partial

from django.urls import path
from django.views.decorators.http import require_safe

from articles import feeds, filters
from articles.views import (
    actors,
    articles,
    corrections,
    error_reports,
    home,
    obstacles,
    processes,
    quotes,
    search,
    sitemaps,
    tags,
)
from articles.views.details import may_be_kept, never_stale
from articles.views.exporting import AppearanceExport, ListExport, ReportExport


def export(noun, permission, filterset_class, view=ListExport):
    return view.as_view(
        noun=noun, permission=f"articles.export_{permission}", filterset_class=filterset_class
    )


def public(route, view, name=None):
    """A page that is the same for every reader."""
    return path(route, may_be_kept(never_stale(require_safe(view))), name=name)


def fresh(route, view, name):
    """A page that depends on who asks, or on the very moment."""
    return path(route, never_stale(require_safe(view)), name=name)


def public_form(route, view, name):
    """A page that takes what a reader sends."""
    return path(route, never_stale(view), name=name)


urlpatterns = [
    public("", home.home, name="home"),
    public("robots.txt", home.robots, name="robots"),
    public("sitemap.xml", sitemaps.index, name="sitemap"),
    fresh("sitemap-news.xml", sitemaps.news, name="sitemap-news"),
    public("sitemap-lists.xml", sitemaps.lists, name="sitemap-lists"),
    *(
        public(
            f"sitemap-{noun}-<int:part>.xml", partial(sitemaps.part, noun=noun), f"sitemap-{noun}"
        )
        for noun in ("articles", "quotes", "actors", "obstacles", "processes", "tags")
    ),
    public("search/", search.search, name="search"),
    public("search/suggest/", search.suggest, name="search-suggest"),
    public("articles/", articles.ArticleList.as_view(), name="articles"),
    public("articles/feed.atom", feeds.ArticleFeed(), name="articles-feed"),
    fresh(
        "articles/export.csv",
        export("articles", "article", filters.ArticleFilter),
        name="articles-export",
    ),
    fresh(
        "articles/appearances.csv",
        export("appearances", "article", filters.ArticleFilter, AppearanceExport),
        name="articles-appearances-export",
    ),
    public("articles/<int:pk>/", articles.article_detail),
    fresh("articles/<int:pk>/preview/", articles.article_preview, name="article-preview"),
    public("articles/<int:pk>/<slug:slug>/", articles.article_detail, name="article"),
    public("quotes/", quotes.QuoteList.as_view(), name="quotes"),
    public("quotes/feed.atom", feeds.QuoteFeed(), name="quotes-feed"),
    fresh(
        "quotes/export.csv", export("quotes", "quote", filters.QuoteFilter), name="quotes-export"
    ),
    public("quotes/<int:pk>/", quotes.quote_detail),
    public("quotes/<int:pk>/<slug:slug>/", quotes.quote_detail, name="quote"),
    public("actors/", actors.ActorList.as_view(), name="actors"),
    public("actors/feed.atom", feeds.ActorFeed(), name="actors-feed"),
    fresh(
        "actors/export.csv", export("actors", "actor", filters.ActorFilter), name="actors-export"
    ),
    fresh("actors/<int:pk>/ties.csv", actors.TiesExport.as_view(), name="actor-ties-export"),
    public("actors/<int:pk>/", actors.ActorDetail.as_view()),
    public("actors/<int:pk>/<slug:slug>/", actors.ActorDetail.as_view(), name="actor"),
    public("obstacles/", obstacles.ObstacleList.as_view(), name="obstacles"),
    public("obstacles/feed.atom", feeds.ObstacleFeed(), name="obstacles-feed"),
    fresh(
        "obstacles/export.csv",
        export("obstacles", "obstacle", filters.ObstacleFilter),
        name="obstacles-export",
    ),
    fresh(
        "obstacles/reports.csv",
        export("reports", "obstacle", filters.ObstacleFilter, ReportExport),
        name="obstacle-reports-export",
    ),
    public("obstacles/<int:pk>/", obstacles.ObstacleDetail.as_view()),
    public("obstacles/<int:pk>/<slug:slug>/", obstacles.ObstacleDetail.as_view(), name="obstacle"),
    public("processes/", processes.ProcessList.as_view(), name="processes"),
    public("processes/feed.atom", feeds.ProcessFeed(), name="processes-feed"),
    fresh(
        "processes/export.csv",
        export("processes", "process", filters.ProcessFilter),
        name="processes-export",
    ),
    public("processes/<int:pk>/", processes.ProcessDetail.as_view()),
    public("processes/<int:pk>/<slug:slug>/", processes.ProcessDetail.as_view(), name="process"),
    public("tags/", tags.TagList.as_view(), name="tags"),
    public("tags/feed.atom", feeds.TagFeed(), name="tags-feed"),
    fresh("tags/export.csv", export("tags", "tag", filters.TagFilter), name="tags-export"),
    public("tags/<int:pk>/", tags.TagDetail.as_view()),
    public("tags/<int:pk>/<slug:slug>/", tags.TagDetail.as_view(), name="tag"),
    public("corrections/", corrections.CorrectionList.as_view(), name="corrections"),
    public("corrections/feed.atom", feeds.CorrectionFeed(), name="corrections-feed"),
    fresh(
        "corrections/export.csv",
        export("corrections", "article", filters.CorrectionFilter),
        name="corrections-export",
    ),
    public_form(
        "report-an-error/quotes/<int:pk>/", error_reports.report_quote_error, name="report-quote"
    ),
    public_form(
        "report-an-error/articles/<int:pk>/",
        error_reports.report_article_error,
        name="report-article",
    ),
]
