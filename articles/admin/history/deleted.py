"""What was deleted, for those who may bring it back."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.actions.history import MODELS
from articles.choices import Change
from articles.models import Revision
from articles.querysets.paging import BadCursor, keyset_page

PER_PAGE = 25


def deleted_list(model_admin, request):
    """The newest first. What is here again by now is told so."""
    if not may_look(model_admin, request):
        raise PermissionDenied
    try:
        page = keyset_page(
            deleted_by(request.user, model_admin.opts.model_name),
            ("-made_at", "-id"),
            after=request.GET.get("after"),
            before=request.GET.get("before"),
            size=PER_PAGE,
        )
    except BadCursor as bad:
        raise Http404 from bad
    ids = [revision.object_id for revision in page.rows]
    there = MODELS[model_admin.opts.model_name]._base_manager.filter(pk__in=ids)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "title": f"Deleted {model_admin.opts.verbose_name_plural}",
        "page": page,
        "here_again": set(there.values_list("pk", flat=True)),
        "noun": model_admin.opts.model_name,
        "list_address": reverse(f"admin:articles_{model_admin.opts.model_name}_changelist"),
    }
    return TemplateResponse(request, "admin/articles/history/deleted.html", context)


def deleted_by(user, noun: str) -> QuerySet[Revision]:
    """Editors see all that was deleted, the others what they have deleted themselves."""
    rows = Revision.objects.filter(change=Change.DELETED, noun=noun)
    if not user.has_perm("articles.edit_any_article"):
        rows = rows.filter(made_by=user)
    return rows.defer("content").select_related("made_by")


def may_look(model_admin, request) -> bool:
    may_look = request.user.has_perm("articles.view_revision")
    return may_look and model_admin.has_delete_permission(request)


def may_bring_back(model_admin, request, revision: Revision) -> bool:
    own = deleted_by(request.user, revision.noun).filter(pk=revision.pk)
    return may_look(model_admin, request) and own.exists()


def deleted_url(model_admin) -> str:
    return reverse(f"admin:articles_{model_admin.opts.model_name}_deleted")
