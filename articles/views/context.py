"""A quote with what stands around it: what its words are to be judged by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.choices import Part
from articles.models import Article, Quote
from articles.text import markdown
from articles.text.markdown import QuoteMark

from .reading import is_full_text, marked_line, moved, places, quoted_sentences, wanted

PARAGRAPHS_END = re.compile(r"\n[ \t]*\n")
LIST_ITEM = re.compile(r"[ \t]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]")


@dataclass(frozen=True, slots=True)
class Context:
    """`place` where it is no section; `html` has the words marked."""

    html: SafeString
    place: str = ""


def context_of(article: Article, stretches: list[Quote]) -> list[Context]:
    """The paragraphs in which a quote stands; where its outlet allows no more, the sentences."""
    return [context for place in places_of(stretches) for context in read(article, place)]


def places_of(stretches: list[Quote]) -> list[list[Quote]]:
    """Those of each part or section together, in the order of the stretches."""
    together: dict[tuple, list[Quote]] = {}
    for quote in stretches:
        together.setdefault((quote.part, quote.section_id), []).append(quote)
    return list(together.values())


def read(article: Article, stretches: list[Quote]) -> Iterator[Context]:
    first = stretches[0]
    head = first.continues_id or first.pk
    if first.part != Part.SECTION:
        line = marked_line(first.raw, wanted(stretches, first.part, head), ())
        if line.found:
            html = format_html("<p>{}</p>", line.passages[0].html)
            yield Context(html, first.get_part_display().lower())
        return
    quotes = wanted(stretches, first.section, head)
    if is_full_text(article):
        passages = paragraphs(first.section.body, places(first.section.body, quotes))
    else:
        passages = quoted_sentences(first.section.body, quotes, ()).passages
    for passage in passages:
        yield Context(passage.html)


def paragraphs(body: str, marks: list[QuoteMark]) -> Iterator[markdown.Passage]:
    """From the one in which the first mark begins to the one in which the last ends; of a list
    the items."""
    if not marks:
        return
    start, end = min(mark.span.start for mark in marks), max(mark.span.end for mark in marks)
    first = max((gap.end() for gap in PARAGRAPHS_END.finditer(body, 0, start)), default=0)
    gap = PARAGRAPHS_END.search(body, end)
    last = gap.start() if gap else len(body)
    line = body.rfind("\n", first, start) + 1 or first
    if LIST_ITEM.match(body, line):
        first = line
        next_line = body.find("\n", end, last)
        last = last if next_line < 0 else next_line
    yield from markdown.render(body[first:last], [moved(mark, -first) for mark in marks])
