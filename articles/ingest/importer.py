"""Draft -> rows: one article in one transaction, and what is proposed of it for an editor."""

from dataclasses import dataclass, field
from typing import Literal

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.actions.duplicates import look_at_new
from articles.actions.locking import one_at_a_time
from articles.actions.resembling import propose_resemblance
from articles.actions.settling import settle_imported, words_of
from articles.choices import Noun
from articles.models import Article, Section, Update, taken_new_tags
from articles.text.languages import reads_as_english

from .drafts import ArticleDraft, ImportDoubted, ImportRefused, Problem, Received
from .parser import parse_received
from .proposing import Proposing, counts_of, save_proposals
from .rows import Head, sections_of
from .updating import known_item, offer, remember

LARGEST = 200_000  # characters: some 35,000 words
IMPORTS = 0x6E657773  # "news": two at once would each make the outlet that both name


@dataclass(frozen=True, slots=True)
class ImportResult:
    article: Article
    outcome: Literal["created", "updated", "waiting", "unchanged"]
    problems: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    def __str__(self):
        if self.outcome == "unchanged":
            return f"unchanged: {self.article} (already article {self.article.pk})"
        place = f"article {self.article.pk}"
        counted = ", ".join(f"{number} {label}" for label, number in self.counts.items())
        return f"{self.outcome}: {self.article} ({'; '.join(filter(None, [place, counted]))})"


def import_text(
    source: str,
    *,
    user: AbstractBaseUser | None = None,
    obtained: str = "Pasted",
    doubts: bool = True,
) -> ImportResult:
    """Import a plain text; see `import_received`."""
    return import_received(Received(source), user=user, obtained=obtained, doubts=doubts)


def import_received(
    received: Received,
    *,
    user: AbstractBaseUser | None = None,
    obtained: str,
    doubts: bool = True,
) -> ImportResult:
    """Parse what was received and save it as one draft with its proposals.

    Raises ImportRefused, and with `doubts` ImportDoubted for what hardly is an English article.

    A text that is already there, character by character, is left alone; a newer version of an
    item that is there waits for an editor, or is taken over where nobody has touched the draft.
    """
    refuse_what_is_no_text(received.text)
    if known := _with_source(received.text):
        return ImportResult(known, "unchanged")
    draft = parse_received(received)
    if doubts:
        doubt_what_is_no_article(draft)
    with transaction.atomic():
        one_at_a_time(IMPORTS)
        if received.source_guid and (item := known_item(received.source_guid)):
            offered = offer(item, received, draft, user)
            item.refresh_from_db()
            return ImportResult(item, offered.outcome, offered.problems, offered.counts)
        result = import_draft(draft, user=user, obtained=obtained)
        if result.outcome == "created":
            remember(result.article, received)
        return result


@transaction.atomic
def import_draft(
    draft: ArticleDraft, *, user: AbstractBaseUser | None = None, obtained: str
) -> ImportResult:
    """Save one draft, unless its source is there by now."""
    one_at_a_time(IMPORTS)
    if known := _with_source(draft.source):
        return ImportResult(known, "unchanged")
    return _imported(draft, user, obtained)


def _with_source(source: str) -> Article | None:
    """The article whose text it is, was, or may become."""
    sha256 = Article.sha256_of(source)
    known = [
        *Article.objects.with_source(sha256).values_list("pk", flat=True),
        *Update.objects.filter(source_sha256=sha256).values_list("article", flat=True)[:1],
    ]
    return Article.objects.get(pk=known[0]) if known else None


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


def doubt_what_is_no_article(draft: ArticleDraft) -> None:
    first_line = next(filter(None, map(str.strip, draft.source.splitlines())), "")
    shown = first_line if len(first_line) <= 60 else f"{first_line[:59]}…"
    blocks = [block for section in draft.sections for block in section.blocks]
    if draft.headline is None and blocks and all(block.is_bullet for block in blocks):
        raise ImportDoubted(
            f"This is a list of bullets alone, from line 1 on (“{shown}”): "
            "an article has a headline or a paragraph."
        )
    is_foreign = draft.language.partition("-")[0].lower() not in ("en", "")
    if is_foreign or not reads_as_english(draft.source):
        raise ImportDoubted(
            f"This does not read as English, from line 1 on (“{shown}”): its sections and "
            "quoted words would be found, its speakers and obstacles mostly not."
        )


def _imported(draft: ArticleDraft, user, obtained: str) -> ImportResult:
    head = Head(draft)
    article = Article(
        outlet=head.outlet(),
        obtained=obtained,
        source_text=draft.source,
        source_sha256=Article.sha256_of(draft.source),
        created_by=user,
        **head.fields,
    )
    sections, bodies = sections_of(article, draft)
    article.words = words_of(article, sections)
    article.save()
    Section.objects.bulk_create(sections)
    if draft.tags:
        article.tags.add(*draft.tags)
        look_at_new(Noun.TAG, taken_new_tags(article))
    proposing = Proposing(draft, article, sections, bodies)
    resemblance = propose_resemblance(article)
    read = [*filter(None, [resemblance]), *proposing.rows()]
    proposals = save_proposals(settle_imported(article, sections, read))
    problems = (*draft.problems, *head.problems, *proposing.problems)
    return ImportResult(article, "created", problems, counts_of(sections, proposals))
