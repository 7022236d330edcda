"""Form fields of the filters: what a reader types becomes days, actors, tags, choices.

All but the words and the dates take several values, in any order: `?outlet=3&outlet=5`.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, starmap

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import BigIntegerField, F, Model, QuerySet, Value
from django.db.models.functions import Cast

from articles.forms import PartialDateField
from articles.models import Actor, ActorName, Outlet, Process, Tag
from articles.querysets.written import written_once
from articles.text.folding import fold
from articles.text.languages import language_name
from articles.text.tags import fold_tag

LONGEST_TEXT = 200
TOO_LONG = f"Write at most {LONGEST_TEXT} letters."
MOST_VALUES = 20
MOST_CANDIDATES = 10
LONGEST_ID = 18  # digits that any database takes

no_null_characters = ProhibitNullCharactersValidator()


class SeveralFound(ValidationError):
    """What was typed fits several objects: `candidates`, at most ten, to choose from."""

    def __init__(self, message, candidates):
        super().__init__(message, code="several")
        self.candidates = candidates


def in_order(parameters: Iterable[str]) -> list[str]:
    """The order of values in an address: ids by number, words by the alphabet."""
    return sorted(parameters, key=lambda one: (len(one) if is_id(one) else 0, one))


class SeveralField(forms.Field):
    """Several texts, each once, in order. Empty ones are none."""

    widget = forms.SelectMultiple

    def clean(self, value):
        typed = list(dict.fromkeys(filter(None, (str(one).strip() for one in value or ()))))
        if len(typed) > MOST_VALUES:
            raise ValidationError(f"Choose at most {MOST_VALUES}.")
        for one in typed:
            no_null_characters(one)
            if len(one) > LONGEST_TEXT:
                raise ValidationError(TOO_LONG)
        return self.meant(typed)

    def meant(self, typed: list[str]) -> list:
        return in_order(typed)

    def told(self, value) -> str:
        """A value in words."""
        return str(value)


class ChoicesField(SeveralField):
    def __init__(self, *, choices, **kwargs):
        super().__init__(**kwargs)
        self.labels = dict(choices)

    def meant(self, typed):
        for one in typed:
            if one not in self.labels:
                raise ValidationError(f"“{one[:40]}” is not one of the choices.")
        return in_order(typed)

    def told(self, value):
        return str(self.labels.get(value, value))


class ReferencesField(SeveralField):
    """Objects by their ids, and one by a name that fits only one. Cleans to objects, by id.

    `found` has the objects of the ids asked for; the form looks up those of all its fields at
    once. The id of a merged row means the one that stayed.
    """

    model: type[Model]
    unknown_id: str
    unknown_name: str

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.found: dict[int, Model] = {}

    def meant(self, typed):
        ids, names = ids_of(typed), [one for one in typed if not is_id(one)]
        if len(names) > 1:
            raise ValidationError("Type one name at a time.")
        if len(ids) < len(typed) - len(names) or any(pk not in self.found for pk in ids):
            raise ValidationError(self.unknown_id)
        meant = [self.found[pk] for pk in ids] + [self._the_only_one(name) for name in names]
        by_id = {str(one.pk): one for one in meant}
        return [by_id[pk] for pk in in_order(by_id)]

    def by_name(self, typed: str) -> list[Model]:
        """Those of exactly that name; if there is none, those with it in their name."""
        public = self.model.objects.published().order_by("name", "pk")
        exact = list(public.filter(name__iexact=typed)[: MOST_CANDIDATES + 1])
        return exact or list(public.filter(name__icontains=typed)[: MOST_CANDIDATES + 1])

    def _the_only_one(self, typed):
        candidates = self.by_name(typed)
        if not candidates:
            raise ValidationError(self.unknown_name % {"typed": typed})
        if len(candidates) > 1:
            raise SeveralFound(
                f"“{typed}” can mean several. Choose one:", candidates[:MOST_CANDIDATES]
            )
        return candidates[0]


def is_id(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal()


def ids_of(typed: Iterable[str]) -> list[int]:
    """Those that a database can hold."""
    return [int(one) for one in typed if is_id(one) and len(one) <= LONGEST_ID]


def look_up(asked: dict[type[Model], set[int]]) -> dict[type[Model], dict[int, Model]]:
    """What the ids mean that readers may see: one query for all models."""
    models = tuple(model for model, ids in asked.items() if ids)
    if not models:
        return {}
    found = {model: {} for model in models}
    rows = naming(models)(models[0], *(sorted(asked[model]) for model in models))
    for place, pk, merged, name in rows:
        of_model = found[models[place]]
        of_model[pk] = of_model.get(pk) or models[place](pk=pk, name=name)
        if merged is not None:
            of_model[merged] = of_model[pk]
    return found


@cache
def naming(models: tuple[type[Model], ...]) -> Callable[..., list[tuple]]:
    """What finds the names of rows of the models, by the ids of each."""

    @written_once
    def names(_, *ids: list[int]) -> QuerySet:
        each = zip(models, ids, range(len(models)), strict=True)
        first, *others = chain.from_iterable(starmap(named_rows, each))
        return first.union(*others, all=True)

    return names


def named_rows(model, ids: list[int], place: int) -> Iterator[QuerySet]:
    """Those of the ids, and those into which rows of the ids were merged: either is looked up."""
    rows = model.objects.published().annotate(place=Value(place)).order_by()
    columns = ("place", "pk", "asked", "name")
    none = Cast(Value(None), BigIntegerField())
    yield rows.filter(pk__in=ids).annotate(asked=none).values_list(*columns)
    yield rows.filter(merged__pk__in=ids).annotate(asked=F("merged__pk")).values_list(*columns)


class ActorsField(ReferencesField):
    model = Actor
    unknown_id = "There is no such actor."
    unknown_name = "No actor goes by the name “%(typed)s”."

    def by_name(self, typed):
        """Those who go by that name; if none is called so first of all, those of that surname
        too; if there is none, those with it in a name."""
        public = Actor.objects.published()
        named = ActorName.objects.public().filter(folded=fold(typed)).values("actor")
        exact = list(public.filter(pk__in=named)[: MOST_CANDIDATES + 1])
        if any(fold(actor.name) == fold(typed) for actor in exact):
            return exact
        others = public.search(typed)
        if exact:
            others = others.filter(surname=fold(typed)).exclude(pk__in=named)
        return exact + list(others[: MOST_CANDIDATES + 1])


class TagsField(ReferencesField):
    model = Tag
    unknown_id = "There is no such tag."
    unknown_name = "No tag is called “%(typed)s”."

    def by_name(self, typed):
        meant = Tag.objects.filter(folded=fold_tag(typed)).first_current()
        return list(Tag.objects.published().filter(pk=meant.pk)) if meant else []


class OutletsField(ReferencesField):
    model = Outlet
    unknown_id = "There is no such outlet."
    unknown_name = "No outlet is called “%(typed)s”."


class ProcessesField(ReferencesField):
    model = Process
    unknown_id = "There is no such process."
    unknown_name = "No process is called “%(typed)s”."


class PartialDateFilter(django_filters.Filter):
    field_class = PartialDateField


class TextFilter(django_filters.Filter):
    field_class = forms.CharField

    def __init__(self, *args, **kwargs):
        limit = {"max_length": LONGEST_TEXT, "error_messages": {"max_length": TOO_LONG}}
        super().__init__(*args, **limit | kwargs)


class SeveralFilter(django_filters.Filter):
    """By any of several values; `ListFilter.condition` says how."""

    field_class = SeveralField


class LanguagesField(SeveralField):
    def told(self, value):
        return language_name(value)


class LanguagesFilter(SeveralFilter):
    field_class = LanguagesField

    def __init__(self, **kwargs):
        super().__init__(**{"label": "Language"} | kwargs)


class ChoicesFilter(SeveralFilter):
    field_class = ChoicesField


class ActorsFilter(SeveralFilter):
    field_class = ActorsField


class TagsFilter(SeveralFilter):
    field_class = TagsField


class OutletsFilter(SeveralFilter):
    field_class = OutletsField

    def __init__(self, **kwargs):
        super().__init__(**{"label": "Outlet"} | kwargs)


class ProcessesFilter(SeveralFilter):
    field_class = ProcessesField

    def __init__(self, **kwargs):
        super().__init__(**{"label": "Process"} | kwargs)
