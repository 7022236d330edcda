"""Batches of files on the desk: the list, and the page that takes one file after the other.

Seen by its owner and by those who edit every article; taken further by those who may import.
"""

from collections import Counter
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import content_disposition_header

from articles.choices import FileState
from articles.ingest.batches import take_for, try_again
from articles.models import Article, Batch, BatchFile

from .importing import desk_address

PER_PAGE = 50
AT_ONCE = {"_continue": 2, "_again": 2, "_anyway": 2, "_step": 0.4}  # seconds; batch.js steps
MARKS = {
    FileState.WAITING: "○",
    FileState.CREATED: "●",
    FileState.UPDATED: "▲",
    FileState.HELD: "◐",
    FileState.UNCHANGED: "=",
    FileState.DOUBTED: "?",
    FileState.REFUSED: "×",
}


def batch_urls(model_admin) -> list:
    def view(function):
        return model_admin.admin_site.admin_view(partial(function, model_admin))

    return [
        path("import/batches/", view(batch_list), name="articles_article_batches"),
        path("import/batches/<int:pk>/", view(batch_page), name="articles_article_batch"),
        path(
            "import/batches/<int:pk>/files/<int:file>/",
            view(batch_file),
            name="articles_article_batch_file",
        ),
    ]


def batches_of(user) -> QuerySet:
    first = BatchFile.objects.filter(batch=OuterRef("pk")).order_by("id").values("name")[:1]
    batches = Batch.objects.select_related("created_by").annotate(first_name=Subquery(first))
    everyone = user.has_perm("articles.edit_any_article")
    return batches if everyone else batches.filter(created_by=user)


def batch_list(model_admin, request):
    batches = batches_of(request.user)
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    is_left = request.GET.get("left") == "1"
    if is_left:
        batches = batches.left_by(request.user)
    page = Paginator(batches, PER_PAGE).get_page(request.GET.get("p"))
    counts = counted(page.object_list)
    for batch in page:
        describe(batch, counts[batch.pk])
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": "Batches",
        "media": model_admin.media,
        "page": page,
        "is_left": is_left,
    }
    return TemplateResponse(request, "admin/articles/article/batches.html", context)


def batch_page(model_admin, request, pk):
    batch = get_object_or_404(batches_of(request.user), pk=pk)
    may_import = model_admin.has_add_permission(request)
    if request.method == "POST":
        if not may_import:
            raise PermissionDenied
        take_step(batch, request.POST)
        return HttpResponseRedirect(request.get_full_path())
    describe(batch, counted([batch])[batch.pk])
    state = request.GET.get("state")
    if state not in FileState.values:
        state = ""
    page = Paginator(files_of(batch, state), PER_PAGE).get_page(request.GET.get("p"))
    for file in page:
        file.mark, file.address = MARKS[file.state], None
        if file.article:
            file.address = desk_address(model_admin, request, file.article)
    open_articles = Article.objects.filter(batch_files__batch=batch, proposals_open__gt=0)
    open_articles = open_articles.defer("source_text", "words")
    to_review = open_articles.order_by("batch_files__id").first()
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": batch.title,
        "media": model_admin.media,
        "batch": batch,
        "page": page,
        "state": state,
        "may_import": may_import,
        "review_url": to_review and desk_address(model_admin, request, to_review),
        # Who has just sent the files need not press a button.
        "is_new": batch.taken == 0 and batch.created_by == request.user,
    }
    return TemplateResponse(request, "admin/articles/article/batch.html", context)


def batch_file(model_admin, request, pk, file):
    """The file as it was received; a browser must not take it for a page of ours."""
    get_object_or_404(batches_of(request.user), pk=pk)
    row = BatchFile.objects.filter(batch=pk, pk=file).first()
    if row is None:
        raise Http404
    return HttpResponse(
        bytes(row.content),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, row.name),
            "X-Content-Type-Options": "nosniff",
        },
    )


def take_step(batch: Batch, posted):
    if "_again" in posted:
        try_again(batch)
    state = FileState.DOUBTED if "_anyway" in posted else FileState.WAITING
    for button, seconds in AT_ONCE.items():
        if button in posted:
            take_for(batch, seconds, state)


def files_of(batch: Batch, state: str) -> QuerySet:
    files = batch.files.defer("content").select_related("article")
    return files.filter(state=state) if state else files


def counted(batches) -> dict[int, Counter]:
    """How many files of each state a batch has."""
    counts = {batch.pk: Counter() for batch in batches}
    rows = BatchFile.objects.filter(batch__in=counts).order_by().values_list("batch", "state")
    for batch, state, number in rows.annotate(number=Count("id")):
        counts[batch][state] = number
    return counts


def told_of(batch: Batch) -> str:
    """How far it is, and what of it has not come in."""
    if batch.waiting:
        return f"{batch.taken} of {batch.size} taken"
    left = [(batch.doubted, "doubtful"), (batch.refused, "refused")]
    told = [f"{number} {was_were(number)} {what}" for number, what in left if number]
    if not told:
        return "It is in" if batch.size == 1 else f"All {batch.size} are in"
    return f"{batch.size - batch.doubted - batch.refused} of {batch.size} are in, {', '.join(told)}"


def was_were(number: int) -> str:
    return "was" if number == 1 else "were"


def describe(batch: Batch, counts: Counter):
    """Set what the templates say of a batch."""
    batch.size = counts.total()
    batch.waiting = counts[FileState.WAITING]
    batch.doubted = counts[FileState.DOUBTED]
    batch.refused = counts[FileState.REFUSED]
    batch.taken = batch.size - batch.waiting
    batch.told = told_of(batch)
    batch.states = [
        (state, MARKS[state], state.label, counts[state]) for state in FileState if counts[state]
    ]
    others = batch.size - 1
    batch.title = batch.first_name + (f" and {others:,} more" if others else "")
