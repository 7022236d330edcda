from django.urls import path

from articles import feeds, filters
from articles.views import actors, articles, home, obstacles, processes, quotes, tags
from articles.views.exporting import AppearanceExport, ListExport, ReportExport


def export(noun, permission, filterset_class, view=ListExport):
    return view.as_view(
        noun=noun, permission=f"articles.export_{permission}", filterset_class=filterset_class
    )


urlpatterns = [
    path("", home.home, name="home"),
    path("robots.txt", home.robots, name="robots"),
    path("articles/", articles.ArticleList.as_view(), name="articles"),
    path("articles/feed.atom", feeds.ArticleFeed(), name="articles-feed"),
    path(
        "articles/export.csv",
        export("articles", "article", filters.ArticleFilter),
        name="articles-export",
    ),
    path(
        "articles/appearances.csv",
        export("appearances", "article", filters.ArticleFilter, AppearanceExport),
        name="articles-appearances-export",
    ),
    path("articles/<int:pk>/", articles.article_detail),
    path("articles/<int:pk>/preview/", articles.article_preview, name="article-preview"),
    path("articles/<int:pk>/<slug:slug>/", articles.article_detail, name="article"),
    path("quotes/", quotes.QuoteList.as_view(), name="quotes"),
    path("quotes/feed.atom", feeds.QuoteFeed(), name="quotes-feed"),
    path("quotes/export.csv", export("quotes", "quote", filters.QuoteFilter), name="quotes-export"),
    path("quotes/<int:pk>/", quotes.quote_detail),
    path("quotes/<int:pk>/<slug:slug>/", quotes.quote_detail, name="quote"),
    path("actors/", actors.ActorList.as_view(), name="actors"),
    path("actors/feed.atom", feeds.ActorFeed(), name="actors-feed"),
    path("actors/export.csv", export("actors", "actor", filters.ActorFilter), name="actors-export"),
    path("actors/<int:pk>/", actors.ActorDetail.as_view()),
    path("actors/<int:pk>/<slug:slug>/", actors.ActorDetail.as_view(), name="actor"),
    path("obstacles/", obstacles.ObstacleList.as_view(), name="obstacles"),
    path("obstacles/feed.atom", feeds.ObstacleFeed(), name="obstacles-feed"),
    path(
        "obstacles/export.csv",
        export("obstacles", "obstacle", filters.ObstacleFilter),
        name="obstacles-export",
    ),
    path(
        "obstacles/reports.csv",
        export("reports", "obstacle", filters.ObstacleFilter, ReportExport),
        name="obstacle-reports-export",
    ),
    path("obstacles/<int:pk>/", obstacles.ObstacleDetail.as_view()),
    path("obstacles/<int:pk>/<slug:slug>/", obstacles.ObstacleDetail.as_view(), name="obstacle"),
    path("processes/", processes.ProcessList.as_view(), name="processes"),
    path("processes/feed.atom", feeds.ProcessFeed(), name="processes-feed"),
    path(
        "processes/export.csv",
        export("processes", "process", filters.ProcessFilter),
        name="processes-export",
    ),
    path("processes/<int:pk>/", processes.ProcessDetail.as_view()),
    path("processes/<int:pk>/<slug:slug>/", processes.ProcessDetail.as_view(), name="process"),
    path("tags/", tags.TagList.as_view(), name="tags"),
    path("tags/feed.atom", feeds.TagFeed(), name="tags-feed"),
    path("tags/export.csv", export("tags", "tag", filters.TagFilter), name="tags-export"),
    path("tags/<int:pk>/", tags.TagDetail.as_view()),
    path("tags/<int:pk>/<slug:slug>/", tags.TagDetail.as_view(), name="tag"),
]
