"""The one visibility rule: what readers may see is what belongs to a published article."""

from django.db.models import Q

from articles.choices import ArticleStatus

from .dated import overlapping


def published_q(prefix: str = "") -> Q:
    """True for published articles, and for what hangs on them.

    `prefix` leads to the status: "" on Article, "article_" on rows that carry a copy of it
    (`article_status`), "quotes__article_" through a relation to such rows, "article__" through
    a relation to the article itself. Over a to-many relation use it inside Exists, never in a join.
    """
    return Q(**{f"{prefix}status": ArticleStatus.PUBLISHED})


def seen_between(rows, *days):
    """Of rows that repeat an article's status and dates: where `days` are given, those that readers
    may see, from the first to the last day, either of which may be None."""
    return overlapping(rows.filter(published_q("article_")), *days) if days else rows
