"""Work in hand, for the front page of the desk: each line a number and the list that it counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django import template
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from articles.choices import ArticleStatus, DuplicateState, Noun
from articles.forms import ReasonForm
from articles.models import (
    Article,
    Batch,
    Duplicate,
    ErrorNote,
    Note,
    Obstacle,
    Quote,
    Update,
)
from articles.querysets.counting import CappedCount, capped_count

register = template.Library()


@register.inclusion_tag("admin/articles/what_for.html")
def what_for(opts) -> dict:
    """Where a row is deleted; nothing for what has no history."""
    return {"field": ReasonForm()["why"]} if opts.model_name in {*Noun.values, "quote"} else {}


@dataclass(frozen=True, slots=True)
class Line:
    """Some work: how much, what it is, and where."""

    count: CappedCount
    words: str
    address: str
    next: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Work:
    """What a line counts, and who takes it in hand: a permission."""

    words: str
    permission: str
    rows: QuerySet
    page: str  # of the admin
    asked: dict[str, str]


@register.simple_tag(takes_context=True)
def work_in_hand(context) -> list[Group]:
    """One capped count for each kind of work, and one query for the next time of publishing."""
    user = context["request"].user
    groups = {"Yours": own(user), "The desk": of_the_desk(), "To look after": to_look_after()}
    groups["Today"] = today()
    shown = {
        name: [work for work in works if user.has_perm(f"articles.{work.permission}")]
        for name, works in groups.items()
    }
    return [Group(name, list(lines_of(works))) for name, works in shown.items() if works]


def own(user) -> Iterator[Work]:
    articles, drafts = Article.objects, {"status__exact": ArticleStatus.DRAFT}
    yield Work(
        "Sent back to you",
        "change_article",
        articles.sent_back_to(user),
        "article_changelist",
        {"whose": "sent_back"},
    )
    yield Work(
        "Your drafts",
        "change_article",
        articles.written_by(user).filter(status=ArticleStatus.DRAFT),
        "article_changelist",
        drafts | {"whose": "mine"},
    )
    yield Work(
        "Your batches with files left",
        "add_article",
        Batch.objects.left_by(user),
        "article_batches",
        {"left": "1"},
    )


def of_the_desk() -> Iterator[Work]:
    articles = Article.objects
    for words, status in (
        ("For review", ArticleStatus.IN_REVIEW),
        ("Scheduled", ArticleStatus.SCHEDULED),
    ):
        rows, asked = articles.filter(status=status), {"status__exact": status}
        yield Work(words, "change_article", rows, "article_changelist", asked)
    yield Work(
        "With open proposals",
        "change_article",
        articles.filter(proposals_open__gt=0),
        "article_changelist",
        {"missing": "review"},
    )
    yield Work(
        "With a newer text that waits",
        "change_article",
        articles.filter(pk__in=Update.objects.waiting().values("article")),
        "article_changelist",
        {"missing": "update"},
    )


def to_look_after() -> Iterator[Work]:
    is_open = {"state": "open"}
    yield Work(
        "Errors that readers report",
        "change_errornote",
        ErrorNote.objects.open(),
        "errornote_changelist",
        is_open,
    )
    yield Work(
        "Notes for colleagues", "change_note", Note.objects.open(), "note_changelist", is_open
    )
    yield Work(
        "Quotes not found in their text",
        "change_quote",
        Quote.objects.not_found(),
        "quote_changelist",
        {"found": "no"},
    )
    yield Work(
        "Possible duplicates",
        "change_duplicate",
        Duplicate.objects.filter(state=DuplicateState.OPEN),
        "duplicate_changelist",
        {"state": DuplicateState.OPEN},
    )
    yield Work(
        f"Obstacles not confirmed for {settings.UNCONFIRMED_AFTER_DAYS} days",
        "change_obstacle",
        Obstacle.objects.unconfirmed(),
        "obstacle_changelist",
        {"confirmed": "not"},
    )


def today() -> Iterator[Work]:
    rows = Article.objects.changed_in_days(1)
    asked = {"changed": "today"}
    yield Work("Articles changed", "view_article", rows, "article_changelist", asked)


def lines_of(works: list[Work]) -> Iterator[Line]:
    """Without what is nothing."""
    for work in works:
        if count := capped_count(work.rows):
            address = reverse(f"admin:articles_{work.page}")
            yield Line(count, work.words, f"{address}?{urlencode(work.asked)}", next_of(work))


def next_of(work: Work) -> datetime | None:
    """Of what is scheduled: when the first goes out."""
    if work.asked.get("status__exact") != ArticleStatus.SCHEDULED:
        return None
    return work.rows.order_by("publish_at").values_list("publish_at", flat=True).first()
