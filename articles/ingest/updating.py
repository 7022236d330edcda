"""Newer texts of articles that are here: offered, kept waiting, taken over or refused."""

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.actions.checks import require_sound
from articles.actions.history import hold, record
from articles.actions.resembling import record_fingerprints
from articles.actions.settling import forget_article, settle_article
from articles.choices import ArticleStatus, Change, ProposalState, UpdateState
from articles.models import Article, Proposal, Update

from .drafts import ArticleDraft, Problem, Received
from .parser import parse_received
from .proposing import counts_of
from .receiving import as_json, from_json
from .replacing import Replaced, replace_text

VERSION_WHEN_IMPORTED = 1


class UpdateRefused(ValueError):
    """The newer text cannot be taken over. The message says why; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What became of a text that is a version of a known article."""

    outcome: Literal["updated", "waiting", "unchanged"]
    problems: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


# Arriving


def known_item(guid: str) -> Article | None:
    """The article that a sender calls so."""
    return Article.objects.filter(source_guid=guid).order_by("pk").first()


def remember(article: Article, received: Received) -> None:
    """Keep what the file told besides the text: an update is compared with it, field by field."""
    told = as_json(replace(received, problems=()))
    del told["text"]
    if told:
        article.updates.create(
            state=UpdateState.TAKEN,
            received=told,
            source_sha256=article.source_sha256,
            source_version=article.source_version,
        )


@transaction.atomic
def offer(
    article: Article, received: Received, draft: ArticleDraft, user: AbstractBaseUser | None = None
) -> Offered:
    """Let another version of an article wait for an editor; take over at once what nobody touched.

    A version that is not newer than what is here changes nothing.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    waiting = article.updates.waiting()
    for version, which in [
        (article.source_version, "is here"),
        *((version, "waits here") for version in waiting.values_list("source_version", flat=True)),
    ]:
        if not _may_be_newer(received.source_version, version):
            message = _not_newer(received.source_version, version, which)
            return Offered("unchanged", (*received.problems, Problem(1, message)))
    update = _wait(article, received)
    if (
        may_replace(user, article)
        and is_untouched(article)
        and (draft.sections or not article.sections.exists())
    ):
        replaced = apply(update, None)
        counts = counts_of(list(article.sections.all()), replaced.proposed)
        return Offered("updated", tuple(replaced.told), counts)
    return Offered("waiting", draft.problems)


def may_replace(user: AbstractBaseUser | None, article: Article) -> bool:
    """A command may; who works at the desk may replace what is theirs to change."""
    if user is None or user.has_perm("articles.edit_any_article"):
        return True
    return article.created_by_id == user.pk


def is_untouched(article: Article) -> bool:
    """A draft that no editor has written to: what has raised its version are imports alone."""
    if article.status != ArticleStatus.DRAFT:
        return False
    if article.proposals.exclude(state=ProposalState.OPEN).exists():
        return False
    by_itself = Q(decided_by=None, decided_at__isnull=False)
    taken = article.updates.filter(by_itself, state__in=[UpdateState.TAKEN, UpdateState.FORMER])
    return article.version == VERSION_WHEN_IMPORTED + taken.count()


def take_as_update(proposal: Proposal, user: AbstractBaseUser) -> Update:
    """An imported draft turns out to be a newer text of the article it is like, and goes away.

    It waits there, or is taken over at once where nobody has touched that one either.
    """
    with transaction.atomic():
        draft, article = _both_locked(proposal)
        if draft.first_published_at or not draft.source_text:
            raise UpdateRefused(f"“{draft}” is more than a draft that was imported.")
        decided = draft.proposals.exclude(pk=proposal.pk).exclude(state=ProposalState.OPEN)
        if decided.exists() or draft.quotes.exists() or draft.reports.exists():
            raise UpdateRefused(
                "Some of its proposals are decided, which would be lost: undo them first, or say "
                "that it is a reprint."
            )
        received = present_text(draft)
        forget_article(draft, by=user, why=f"It is a newer text of “{article}”.")
        update = _wait(article, received)
        if is_untouched(article):
            apply(update, None)
        return update


def _both_locked(proposal: Proposal) -> tuple[Article, Article]:
    ids = [proposal.article_id, proposal.like_id]
    locked = Article.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    rows = {row.pk: row for row in locked}
    still_open = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.OPEN)
    if len(rows) < 2 or not still_open.exists():
        raise UpdateRefused("That was decided in the meantime: nothing was changed.")
    return rows[proposal.article_id], rows[proposal.like_id]


def _wait(article: Article, received: Received) -> Update:
    """The newest text alone waits."""
    article.updates.waiting().update(state=UpdateState.FORMER)
    return article.updates.create(
        received=as_json(received),
        source_sha256=Article.sha256_of(received.text),
        source_version=received.source_version,
    )


def _may_be_newer(version: str, than: str) -> bool:
    """Versions are numbers, or dates and words that sort; without both the later one is newer."""
    if not (version and than):
        return True
    numbers = re.fullmatch(r"\d{1,18}", version), re.fullmatch(r"\d{1,18}", than)
    return int(version) > int(than) if all(numbers) else version > than


def _not_newer(version: str, than: str, which: str) -> str:
    if version == than:
        return f"Another text calls itself version {version} too, which {which}: it was left out."
    return f"This is version {version}; version {than} {which}: the older one was left out."


# Deciding


def present_text(article: Article) -> Received:
    """What the article was read from."""
    known = article.updates.filter(
        state=UpdateState.TAKEN, source_sha256=article.source_sha256
    ).first()
    if known:
        return replace(from_json(known.received), text=article.source_text)
    return Received(
        article.source_text,
        source_url=article.source_url,
        source_guid=article.source_guid,
        source_version=article.source_version,
    )


@transaction.atomic
def apply(update: Update, user: AbstractBaseUser | None, *, drop_lost: bool = True) -> Replaced:
    """Put the newer text in the article's place. Raises UpdateRefused, or ChecksFailed where it
    would leave a live article unsound; then nothing is changed. Without a user: by itself.
    """
    article = _locked(update)
    hold(article)
    received = from_json(update.received)
    replaced = _replace(article, received, drop_lost=drop_lost)
    _keep_former(article)
    _decide(update, UpdateState.TAKEN, user)
    article.source_text = received.text
    article.source_sha256 = update.source_sha256
    article.source_version = received.source_version or article.source_version
    article.source_guid = article.source_guid or received.source_guid
    settle_article(article)
    record_fingerprints(article)
    if article.is_published:
        require_sound(article)
    record(article, Change.UPDATED, by=user, why="" if user else "Nobody had touched the draft.")
    return replaced


def preview(update: Update) -> Replaced:
    """What `apply` would do; nothing is changed."""
    with transaction.atomic():
        replaced = _replace(_locked(update), from_json(update.received), drop_lost=False)
        transaction.set_rollback(True)
    return replaced


@transaction.atomic
def refuse(update: Update, user: AbstractBaseUser) -> None:
    _locked(update)
    _decide(update, UpdateState.REFUSED, user)


def _replace(article: Article, received: Received, *, drop_lost: bool) -> Replaced:
    former = parse_received(present_text(article))
    return replace_text(article, former, parse_received(received), drop_lost=drop_lost)


def _locked(update: Update) -> Article:
    """The article of an update that still waits."""
    article = Article.objects.select_for_update().get(pk=update.article_id)
    update.refresh_from_db()
    if update.state != UpdateState.WAITING:
        raise UpdateRefused("This text waits no longer: it was decided, or a newer one has come.")
    return article


def _decide(update: Update, state: UpdateState, user: AbstractBaseUser | None) -> None:
    update.state, update.decided_by, update.decided_at = state, user, timezone.now()
    update.save()


def _keep_former(article: Article) -> None:
    """The text that is replaced stays among the article's updates."""
    if not article.source_text:
        return
    former = as_json(present_text(article))
    known = article.updates.filter(
        state=UpdateState.TAKEN, source_sha256=article.source_sha256
    ).first()
    known = known or Update(
        article=article,
        source_sha256=article.source_sha256,
        source_version=article.source_version,
    )
    known.received, known.state = former, UpdateState.FORMER
    known.save()
