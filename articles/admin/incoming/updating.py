"""The page of a newer text that waits: what it changes, and two buttons."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.actions.checks import ChecksFailed
from articles.ingest.replacing import HeadChange, Replaced, SectionChange
from articles.ingest.updating import UpdateRefused, apply, preview, refuse
from articles.models import Article, ObstacleReport, Quote, Update
from articles.text.differences import Difference, Piece, changed_words, differences
from articles.text.markdown import plain

from .importing import desk_address

SHOWN = 20  # problems


class Stale(Exception):
    """The article was changed since the page was drawn."""


@dataclass(frozen=True, slots=True)
class HeadLine:
    change: HeadChange
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class RowLine:
    row: Quote | ObstacleReport
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class SectionLines:
    change: SectionChange
    heading: list[Piece]
    differences: list[Difference]


def update_urls(model_admin) -> list:
    def view(request, pk, update):
        return update_page(model_admin, request, pk, update)

    return [
        path(
            "<int:pk>/update/<int:update>/",
            model_admin.admin_site.admin_view(view),
            name="articles_article_update",
        )
    ]


def waiting_address(article: Article) -> str:
    """The page of the newer text that waits for the article; "" if none does."""
    update = article.updates.waiting().first()
    return reverse("admin:articles_article_update", args=[article.pk, update.pk]) if update else ""


def update_page(model_admin, request, pk: int, update_pk: int):
    article = model_admin.get_object(request, str(pk))
    if article is None:
        return model_admin._get_obj_does_not_exist_redirect(request, model_admin.opts, str(pk))
    if not may_decide(model_admin, request, article):
        raise PermissionDenied
    update = article.updates.filter(pk=update_pk).first()
    try:
        if update is None:
            raise UpdateRefused("There is no such text of this article.")
        if request.method == "POST" and decided(model_admin, request, article, update):
            return HttpResponseRedirect(desk_address(model_admin, request, article))
        replaced = preview(update)
    except UpdateRefused as refused:
        model_admin.message_user(request, str(refused), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": "A newer text has come",
        "original": Article.objects.get(pk=pk),
        "update": update,
        "drop_lost": request.method == "GET" or "drop_lost" in request.POST,
        **shown(replaced),
    }
    return TemplateResponse(request, "admin/articles/article/update.html", context)


def may_decide(model_admin, request, article: Article) -> bool:
    may_change = model_admin.has_change_permission(request, article)
    return may_change and (
        not article.is_published or model_admin.has_publish_permission(request)
    )  # fmt: skip


def decided(model_admin, request, article: Article, update: Update) -> bool:
    """Take over or refuse, as was pressed; False, and nothing changed, if that cannot be done."""
    try:
        with transaction.atomic():
            now = Article.objects.select_for_update().get(pk=article.pk).version
            if request.POST.get("opened_version") != str(now):
                raise Stale
            if "_refuse" in request.POST:
                refuse(update, request.user)
                model_admin.log_change(request, article, "Refused a newer text.")
                messages.success(request, "The newer text was refused; nothing was changed.")
                return True
            if "_take" not in request.POST:
                return False
            replaced = apply(update, request.user, drop_lost="drop_lost" in request.POST)
            model_admin.log_change(request, article, "Took over a newer text.")
    except Stale:
        messages.error(
            request,
            "Nothing was changed: since you opened this page, the article was saved from another "
            "one. This is how the newer text differs from it now.",
        )
        return False
    except ChecksFailed as failed:
        messages.error(request, "Nothing was changed: readers see this article, and then it fails.")
        for check in failed.checks[:SHOWN]:
            messages.error(request, check.message)
        return False
    number = len(replaced.proposed)
    wait = "proposal waits" if number == 1 else "proposals wait"
    rest = f" {number} {wait} for you." if number else ""
    messages.success(request, f"The newer text was taken over.{rest}")
    for problem in replaced.told[:SHOWN]:
        messages.warning(request, problem.message)
    return True


def shown(replaced: Replaced) -> dict:
    return {
        "head": [
            HeadLine(change, list(changed_words(change.was, change.now)))
            for change in replaced.head
        ],
        "sections": [section_lines(change) for change in replaced.sections],
        "kept": replaced.kept,
        "reworded": [
            RowLine(one.row, list(changed_words(one.was, one.row.text)))
            for one in replaced.reworded
        ],
        "lost": replaced.lost,
        "proposed": [row for row in replaced.proposed if row.continues_id is None],
        "problems": replaced.problems[:SHOWN],
    }


def section_lines(change: SectionChange) -> SectionLines:
    was, now = (plain(body or "").text for body in (change.was, change.now))
    return SectionLines(
        change,
        list(changed_words(change.former_heading, change.heading)),
        list(differences(was, now)),
    )
