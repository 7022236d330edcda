"""What waits for an editor, for the front page of the desk."""

from django import template
from django.db.models import QuerySet
from django.urls import reverse

from articles.choices import FileState
from articles.models import Article, BatchFile, Update
from articles.querysets.counting import capped_count

register = template.Library()


@register.simple_tag(takes_context=True)
def work_in_hand(context) -> list[tuple[str, str, str]]:
    """(number, what it is, address) of what is not nothing. Three capped counts."""
    user = context["request"].user
    articles = reverse("admin:articles_article_changelist")
    waiting = [
        (Article.objects.filter(proposals_open__gt=0), "to review", f"{articles}?missing=review"),
        (
            Article.objects.filter(pk__in=Update.objects.waiting().values("article")),
            "with a newer text that waits",
            f"{articles}?missing=update",
        ),
    ]
    own = BatchFile.objects.filter(batch__created_by=user, state=FileState.WAITING)
    lines = [line("article", *entry) for entry in waiting]
    lines.append(line("file", own, "of your batches", reverse("admin:articles_article_batches")))
    return [entry for entry in lines if entry]


def line(noun: str, rows: QuerySet, words: str, address: str) -> tuple[str, str, str] | None:
    count = capped_count(rows)
    plural = "" if count.is_exact and count.number == 1 else "s"
    return (str(count), f"{noun}{plural} {words}", address) if count else None
