"""Every type of page that readers see, of the archive that is open."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Max
from django.http import QueryDict
from django.urls import reverse

from articles import filters
from articles.choices import (
    ActorKind,
    CorrectionKind,
    ObstacleKind,
    QuoteKind,
    ReportStatus,
    TagUse,
)
from articles.demo.archive import COMMON, RARE
from articles.models import (
    Actor,
    Appearance,
    Article,
    Obstacle,
    ObstacleReport,
    Process,
    Quote,
    QuoteAbout,
    QuoteLink,
    Tag,
    TaggedArticle,
    TaggedObstacle,
)
from articles.querysets.paging import cursor_at
from articles.querysets.published import published_q

PAGE = 25
FILTERSETS = {
    "articles": filters.ArticleFilter,
    "quotes": filters.QuoteFilter,
    "actors": filters.ActorFilter,
    "obstacles": filters.ObstacleFilter,
    "processes": filters.ProcessFilter,
    "tags": filters.TagFilter,
    "corrections": filters.CorrectionFilter,
}
CHOICES = {
    "quotes": {"kind": QuoteKind},
    "actors": {"kind": ActorKind},
    "obstacles": {"kind": ObstacleKind, "status": ReportStatus},
    "tags": {"use": TagUse},
    "corrections": {"kind": CorrectionKind},
}
LIST = "quotes: list"  # that a search is held against
SINCE, UNTIL = "2021-02", "2021-09"


class Page(NamedTuple):
    """`kind` says which marks are set for it; `of` is the page that it is held against."""

    name: str
    kind: str  # list, deep, detail, search, feed, sitemap
    address: str
    of: str = ""


def pages() -> Iterator[Page]:
    yield Page("front page", "detail", "/")
    for noun in FILTERSETS:
        yield from list_pages(noun)
    yield from details()
    yield from searches()
    for noun in FILTERSETS:
        yield Page(f"{noun}: feed", "feed", reverse(f"{noun}-feed"))
    yield Page("quotes: feed of the popular speaker", "feed", reverse("quotes-feed") + "?speaker=1")
    yield Page("sitemap: index", "sitemap", reverse("sitemap"))
    yield Page("sitemap: news", "sitemap", reverse("sitemap-news"))
    for noun in ("articles", "quotes", "actors"):
        yield Page(f"sitemap: {noun}", "sitemap", reverse(f"sitemap-{noun}", args=[0]))


def list_pages(noun: str) -> Iterator[Page]:
    address, first = reverse(noun), f"{noun}: list"
    yield Page(first, "list", address)
    for label, cursor in deep(noun):
        yield Page(f"{noun}: {label}", "deep", f"{address}?{cursor}", first)
    for name, values in asked_of(noun).items():
        for how, value in values.items():
            asked = f"{name}={value}"
            yield Page(f"{noun}: {how} {name}", "list", f"{address}?{asked}", first)
    for sort in list(FILTERSETS[noun].orders)[1:]:
        yield Page(f"{noun}: by {sort}", "list", f"{address}?sort={sort}", first)
    dates = f"from={SINCE}&to={UNTIL}"
    if "from" in FILTERSETS[noun].base_filters:
        yield Page(f"{noun}: dates", "list", f"{address}?{dates}", first)
    if "tag" in FILTERSETS[noun].base_filters:
        yield Page(f"{noun}: tag and dates", "list", f"{address}?{dates}&tag=1", first)
    if "q" in FILTERSETS[noun].base_filters:
        for how, word in (("common", COMMON[0]), ("rare", RARE)):
            yield Page(f"{noun}: {how} word", "list", f"{address}?q={word}", first)


def deep(noun: str) -> Iterator[tuple[str, str]]:
    """The hundredth page, or that in the middle if there are fewer, and the last one."""
    asked = FILTERSETS[noun](QueryDict(""))
    rows = asked.qs.order_by(*asked.order)
    number = rows.order_by().count()
    place = min(99, number // PAGE // 2)
    if place:
        row = rows[place * PAGE - 1]
        yield f"page {place + 1}" if place < 99 else "page 100", after(row, asked)
        backward = [
            name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in asked.order
        ]
        row = asked.qs.order_by(*backward)[PAGE]
        yield "last page", after(row, asked)


def after(row, asked) -> str:
    return f"after={cursor_at(row, asked.order)}"


def asked_of(noun: str) -> dict[str, dict[str, object]]:
    """For each filter a popular value and a rare one."""
    found = {
        name: {"popular": values.values[0], "rare": values.values[-1]}
        for name, values in CHOICES.get(noun, {}).items()
    }
    rare = {name: last_of(*column) for name, column in REFERENCES.get(noun, {}).items()}
    found |= {name: {"popular": 1, "rare": value} for name, value in rare.items() if value}
    if noun == "articles":
        found |= {"desk": {"popular": "World", "rare": "Letters"}}
        found |= {"edition": {"any": "Morning"}, "language": {"popular": "en", "rare": "fr"}}
    if noun == "obstacles":
        found |= {"as_of": {"any": UNTIL}}
    return found


REFERENCES = {
    "quotes": {
        "speaker": (Quote, "speaker"),
        "about": (QuoteAbout, "actor"),
        "outlet": (Quote, "outlet"),
        "tag": (TaggedArticle, "tag"),
    },
    "articles": {
        "actor": (Appearance, "actor"),
        "outlet": (Quote, "outlet"),
        "tag": (TaggedArticle, "tag"),
        "process": (ObstacleReport, "obstacle__process"),
    },
    "obstacles": {
        "process": (ObstacleReport, "obstacle__process"),
        "laid_by": (ObstacleReport, "laid_by"),
        "faced_by": (ObstacleReport, "faced_by"),
        "tag": (TaggedObstacle, "tag"),
    },
    "processes": {"actor": (Process.parties.through, "actor")},
    "corrections": {"outlet": (Quote, "outlet")},
}


def last_of(model, column: str) -> int | None:
    """The rarest that readers see: numbers are given by how often a row is named."""
    rows = model.objects.all()
    if hasattr(model, "article_status"):
        rows = rows.filter(published_q("article_"))
    return rows.aggregate(last=Max(column))["last"]


def details() -> Iterator[Page]:
    rare = {
        Actor: last_of(Quote, "speaker"),
        Obstacle: last_of(ObstacleReport, "obstacle"),
        Process: last_of(ObstacleReport, "obstacle__process"),
        Tag: last_of(TaggedArticle, "tag"),
        Article: Article.objects.published().order_by("pk").last().pk,
    }
    for model, pk in rare.items():
        name = model._meta.verbose_name
        popular = f"{name}: page of a popular one"
        yield Page(popular, "detail", model.objects.get(pk=1).get_absolute_url())
        rare = model.objects.get(pk=pk).get_absolute_url()
        yield Page(f"{name}: page of a rare one", "detail", rare, popular)
    linked = QuoteLink.objects.published().order_by("pk").first()
    said = Quote.objects.published().counted().filter(speaker=1).order_by("pk").first()
    if linked:
        yield Page("quote: page of a linked one", "detail", linked.quote.get_absolute_url())
    yield Page("quote: page of a popular speaker’s", "detail", said.get_absolute_url())
    popular = Actor.objects.get(pk=1).get_absolute_url()
    yield Page("actor: popular, about it", "detail", f"{popular}?kind=direct")


def searches() -> Iterator[Page]:
    for how, words in (("common", COMMON[0]), ("rare", RARE), ("three words", "+".join(COMMON))):
        yield Page(f"search: {how}", "search", f"/search/?q={words}", LIST)
        yield Page(f"search: {how}, quotes", "search", f"/search/?q={words}&in=quotes", LIST)
    yield Page("search: suggestions", "search", "/search/suggest/?q=ma")
