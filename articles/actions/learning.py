"""Names and roles that were read in an article are public with it, and with no draft.

So they move: to an article that prints them and is published, when the one they were read in is
not, or is deleted.
"""

from django.db.models import QuerySet

from articles.models import ActorName, Article, Role
from articles.text.folding import fold

CANDIDATES = 50  # newest articles in which the actor appears


def learn_in_public(article: Article) -> None:
    """Give a published article what it prints of its actors and was read in one that is not."""
    for rows in _learned(actor__appearances__article=article):
        hidden = rows.exclude(pk__in=rows.public()).exclude(article=article)
        printed = [row.pk for row in hidden if is_printed(row, article)]
        rows.model.objects.filter(pk__in=printed).update(article=article)


def hand_over(article: Article) -> None:
    """Give what was read in an article that readers lose to another one that prints it."""
    for rows in _learned(article=article):
        for row in rows:
            if heir := _heir(row, article):
                rows.model.objects.filter(pk=row.pk).update(article=heir)


def _learned(**conditions) -> list[QuerySet]:
    return [
        model.objects.filter(article__isnull=False, **conditions).distinct()
        for model in (ActorName, Role)
    ]


def _heir(row: ActorName | Role, article: Article) -> Article | None:
    """Published articles first; a draft is better than losing what was learned."""
    others = Article.objects.filter(appearances__actor=row.actor_id).exclude(pk=article.pk)
    for candidates in (others.published(), others):
        for candidate in candidates.order_by("-dated", "-pk").defer("source_text")[:CANDIDATES]:
            if is_printed(row, candidate):
                return candidate
    return None


def is_printed(row: ActorName | Role, article: Article) -> bool:
    """Whether the article has the name or the role in its words."""
    printed = fold(row.title if isinstance(row, Role) else row.name)
    return f" {printed} " in f" {article.words} "
