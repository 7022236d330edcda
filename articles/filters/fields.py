"""Form fields of the filters: what a reader types becomes a day, an actor or a tag."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django_filters.fields import ModelChoiceField

from articles.forms import PartialDateField
from articles.models import Actor, ActorName, Outlet, Process, Tag
from articles.text.folding import fold
from articles.text.tags import fold_tag

LONGEST_TEXT = 200
MOST_CANDIDATES = 10
LARGEST_ID = 2**63 - 1
LONGEST_ID = 18  # digits that any database takes


class SeveralFound(ValidationError):
    """What was typed fits several objects: `candidates`, at most ten, to choose from."""

    def __init__(self, message, candidates):
        super().__init__(message, code="several")
        self.candidates = candidates


class ReferenceField(forms.CharField):
    """An object by its id, or by a name that fits only one. Cleans to the object, or None."""

    def __init__(self, **kwargs):
        super().__init__(max_length=LONGEST_TEXT, **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        if typed.isascii() and typed.isdecimal():
            found = self.by_id(int(typed)) if int(typed) <= LARGEST_ID else None
            if not found:
                raise ValidationError(self.unknown_id)
            return found
        return self._the_only_one(typed, self.by_name(typed))

    def _the_only_one(self, typed, candidates):
        if not candidates:
            raise ValidationError(self.unknown_name % {"typed": typed})
        if len(candidates) > 1:
            raise SeveralFound(
                f"“{typed}” can mean several. Choose one:", candidates[:MOST_CANDIDATES]
            )
        return candidates[0]


class ActorField(ReferenceField):
    unknown_id = "There is no such actor."
    unknown_name = "No actor goes by the name “%(typed)s”."

    def by_id(self, pk: int) -> Actor | None:
        stayed = Actor.objects.filter(pk=pk).values(now=Coalesce("merged_into", "pk"))
        return Actor.objects.published().filter(pk__in=stayed).first()

    def by_name(self, typed: str) -> list[Actor]:
        """Actors with exactly that name; if there is none, those with its words in a name."""
        named = ActorName.objects.public().filter(folded=fold(typed)).values("actor")
        exact = list(Actor.objects.published().filter(pk__in=named)[: MOST_CANDIDATES + 1])
        return exact or list(Actor.objects.published().search(typed)[: MOST_CANDIDATES + 1])


class TagField(ReferenceField):
    unknown_id = "There is no such tag."
    unknown_name = "No tag is called “%(typed)s”."

    def by_id(self, pk: int) -> Tag | None:
        meant = Tag.objects.filter(pk=pk).first_current()
        return Tag.objects.published().filter(pk=meant.pk).first() if meant else None

    def by_name(self, typed: str) -> list[Tag]:
        meant = Tag.objects.filter(folded=fold_tag(typed)).first_current()
        return list(Tag.objects.published().filter(pk=meant.pk)) if meant else []


class PartialDateFilter(django_filters.Filter):
    field_class = PartialDateField


class ActorChoiceFilter(django_filters.Filter):
    field_class = ActorField


class TagChoiceFilter(django_filters.Filter):
    field_class = TagField


class TextFilter(django_filters.Filter):
    field_class = forms.CharField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": LONGEST_TEXT} | kwargs)


def outlets_with_articles(request=None) -> QuerySet:
    return Outlet.objects.published().order_by("name")


def published_processes(request=None) -> QuerySet:
    return Process.objects.published().order_by("name", "id")


class StandingField(ModelChoiceField):
    """A choice that the id of a merged row makes too: it means the one that stayed."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            typed = str(value)
            is_id = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_ID
            meant = is_id and self.queryset.filter(merged__pk=int(typed)).first()
            if not meant:
                raise
            return meant


class OutletChoiceFilter(django_filters.ModelChoiceFilter):
    field_class = StandingField

    def __init__(self, **kwargs):
        super().__init__(
            **{"label": "Outlet", "empty_label": "Any", "queryset": outlets_with_articles} | kwargs
        )


class ProcessChoiceFilter(django_filters.ModelChoiceFilter):
    field_class = StandingField

    def __init__(self, **kwargs):
        super().__init__(
            **{"label": "Process", "empty_label": "Any", "queryset": published_processes} | kwargs
        )
