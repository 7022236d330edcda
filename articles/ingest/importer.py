"""Draft -> rows: one article in one transaction, and what is proposed of it for an editor."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction

from articles.actions.settling import settle_article
from articles.choices import ProposalKind
from articles.models import Article, Outlet, Section

from .bodies import Body, body_of
from .drafts import ArticleDraft, ImportRefused, Problem, Received
from .parser import parse_received
from .proposing import Proposing

LARGEST = 200_000  # characters: some 35,000 words
NAME_LENGTH = 200
IMPORT_LOCK = 0x6E657773  # "news"
PRINTED = ["byline", "dateline", "edition", "desk"]


@dataclass(frozen=True, slots=True)
class ImportResult:
    article: Article
    outcome: Literal["created", "updated", "waiting", "unchanged"]
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
    """Import a plain text; see `import_received`."""
    return import_received(Received(source), user=user, obtained=obtained)


def import_received(
    received: Received, *, user: AbstractBaseUser | None = None, obtained: str
) -> ImportResult:
    """Parse what was received and save it as one draft with its proposals. Raises ImportRefused.

    A text that is already there, character by character, is left alone.
    """
    refuse_what_is_no_text(received.text)
    if known := _with_source(received.text):
        return ImportResult(known, "unchanged")
    return import_draft(parse_received(received), user=user, obtained=obtained)


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
    """Two imports at once would each make the outlet that both name.

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
            source_url=draft.source_url,
            source_guid=draft.source_guid,
            source_version=draft.source_version,
            source_text=draft.source,
            source_sha256=Article.sha256_of(draft.source),
            created_by=user,
            **{name: self.cut(name, getattr(draft, name)) for name in PRINTED},
        )

    def save(self) -> ImportResult:
        article = self.article
        article.save()
        article.tags.add(*self.draft.tags)
        sections, bodies = self.save_sections()
        proposing = Proposing(self.draft, article, sections, bodies)
        proposals = proposing.save()
        self.problems += proposing.problems
        settle_article(article)
        counts = Counter(proposal.kind for proposal in proposals if not proposal.continues)
        return ImportResult(
            article,
            "created",
            tuple(self.problems),
            {
                "sections": len(sections),
                "quotes": counts[ProposalKind.QUOTE],
                "actors": counts[ProposalKind.ACTOR],
                "obstacles": counts[ProposalKind.OBSTACLE],
            },
        )

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

    def save_sections(self) -> tuple[list[Section], list[Body]]:
        bodies = [body_of(self.draft.source, draft.blocks) for draft in self.draft.sections]
        sections = [
            Section(
                article=self.article,
                position=position,
                kind=draft.kind,
                heading=_text(draft.heading)[:300],
                body=body.text,
            )
            for position, (draft, body) in enumerate(
                zip(self.draft.sections, bodies, strict=True), start=1
            )
        ]
        return Section.objects.bulk_create(sections), bodies


def _text(printed) -> str:
    return printed.text if printed else ""
