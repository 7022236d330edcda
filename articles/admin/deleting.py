"""Deleting is refused by name and with the reason, where Django would speak of missing rights,
and asks for confirmation in the words of the desk.
"""

from django.contrib import messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpResponseRedirect
from django.utils.html import format_html, strip_tags
from django.utils.text import capfirst

from articles.models import (
    Correction,
    ErrorNote,
    Note,
    ObstacleReport,
    Quote,
    QuoteLink,
    Section,
)

TOLD = 20  # rows
WITH_IT = (*(Section, Quote, QuoteLink, ObstacleReport, Correction, Note, ErrorNote),)


class ToldOnTheDesk:
    """Before something is deleted, of what goes with it that is told which an editor wrote or
    checked: not the tables between, and not what is found again from the text."""

    def get_deleted_objects(self, objs, request):
        going, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        told = [self.opts, *(model._meta for model in WITH_IT)]
        names = {str(opts.verbose_name_plural) for opts in told}
        counts = {name: number for name, number in counts.items() if str(name) in names}
        begin = tuple(f"{capfirst(opts.verbose_name)}: " for opts in told)
        return without_others(going, begin), counts, perms_needed, protected


def without_others(going: list, begin: tuple[str, ...]) -> list:
    """Django's nested lines that begin so: a list is what goes with the line before it."""
    kept, is_kept = [], True
    for line in going:
        if isinstance(line, list):
            rest = without_others(line, begin) if is_kept else []
            kept += [rest] if rest else []
        else:
            is_kept = strip_tags(line).startswith(begin)
            kept += [line] if is_kept else []
    return kept


class KindDeletion:
    """A subclass says what cannot be deleted, why, and where to look instead."""

    def undeletable(self, queryset: QuerySet) -> QuerySet:
        raise NotImplementedError

    def why_not_deleted(self, obj: Model) -> str:
        raise NotImplementedError

    def instead_url(self, obj: Model) -> str:
        raise NotImplementedError

    def may_delete_others(self, request, obj: Model) -> bool:
        """Whether nothing but what the row itself is stands in the way."""
        return request.user.has_perm(f"{self.opts.app_label}.delete_{self.opts.model_name}")

    def delete_view(self, request, object_id, extra_context=None):
        with transaction.atomic():
            obj = self.get_object(request, unquote(object_id))
            if obj is not None and self.may_delete_others(request, obj):
                rows = self.model._base_manager.filter(pk=obj.pk)
                if request.method == "POST":  # nobody begins to use it in the meantime
                    rows.select_for_update().first()
                if self.undeletable(rows).exists():
                    self.message_user(request, self.why_not_deleted(obj), messages.ERROR)
                    return HttpResponseRedirect(self.instead_url(obj))
            return super().delete_view(request, object_id, extra_context)

    def get_actions(self, request):
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            _, name, description = actions["delete_selected"]
            actions["delete_selected"] = (delete_what_may_be, name, description)
        return actions


def delete_what_may_be(model_admin, request, queryset):
    """Asks Django to delete the others; tells by name what stays."""
    kept = {obj.pk: obj for obj in model_admin.undeletable(queryset)}
    for obj in list(kept.values())[:TOLD]:
        why, url = model_admin.why_not_deleted(obj), model_admin.instead_url(obj)
        told = format_html('{} <a href="{}">Have a look</a>', why, url)
        model_admin.message_user(request, told, messages.ERROR)
    if len(kept) > TOLD:
        more = f"{len(kept) - TOLD:,} more were not deleted for such reasons."
        model_admin.message_user(request, more, messages.ERROR)
    others = queryset.exclude(pk__in=kept)
    return delete_selected(model_admin, request, others) if others.exists() else None
