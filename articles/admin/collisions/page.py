"""Change pages on which two may write: a save over an unseen version is refused and explained."""

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction

from .conflict import collide
from .gone import gone_page
from .presence import Presences, is_gone
from .values import is_key


class Collisions(Presences):
    """For an admin whose form is a VersionedForm. What was typed is shown beside what is saved."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            row = self.get_object(request, unquote(object_id))
            versioned = row and self.locked(self.versioned(row))
            if is_gone(versioned):
                if not self.has_change_permission(request):
                    raise PermissionDenied
                if is_key(unquote(object_id)):
                    return gone_page(self, request, unquote(object_id))
            elif self.has_change_permission(request, row):
                self.resolve(request, row, versioned)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def resolve(self, request, row, versioned):
        """What is chosen goes into what was posted; else the page will show the conflict."""
        form, formsets = self.sent_forms(request, row)
        request.POST, request.conflict = collide(
            versioned, request.POST, form, formsets, kept=lambda kept: self.kept_of(row, kept)
        )

    def locked(self, row):
        return type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk).first()

    def kept_of(self, row, snapshot: dict) -> dict | None:
        """What a snapshot holds of the row that the page is about."""
        return snapshot["fields"]

    def sent_forms(self, request, row):
        fields = flatten_fieldsets(self.get_fieldsets(request, row))
        form = self.get_form(request, row, change=True, fields=fields)(request.POST, instance=row)
        formsets, inlines = self._create_formsets(request, row, change=True)
        return form, [
            formset
            for formset, inline in zip(formsets, inlines, strict=True)
            if inline.has_change_permission(request, row)
        ]

    def render_change_form(self, request, context, **kwargs):
        context["conflict"] = getattr(request, "conflict", None)
        context["here"] = self.here(request, context["original"])
        return super().render_change_form(request, context, **kwargs)
