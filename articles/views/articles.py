from collections import Counter, defaultdict

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, Q, When
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from articles.choices import ArticleStatus, CorrectionKind
from articles.exports import cite_article
from articles.filters import ArticleFilter
from articles.models import (
    Actor,
    Appearance,
    Article,
    Correction,
    ObstacleReport,
    Quote,
    Tag,
)
from articles.querysets.led import led_by_ids
from articles.querysets.paging import LARGEST_ID
from articles.querysets.published import published_q
from articles.querysets.written import written_once

from .details import NotPublic, id_asked, permanent_redirect
from .heads import article_head
from .links import Link, address
from .lists import FilteredList
from .reading import linkable_names, read

REPRINTS_SHOWN = 20


class ArticleList(FilteredList):
    noun, singular = "articles", "article"
    filterset_class = ArticleFilter
    template_name = "articles/article_list.html"
    export_permission = "articles.export_article"

    def rows(self, queryset):
        return queryset.for_list()

    def exports(self, asked, count):
        yield from super().exports(asked, count)
        if count and self.may_export():
            yield Link("Their actors as CSV", address("articles-appearances-export", asked))


def article_detail(request, pk, slug=""):
    article, reprints = with_reprints(public_with_reprints, pk)
    if article is None:
        return gone(request, pk)
    if slug != article.slug:
        return permanent_redirect(request, article)
    return render(request, "articles/article_detail.html", page_of(request, article, reprints))


def article_preview(request, pk):
    """Any status, exactly as readers will see it; for staff who may view the article."""
    if Article.objects.published().filter(pk=pk, slug="preview").exists():
        return article_detail(request, pk, "preview")  # its headline makes this its public address
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    if not is_desk(request.user):
        raise PermissionDenied
    article, reprints = with_reprints(any_with_reprints, pk)
    if article is None:
        raise Http404("No such article.")
    context = page_of(request, article, reprints, is_preview=True)
    response = render(request, "articles/article_detail.html", context)
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_store=True)
    return response


def is_desk(user) -> bool:
    return user.is_staff and user.has_perm("articles.view_article")


@written_once
def public_with_reprints(articles, pk):
    return whole_articles(articles.published(), pk)


@written_once
def any_with_reprints(articles, pk):
    """The article may be a draft, its reprints are public."""
    return whole_articles(articles.filter(Q(pk=pk) | published_q()), pk)


def whole_articles(articles, pk: int):
    """The article, then those among `articles` that print it again."""
    first = Case(When(pk=pk, then=0), default=1)
    ids = Article.objects.filter(pk=pk).order_by().values("pk")
    ids = ids.union(Article.objects.filter(reprint_of=pk).order_by().values("pk"), all=True)
    found = led_by_ids(articles.filter(pk__in=ids)).select_related("outlet", "reprint_of__outlet")
    found = found.defer("source_text", "words", "reprint_of__source_text", "reprint_of__words")
    return found.order_by(first, "dated", "pk")[: REPRINTS_SHOWN + 1]


def with_reprints(found_with, pk: int) -> tuple[Article | None, list[Article]]:
    """The article and its reprints: one query."""
    rows = found_with(Article, pk) if pk <= LARGEST_ID else []
    if not rows or rows[0].pk != pk:
        return None, []
    return rows[0], rows[1:]


def gone(request, pk, *, is_quote=False):
    """410 for a withdrawn article or a quote of it, with no word of it; 404 for any other."""
    article = (
        Article.objects.filter(pk=pk, status=ArticleStatus.WITHDRAWN)
        .select_related("outlet")
        .only("outlet", "issued_on", "issued_until", "issued_precision", "status")
        .first()
    )
    if article is None:
        raise NotPublic(request, Article, pk)
    retractions = article.corrections.filter(kind=CorrectionKind.RETRACTION)
    context = {"object": article, "retractions": retractions, "is_quote": is_quote}
    return render(request, "410.html", context, status=410)


def page_of(request, article, reprints, *, is_preview=False) -> dict:
    """What the article's page shows: eleven queries, whatever the article holds."""
    quotes = Quote.objects.of_article(article)
    corrections = correction_rows(Correction, article.pk)
    for quote in quotes:
        quote.public_corrections = [one for one in corrections if one.quote_id == quote.pk]
    appearances = appearance_rows(Appearance, article.pk)
    actors = [appearance.actor for appearance in appearances]
    names = linkable_names(article, actors, with_own=is_preview)
    reports = reports_of(article)
    processes = {
        report.obstacle.process_id: report.obstacle.process
        for report in reports
        if report.obstacle.process
    }
    original = article.reprint_of
    url = request.build_absolute_uri(article.get_absolute_url())
    context = {
        "object": article,
        "article": article,
        "reading": read(article, quotes, names, id_asked(request, "quote")),
        "appearances": appearances,
        "obstacles": reported(reports),
        "processes": processes.values(),
        "original": original if original and original.is_published else None,
        "reprints": reprints,
        "tags": tag_rows(Tag, article.pk),
        "corrections": corrections,
        "is_preview": is_preview,
        "canonical": url,
        "citation": cite_article(article, url),
    }
    return context | {"head": article_head(request, context)}


def reported(reports) -> list[tuple]:
    """Each obstacle once, by its last report, with the number of its reports."""
    last = {report.obstacle_id: report for report in reports}
    number = Counter(report.obstacle_id for report in reports)
    return [(report, number[obstacle]) for obstacle, report in last.items()]


@written_once
def correction_rows(corrections, article):
    return corrections.filter(article=article).select_related("quote").defer("quote__words")


@written_once
def appearance_rows(appearances, article):
    rows = appearances.filter(article=article).accepted().select_related("actor")
    return rows.only(*(f"actor__{name}" for name in ("name", "slug", "kind")))


@written_once
def tag_rows(tags, article):
    """As they were given."""
    rows = tags.filter(tagged_articles__content_object=article).order_by("tagged_articles")
    return rows.only("name", "slug")


def reports_of(article: Article) -> list[ObstacleReport]:
    """With the obstacle, and who laid it: two queries."""
    reports = report_rows(ObstacleReport, article.pk)
    laid_by = defaultdict(list)
    for actor in layer_rows(Actor, [report.pk for report in reports]):
        laid_by[actor.report].append(actor)
    for report in reports:
        report.article = article
        report._prefetched_objects_cache = {"laid_by": laid_by[report.pk]}
    return reports


@written_once
def report_rows(reports, article):
    rows = reports.filter(article=article).select_related("obstacle__process", "section")
    columns = ("title", "slug", "kind", "process__name", "process__slug")
    of_obstacle = (f"obstacle__{name}" for name in columns)
    return rows.only("status", "section__heading", "section__anchor", *of_obstacle)


@written_once
def layer_rows(actors, reports):
    rows = actors.filter(reports_laid__in=reports).annotate(report=F("reports_laid"))
    return rows.only("name")
