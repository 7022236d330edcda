"""What the pages of actors, obstacles, processes, outlets and tags do about duplicates."""

from typing import NamedTuple

from django.urls import reverse

from articles.actions.checks import Check
from articles.actions.duplicates import (
    forget_duplicates,
    look_for_duplicates,
    open_duplicates,
    rows_of,
)
from articles.choices import Noun
from articles.models import Duplicate

SHOWN = 5


class Question(NamedTuple):
    """That another row may be the same as the one shown."""

    other: str
    why: str
    address: str


class AsksForDuplicates:
    """Every save looks for rows that may be the same; the page tells of open questions."""

    @property
    def noun(self) -> Noun:
        return Noun(self.opts.model_name)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        look_for_duplicates(self.noun, [form.instance.pk])

    def delete_model(self, request, obj):
        pk = obj.pk
        super().delete_model(request, obj)
        forget_duplicates(self.noun, [pk])

    def delete_queryset(self, request, queryset):
        pks = list(queryset.values_list("pk", flat=True))
        super().delete_queryset(request, queryset)
        forget_duplicates(self.noun, pks)

    def render_change_form(self, request, context, **kwargs):
        row = kwargs.get("obj")
        if row and row.pk and request.user.has_perm("articles.view_duplicate"):
            context["questions"] = questions_about(self.noun, row.pk)
        return super().render_change_form(request, context, **kwargs)


def questions_about(noun: Noun, pk: int) -> list[Question]:
    """Two queries at most."""
    pairs = list(open_duplicates(noun, [pk])[:SHOWN])
    rows = rows_of(pairs)
    others = [(pair, rows.get((noun, other_of(pair, pk)))) for pair in pairs]
    return [
        Question(str(other), "; ".join(pair.evidence), address_of(pair))
        for pair, other in others
        if other is not None
    ]


def question_address(check: Check, user) -> str:
    """The page of the question that a check speaks of, for those who may see it."""
    kind, _, pk = check.field.partition("-")
    if kind != "duplicate" or not user.has_perm("articles.view_duplicate"):
        return ""
    return reverse("admin:articles_duplicate_change", args=[pk])


def other_of(pair: Duplicate, pk: int) -> int:
    return pair.second_id if pair.first_id == pk else pair.first_id


def address_of(pair: Duplicate) -> str:
    return reverse("admin:articles_duplicate_change", args=[pair.pk])
