"""An article as it is read: its text with quotes marked and names linked, notes in the margin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.choices import Part, QuoteKind, SectionKind
from articles.models import ActorName, Article, Quote, Section
from articles.querysets.written import written_once
from articles.text import anchors, markdown
from articles.text.folding import fold
from articles.text.markdown import NameLink, Passage, QuoteMark
from articles.text.names import find_names
from articles.text.quotation import DOUBLE, SINGLE
from articles.text.sentences import sentence_at
from articles.text.spans import Span

LIST_TAG = re.compile(r"<(?P<closes>/?)(?:ul|ol|li)\b[^>]*>")
QUOTE_BEGINS = re.compile(r'<span class="anchor" id="q(\d+)">')
BEGINS_IN_MARKS = re.compile(
    rf"""(&quot;|[{SINGLE}{DOUBLE}])((?:<span class="anchor" id="q\d+"></span>)+)"""
)


class Wanted(NamedTuple):
    """A quote to find in a text and mark."""

    id: int
    text: str
    start: int
    is_cited: bool
    is_reported: bool


class Marked(NamedTuple):
    passages: tuple[Passage, ...]
    found: frozenset[int]  # ids of the quotes that are marked in them


class ItemWithNotes(NamedTuple):
    """One item of a list, without its own tags."""

    html: SafeString
    notes: list[Quote]

    @property
    def is_noted(self) -> bool:
        return any(map(is_head, self.notes))


class PassageWithNotes(NamedTuple):
    """A paragraph, or a list of which an item has a note: that is drawn item by item."""

    html: SafeString
    notes: list[Quote]
    list_begins: SafeString = SafeString()  # <ul>, <ol> or <ol start="3">
    items: tuple[ItemWithNotes, ...] = ()
    list_ends: SafeString = SafeString()

    @property
    def is_noted(self) -> bool:
        """Whether something stands beside it: what only continues a quote needs no note."""
        return any(map(is_head, self.notes)) or any(item.is_noted for item in self.items)


@dataclass(frozen=True, slots=True)
class SectionReading:
    heading: str
    anchor: str
    passages: list[PassageWithNotes]
    also_quoted: list[Quote] = field(default_factory=list)  # whose place in the text is not known


@dataclass(frozen=True, slots=True)
class Reading:
    headline: SafeString
    alternative_headline: SafeString
    standfirst: SafeString
    head_notes: list[Quote]
    quick_look: list[SectionReading]
    sections: list[SectionReading]
    is_full_text: bool


def read(article: Article, quotes: list[Quote], names: dict[str, str], cited: int | None):
    """The whole article, or its quoted sentences if its outlet allows no more. One query.

    `quotes` are all of the article's, `names` maps printed names to addresses; `cited` is the id
    of the quote whose words are to be highlighted.
    """
    of_part = {part: wanted(quotes, part, cited) for part in Part.values if part != Part.SECTION}
    by_id = {quote.pk: quote for quote in quotes}
    head = {
        part: marked_line(getattr(article, part), of_part[part], names_for(part, names))
        for part in of_part
    }
    shown = full_section if is_full_text(article) else excerpt
    sections = section_rows(Section, article.pk)
    read_sections = {
        kind: [
            reading
            for section in sections
            if section.kind == kind
            and (reading := shown(section, by_id, wanted(quotes, section, cited), names))
        ]
        for kind in SectionKind.values
    }
    return Reading(
        headline=head[Part.HEADLINE].passages[0].html,
        alternative_headline=head[Part.ALTERNATIVE_HEADLINE].passages[0].html,
        standfirst=head[Part.STANDFIRST].passages[0].html,
        head_notes=[
            quote
            for quote in quotes
            if quote.part in of_part and (quote.pk in head[quote.part].found or is_head(quote))
        ],
        quick_look=read_sections[SectionKind.QUICK_LOOK],
        sections=read_sections[SectionKind.BODY],
        is_full_text=is_full_text(article),
    )


def is_full_text(article: Article) -> bool:
    return bool(article.outlet and article.outlet.full_text)


def is_head(quote: Quote) -> bool:
    return quote.continues_id is None


def names_for(part: str, names: dict[str, str]) -> tuple:
    return tuple(names.items()) if part == Part.STANDFIRST else ()


def wanted(quotes: list[Quote], place: str | Section, cited: int | None) -> tuple[Wanted, ...]:
    """The anchored quotes of a part or of a section."""
    return tuple(
        Wanted(
            quote.pk,
            quote.text,
            quote.start,
            is_cited(quote, cited),
            quote.kind == QuoteKind.INDIRECT,
        )
        for quote in quotes
        if quote.anchored and place in (quote.part, quote.section)
    )


def is_cited(quote: Quote, cited: int | None) -> bool:
    return cited is not None and cited in (quote.pk, quote.continues_id)


def full_section(section, by_id, quotes, names) -> SectionReading:
    marked = marked_passages(section.body, quotes, tuple(names.items()))
    return SectionReading(
        section.heading,
        section.anchor,
        list(with_notes(marked, by_id)),
        unplaced(section, by_id, marked),
    )


def excerpt(section, by_id, quotes, names) -> SectionReading | None:
    """Each quote with its sentence; None if the section has no quotes."""
    marked = quoted_sentences(section.body, quotes, tuple(names.items()))
    rest = unplaced(section, by_id, marked)
    if not marked.passages and not rest:
        return None
    return SectionReading("", section.anchor, list(with_notes(marked, by_id)), rest)


def with_notes(marked: Marked, by_id: dict[int, Quote]) -> Iterator[PassageWithNotes]:
    for passage in marked.passages:
        notes = [by_id[pk] for pk in passage.quotes]
        taken_apart = items_of(passage.html) if notes else None
        if taken_apart is None:
            yield PassageWithNotes(passage.html, notes)
            continue
        begins, items, ends = taken_apart
        with_theirs = tuple(
            ItemWithNotes(item, [by_id[int(pk)] for pk in QUOTE_BEGINS.findall(item)])
            for item in items
        )
        yield PassageWithNotes(passage.html, [], begins, with_theirs, ends)


def items_of(html: SafeString) -> tuple[SafeString, list[SafeString], SafeString] | None:
    """A whole list taken apart: its opening tag, what its items hold, and its closing tag.

    None for anything else. Safe, for text in rendered Markdown has its "<" escaped.
    """
    tags = list(LIST_TAG.finditer(html))
    if not tags or tags[0].start() != 0:
        return None
    items, depth, begins = [], 0, 0
    for tag in tags:
        if tag["closes"]:
            depth -= 1
            if depth == 1:
                items.append(mark_safe(html[begins : tag.start()]))
        else:
            depth += 1
            if depth == 2:
                begins = tag.end()
    return mark_safe(tags[0][0]), items, mark_safe(tags[-1][0])


def unplaced(section: Section, by_id: dict[int, Quote], marked: Marked) -> list[Quote]:
    return [
        quote
        for quote in by_id.values()
        if quote.section == section and quote.pk not in marked.found and is_head(quote)
    ]


def marked_line(text: str, quotes: tuple[Wanted, ...], names: tuple) -> Marked:
    """A plain field (headline, standfirst) as one passage without paragraph tags."""
    marks = places(text, quotes, is_markdown=False)
    links = first_mentions(text, names)
    html = outside_marks(markdown.render_inline(text, marks, links))
    found = tuple(one.id for one in marks)
    return Marked((Passage(html, found),), frozenset(found))


@lru_cache(maxsize=1024)
def marked_passages(body: str, quotes: tuple[Wanted, ...], names: tuple) -> Marked:
    """A body's paragraphs and lists. Kept: rendering costs more than all else on the page."""
    marks = places(body, quotes)
    visible = markdown.plain(body)
    links = [
        NameLink(visible.raw(*link.span), link.url) for link in first_mentions(visible.text, names)
    ]
    passages = tuple(
        passage._replace(html=outside_marks(passage.html))
        for passage in markdown.render(body, marks, links)
    )
    return Marked(passages, frozenset(pk for passage in passages for pk in passage.quotes))


@lru_cache(maxsize=1024)
def quoted_sentences(body: str, quotes: tuple[Wanted, ...], names: tuple) -> Marked:
    """The sentences of a body that hold its quotes, each a paragraph of its own."""
    visible = markdown.plain(body)
    marks = [mark._replace(span=visible.visible(mark.span)) for mark in places(body, quotes)]
    passages = []
    for sentence, inside in by_sentence(visible.text, marks):
        text = sentence.of(visible.text)
        html = markdown.render_inline(
            text, [moved(mark, -sentence.start) for mark in inside], first_mentions(text, names)
        )
        ids = tuple(mark.id for mark in inside)
        passages.append(Passage(format_html("<p>{}</p>", outside_marks(html)), ids))
    return Marked(tuple(passages), frozenset(pk for passage in passages for pk in passage.quotes))


def outside_marks(html: SafeString) -> SafeString:
    """Quotes begin before their opening marks: there the printed page numbers them."""
    return mark_safe(BEGINS_IN_MARKS.sub(r"\2\1", html))


def by_sentence(text: str, marks: list[QuoteMark]) -> list[tuple[Span, list[QuoteMark]]]:
    groups: list[tuple[Span, list[QuoteMark]]] = []
    for mark in sorted(marks, key=lambda mark: mark.span):
        sentence = sentence_at(text, mark.span)
        if groups and groups[-1][0].overlaps(sentence):
            before, inside = groups.pop()
            joined = Span(before.start, max(before.end, sentence.end))
            groups.append((joined, [*inside, mark]))
        else:
            groups.append((sentence, [mark]))
    return groups


def moved(mark: QuoteMark, by: int) -> QuoteMark:
    return mark._replace(span=Span(mark.span.start + by, mark.span.end + by))


def places(text: str, quotes: tuple[Wanted, ...], *, is_markdown: bool = True) -> list[QuoteMark]:
    found = (
        (quote, anchors.find(text, quote.text, near=quote.start, markdown=is_markdown))
        for quote in quotes
    )
    return [
        QuoteMark(quote.id, span, quote.is_cited, quote.is_reported)
        for quote, span in found
        if span
    ]


def first_mentions(text: str, names: tuple) -> list[NameLink]:
    """One link for each actor: where the visible `text` names it first."""
    linked: dict[str, NameLink] = {}
    for span, url in find_names(text, dict(names)):
        linked.setdefault(url, NameLink(span, url))
    return list(linked.values())


def linkable_names(article: Article, actors: list, *, with_own: bool) -> dict[str, str]:
    """The names of `actors` and their addresses, without those that two of them share. One query.

    `with_own` adds the names that were read in this very article, though it may be a draft.
    """
    urls = {actor.pk: actor.get_absolute_url() for actor in actors}
    if with_own:
        seen = Q(pk__in=ActorName.objects.public()) | Q(article=article)
        rows = ActorName.objects.filter(seen, actor__in=urls)
        names = list(rows.values_list("name", "actor"))
    else:
        names = name_rows(ActorName, list(urls))
    owners: dict[str, set[int]] = {}
    for name, actor in names:
        owners.setdefault(fold(name), set()).add(actor)
    return {name: urls[actor] for name, actor in names if len(owners[fold(name)]) == 1}


@written_once
def name_rows(names, actors):
    return names.public().filter(actor__in=actors).values_list("name", "actor")


@written_once
def section_rows(sections, article):
    return sections.filter(article=article).defer("words")
