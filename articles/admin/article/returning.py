"""An article goes back from review to its writer, with a note."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.actions.publishing import send_back
from articles.forms import ReturnForm
from articles.models import Article

from .steps import STEPS, may_take

STALE = "It was saved in the meantime: look at it again, then send it back. Your note is kept."


def return_urls(model_admin) -> list:
    view = model_admin.admin_site.admin_view(partial(return_page, model_admin))
    return [path("<int:pk>/return/", view, name="articles_article_return")]


def return_page(model_admin, request, pk):
    rows = Article.objects.select_related("created_by").filter(pk=pk)
    if request.method != "POST":
        return answer(model_admin, request, pk, rows.first())
    with transaction.atomic():
        return answer(model_admin, request, pk, rows.select_for_update(of=("self",)).first())


def answer(model_admin, request, pk, article: Article | None):
    if article is None:
        return model_admin._get_obj_does_not_exist_redirect(request, model_admin.opts, str(pk))
    may_change = model_admin.has_change_permission(request, article)
    if not (may_change and may_take(request.user, "_return")):
        raise PermissionDenied
    address = reverse("admin:articles_article_change", args=[article.pk])
    if article.status not in STEPS["_return"].states:
        state = article.get_status_display().lower()
        told = f"“{article}” is {state}: only what is in review is sent back."
        model_admin.message_user(request, told, messages.WARNING)
        return HttpResponseRedirect(address)
    form = form_of(request, article)
    if request.method == "POST" and form.is_valid():
        send_back(article, by=request.user, note=form.cleaned_data["note"])
        model_admin.log_change(request, article, "Sent back.")
        told = f"“{article}” is sent back. It is now a draft."
        model_admin.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(address)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": "Send back",
        "original": article,
        "form": form,
        "media": model_admin.media,
        "address": address,
        "is_own": article.created_by == request.user,
    }
    return TemplateResponse(request, "admin/articles/article/return.html", context)


def form_of(request, article: Article) -> ReturnForm:
    """A note on a version that is no longer the newest comes back as it was typed."""
    is_own = article.created_by == request.user
    now = {"opened_version": article.version}
    if request.method != "POST":
        return ReturnForm(initial=now, is_own=is_own)
    form = ReturnForm(request.POST, is_own=is_own)
    if form.is_valid() and form.cleaned_data["opened_version"] != article.version:
        form.data = form.data.copy()
        form.data["opened_version"] = article.version
        form.add_error(None, STALE)
    return form
