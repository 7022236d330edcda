"""The page that says where a noun is used."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from articles.actions.relations import Relation
from articles.actions.uses import uses
from articles.models import Proposal
from articles.querysets.counting import CappedCount

from .lines import Line, line_of

NEWEST = 20


@dataclass(frozen=True, slots=True)
class UseLines:
    relation: Relation
    count: CappedCount
    lines: list[Line]

    @property
    def is_cut(self) -> bool:
        return len(self.lines) == NEWEST and str(self.count) != str(NEWEST)

    @property
    def help(self) -> str:
        """How such a use is ended, where it is not plain."""
        if self.relation.model is not Proposal:
            return ""
        return "Accepted in the review of an article: there “Undo” takes it back."


def uses_page(model_admin, request, pk: int):
    row = model_admin.get_object(request, str(pk))
    if row is None:
        return model_admin._get_obj_does_not_exist_redirect(request, model_admin.opts, str(pk))
    if not model_admin.has_view_permission(request, row):
        raise PermissionDenied
    found = [
        UseLines(use.relation, use.count, [line_of(use.relation, one) for one in use.rows])
        for use in uses(row, NEWEST)
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "title": f"Where used: {row}",
        "original": row,
        "uses": found,
        "newest": NEWEST,
        "may_delete": model_admin.has_delete_permission(request, row),
    }
    return TemplateResponse(request, "admin/articles/merging/uses.html", context)
