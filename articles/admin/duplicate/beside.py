"""What is known of a row, as lines to be read beside those of another row."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.urls import reverse

from articles.actions.duplicates import company_of
from articles.choices import Noun
from articles.models import Actor, Article, Obstacle, Outlet, Process, Tag
from articles.querysets.counting import capped_count

NEWEST = 5
NAMES = 20
COMPANY = 200
MOST_LINES = 20


class Line(NamedTuple):
    text: str
    address: str = ""
    key: object = None  # lines of both rows with one key say the same


class Fact(NamedTuple):
    """One heading of the table: the lines of either row; `both` are the keys that are in both."""

    label: str
    first: list[Line]
    second: list[Line]
    both: set


def facts_of(noun: Noun, first, second) -> list[Fact]:
    """Without the headings under which neither has anything. A fixed number of queries."""
    described = [DESCRIBED[noun](row) for row in (first, second)]
    facts = []
    for label in described[0]:
        one, two = (lines[label] for lines in described)
        if one or two:
            both = {line.key for line in one} & {line.key for line in two} - {None}
            facts.append(Fact(label, shown(one, both), shown(two, both), both))
    return facts


def shown(found: list[Line], both: set) -> list[Line]:
    """No more than there is room for; what is in both is not cut."""
    return sorted(found, key=lambda line: line.key not in both)[:MOST_LINES]


def lines(texts: Iterable[object]) -> list[Line]:
    return [Line(str(text), key=str(text)) for text in texts if text]


def count_line(queryset, noun: str) -> list[Line]:
    count = capped_count(queryset)
    plural = "" if str(count) == "1" else "s"
    return [Line(f"{count} {noun}{plural}")]


def of_actor(actor: Actor) -> dict[str, list[Line]]:
    names = actor.names.filter(is_main=False)[:NAMES]
    roles = list(actor.roles.select_related("organisation")[:NAMES])
    offices = [f"{role.office} ({role.term})" if role.term else role.office for role in roles]
    return {
        "Kind": lines([actor.get_kind_display()]),
        "Other names": lines(names),
        "Offices and roles": [
            Line(office, key=role.folded) for office, role in zip(offices, roles, strict=True)
        ],
        "Quotes": count_line(actor.quotes.counted(), "quote"),
        "Newest quotes": newest_quotes(actor),
        "Appears with": company(actor),
        "Summary": lines([actor.summary]),
        "Elsewhere": lines([actor.wikidata_id, actor.url]),
    }


def newest_quotes(actor: Actor) -> list[Line]:
    rows = actor.quotes.counted().select_related("article")
    rows = rows.only("text", "speaker_title", "article__headline", "article__status")
    found = rows.order_by("-article_status", "-dated", "-id")[:NEWEST]
    return [
        Line(
            f"“{quote}” {quote.speaker_title and f'as {quote.speaker_title} '}in {quote.article}",
            reverse("admin:articles_quote_change", args=[quote.pk]),
        )
        for quote in found
    ]


def company(actor: Actor) -> list[Line]:
    """Those that appear with it most often, in its newest articles."""
    often = dict(company_of(actor.pk).most_common(COMPANY))
    names = Actor.objects.in_bulk(often)
    return [
        Line(
            f"{names[pk]} ({number})",
            reverse("admin:articles_actor_change", args=[pk]),
            key=pk,
        )
        for pk, number in often.items()
        if pk in names
    ]


def of_obstacle(obstacle: Obstacle) -> dict[str, list[Line]]:
    reports = obstacle.reports.newest_first().select_related("article")
    newest = list(reports.prefetch_related("laid_by")[:NEWEST])
    laid_by = {actor.pk: actor for report in newest for actor in report.laid_by.all()}
    return {
        "Kind": lines([obstacle.get_kind_display()]),
        "In the way of": lines([obstacle.process]),
        "Description": lines([obstacle.description]),
        "Tags": lines(sorted(tag.name for tag in obstacle.tags.all())),
        "Laid by": lines(laid_by.values()),
        "Reports": count_line(obstacle.reports.all(), "report"),
        "Newest reports": [
            Line(f"{report.get_status_display()}: {report}", *of_article(report.article))
            for report in newest
        ],
    }


def of_process(process: Process) -> dict[str, list[Line]]:
    return {
        "Part of": lines([process.parent]),
        "Parties": lines(process.parties.all()[:NAMES]),
        "Summary": lines([process.summary]),
        "Obstacles": count_line(process.obstacles.current(), "obstacle"),
        "Its obstacles": lines(process.obstacles.current()[:NEWEST]),
    }


def of_outlet(outlet: Outlet) -> dict[str, list[Line]]:
    return {
        "Address": lines([outlet.url]),
        "Language": lines([outlet.language]),
        "Time zone": lines([outlet.time_zone]),
        "Full text": lines(["may be shown" if outlet.full_text else "may not be shown"]),
        "Articles": count_line(outlet.articles.all(), "article"),
        "Newest articles": newest_articles(outlet.articles.order_by("-status", "-dated", "-id")),
    }


def of_tag(tag: Tag) -> dict[str, list[Line]]:
    tagged = tag.tagged_articles.order_by("-article_status", "-dated", "-content_object_id")
    newest = list(tagged.values_list("content_object", flat=True)[:NEWEST])
    return {
        "Description": lines([tag.description]),
        "Articles": count_line(tag.tagged_articles.all(), "article"),
        "Quotes": count_line(tag.tagged_quotes.all(), "quote"),
        "Obstacles": count_line(tag.tagged_obstacles.all(), "obstacle"),
        "Newest articles": newest_articles(Article.objects.filter(pk__in=newest)),
    }


def newest_articles(rows) -> list[Line]:
    return [Line(str(row), *of_article(row)) for row in rows.only("headline", "status")[:NEWEST]]


def of_article(article: Article) -> tuple[str, int]:
    return reverse("admin:articles_article_change", args=[article.pk]), article.pk


DESCRIBED: dict[str, Callable[..., dict[str, list[Line]]]] = {
    Noun.ACTOR: of_actor,
    Noun.OBSTACLE: of_obstacle,
    Noun.PROCESS: of_process,
    Noun.OUTLET: of_outlet,
    Noun.TAG: of_tag,
}
