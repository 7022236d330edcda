"""The versions of a row: the list of them, one of them whole, two compared, one restored."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.actions.checks import ChecksFailed
from articles.actions.history import MODELS, hold, unpacked
from articles.actions.restoring import RestoreRefused, bring_back, restore
from articles.choices import Change, Noun
from articles.forms import ReasonForm
from articles.models import Article, Revision
from articles.querysets.paging import BadCursor, keyset_page

from ..correcting import nothing_tells, words_of
from .comparing import compare
from .deleted import deleted_list, deleted_url, may_bring_back, may_look
from .wording import Wording, heading_of

PER_PAGE = 25
LISTED = Revision.objects.defer("content").select_related("made_by", "restores")


def history_urls(model_admin) -> list:
    def view(function):
        return model_admin.admin_site.admin_view(partial(function, model_admin))

    noun = model_admin.opts.model_name
    if noun not in Noun.values:
        return []
    return [
        path("deleted/", view(deleted_list), name=f"articles_{noun}_deleted"),
        path("<int:pk>/history/compare/", view(compare_page), name=f"articles_{noun}_compare"),
        path(
            "<int:pk>/history/<int:version>/", view(revision_page), name=f"articles_{noun}_revision"
        ),
    ]


def history_page(model_admin, request, pk: str):
    """The versions, the newest first. Opening it keeps the present one, if nobody has yet."""
    row = asked_row(model_admin, request, pk)
    if row is not None:
        hold(row)
    revisions = revisions_of(model_admin, pk)
    try:
        page = keyset_page(
            revisions,
            ("-version", "-id"),
            after=request.GET.get("after"),
            before=request.GET.get("before"),
            size=PER_PAGE,
        )
    except BadCursor as bad:
        raise Http404 from bad
    if not page.rows and row is None:
        raise Http404
    context = {
        **context_of(model_admin, request, pk, row),
        "title": "History",
        "page": page,
        "chosen": {"now": page.rows[:1], "was": page.rows[1:2]},
    }
    return TemplateResponse(request, "admin/articles/history/list.html", context)


def compare_page(model_admin, request, pk: int):
    """Two versions, word by word; without `was` the one before `now`."""
    row = asked_row(model_admin, request, pk)
    revisions = revisions_of(model_admin, pk).defer(None)
    now = revisions.filter(version=as_version(request.GET.get("now"))).first()
    was = revisions.filter(version=as_version(request.GET.get("was"))).first()
    if now and not request.GET.get("was"):
        was = revisions.filter(version__lt=now.version).order_by("-version").first()
    if not (now and was):
        messages.warning(request, "Choose two versions to compare.")
        return HttpResponseRedirect(address(model_admin, "history", pk))
    if was.version > now.version:
        was, now = now, was
    found = compare(model_admin.opts.model_name, unpacked(was.content), unpacked(now.content))
    context = {
        **context_of(model_admin, request, pk, row),
        "title": f"Version {was.version} and version {now.version}",
        "was": was,
        "now": now,
        "comparison": found,
    }
    return TemplateResponse(request, "admin/articles/history/compare.html", context)


def revision_page(model_admin, request, pk: int, version: int):
    """One version, whole; posted to, it is restored, or brought back."""
    row = asked_row(model_admin, request, pk)
    revision = revisions_of(model_admin, pk).defer(None).filter(version=version).first()
    if revision is None:
        raise Http404
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    if not (may_restore(model_admin, request, row, revision) or request.method != "POST"):
        raise PermissionDenied
    form = ReasonForm(request.POST if request.method == "POST" else None)
    failed = []
    if request.method == "POST" and form.is_valid():
        try:
            return restored(model_admin, request, revision, form.cleaned_data)
        except RestoreRefused as refused:
            form.add_error(None, str(refused))
        except ChecksFailed as refused:
            failed = refused.checks
    if row is not None:
        row.refresh_from_db()
    snapshot = unpacked(revision.content)
    wording = Wording(model_admin.opts.model_name, snapshot)
    context = {
        **context_of(model_admin, request, pk, row),
        "title": f"Version {revision.version}",
        "revision": revision,
        "fields": [said for said in wording.fields() if said.shown],
        "parts": list(shown_parts(wording)),
        "form": form,
        "failed": failed,
        "may_restore": may_restore(model_admin, request, row, revision),
        "is_now": row is not None and row.version == revision.version,
        "version_now": row.version if row is not None else "",
    }
    return TemplateResponse(request, "admin/articles/history/revision.html", context)


def restored(model_admin, request, revision: Revision, typed: dict):
    """Raises RestoreRefused or ChecksFailed; nothing was changed."""
    told = {"by": request.user, "why": typed["why"]}
    seen = seen_words(revision)
    if revision.change == Change.DELETED:
        done = bring_back(revision, **told)
        said = f"“{done.row}” is here again, with all that belonged to it."
    else:
        done = restore(revision, seen=typed["opened_version"] or 0, **told)
        said = f"Version {revision.version} is restored, as version {done.row.version}."
    model_admin.log_change(request, done.row, said)
    messages.success(request, said)
    for problem in done.problems:
        messages.warning(request, problem)
    if seen and seen != seen_words(revision):
        messages.warning(request, nothing_tells(address(model_admin, "change", done.row.pk)))
    return HttpResponseRedirect(address(model_admin, "change", done.row.pk))


def seen_words(revision: Revision) -> list[tuple]:
    """What readers see now of the article that the version is of; nothing of anything else."""
    if revision.noun != Noun.ARTICLE:
        return []
    article = Article.objects.published().filter(pk=revision.object_id).first()
    return words_of(article) if article else []


# Who may


def asked_row(model_admin, request, pk) -> Model | None:
    """The row, or None if it was deleted. Raises PermissionDenied for who may not look."""
    row = MODELS[model_admin.opts.model_name]._base_manager.filter(pk=pk).first()
    may_look = request.user.has_perm("articles.view_revision")
    if not (may_look and model_admin.has_view_permission(request, row)):
        raise PermissionDenied
    return row


def may_restore(model_admin, request, row: Model | None, revision: Revision) -> bool:
    """Who may change it; of what readers see, who may publish."""
    if row is None:
        return revision.change == Change.DELETED and may_bring_back(model_admin, request, revision)
    if revision.change == Change.DELETED or not model_admin.has_change_permission(request, row):
        return False
    is_live = isinstance(row, Article) and row.is_published
    return not is_live or model_admin.has_publish_permission(request)


# Showing


def context_of(model_admin, request, pk, row: Model | None) -> dict:
    newest = revisions_of(model_admin, pk).order_by("-version").first()
    noun = model_admin.opts.model_name
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "original": row,
        "pk": pk,
        "called": str(row) if row is not None else newest.title if newest else "",
        "newest": newest,
        "list_address": address(model_admin, "changelist"),
        "history_address": address(model_admin, "history", pk),
        "compare_address": reverse(f"admin:articles_{noun}_compare", args=[pk]),
        "deleted_address": deleted_url(model_admin) if may_look(model_admin, request) else "",
        "change_address": address(model_admin, "change", pk) if row is not None else "",
    }


def shown_parts(wording: Wording):
    """(heading, [(how the row is called, its fields)]) of the parts that have rows."""
    for _, model, rows in wording.parts():
        if rows:
            yield (
                heading_of(model),
                [
                    (
                        wording.call(model, row),
                        [said for said in wording.row(model, row) if said.shown],
                    )
                    for row in rows
                ],
            )


def revisions_of(model_admin, pk):
    return LISTED.filter(noun=model_admin.opts.model_name, object_id=pk)


def address(model_admin, page: str, *args) -> str:
    return reverse(f"admin:articles_{model_admin.opts.model_name}_{page}", args=args)


def as_version(typed: str | None) -> int:
    is_number = typed and typed.isascii() and typed.isdecimal() and len(typed) < 10
    return int(typed) if is_number else -1
