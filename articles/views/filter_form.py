"""The form that a list is filtered by, ready to be drawn by the template."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django import forms

from articles.filters import ListFilter
from articles.filters.fields import PartialDateField, ReferenceField, SeveralFound

from .links import Link


@dataclass(frozen=True, slots=True)
class FilterField:
    """One field of the filter form, ready to be drawn."""

    name: str
    label: str
    kind: str  # text, date, choice or reference
    value: str
    errors: list[str]
    chosen: str = ""  # the name of the actor or tag in force
    candidates: list[Link] = field(default_factory=list)
    options: list[tuple[str, str, bool]] = field(default_factory=list)


def filter_fields(filters: ListFilter, at: Callable[[dict], str]) -> Iterator[FilterField]:
    """The fields of the filter form as they were filled, with what was wrong. `at` gives the
    address of the list with some parameters."""
    cleaned, errors = filters.form.cleaned_data, filters.form.errors.as_data()
    for name, form_field in filters.form.fields.items():
        wrong = errors.get(name, [])
        chosen = cleaned.get(name)
        is_reference = isinstance(form_field, ReferenceField)
        yield FilterField(
            name=name,
            label=form_field.label,
            kind=kind_of(form_field),
            value=str(chosen.pk) if is_reference and chosen else filters.data.get(name, ""),
            errors=[message for error in wrong for message in error.messages],
            chosen=str(chosen) if is_reference and chosen else "",
            candidates=[
                Link(str(one), at(filters.parameters() | {name: str(one.pk)}))
                for error in wrong
                if isinstance(error, SeveralFound)
                for one in error.candidates
            ],
            options=list(options_of(form_field, filters.data.get(name, "")))
            if isinstance(form_field, forms.ChoiceField)
            else [],
        )


def kind_of(form_field: forms.Field) -> str:
    if isinstance(form_field, forms.ChoiceField):
        return "choice"
    if isinstance(form_field, ReferenceField):
        return "reference"
    return "date" if isinstance(form_field, PartialDateField) else "text"


def options_of(form_field: forms.ChoiceField, given: str):
    for value, label in form_field.choices:
        yield str(value), str(label), str(value) == given
