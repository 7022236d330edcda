"""The steps of an article's life. Each checks what it must, settles what follows and is recorded.

`by` and `why` go into the article's history; who calls a step holds the version before it.
"""

import logging
from datetime import datetime

from django.db import OperationalError, transaction
from django.utils import timezone

from articles.choices import ArticleStatus, Change, CorrectionKind
from articles.models import Article, Note

from .checks import ChecksFailed, require_sound
from .history import hold, record
from .settling import settle_article

logger = logging.getLogger(__name__)


@transaction.atomic
def publish(article: Article, *, at: datetime | None = None, by=None, why: str = "") -> None:
    """Publish now, or schedule if `at` lies ahead. Raises ChecksFailed; then nothing is changed."""
    require_sound(article)
    now = timezone.now()
    if at and at > now:
        article.status = ArticleStatus.SCHEDULED
        article.publish_at = at
    elif not article.is_published:
        article.status = ArticleStatus.PUBLISHED
        article.published_at = now
        article.first_published_at = article.first_published_at or now
        article.publish_at = None
    settle_article(article)
    sent_back = article.notes.filter(sent_back=True, resolved_at=None)
    sent_back.update(resolved_at=now, resolved_by=by)  # whoever publishes it has seen to them
    is_ahead = article.status == ArticleStatus.SCHEDULED
    record(article, Change.SCHEDULED if is_ahead else Change.PUBLISHED, by=by, why=why)


@transaction.atomic
def withdraw(article: Article, *, by=None, why: str = "", retraction: str = "") -> None:
    """Take it from readers. A `retraction` tells them why, where it was."""
    if retraction:
        article.corrections.create(kind=CorrectionKind.RETRACTION, note=retraction, made_by=by)
    _move(article, ArticleStatus.WITHDRAWN)
    record(article, Change.WITHDRAWN, by=by, why=why)


@transaction.atomic
def send_to_review(article: Article, *, by=None, why: str = "") -> None:
    _move(article, ArticleStatus.IN_REVIEW)
    record(article, Change.SUBMITTED, by=by, why=why)


@transaction.atomic
def back_to_draft(article: Article, *, by=None, why: str = "") -> None:
    """What was scheduled is a draft again."""
    _move(article, ArticleStatus.DRAFT)
    record(article, Change.RECALLED, by=by, why=why)


@transaction.atomic
def send_back(article: Article, *, by, note: str = "") -> None:
    """From review to its writer, with a note that says what for; it stays until it is resolved."""
    hold(article)
    if note:
        Note.objects.create(article=article, text=note, sent_back=True, made_by=by)
    _move(article, ArticleStatus.DRAFT)
    record(article, Change.RETURNED, by=by, why=note)


def publish_due(now: datetime | None = None) -> int:
    """Publish the scheduled articles whose time has come; returns how many.

    One that no longer passes its checks, or fails, goes back to review, with the reasons in the
    log; the others are published all the same. Raises OperationalError where nothing can be
    written just now.
    """
    published = 0
    now = now or timezone.now()
    for pk in Article.objects.due(now).order_by("publish_at", "pk").values_list("pk", flat=True):
        try:
            published += _publish_one_due(pk, now)
        except OperationalError:
            raise
        except Exception:
            logger.exception("Article %s was due and cannot even go back to review", pk)
    return published


@transaction.atomic
def _publish_one_due(pk: int, now: datetime) -> bool:
    article = Article.objects.select_for_update(skip_locked=True).due(now).filter(pk=pk).first()
    if article is None:  # another process was quicker, or an editor is just saving it
        return False
    hold(article)
    try:
        with transaction.atomic():
            publish(article, why="Its time had come.")
    except ChecksFailed as failed:
        logger.warning("Article %s was due but goes back to review: %s", pk, failed)
        return _not_published(article, str(failed))
    except OperationalError:
        raise
    except Exception as error:
        logger.exception("Article %s was due but goes back to review", pk)
        return _not_published(article, f"it could not be published ({type(error).__name__}).")
    return True


def _not_published(article: Article, why: str) -> bool:
    article.refresh_from_db()
    send_to_review(article, why=f"Its time had come, but: {why}")
    return False


def _move(article: Article, status: ArticleStatus) -> None:
    article.status = status
    article.publish_at = None
    settle_article(article)
