"""What readers are told of a change, beside the change that it explains."""

from functools import cached_property

from django import forms

from articles.choices import CorrectionKind
from articles.models import Correction

from .fields import TextBox

LONGEST_CORRECTION = 5_000  # characters
RETRACTION = "Why, for readers"
RETRACTION_HELP = "It stands where the article was, and is never changed again."


def box(label: str, **kwargs) -> forms.CharField:
    widget = TextBox(attrs={"rows": 2, "class": "vLargeTextField"})
    return forms.CharField(
        label=label, required=False, max_length=LONGEST_CORRECTION, widget=widget, **kwargs
    )


class WithdrawForm(forms.Form):
    """What readers are told of articles that are withdrawn together."""

    retraction = box(RETRACTION, help_text=RETRACTION_HELP)


class CorrectingForm(forms.ModelForm):
    """A form of words that readers may have seen: one correction can be entered with its save.

    Without a note there is none. `may_correct` is said by the page.
    """

    correction_kind = forms.ChoiceField(
        label="Kind", choices=CorrectionKind, initial=CorrectionKind.CORRECTION, required=False
    )
    correction_note = box("What was wrong, and what stands now")
    correction_before = box("Before")
    correction_after = box("Now")

    told_apart = ("correction_",)  # how the names begin of what is no field of the row

    may_correct = False
    to_tell: dict = {}  # what a save has changed just before, without a word to readers

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not (self.may_correct and self.instance.pk and self.corrected_article.was_public):
            for name in [name for name in self.fields if name.startswith(self.told_apart)]:
                del self.fields[name]
        self.initial |= self.to_tell

    @property
    def corrected_article(self):
        return self.instance

    @cached_property
    def changed_data(self):
        """Of the row alone: a correction is no change of it."""
        return [name for name in super().changed_data if not name.startswith(self.told_apart)]

    def clean(self):
        cleaned = super().clean()
        shown = self.cleaned_data.get("correction_before") or self.cleaned_data.get(
            "correction_after"
        )
        if shown and not self.cleaned_data.get("correction_note"):
            unchanged = all(
                self.cleaned_data.get(name) == value for name, value in self.to_tell.items()
            )
            if not (self.to_tell and unchanged):
                self.add_error(
                    "correction_note", "Say what was corrected, or empty the two fields below."
                )
        return cleaned

    @property
    def correction_is_open(self) -> bool:
        """Whether there is something in its fields to be seen."""
        names = ("correction_note", "correction_before", "correction_after")
        return any(name in self.fields and self[name].value() for name in names)

    def correction(self, **found) -> Correction | None:
        """The correction that was entered, not saved. What was left empty is as `found`."""
        cleaned = self.cleaned_data
        if not cleaned.get("correction_note"):
            return None
        typed = {name: cleaned[f"correction_{name}"] for name in ("before", "after")}
        if any(typed.values()):
            found |= typed
        kind = cleaned["correction_kind"] or CorrectionKind.CORRECTION
        return Correction(kind=kind, note=cleaned["correction_note"], **found)
