"""Draft -> rows: one article in one transaction, as a draft for an editor to check."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction

from articles.actions.matching import actors_by_name
from articles.actions.settling import settle_article
from articles.choices import ObstacleKind, Part
from articles.models import (
    Actor,
    ActorName,
    Article,
    Obstacle,
    ObstacleReport,
    Outlet,
    Quote,
    QuoteAbout,
    Role,
    Section,
)
from articles.text.folding import fold
from articles.text.markdown import escape

from .drafts import (
    ActorDraft,
    ArticleDraft,
    BlockDraft,
    ImportRefused,
    ObstacleDraft,
    Problem,
    QuoteDraft,
)
from .layout.lines import line_number
from .parser import parse

LARGEST = 200_000  # characters: some 35,000 words
NAME_LENGTH = 200
IMPORT_LOCK = 0x6E657773  # "news"
PRINTED = ["byline", "dateline", "edition"]


@dataclass(frozen=True, slots=True)
class ImportResult:
    article: Article
    outcome: Literal["created", "unchanged"]
    problems: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    def __str__(self):
        if self.outcome == "unchanged":
            return f"unchanged: {self.article} (already article {self.article.pk})"
        counted = ", ".join(f"{number} {label}" for label, number in self.counts.items())
        return f"created: {self.article} (article {self.article.pk}; {counted})"


def import_text(
    source: str, *, user: AbstractBaseUser | None = None, obtained: str = "Pasted"
) -> ImportResult:
    """Parse `source` and save what it holds as one draft. Raises ImportRefused.

    A text that is already there, character by character, is left alone.
    """
    refuse_what_is_no_text(source)
    if known := _with_source(source):
        return ImportResult(known, "unchanged")
    return import_draft(parse(source), user=user, obtained=obtained)


@transaction.atomic
def import_draft(
    draft: ArticleDraft, *, user: AbstractBaseUser | None = None, obtained: str
) -> ImportResult:
    """Save one draft, unless its source is there by now."""
    _wait_for_other_imports()
    if known := _with_source(draft.source):
        return ImportResult(known, "unchanged")
    return _Import(draft, user, obtained).save()


def _wait_for_other_imports() -> None:
    """Two imports at once would each make the actor that both name.

    SQLite has one writer at a time; PostgreSQL holds this lock until the transaction ends.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def _with_source(source: str) -> Article | None:
    return Article.objects.filter(source_sha256=Article.sha256_of(source)).first()


def refuse_what_is_no_text(source: str) -> None:
    if not source.strip():
        raise ImportRefused("There is no text here.")
    if len(source) > LARGEST:
        raise ImportRefused(f"The text is longer than {LARGEST:,} characters.")
    if "\0" in source:
        raise ImportRefused("This is not a text: it holds NUL characters, as binary files do.")
    try:
        source.encode()
    except UnicodeEncodeError as error:
        raise ImportRefused(
            f"Character {error.start + 1} is half of one: the text was cut or decoded wrongly."
        ) from error


class _Import:
    """One draft on its way into the database."""

    def __init__(self, draft: ArticleDraft, user, obtained: str):
        self.draft = draft
        self.problems = list(draft.problems)
        headline = draft.headline.text if draft.headline else ""
        self.article = Article(
            headline=self.cut("headline", headline),
            alternative_headline=self.cut(
                "alternative_headline", _text(draft.alternative_headline)
            ),
            standfirst=_text(draft.standfirst),
            outlet=self.outlet(),
            language=draft.language,
            issued_on=draft.issued_on,
            issued_until=draft.issued_until,
            issued_precision=draft.issued_precision or "",
            obtained=obtained,
            source_text=draft.source,
            source_sha256=Article.sha256_of(draft.source),
            created_by=user,
            **{name: self.cut(name, getattr(draft, name)) for name in PRINTED},
        )

    def save(self) -> ImportResult:
        article = self.article
        article.save()
        self.sections = self.save_sections()
        self.actors = self.save_actors()
        quotes = self.save_quotes()
        reports = self.save_reports()
        settle_article(article)
        counts = {
            "sections": len(self.sections),
            "quotes": len(quotes),
            "actors": len(set(self.actors.values())),
            "obstacles": len(reports),
        }
        return ImportResult(article, "created", tuple(self.problems), counts)

    def outlet(self) -> Outlet | None:
        name = self.draft.outlet[:NAME_LENGTH]
        if not name:
            return None
        known = Outlet.objects.filter(name__iexact=name).first()
        return known or Outlet.objects.create(name=name)

    def cut(self, field_name: str, text: str) -> str:
        """`text` as far as the column holds it; what does not fit is reported."""
        longest = Article._meta.get_field(field_name).max_length
        if len(text) > longest:
            label = field_name.replace("_", " ")
            self.problems.append(
                Problem(1, f"The {label} was cut to {longest} characters. Is it one?")
            )
        return text[:longest]

    def save_sections(self) -> list[Section]:
        """The starts of the blocks in each body are kept, to say where about a quote stands."""
        self.block_starts: list[list[int]] = []
        sections = []
        for position, draft in enumerate(self.draft.sections, start=1):
            body, starts = body_of(self.draft.source, draft.blocks)
            self.block_starts.append(starts)
            sections.append(
                Section(
                    article=self.article,
                    position=position,
                    kind=draft.kind,
                    heading=_text(draft.heading)[:300],
                    body=body,
                )
            )
        return Section.objects.bulk_create(sections)

    def save_actors(self) -> dict[str, Actor]:
        """The actor of each name in the draft: a known one where exactly one has that name."""
        drafts, actors, new = [], {}, {}
        named = actors_by_name(draft.name[:NAME_LENGTH] for draft in self.draft.actors)
        for draft in self.draft.actors:
            name = draft.name[:NAME_LENGTH]
            if len(named[name]) > 1:
                self.problems.append(self.shared_name(draft))
            elif fold(name):
                drafts.append(draft)
                actors[name] = named[name][0] if named[name] else self.new_actor(draft, new)
        Actor.objects.bulk_create(new.values())
        self.save_names(drafts, actors, new)
        self.save_roles(drafts, actors)
        return {draft.name: actors[draft.name[:NAME_LENGTH]] for draft in drafts}

    def new_actor(self, draft: ActorDraft, new: dict[str, Actor]) -> Actor:
        actor = Actor(kind=draft.kind, name=draft.name[:NAME_LENGTH])
        actor.fill_derived()
        return new.setdefault(actor.name, actor)

    def shared_name(self, draft: ActorDraft) -> Problem:
        span = draft.mentions[0] if draft.mentions else None
        line = line_number(self.draft.source, span.start) if span else 1
        return Problem(line, f"Several actors are called {draft.name}: choose who is meant.", span)

    def save_names(self, drafts: list[ActorDraft], actors, new) -> None:
        known = set(
            ActorName.objects.filter(actor__in=actors.values()).values_list("actor", "folded")
        )
        rows = []
        for draft in drafts:
            name = draft.name[:NAME_LENGTH]
            for printed in [name, *draft.names]:
                row = ActorName(
                    actor=actors[name],
                    name=printed[:NAME_LENGTH],
                    is_main=printed == name and name in new,
                    # The main name goes with the actor, whatever becomes of this article.
                    article=None if printed == name and name in new else self.article,
                )
                row.fill_derived()
                if row.folded and (row.actor_id, row.folded) not in known:
                    known.add((row.actor_id, row.folded))
                    rows.append(row)
        ActorName.objects.bulk_create(rows)

    def save_roles(self, drafts: list[ActorDraft], actors) -> None:
        """Offices as printed. A former one is kept with the quote only: its holder lost it."""
        known = {
            (actor, fold(title))
            for actor, title in Role.objects.filter(actor__in=actors.values()).values_list(
                "actor", "title"
            )
        }
        rows = []
        for draft in drafts:
            actor = actors[draft.name[:NAME_LENGTH]]
            for title in draft.roles:
                place = (actor.pk, fold(title))
                if place not in known and not _is_former(title):
                    known.add(place)
                    rows.append(Role(actor=actor, title=title[:200], article=self.article))
        Role.objects.bulk_create(rows)

    def save_quotes(self) -> list[Quote]:
        """Heads first, so that what continues them can name them."""
        drafts = self.draft.quotes
        quotes = [self.quote(draft) for draft in drafts]
        heads = [
            quote for quote, draft in zip(quotes, drafts, strict=True) if draft.continues is None
        ]
        Quote.objects.bulk_create(heads)
        rest = []
        for quote, draft in zip(quotes, drafts, strict=True):
            if draft.continues is not None:
                quote.continues = quotes[_head(drafts, draft)]
                rest.append(quote)
        Quote.objects.bulk_create(rest)
        QuoteAbout.objects.bulk_create(
            QuoteAbout(quote=quote, actor=actor, **self.article.copies)
            for quote, draft in zip(quotes, drafts, strict=True)
            for actor in self.found(draft.about)
        )
        return quotes

    def quote(self, draft: QuoteDraft) -> Quote:
        section = self.sections[draft.section] if draft.part == Part.SECTION else None
        quote = Quote(
            article=self.article,
            part=draft.part,
            section=section,
            start=self.start_of(draft),
            text=draft.words,
            kind=draft.kind,
            speaker=self.actors.get(draft.speaker),
            attribution=draft.attribution[:300],
            speaker_title=draft.speaker_title[:300],
            title_carried=draft.title_carried,
            cue=draft.cue[:100],
            voice_of=self.actors.get(draft.voice_of),
            said_to=draft.said_to[:200],
        )
        quote.fill_derived()
        return quote

    def start_of(self, draft: QuoteDraft) -> int:
        """About where the words stand in the raw text of their part; settling finds the place."""
        if draft.part == Part.SECTION:
            return self.place_in_body(draft.section, draft.span.start)
        printed = getattr(self.draft, draft.part)
        return max(draft.span.start - printed.span.start, 0)

    def place_in_body(self, section: int, source_offset: int) -> int:
        place = 0
        blocks = self.draft.sections[section].blocks
        for block, start in zip(blocks, self.block_starts[section], strict=True):
            if block.span.start <= source_offset:
                place = start + source_offset - block.span.start
        return place

    def save_reports(self) -> list[ObstacleReport]:
        """An obstacle with the same title is the same obstacle: the text reports on it."""
        reports = []
        for draft in self.draft.obstacles:
            report = ObstacleReport(
                article=self.article,
                obstacle=self.obstacle(draft),
                section=self.sections[draft.section],
                start=self.place_in_body(draft.section, draft.span.start),
                text=" ".join(draft.span.of(self.draft.source).split()),
            )
            report.save()
            report.laid_by.set(self.found(draft.laid_by))
            report.faced_by.set(self.found(draft.faced_by))
            reports.append(report)
        return reports

    def obstacle(self, draft: ObstacleDraft) -> Obstacle:
        title = draft.title[:300]
        known = Obstacle.objects.filter(title__iexact=title).order_by("pk").first()
        return known or Obstacle.objects.create(title=title, kind=ObstacleKind(draft.kind))

    def found(self, names: Iterable[str]) -> list[Actor]:
        return list(dict.fromkeys(self.actors[name] for name in names if name in self.actors))


def body_of(source: str, blocks: Iterable[BlockDraft]) -> tuple[str, list[int]]:
    """The Markdown of a section, and where in it each block's text begins."""
    body, starts, previous = "", [], None
    for block in blocks:
        if previous is not None:
            body += "\n" if block.is_bullet and previous.is_bullet else "\n\n"
        body += "- " if block.is_bullet else ""
        starts.append(len(body))
        body += _markdown_of(source, block)
        previous = block
    return body, starts


def _markdown_of(source: str, block: BlockDraft) -> str:
    text = block.span.of(source)
    if block.label is None:
        return escape(text)
    label = block.label.of(source)
    rest = source[block.label.end : block.span.end].lstrip().removeprefix(":").strip()
    return f"**{escape(label)}:** {escape(rest)}"


def _head(drafts, draft: QuoteDraft) -> int:
    index = draft.continues
    while drafts[index].continues is not None:
        index = drafts[index].continues
    return index


def _is_former(title: str) -> bool:
    return fold(title).split()[:1] in (["former"], ["ex"], ["outgoing"], ["late"])


def _text(printed) -> str:
    return printed.text if printed else ""
