"""The form that a list is filtered by, ready to be drawn by the template."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django import forms

from articles.filters import ListFilter
from articles.filters.fields import (
    PartialDateField,
    ReferencesField,
    SeveralField,
    SeveralFound,
    is_id,
)
from articles.querysets.facets import Tally

from .facets import Choice, choices_of, note_on
from .links import Link, Place, address, values_of, with_values


@dataclass(frozen=True, slots=True)
class FilterField:
    """One field of the filter form, ready to be drawn."""

    name: str
    label: str
    kind: str  # text, date, name, choice or sort
    value: str = ""  # what was typed, if it stays there
    errors: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # what is chosen, as the address has it
    told: list[str] = field(default_factory=list)  # the same in words
    candidates: list[Link] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    note: str = ""

    @property
    def is_facet(self) -> bool:
        return self.kind == "name" or bool(self.choices)

    @property
    def is_shown(self) -> bool:
        return self.is_facet or self.kind in ("text", "date")


def filter_fields(
    filters: ListFilter, noun: Place, tally: Tally | None = None
) -> Iterator[FilterField]:
    """The fields of the filter form as they were filled, with what was wrong; with the counts of
    a `tally`, if there is one."""
    errors = filters.form.errors.as_data()
    for name, form_field in filters.form.fields.items():
        wrong = errors.get(name, [])
        several = isinstance(form_field, SeveralField)
        yield FilterField(
            name,
            form_field.label,
            kind_of(name, form_field),
            value=typed_in(filters, name) if several else filters.data.get(name, ""),
            errors=[message for error in wrong for message in error.messages],
            kept=values_of(filters.parameters(), name) if several else [],
            told=[form_field.told(one) for one in filters.form.cleaned_data.get(name, [])]
            if several
            else [],
            candidates=list(candidates_of(filters, noun, name, wrong)),
            choices=choices_of(filters, noun, name, tally) if tally else [],
            note=note_on(filters, name, tally) if tally else "",
        )


def kind_of(name: str, form_field: forms.Field) -> str:
    if name == "sort":
        return name
    if isinstance(form_field, ReferencesField):
        return "name"
    if isinstance(form_field, SeveralField):
        return "choice"
    return "date" if isinstance(form_field, PartialDateField) else "text"


def typed_in(filters: ListFilter, name: str) -> str:
    """A name that was typed and fits nothing, or too much."""
    if name not in filters.form.errors or name not in filters.data:
        return ""
    return next((one for one in filters.data.getlist(name) if one and not is_id(one.strip())), "")


def candidates_of(filters, noun, name, wrong) -> Iterator[Link]:
    """What was chosen beside the name that can mean several stays chosen."""
    chosen = [one for one in filters.data.getlist(name) if is_id(one)] if wrong else []
    for error in wrong:
        for one in error.candidates if isinstance(error, SeveralFound) else ():
            values = list(dict.fromkeys([*chosen, str(one.pk)]))
            yield Link(str(one), address(noun, with_values(filters.parameters(), name, values)))
