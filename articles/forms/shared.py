"""What forms of several nouns share."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from articles.text.dates import iso

from .fields import WhyField


class KeptForm(forms.ModelForm):
    """Can say what its fields held in a row as the history keeps it; see actions.history."""

    kept_as: dict[str, str] = {}  # form field -> what the history calls it, if that is another name

    def values_in(self, kept: dict) -> dict:
        """Initial values by field; what the history does not keep is left out."""
        names = {name: self.kept_as.get(name, name) for name in self.fields}
        return {
            name: self._ready(source, kept[source])
            for name, source in names.items()
            if source in kept
        }

    def _ready(self, source: str, value):
        if isinstance(value, list):
            return value
        return self._meta.model._meta.get_field(source).to_python(value)


class PartialDatesForm(KeptForm):
    """`partial_dates`: form field -> the model's fields for first day, last day and precision."""

    partial_dates: dict[str, tuple[str, str, str]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (first, last, precision) in self.partial_dates.items():
            day = getattr(self.instance, first or last)
            if day:
                self.initial.setdefault(name, iso(day, getattr(self.instance, precision)))

    def values_in(self, kept):
        values = super().values_in(kept)
        for name, (first, last, precision) in self.partial_dates.items():
            if precision in kept:
                day = kept[first or last]
                values[name] = day and iso(date.fromisoformat(day), kept[precision])
        return values

    def clean(self):
        cleaned = super().clean()
        for name, (first, last, precision) in self.partial_dates.items():
            if name in self.cleaned_data and name in self.changed_data:
                self._write(self.cleaned_data[name], first, last, precision)
        return cleaned

    def _write(self, known, first, last, precision):
        if first:
            setattr(self.instance, first, known.first if known else None)
        if last:
            setattr(self.instance, last, known.last if known else None)
        setattr(self.instance, precision, known.precision if known else "")


TYPED = "_typed"  # sent with what was typed before, which is shown again and not yet saved


class VersionedForm(KeptForm):
    """Refuses to save over a version that its reader has not seen.

    Must be cleaned inside a transaction: the row stays locked until it is written. The page shows
    what was, what is now and what was typed, and saves what is chosen: admin.collisions.
    """

    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    why = WhyField()

    newer_version: int | None = None
    refused = ()  # checks that a save of this form has just failed

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("opened_version", self.versioned.version)

    @property
    def versioned(self):
        """The row whose version counts."""
        return self.instance

    @property
    def is_typed_before(self) -> bool:
        return TYPED in self.data

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            self._refuse_if_stale()
        if self.is_typed_before and not self.newer_version:
            told = "This is what you typed and did not save. Look at it, then save."
            self.add_error(None, ValidationError(told, code="typed"))
        for check in self.refused:
            self.add_error(self.field_of(check), str(check))
        return cleaned

    def field_of(self, check) -> str | None:
        """Where a failed check is told: at its field, if the form has it."""
        return check.field if check.field in self.fields else None

    def _refuse_if_stale(self):
        row = self.versioned
        rows = type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk)
        now = rows.values_list("version", flat=True).first()
        if now is None:
            self.add_error(None, ValidationError("Not saved: it was deleted.", code="gone"))
        elif now != self.cleaned_data.get("opened_version"):
            self.newer_version = now
            self.add_error(
                None,
                ValidationError(
                    "Not saved: since you opened this page, it was saved from another one. "
                    "Everything you typed is still here.",
                    code="conflict",
                ),
            )


class ListRowForm(forms.ModelForm):
    """A row of a list with fields in it. What nobody touched says nothing, however old the list."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True
            field.widget.attrs["aria-label"] = f"{field.label} of {self.instance}"

    @property
    def versioned(self):
        return self.instance

    def clean(self):
        return {"why": "From the list."} | (super().clean() or self.cleaned_data)
