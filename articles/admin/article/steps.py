"""The steps of an article's life: who may take which, and what the page says of them."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.actions.checks import ChecksFailed
from articles.actions.publishing import back_to_draft, publish, send_to_review, withdraw
from articles.choices import ArticleStatus
from articles.models import Article

MARKS = {
    ArticleStatus.DRAFT: "○",
    ArticleStatus.IN_REVIEW: "◐",
    ArticleStatus.SCHEDULED: "◷",
    ArticleStatus.PUBLISHED: "●",
    ArticleStatus.WITHDRAWN: "×",
}

DRAFT, IN_REVIEW, SCHEDULED, PUBLISHED, WITHDRAWN = ArticleStatus
NOT_YET = {DRAFT, IN_REVIEW, SCHEDULED, WITHDRAWN}
# Button: (its words, from which states, whether it needs the right to publish)
STEPS = {
    "_review": ("Save and send to review", {DRAFT}, False),
    "_draft": ("Back to draft", {IN_REVIEW, SCHEDULED}, False),
    "_publish": ("Publish", NOT_YET, True),
    "_schedule": ("Schedule", NOT_YET, True),
    "_as_it_is": ("Publish all the same", NOT_YET, True),  # offered where gaps made it ask
    "_withdraw": ("Withdraw", {PUBLISHED}, True),
}


def may_change(user, article: Article | None) -> bool:
    """Editors change every article; a writer changes an own one until it is scheduled."""
    if article is None or user.has_perm("articles.edit_any_article"):
        return True
    return article.created_by_id == user.pk and article.status in (DRAFT, IN_REVIEW)


def status_mark(status: str):
    status = ArticleStatus(status)
    return format_html('<span class="status-{}">{} {}</span>', status, MARKS[status], status.label)


class Steps:
    """The buttons beside Save, and what they do."""

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    def asked_step(self, request) -> str | None:
        return next((name for name in STEPS if name in request.POST), None)

    def take_step(self, request, article, step):
        words, states, _ = STEPS[step]
        if article.status not in states:
            state = article.get_status_display().lower()
            self.message_user(
                request, f"Saved. “{words}” is for no article that is {state}.", messages.WARNING
            )
            return
        ahead = article.publish_at and article.publish_at > timezone.now()
        if step == "_schedule" and not ahead:
            self.message_user(
                request, "Saved, not scheduled: give a time that lies ahead.", messages.ERROR
            )
            return
        if step in ("_publish", "_schedule") and not article.is_accounted_for:
            request.has_gaps = True
            self.message_user(
                request, f"Saved, not published: {open_ends(article)}.", messages.WARNING
            )
            return
        try:
            {
                "_review": send_to_review,
                "_draft": back_to_draft,
                "_publish": self.publish_or_schedule,
                "_schedule": self.publish_or_schedule,
                "_as_it_is": self.publish_or_schedule,
                "_withdraw": withdraw,
            }[step](article, by=request.user, why=getattr(request, "what_for", ""))
        except ChecksFailed as failed:
            number = len(failed.checks)
            told = "one check stands" if number == 1 else f"{number} checks stand"
            self.message_user(
                request, f"Saved, not published: {told} in the way, see below.", messages.ERROR
            )
        else:
            request.step_taken = article.get_status_display().lower()

    @staticmethod
    def publish_or_schedule(article, **recorded):
        publish(article, at=article.publish_at, **recorded)

    def is_recorded(self, request):
        """A step that was taken has told the history."""
        return hasattr(request, "step_taken")

    def construct_change_message(self, request, form, formsets, add=False):
        told = super().construct_change_message(request, form, formsets, add)
        if status := getattr(request, "step_taken", None):
            told.append({"changed": {"fields": [f"status: {status}"]}})
        return told

    def response_add(self, request, obj, post_url_continue=None):
        if self.asked_step(request):
            return self.response_step(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if self.asked_step(request):
            return self.response_step(request, obj)
        return super().response_change(request, obj)

    def response_step(self, request, article):
        if status := getattr(request, "step_taken", None):
            self.message_user(
                request, f"“{article}” is saved. It is now {status}.", messages.SUCCESS
            )
        address = reverse("admin:articles_article_change", args=[article.pk])
        asks = "?as_it_is=1" if getattr(request, "has_gaps", False) else ""
        return HttpResponseRedirect(address + asks)

    def offered_steps(self, request, article):
        status = article.status if article else DRAFT
        if not may_change(request.user, article):
            return []
        may_publish = self.has_publish_permission(request)
        return [
            (name, words)
            for name, (words, states, publishes) in STEPS.items()
            if status in states
            and (may_publish or not publishes)
            and (name != "_as_it_is" or "as_it_is" in request.GET)
        ]


def coverage_of(article: Article) -> str:
    return f"{article.stretches - article.gaps:,} of {article.stretches:,}"


def review_address(article: Article) -> str:
    return reverse("admin:articles_article_review", args=[article.pk])


def open_ends(article: Article) -> str:
    """What an article still leaves open, for a sentence."""
    ends = []
    if article.gaps:
        are = "is" if article.gaps == 1 else "are"
        ends.append(
            f"{article.gaps:,} of {article.stretches:,} quoted stretches {are} not accounted for"
        )
    if article.proposals_open:
        are = "proposal is" if article.proposals_open == 1 else "proposals are"
        ends.append(f"{article.proposals_open:,} {are} open")
    return " and ".join(ends)
