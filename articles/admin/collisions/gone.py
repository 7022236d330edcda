"""A save of what somebody else has deleted, or merged: what was typed is shown."""

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.admin.utils import flatten_fieldsets
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.forms import TYPED

from .conflict import label_of
from .saves import Saved, called
from .sent import SentRows
from .values import Labels, names_of

DROPPED = {"csrfmiddlewaretoken", "opened_version"}


def gone_page(model_admin, request, object_id: str):
    """409, with what was typed to be copied, and with a way to make a new row of it."""
    posted = request.POST.copy()
    form, formsets = blank_forms(model_admin, request)
    labels = Labels([], {})
    typed = [told(form, {name: posted.getlist(name) for name in posted}, labels)]
    for formset in formsets:
        rows = SentRows(
            posted, formset.prefix, formset.initial_form_count(), formset.total_form_count()
        )
        blank = formset.empty_form
        typed += [told(blank, row.fields, labels) for row in [*rows.old, *rows.new]]
        make_new(rows, formset.fk.name, posted)
    may_add = model_admin.has_add_permission(request)
    opts = model_admin.opts
    keep = [
        (name, value) for name in posted if name not in DROPPED and not name.startswith("_")
        for value in posted.getlist(name)
    ]  # fmt: skip
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": opts,
        "title": f"This {opts.verbose_name} is no longer here",
        "deleted": deletion(model_admin.model, object_id),
        "kept_as": kept_as(model_admin, object_id),
        "typed": [lines for lines in typed if lines],
        "keep": keep if may_add else (),
        "typed_name": TYPED,
        "add_url": reverse(f"admin:{opts.app_label}_{opts.model_name}_add") if may_add else "",
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/articles/gone.html", context, status=409)


def blank_forms(model_admin, request):
    fields = flatten_fieldsets(model_admin.get_fieldsets(request, None))
    form = model_admin.get_form(request, None, change=False, fields=fields)(request.POST)
    formsets, _ = model_admin._create_formsets(request, form.instance, change=False)
    return form, formsets


def told(form, sent: dict, labels: Labels) -> list[tuple[str, str]]:
    """(label, words) of what is not empty."""
    lines = []
    for name, field in form.fields.items():
        own = {one: sent.get(one, []) for one in names_of(field, name)}
        labels.expect(field, [value for values in own.values() for value in values])
        if not field.widget.is_hidden and name != "DELETE" and any(map(any, own.values())):
            lines.append((label_of(form, name), labels.words(field, name, own)))
    return lines


def make_new(rows: SentRows, parent: str, posted):
    """Rows of their own again; their sections are to be found anew."""
    for row in [*rows.old, *rows.new]:
        row.fields.pop("id", None)
        row.fields.pop(parent, None)
    rows.new = [row for row in [*rows.old, *rows.new] if not row.is_deleted]
    rows.old = []
    for row in rows.new:
        if row.first("where").startswith("section-"):
            row.fields["where"] = ["find"]
        for name in ("continues", "quote"):
            row.fields.pop(name, None)
    rows.write(posted)


def deletion(model, object_id: str) -> Saved | None:
    entries = LogEntry.objects.filter(
        content_type=get_content_type_for_model(model), object_id=object_id, action_flag=DELETION
    )
    entry = entries.select_related("user").order_by("-action_time").first()
    return entry and Saved(called(entry.user), entry.action_time)


def kept_as(model_admin, object_id: str):
    """(row, address) of what it was merged into, if that is where it went."""
    row = model_admin.model._base_manager.filter(pk=object_id).first()
    kept = row and getattr(row, "merged_into", None)
    if not kept:
        return None
    opts = model_admin.opts
    return kept, reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[kept.pk])
