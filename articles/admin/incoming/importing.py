"""The Import page: a text pasted or one file becomes a draft, many files become a batch."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.choices import FileState
from articles.forms import ImportForm
from articles.ingest.batches import faults_refused, import_file, new_batch, told
from articles.ingest.drafts import ImportDoubted, ImportRefused
from articles.ingest.importer import ImportResult, import_text
from articles.models import BatchFile

OUTCOMES = {
    "created": "Imported as a draft",
    "updated": "This newer text has replaced the one that was here, which nobody had touched",
    "waiting": "Received",
}


def import_page(model_admin, request):
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        for line in form.told_left_out():
            messages.error(request, f"Left out. {line}")
        if address := address_of_imported(model_admin, request, form):
            return HttpResponseRedirect(address)
    own_files = BatchFile.objects.filter(batch__created_by=request.user)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": "Import",
        "form": form,
        "media": model_admin.media,
        "has_batches": own_files.exists(),
        "waiting": own_files.filter(state=FileState.WAITING).count(),
    }
    return TemplateResponse(request, "admin/articles/article/import.html", context)


def address_of_imported(model_admin, request, form: ImportForm) -> str | None:
    """Where the editor goes on; None with the reason on the form."""
    files, obtained = form.cleaned_data["files"], form.cleaned_data["obtained"]
    doubts = not form.cleaned_data["anyway"]
    if len(form.files.getlist("files")) > 1:
        batch = new_batch(files, user=request.user, obtained=obtained or "Uploaded")
        return reverse("admin:articles_article_batch", args=[batch.pk])
    try:
        if files:
            [(name, content)] = files
            result = import_file(
                content,
                name,
                user=request.user,
                obtained=obtained or "Uploaded",
                doubts=doubts,
            )
        else:
            with faults_refused("A pasted text"):
                result = import_text(
                    form.cleaned_data["text"],
                    user=request.user,
                    obtained=obtained or "Pasted",
                    doubts=doubts,
                )
    except ImportRefused as refused:
        form.add_error("files" if files else "text", str(refused))
        form.is_doubted = form.is_doubted or isinstance(refused, ImportDoubted)
        return None
    tell(request, result)
    return desk_address(model_admin, request, result.article)


def tell(request, result: ImportResult):
    lines = list(told(result))
    if result.outcome == "unchanged":
        lines = lines or [
            f"This very text is here already: it is this article, “{result.article}”. "
            "Nothing was changed."
        ]
    else:
        counts = ", ".join(
            f"{number} {label.removesuffix('s') if number == 1 else label}"
            for label, number in result.counts.items()
            if number
        )
        words = OUTCOMES[result.outcome]
        messages.success(request, f"{words}: {counts}." if counts else f"{words}.")
    for line in lines:
        messages.warning(request, line)


def desk_address(model_admin, request, article) -> str:
    """The review; for those who may not change the article, the page that shows it."""
    may_change = model_admin.has_change_permission(request, article)
    page = "review" if may_change else "change"
    return reverse(f"admin:articles_article_{page}", args=[article.pk])
