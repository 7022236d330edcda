"""The steps of an article's life: who may take which, and what the page says of them."""

from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

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


class Step(NamedTuple):
    """What a button does with an article: from which states, and who may."""

    words: str
    states: set[ArticleStatus]
    permission: str


# By the names of their buttons.
STEPS = {
    "_review": Step("Save and send to review", {DRAFT}, "submit_article"),
    "_return": Step("Send back …", {IN_REVIEW}, "return_article"),  # leads to where a note is asked
    "_draft": Step("Back to draft", {SCHEDULED}, "return_article"),
    "_publish": Step("Publish", NOT_YET, "publish_article"),
    "_schedule": Step("Schedule", NOT_YET, "publish_article"),
    # Offered where gaps made it ask:
    "_as_it_is": Step("Publish all the same", NOT_YET, "publish_article"),
    "_withdraw": Step("Withdraw", {PUBLISHED}, "withdraw_article"),
}


def may_take(user, step: str) -> bool:
    return user.has_perm(f"articles.{STEPS[step].permission}")


def may_change(user, article: Article | None) -> bool:
    """Editors change every article; a writer changes an own one until it is scheduled."""
    if article is None or user.has_perm("articles.edit_any_article"):
        return True
    return article.created_by_id == user.pk and article.status in (DRAFT, IN_REVIEW)


def lies_ahead(article: Article) -> bool:
    """Whether a time is given at which it is to be published."""
    return article.publish_at is not None and article.publish_at > timezone.now()


def words_of(step: str, article: Article | None) -> str:
    """On its button."""
    if step == "_as_it_is" and article and lies_ahead(article):
        return "Schedule all the same"
    return STEPS[step].words


def status_mark(status: str):
    status = ArticleStatus(status)
    return format_html('<span class="status-{}">{} {}</span>', status, MARKS[status], status.label)


class Steps:
    """The buttons beside Save, and what they do."""

    def has_publish_permission(self, request):
        return may_take(request.user, "_publish")

    def has_withdraw_permission(self, request):
        return may_take(request.user, "_withdraw")

    def require_step(self, request, step: str | None):
        """Raises PermissionDenied."""
        if step and not may_take(request.user, step):
            raise PermissionDenied

    def asked_step(self, request) -> str | None:
        return next((name for name in STEPS if name in request.POST), None)

    def take_step(self, request, article, step):
        if article.status not in STEPS[step].states:
            state, words = article.get_status_display().lower(), STEPS[step].words
            self.message_user(
                request, f"Saved. “{words}” is for no article that is {state}.", messages.WARNING
            )
            return
        if step == "_return":  # the next page asks what for
            request.is_returning = True
            return
        ahead = lies_ahead(article)
        if step == "_schedule" and not ahead:
            where = mark_safe('<a href="#id_publish_at_0">give a time that lies ahead</a>')
            told = format_html("Saved, not scheduled: {}.", where)
            self.message_user(request, told, messages.ERROR)
            return
        if step in ("_publish", "_schedule") and not article.is_accounted_for:
            request.has_gaps = True
            done = "scheduled" if ahead else "published"
            self.message_user(
                request, f"Saved, not {done}: {open_ends(article)}.", messages.WARNING
            )
            return
        try:
            {
                "_review": send_to_review,
                "_draft": back_to_draft,
                "_publish": self.publish_or_schedule,
                "_schedule": self.schedule,
                "_as_it_is": self.publish_or_schedule,
                "_withdraw": partial(withdraw, retraction=getattr(request, "retraction", "")),
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
        """What is scheduled already, and for no other time than before, is published now."""
        is_timed = article.status != SCHEDULED or getattr(article, "is_timed_anew", False)
        publish(article, at=article.publish_at if is_timed else None, **recorded)

    @staticmethod
    def schedule(article, **recorded):
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
        if getattr(request, "is_returning", False):
            if request.is_changed:
                self.message_user(request, "What you changed is saved.", messages.SUCCESS)
            return HttpResponseRedirect(return_address(article))
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
        return [
            (name, words_of(name, article))
            for name, step in STEPS.items()
            if status in step.states
            and may_take(request.user, name)
            and (name != "_as_it_is" or "as_it_is" in request.GET)
        ]

    def offered_return(self, request, article) -> str | None:
        """Where the article is sent back to its writer, if this user may."""
        offered = (name for name, _ in self.offered_steps(request, article))
        return return_address(article) if "_return" in offered else None


def coverage_of(article: Article) -> str:
    return f"{article.stretches - article.gaps:,} of {article.stretches:,}"


def review_address(article: Article) -> str:
    return reverse("admin:articles_article_review", args=[article.pk])


def return_address(article: Article) -> str:
    return reverse("admin:articles_article_return", args=[article.pk])


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
