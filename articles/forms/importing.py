"""The Import page."""

from django import forms
from django.core.exceptions import ValidationError

from .fields import TextBox

LARGEST_UPLOAD = 5_000_000  # bytes


class ImportForm(forms.Form):
    """A text pasted, or a file."""

    text = forms.CharField(
        label="The article",
        required=False,
        strip=False,
        widget=TextBox(attrs={"rows": 22, "class": "vLargeTextField"}),
        help_text="Best understood: a first line “Headline/ Outlet/ PLACE/ Byline/ Edition/ "
        "Standfirst”, then headings and paragraphs, one a line; or wire copy that begins "
        "“PLACE (Agency) — ”.",
    )
    file = forms.FileField(
        label="Or a text file",
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.text,.md,text/plain"}),
    )
    obtained = forms.CharField(
        label="How obtained",
        required=False,
        max_length=200,
        help_text="Wire, clipping, sent by the outlet … Left empty: pasted, or uploaded.",
    )

    def clean(self):
        cleaned = super().clean()
        is_pasted, file = bool((cleaned.get("text") or "").strip()), cleaned.get("file")
        if is_pasted and file:
            raise ValidationError("Paste a text or choose a file, not both.")
        if file and file.size > LARGEST_UPLOAD:
            self.add_error("file", "The file is larger than 5 MB: is it a text?")
        elif not is_pasted and not file and not self.errors:
            self.add_error("text", "There is no text here: paste one, or choose a file.")
        return cleaned
