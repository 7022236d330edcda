"""What forms of several nouns share."""

from django import forms
from django.core.exceptions import ValidationError

from articles.text.dates import iso

from .fields import WhyField


class PartialDatesForm(forms.ModelForm):
    """`partial_dates`: form field -> the model's fields for first day, last day and precision."""

    partial_dates: dict[str, tuple[str, str, str]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (first, last, precision) in self.partial_dates.items():
            day = getattr(self.instance, first or last)
            if day:
                self.initial.setdefault(name, iso(day, getattr(self.instance, precision)))

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


class VersionedForm(forms.ModelForm):
    """Refuses to save over a version that its reader has not seen, unless told so once more.

    Must be cleaned inside a transaction: the row stays locked until it is written.
    """

    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    save_over = forms.IntegerField(required=False, widget=forms.HiddenInput)
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

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            self._refuse_if_stale()
        for check in self.refused:
            self.add_error(check.field if check.field in self.fields else None, str(check))
        return cleaned

    def _refuse_if_stale(self):
        row = self.versioned
        manager = type(row)._base_manager
        now = manager.select_for_update().values_list("version", flat=True).get(pk=row.pk)
        seen = {self.cleaned_data.get("opened_version"), self.cleaned_data.get("save_over")}
        if now not in seen:
            self.newer_version = now
            self.add_error(
                None,
                ValidationError(
                    "Not saved: since you opened this page, it was saved from another one. "
                    "Everything you typed is still here.",
                    code="conflict",
                ),
            )
