"""The one box: what stands in articles, was said, stands in the way, and who and what is meant."""

import re
from dataclasses import dataclass, field

from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from articles.choices import QuoteKind
from articles.filters.search import KINDS, PAGE, Asked, Found, Search, alike, suggestions
from articles.models import Actor, Article, Obstacle, Process, Quote, Section, Tag
from articles.querysets.counting import CAP
from articles.querysets.led import led_by_ids
from articles.querysets.published import published_q
from articles.search.query import wanted_terms
from articles.text.folding import fold
from articles.text.markdown import plain
from articles.text.quotation import spoken
from articles.text.snippets import Wanted, snippet

from .heads import search_head
from .links import Link, address

FEW = 2  # rows: fewer may be a slip of the pen
HEADINGS = {"quotes": "What was said", "actors": "Actors", "articles": "Articles",
            "obstacles": "What stands in the way", "processes": "Processes", "tags": "Tags",
            "sections": "In the text of articles"}  # fmt: skip
LONGEST_SHOWN = 100  # characters of a query, in the title


@dataclass
class Hit:
    row: object
    title: SafeString | str = ""
    text: SafeString | str = ""

    @property
    def is_marked(self) -> bool:
        return "<mark>" in self.title or "<mark>" in self.text


@dataclass
class Group:
    found: Found
    heading: str
    url: str
    hits: list[Hit] = field(default_factory=list)
    is_open: bool = False

    @property
    def name(self) -> str:
        return self.found.kind.name

    @property
    def has_more(self) -> bool:
        return self.found.number > len(self.hits)


def search(request):
    typed = request.GET.get("q", "").strip()
    kind = request.GET.get("in", "")
    if kind and kind not in KINDS:
        return HttpResponseRedirect(address("search", {"q": typed}))
    page = page_asked(request) if kind else 1
    asked = Asked.of(typed)
    results = Search(asked, kind, (page - 1) * PAGE)
    groups = groups_of(results, typed)
    open_group = next((group for group in groups if group.name == kind), None)
    url = request.build_absolute_uri(address("search", {}))
    context = {
        "typed": typed,
        "typed_shown": typed if len(typed) <= LONGEST_SHOWN else f"{typed[:LONGEST_SHOWN]}…",
        "asked": asked,
        "groups": [group for group in groups if group.found.number],
        "shown": [group for group in groups if group.hits],
        "open": open_group,
        "number": results.number,
        "cap": CAP,
        "is_ranked_in_part": any(
            group.found.is_ranked_in_part and group.found.kind.name == (kind or group.name)
            for group in groups
        ),
        "alike": meant_perhaps(asked, results, typed),
        "canonical": url,  # what was found is no page of its own
        "head": search_head(request, url),
        **pages_of(open_group, typed, page),
    }
    return render(request, "articles/search.html", context)


def suggest(request):
    """For the script of the search box: names, processes and tags that begin so."""
    found = suggestions(request.GET.get("q", ""))
    response = JsonResponse({"suggestions": [one._asdict() for one in found]})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def page_asked(request) -> int:
    """Within the 1,000 that are ranked; 1 for what is no such page."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 1
    return number if 1 <= number <= CAP // PAGE else 1


def pages_of(group: Group | None, typed: str, page: int) -> dict:
    if group is None:
        return {}
    there = min(group.found.number, CAP)
    here = {"q": typed, "in": group.name}
    before = here | ({"page": str(page - 1)} if page > 2 else {})
    after = here | {"page": str(page + 1)}
    return {
        "page_number": page,
        "page_count": -(-there // PAGE),
        "first": Link("First", address("search", here)) if page > 2 else None,
        "previous": Link("Better", address("search", before)) if page > 1 else None,
        "next": Link("Next", address("search", after)) if page * PAGE < there else None,
    }


def meant_perhaps(asked: Asked, results: Search, typed: str) -> list[Link]:
    """The query with a name that is known, or names like the words of one that finds little."""
    if asked.unknown:
        name, value = asked.unknown[0]
        return [
            Link(other, address("search", {"q": with_name(typed, name, value, other)}))
            for other in alike(fold(value), with_tags=False)
        ]
    if results.number > FEW or not asked.query.plain:
        return []
    return [Link(name, address("search", {"q": name})) for name in alike(asked.query.plain)]


def with_name(typed: str, field: str, value: str, name: str) -> str:
    """What was typed, with `name` for the value of that field."""
    wanted = f'{field}:"{name}"'
    former = re.compile(rf'{field}:["“„”]?{re.escape(value)}["“”]?', re.IGNORECASE)
    changed = former.sub(lambda _: wanted, typed)
    return changed if changed != typed else wanted


def groups_of(results: Search, typed: str) -> list[Group]:
    wanted = wanted_in(results.asked)
    groups = []
    for name, found in results.found.items():
        url = address("search", {"q": typed, "in": name})
        group = Group(found, HEADINGS[name], url, is_open=name == results.kind)
        if found.ids:
            group.hits = [HITS[name](row, wanted) for row in rows_of(name, found.ids)]
        groups.append(group)
    return groups


def wanted_in(asked: Asked) -> list[Wanted]:
    terms = wanted_terms(asked.sought) if asked.sought else []
    return [Wanted(tuple(term.folded.split()), term.is_exact) for term in terms]


def rows_of(kind: str, ids: list[int]) -> list:
    """In the order of the ids, without what was withdrawn since they were found: one query, two for
    quotes."""
    rows = ROWS[kind]()
    if kind in ("actors", "articles"):
        return rows.in_order(ids)
    found = led_by_ids(rows).in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


ROWS = {
    "quotes": lambda: (
        Quote.objects.published()
        .select_related("article__outlet", "speaker")
        .defer("words", "article__source_text", "article__words")
        .prefetch_related("continuations")
    ),
    "actors": lambda: Actor.objects.for_rows(),
    "articles": lambda: Article.objects.for_list(),
    "obstacles": lambda: (
        Obstacle.objects.published().with_ledger().select_related("process").defer("words")
    ),
    "processes": lambda: (
        Process.objects.published().with_counts().select_related("parent").defer("words")
    ),
    "tags": lambda: Tag.objects.published().defer("words"),
    "sections": lambda: (
        Section.objects.filter(published_q("article__"), article__outlet__full_text=True)
        .select_related("article__outlet")
        .defer("words", "article__source_text", "article__words")
    ),
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
