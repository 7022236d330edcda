"""Who else has a page open: a notice to each of them, no lock."""

import logging

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.db.models import Model
from django.http import HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.actions.history import noun_of
from articles.models import Presence

from .conflict import as_number
from .saves import called, moment, saves_since

logger = logging.getLogger(__name__)


class Presences:
    """The change page of a row says who else is there, and asks again while it is open."""

    @property
    def presence_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_presence"

    def get_urls(self):
        view = self.admin_site.admin_view(self.presence_view)
        return [path("<int:pk>/presence/", view, name=self.presence_name), *super().get_urls()]

    def presence_view(self, request, pk):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = self.get_object(request, str(pk))
        context = {"is_gone": is_gone(row)}
        if not self.has_change_permission(request, None if is_gone(row) else row):
            raise PermissionDenied
        if not is_gone(row):
            versioned = self.versioned(row)
            if "left" in request.POST:
                Presence.objects.leave(request.user, noun_of(versioned), versioned.pk)
                return HttpResponse(status=204)
            context |= {"others": others_at(request, versioned)}
            context |= told_of_newer(versioned, as_number(request.POST.get("version")))
        return TemplateResponse(request, "admin/articles/collisions/here.html", context)

    def here(self, request, row: Model) -> dict | None:
        """For the page of a row, if the user may change it: who else is at it."""
        if row is None or not self.has_change_permission(request, row):
            return None
        return {
            "others": others_at(request, self.versioned(row)),
            "address": reverse(f"admin:{self.presence_name}", args=[row.pk]),
        }


def is_gone(row: Model | None) -> bool:
    """Deleted, or merged into another one: there is nothing to save to."""
    return row is None or getattr(row, "merged_into_id", None) is not None


def others_at(request, row: Model) -> list[tuple[str, str]]:
    """(name, since) of the others. A notice is not worth an error page."""
    try:
        others = Presence.objects.meet(request.user, noun_of(row), row.pk)
    except OperationalError:
        logger.warning("Nobody could be told who else has a page open", exc_info=True)
        return []
    return [(called(presence.user), moment(presence.since)) for presence in others]


def told_of_newer(row: Model, version: int | None) -> dict:
    """What the page does not know yet: its next save will show it."""
    if version is None or row.version == version:
        return {}
    saves = saves_since(row, version)
    return {"is_newer": True, "saved": saves[0] if saves else None}
