"""The one box: what stands in articles, was said, stands in the way, and who and what is meant."""

import re
from dataclasses import dataclass, field

from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render

from articles.filters.search import KINDS, PAGE, Asked, Found, Search, alike, suggestions
from articles.querysets.counting import CAP
from articles.search.query import wanted_terms
from articles.text.folding import fold
from articles.text.snippets import Wanted

from .heads import search_head
from .hits import Hit, hits_of
from .links import Link, address

FEW = 2  # rows: fewer may be a slip of the pen
HEADINGS = {"quotes": "What was said", "actors": "Actors", "articles": "Articles",
            "obstacles": "What stands in the way", "processes": "Processes", "tags": "Tags",
            "sections": "In the text of articles"}  # fmt: skip
LONGEST_SHOWN = 100  # characters of a query, in the title


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
    if page > 1 and open_group and open_group.found.number and not open_group.hits:
        return HttpResponseRedirect(address("search", {"q": typed, "in": kind}))
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
            group.hits = hits_of(name, found.ids, wanted)
        groups.append(group)
    return groups


def wanted_in(asked: Asked) -> list[Wanted]:
    terms = wanted_terms(asked.sought) if asked.sought else []
    return [Wanted(tuple(term.folded.split()), term.is_exact) for term in terms]
