"""The head of each page: what is shown of it where it is found, shared, or read by machines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db.models import Model
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from articles.choices import QuoteKind
from articles.filters import ListFilter
from articles.models import Actor, Article, Obstacle, Process, Quote, Tag
from articles.text.dates import display
from articles.text.quotation import spoken

from . import structured
from .links import Link, url_of

LONGEST = 200  # characters of a description
LISTS = {
    "articles": "Everything published, each article taken apart into sections, quotes, obstacles.",
    "quotes": "Words that somebody is reported to have said: who, in which role on that day, "
    "of whom, and where it was printed.",
    "actors": "People, governments, organisations and groups that speak or act in the articles.",
    "obstacles": "What stands in the way of a process: demands, conditions, denials and limits, "
    "as the articles report them.",
    "processes": "Negotiations, bills and projects, each with the ledger of what stands in its "
    "way.",
    "tags": "Topics of articles, quotes and obstacles.",
    "corrections": "What was wrong in what was published here, and what stands now.",
}
NOUNS = {Actor: "actors", Obstacle: "obstacles", Process: "processes", Tag: "tags"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    title: str
    description: str
    kind: str = "website"  # as Open Graph calls it
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    data: SafeString  # JSON-LD


def short(text: str) -> str:
    text = " ".join(text.split())
    return Truncator(text).chars(LONGEST) if len(text) > LONGEST else text


def home_head(request) -> Head:
    description = (
        "News articles taken apart and cross-linked: what was said, by whom and in which role, "
        "and what stands in the way, since when, and who says so."
    )
    data = structured.script([structured.website(request.build_absolute_uri)])
    return Head(title=settings.SITE_NAME, description=description, data=data)


def search_head(request, url: str) -> Head:
    description = (
        "One box over everything published here: articles, quotes, obstacles, processes, topics, "
        "and actors by any of their names."
    )
    trail = [Link("Search", url_of("search"))]
    return page_head(request, "SearchResultsPage", "Search", description, url, trail)


def list_head(request, noun: str, filters: ListFilter, url: str) -> Head:
    asked = filters.told(with_labels=True)
    title = f"{noun.capitalize()}: {asked}" if asked else noun.capitalize()
    description = short(f"{title}. {LISTS[noun]}" if asked else LISTS[noun])
    trail = [Link(noun.capitalize(), url_of(noun))]
    return page_head(request, "CollectionPage", title, description, url, trail)


def article_head(request, context: dict) -> Head:
    article, url = context["article"], context["canonical"]
    absolute = request.build_absolute_uri
    thing = structured.news_article(
        article, url, absolute,
        reading=context["reading"],
        corrections=context["corrections"],
        actors=[appearance.actor for appearance in context["appearances"]],
        topics=[str(topic) for topic in (*context["processes"], *context["tags"])],
        original=context["original"],
    )  # fmt: skip
    trail = [Link("Articles", url_of("articles")), Link(article.headline, url)]
    return Head(
        title=article.headline,
        description=short(article.standfirst) or article_in_short(article, context),
        kind="article",
        published=article.first_published_at,
        modified=article.updated_at,
        section=article.desk,
        data=structured.script([thing, structured.breadcrumbs(trail, absolute)]),
    )


def article_in_short(article: Article, context: dict) -> str:
    """For an article without a standfirst: where and when it was printed, and who appears."""
    day = article.issued_on and display(
        article.issued_on, article.issued_until, article.issued_precision
    )
    printed = ", ".join(filter(None, [article.outlet and str(article.outlet), day]))
    names = listed(str(one.actor) for one in context["appearances"])
    parts = [printed, f"With {names}" if names else ""]
    return short(". ".join(filter(None, parts)) or article.headline)


def quote_head(request, quote: Quote, url: str) -> Head:
    absolute = request.build_absolute_uri
    who = str(quote.speaker or quote.attribution or "Quoted")
    words = Truncator(spoken(quote.text)).chars(LONGEST - 60)
    said = words if quote.kind == QuoteKind.INDIRECT else f"“{words}”"
    title = f"{who}: {said}"
    role = f", {quote.speaker_title}" if quote.speaker_title else ""
    trail = [Link("Quotes", url_of("quotes")), Link(title, url)]
    things = [structured.quotation(quote, url, absolute), structured.breadcrumbs(trail, absolute)]
    return Head(
        title=title,
        description=short(f"{who}{role}: {said}, in “{quote.article}”"),
        kind="article",
        published=quote.article.first_published_at,
        modified=quote.article.updated_at,
        data=structured.script(things),
    )


def detail_head(request, row: Model, context: dict) -> Head:
    """Of a page that tells of one actor, obstacle, process or tag."""
    noun, url, title = NOUNS[type(row)], context["canonical"], str(row)
    description = short(getattr(row, "summary", "") or getattr(row, "description", ""))
    trail = [Link(noun.capitalize(), url_of(noun)), Link(title, url)]
    if isinstance(row, Actor):
        return actor_head(request, row, description, url, trail, context)
    if isinstance(row, Tag):
        description = description or f"Articles, quotes and obstacles filed under {title}."
        return page_head(request, "CollectionPage", title, description, url, trail)
    if isinstance(row, Process):
        description = description or (
            f"What stands in the way of {title}: since when, laid by whom, and how it stands now."
        )
    else:
        of = f" in the way of {row.process}" if row.process else ""
        description = (
            description or f"{title}: a {row.get_kind_display().lower()}{of}, as reported."
        )
    return page_head(request, "WebPage", title, short(description), url, trail)


def actor_head(request, actor: Actor, description: str, url: str, trail, context: dict) -> Head:
    absolute = request.build_absolute_uri
    names = [str(name) for name in context.get("names", ())]
    thing = structured.actor(actor, url, names=names, roles=context.get("roles", ()))
    return Head(
        title=actor.name,
        description=description
        or f"What {actor.name} said, in which role, of whom, and where it was printed.",
        kind="profile",
        data=structured.script([thing, structured.breadcrumbs(trail, absolute)]),
    )


def page_head(request, kind: str, title: str, description: str, url: str, trail: list[Link]):
    absolute = request.build_absolute_uri
    thing = structured.page(kind, title, url, absolute, description=description)
    data = structured.script([thing, structured.breadcrumbs(trail, absolute)])
    return Head(title=title, description=description, data=data)


def listed(names: Iterable[str], most: int = 3) -> str:
    """ "Ada Marrow, Ostrany and others"."""
    named = list(islice(names, most + 1))
    if len(named) > most:
        return f"{', '.join(named[:most])} and others"
    return " and ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))
