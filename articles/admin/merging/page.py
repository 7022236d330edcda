"""The page on which two rows are merged: choose the other one, look, merge."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Min, Model
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from articles.actions.matching import obstacles_like, similar_actors
from articles.actions.merging import MergeRefused, merge, preview
from articles.forms import ActorField, ChosenField, actor_label
from articles.models import Actor, Merge, Obstacle
from articles.text.dates import display

from ..widgets import ActorSelect, ChosenSelect
from .lines import change_url, page_url

FOUND = 20  # by words typed
LIKE = 5
LISTED = 8  # of names, roles, parties


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    kept: str
    lost: str

    @property
    def differs(self) -> bool:
        return self.kept != self.lost


def merge_page(model_admin, request, pk: int):
    kept = model_admin.get_object(request, str(pk))
    if kept is None:
        return model_admin._get_obj_does_not_exist_redirect(request, model_admin.opts, str(pk))
    allowed = model_admin.has_merge_permission(request)
    if not (allowed and model_admin.has_view_permission(request, kept)):
        raise PermissionDenied
    if kept.merged_into:
        told = f"“{kept}” was merged into “{kept.merged_into}” already."
        model_admin.message_user(request, told, messages.WARNING)
        return HttpResponseRedirect(change_url(kept))
    if made := made_already(request, kept):
        return told_of(model_admin, request, kept, made)
    form = other_form(model_admin, kept, request.POST or request.GET)
    lost = form.cleaned_data["with"] if form.is_bound and form.is_valid() else None
    if lost is None:
        return choose(model_admin, request, kept, form)
    if request.method == "POST" and "_merge" in request.POST:
        return merged(model_admin, request, kept, lost)
    return look(model_admin, request, kept, lost)


# Choosing


class OtherForm(forms.Form):
    """Which row is to be merged into the one that stays."""

    def __init__(self, kept: Model, field: forms.Field, data):
        super().__init__(data if data.get("with") else None)
        self.kept = kept
        self.fields["with"] = field

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("with") == self.kept:
            self.add_error("with", f"That is “{self.kept}” itself: choose another one.")
        return cleaned


def other_form(model_admin, kept: Model, data) -> OtherForm:
    relation = kept._meta.get_field("merged_into")
    rows = type(kept)._default_manager.current()
    widget, kind = ChosenSelect, ChosenField
    if isinstance(kept, Actor):
        widget, kind, rows = ActorSelect, ActorField, rows.for_list()
    select = widget(relation, model_admin.admin_site, {"data-submits": "1"})
    select.without = kept.pk
    field = kind(
        rows,
        required=True,
        label=f"The other {kept._meta.verbose_name}",
        widget=select,
        error_messages={"invalid_choice": "There is no such row any more: choose another one."},
    )
    return OtherForm(kept, field, data)


def choose(model_admin, request, kept: Model, form: OtherForm):
    typed = request.GET.get("q", "").replace("\0", "").strip()[:200]
    found = searched(model_admin, request, kept, typed) if typed else []
    context = page_context(model_admin, request, kept) | {
        "title": f"Merge another {kept._meta.verbose_name} into “{kept}”",
        "media": model_admin.media + form.media + forms.Media(js=["articles/admin/filter.js"]),
        "form": form,
        "typed": typed,
        "found": [(row, label_of(row)) for row in found],
        "alike": [(row, label_of(row)) for row in alike(kept)],
    }
    return TemplateResponse(request, "admin/articles/merging/choose.html", context)


def searched(model_admin, request, kept, typed) -> list[Model]:
    rows = model_admin.get_queryset(request)
    rows, _ = model_admin.get_search_results(request, rows, typed)
    return list(rows.exclude(pk=kept.pk).order_by(*kept._meta.ordering)[:FOUND])


def alike(kept: Model) -> list[Model]:
    """Perhaps one of these: only where names are compared by their sound or words."""
    found = []
    if isinstance(kept, Actor):
        found = similar_actors(kept.name, kept.kind, LIKE + 1)
    elif isinstance(kept, Obstacle):
        found = obstacles_like(kept.title, LIKE + 1)
    return [row for row in found if row != kept][:LIKE]


def label_of(row: Model) -> str:
    return actor_label(row) if isinstance(row, Actor) else str(row)


# Looking


def look(model_admin, request, kept: Model, lost: Model):
    shown = preview(kept, lost)
    context = page_context(model_admin, request, kept) | {
        "title": f"Merge “{lost}” into “{kept}”",
        "media": model_admin.media,
        "preview": shown,
        "facts": facts(model_admin, kept, lost),
        "lost": lost,
        "lost_url": change_url(lost),
        "kept_url": change_url(kept),
        "lost_uses_url": page_url(lost, "uses"),
        "swap_url": f"{page_url(lost, 'merge')}?with={kept.pk}",
        "others_url": page_url(kept, "merge"),
    }
    return TemplateResponse(request, "admin/articles/merging/preview.html", context)


def page_context(model_admin, request, kept) -> dict:
    site = model_admin.admin_site.each_context(request)
    return site | {"opts": model_admin.opts, "original": kept, "kept": kept}


def facts(model_admin, kept: Model, lost: Model) -> list[Fact]:
    """What an editor may enter of each, and what else tells who they are."""
    names = model_admin.form._meta.fields
    fields = [kept._meta.get_field(name) for name in names]
    found = [
        Fact(capfirst(field.verbose_name), value_of(kept, field), value_of(lost, field))
        for field in fields
    ]
    for label, tell in TOLD_OF.get(kept._meta.model_name, ()):
        found.append(Fact(label, tell(kept), tell(lost)))
    found.append(Fact("Readers see it", yes_no(is_public(kept)), yes_no(is_public(lost))))
    return [fact for fact in found if fact.kept or fact.lost]


def value_of(row: Model, field) -> str:
    if field.many_to_many:
        return listed(str(one) for one in getattr(row, field.name).all()[: LISTED + 1])
    if field.choices:
        return getattr(row, f"get_{field.name}_display")()
    value = getattr(row, field.name)
    if isinstance(value, bool):
        return yes_no(value)
    return "" if value is None else str(value)


def listed(words) -> str:
    words = list(words)
    return "; ".join(words[:LISTED]) + (" …" if len(words) > LISTED else "")


def names_told(actor: Actor) -> str:
    names = actor.names.exclude(name=actor.name).values_list("name", flat=True)
    return listed(names[: LISTED + 1])


def roles_told(actor: Actor) -> str:
    roles = actor.roles.select_related("organisation").order_by("-start", "-pk")[: LISTED + 1]
    return listed(role_told(role) for role in roles)


def role_told(role) -> str:
    where = f", {role.organisation}" if role.organisation else ""
    days = [role.start and f"from {role.start.year}", role.end and f"until {role.end.year}"]
    when = " ".join(filter(None, days))
    return f"{role.title}{where}" + (f" ({when})" if when else "")


def days_told(actor: Actor) -> str:
    days = actor.appearances.accepted().aggregate(first=Min("dated"), last=Max("dated_until"))
    return display(days["first"], days["last"], "day") if days["first"] else ""


def reports_told(obstacle: Obstacle) -> str:
    days = obstacle.reports.aggregate(first=Min("dated"), last=Max("dated_until"))
    return display(days["first"], days["last"], "day") if days["first"] else ""


TOLD_OF = {
    "actor": [("Other names", names_told), ("Roles", roles_told), ("Appears", days_told)],
    "obstacle": [("Reported", reports_told)],
}


def is_public(row: Model) -> bool:
    return type(row)._default_manager.published().filter(pk=row.pk).exists()


def yes_no(value: bool) -> str:
    return "yes" if value else "no"


# Merging


def merged(model_admin, request, kept: Model, lost: Model):
    try:
        made = merge(
            kept,
            lost,
            by=request.user,
            kept_version=version_in(request, "kept_version"),
            lost_version=version_in(request, "lost_version"),
        )
    except MergeRefused as refused:
        if made := made_already(request, kept):
            return told_of(model_admin, request, kept, made)
        model_admin.message_user(request, str(refused), messages.ERROR)
        return HttpResponseRedirect(f"{page_url(kept, 'merge')}?with={lost.pk}")
    model_admin.log_change(request, kept, f"Merged “{lost}” into it.")
    model_admin.log_change(request, lost, f"Merged into “{kept}”.")
    return told_of(model_admin, request, kept, made)


def made_already(request, kept: Model) -> Merge | None:
    """The merge that is asked for once more, as by a button that was clicked twice."""
    lost_id = request.POST.get("with", "") if "_merge" in request.POST else ""
    if not (lost_id.isascii() and lost_id.isdecimal() and len(lost_id) < 19):
        return None
    noun = kept._meta.model_name
    made = Merge.objects.filter(noun=noun, kept_id=kept.pk, lost_id=lost_id, undone_at=None)
    return made.defer("moved").first()


def told_of(model_admin, request, kept: Model, made: Merge):
    undo_url = reverse("admin:articles_merge_change", args=[made.pk])
    words = 'Merged: “{}” is now another name of “{}”. <a href="{}">Undo</a>'
    told = format_html(words, made.lost_name, kept, undo_url)
    model_admin.message_user(request, told, messages.SUCCESS)
    return HttpResponseRedirect(change_url(kept))


def version_in(request, name: str) -> int:
    """0, which no row has, for what can be no version."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
