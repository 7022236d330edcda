"""What search has found, as it is shown: the rows, read by their ids, and the words marked in
them."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles.choices import QuoteKind
from articles.models import Actor, Article, Obstacle, Process, Quote, Section, Tag
from articles.querysets.led import led_by_ids
from articles.querysets.published import published_q
from articles.querysets.written import written_once
from articles.text.markdown import plain
from articles.text.quotation import spoken
from articles.text.snippets import Wanted, snippet

SHOWN_OF_ARTICLES = [
    f"article__{name}"
    for name in ("headline", "slug", "language", "issued_on", "issued_until", "issued_precision")
]


@dataclass
class Hit:
    row: object
    title: SafeString | str = ""
    text: SafeString | str = ""

    @property
    def is_marked(self) -> bool:
        return "<mark>" in self.title or "<mark>" in self.text


def hits_of(kind: str, ids: list[int], wanted: list[Wanted]) -> list[Hit]:
    """In the order of the ids, without what was withdrawn since they were found: one query, two for
    quotes."""
    found = {row.pk: row for row in ROWS[kind](ids)}
    return [HITS[kind](found[pk], wanted) for pk in ids if pk in found]


@written_once
def obstacle_rows(obstacles, ids):
    rows = led_by_ids(obstacles.published().filter(pk__in=ids).order_by()).with_ledger()
    columns = ("title", "slug", "kind", "description", "process__name", "process__slug")
    return rows.select_related("process").only(*columns)


@written_once
def process_rows(processes, ids):
    rows = led_by_ids(processes.published().filter(pk__in=ids).order_by()).with_counts()
    return rows.select_related("parent").only("name", "slug", "summary", "parent__name")


@written_once
def section_rows(sections, ids):
    rows = sections.filter(published_q("article__"), article__outlet__full_text=True, pk__in=ids)
    columns = ("kind", "heading", "anchor", "body", *SHOWN_OF_ARTICLES, "article__outlet__name")
    return led_by_ids(rows.order_by()).select_related("article__outlet").only(*columns)


ROWS = {
    "quotes": Quote.objects.for_brief_cards().in_order,
    "actors": Actor.objects.for_rows().in_order,
    "articles": Article.objects.for_list().in_order,
    "obstacles": lambda ids: obstacle_rows(Obstacle, ids),
    "processes": lambda ids: process_rows(Process, ids),
    "tags": Tag.objects.for_rows().in_order,
    "sections": lambda ids: section_rows(Section, ids),
}


def quote_hit(quote, wanted):
    stretches = [spoken(one.text) for one in (quote, *quote.later)]
    divider = " … " if quote.kind == QuoteKind.INDIRECT else "” … “"
    return Hit(quote, text=snippet(divider.join(stretches), wanted, 360))


def article_hit(article, wanted):
    return Hit(article, snippet(article.headline, wanted, 500), snippet(article.standfirst, wanted))


def section_hit(section, wanted):
    body = plain(section.body).text
    return Hit(section, snippet(str(section), wanted, 300), snippet(body, wanted))


def obstacle_hit(obstacle, wanted):
    title = snippet(obstacle.title, wanted, 300)
    return Hit(obstacle, title, snippet(obstacle.description, wanted))


def process_hit(process, wanted):
    return Hit(process, snippet(process.name, wanted), snippet(process.summary, wanted))


def named_hit(row, wanted):
    text = getattr(row, "description", "") or getattr(row, "summary", "")
    return Hit(row, snippet(row.name, wanted), snippet(text, wanted, 160))


HITS = {
    "quotes": quote_hit,
    "actors": named_hit,
    "articles": article_hit,
    "obstacles": obstacle_hit,
    "processes": process_hit,
    "tags": named_hit,
    "sections": section_hit,
}
