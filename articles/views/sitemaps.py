"""Where every public page lies, for search engines: https://www.sitemaps.org/protocol.html.

A part holds the rows of a noun whose ids lie in one range, so that it costs the same however long
the archive is, and none is counted or skipped to find it. `lastmod` stands where it is known.
"""

from collections.abc import Iterable
from datetime import timedelta
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.models import Actor, Article, Obstacle, Process, Quote, Tag
from articles.querysets.led import led_by_ids
from articles.querysets.paging import LARGEST_ID
from articles.text.xml import clean

from .structured import moment

IDS_IN_A_PART = 1_000
NEWS_DAYS = 2
MOST_NEWS = 1_000
LISTS = ["home", "articles", "quotes", "actors", "obstacles", "processes", "tags", "corrections"]
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def public_rows(noun: str) -> QuerySet:
    """What has a page of its own, with what its address and its last change are made of."""
    if noun == "quotes":
        rows = Quote.objects.published().counted().select_related("article")
        return rows.only("text", "article__updated_at")
    if noun == "articles":
        return Article.objects.published().only("slug", "updated_at")
    model = {"actors": Actor, "obstacles": Obstacle, "processes": Process, "tags": Tag}[noun]
    return model.objects.published().only("slug")


def index(request):
    """Seven queries: of each noun the last public row."""
    addresses = [reverse("sitemap-lists")]
    for noun in LISTS[1:-1]:
        last = led_by_ids(public_rows(noun)).order_by("-pk").values_list("pk", flat=True).first()
        parts = 0 if last is None else last // IDS_IN_A_PART + 1
        before, after = reverse(f"sitemap-{noun}", args=[0]).rsplit("0", 1)
        addresses += (f"{before}{part}{after}" for part in range(parts))
    root = root_of(request)
    lines = (element("sitemap", loc(root, address)) for address in addresses)
    return xml(f"<sitemapindex {SITEMAP}>", lines, "</sitemapindex>")


def lists(request):
    root = root_of(request)
    return urlset(element("url", loc(root, reverse(name))) for name in LISTS)


def part(request, noun: str, part: int):
    """Empty where no row of it is public: the index names every part before the last."""
    first = part * IDS_IN_A_PART
    if first > LARGEST_ID:
        raise Http404("No such part.")
    ids = {"pk__gte": first, "pk__lt": first + IDS_IN_A_PART}
    rows = led_by_ids(public_rows(noun).filter(**ids)).order_by("pk")
    root = root_of(request)
    return urlset(
        element("url", loc(root, row.get_absolute_url()), element("lastmod", changed(row)))
        for row in rows
    )


def changed(row) -> str:
    """What an actor's or a tag's page shows changes with many articles: nobody counts that."""
    article = row.article if isinstance(row, Quote) else row
    return moment(article.updated_at) if isinstance(article, Article) else ""


def news(request):
    """The newest articles, as Google News reads them: with a date, and no reprints."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    rows = (
        Article.objects.published()
        .filter(
            published_at__gte=since,
            first_published_at__gte=since,
            issued_on__isnull=False,
            reprint_of=None,
        )
        .only("headline", "slug", "language", "first_published_at")
        .order_by("-published_at", "-pk")[:MOST_NEWS]
    )
    root = root_of(request)
    return urlset((news_item(root, article) for article in rows), NEWS)


def news_item(root: str, article: Article) -> str:
    publication = element(
        "news:publication",
        element("news:name", escape(clean(settings.SITE_NAME))),
        element("news:language", escape(clean(language(article)))),
    )
    told = element(
        "news:news",
        publication,
        element("news:publication_date", moment(article.first_published_at)),
        element("news:title", escape(clean(article.headline))),
    )
    return element("url", loc(root, article.get_absolute_url()), told)


def language(article: Article) -> str:
    """As Google News wants it: two or three letters, and Chinese by its script."""
    code = article.language.lower()
    return code if code in {"zh-cn", "zh-tw"} else code.split("-")[0]


def root_of(request) -> str:
    return request.build_absolute_uri("/").removesuffix("/")


def loc(root: str, path: str) -> str:
    return element("loc", escape(root + path))


def element(name: str, *inside: str) -> str:
    """Nothing, where there is nothing inside."""
    return f"<{name}>{''.join(inside)}</{name}>" if any(inside) else ""


def urlset(items: Iterable[str], spaces: str = "") -> HttpResponse:
    return xml(f"<urlset {SITEMAP}{' ' if spaces else ''}{spaces}>", items, "</urlset>")


def xml(begins: str, lines: Iterable[str], ends: str) -> HttpResponse:
    written = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', begins, *lines, ends, ""])
    return HttpResponse(written, content_type="application/xml; charset=utf-8")
