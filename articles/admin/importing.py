"""The Import article page: a text pasted or uploaded becomes a draft."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from articles.forms import ImportForm
from articles.ingest.drafts import ImportRefused
from articles.ingest.importer import ImportResult, import_text
from articles.ingest.readers.text import TextRead, read_text

SHOWN = 20  # problems


def import_page(model_admin, request):
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        done = imported(form, request.user)
        if done is not None:
            result, guessed = done
            tell(request, result, guessed)
            address = reverse("admin:articles_article_change", args=[result.article.pk])
            return HttpResponseRedirect(address)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": "Import article",
        "form": form,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/articles/article/import.html", context)


def imported(form: ImportForm, user) -> tuple[ImportResult, str] | None:
    """The result and the encoding guessed, if one was; None with the reason on the form."""
    file = form.cleaned_data["file"]
    obtained = form.cleaned_data["obtained"] or ("Uploaded" if file else "Pasted")
    try:
        read = read_text(file.read()) if file else TextRead(form.cleaned_data["text"])
        return import_text(read.text, user=user, obtained=obtained), read.guessed
    except ImportRefused as refused:
        form.add_error("file" if file else "text", str(refused))
        return None


def tell(request, result: ImportResult, guessed: str):
    if result.outcome == "unchanged":
        messages.warning(
            request,
            f"This very text is here already: it is this article, “{result.article}”. "
            "Nothing was changed.",
        )
        return
    counts = ", ".join(f"{number} {label}" for label, number in result.counts.items())
    messages.success(request, f"Imported as a draft: {counts}.")
    if guessed:
        messages.warning(
            request,
            f"The file is not UTF-8: it was read as {guessed}, which is a guess. "
            "Look at accents, quote marks and dashes.",
        )
    for problem in result.problems[:SHOWN]:
        messages.warning(request, format_html("Line {}: {}", problem.line, problem.message))
    if len(result.problems) > SHOWN:
        rest = len(result.problems) - SHOWN
        messages.warning(request, f"Not understood, beside these: {rest} more.")
