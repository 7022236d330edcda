"""Notes of colleagues on an article or a quote."""

from django import forms

from .fields import TextBox

LONGEST_NOTE = 5_000  # characters


class NoteForm(forms.Form):
    text = forms.CharField(
        label="Note",
        max_length=LONGEST_NOTE,
        widget=TextBox(attrs={"rows": 3, "class": "vLargeTextField"}),
        error_messages={"required": "Write something first."},
    )


class ReturnForm(forms.Form):
    """Sends an article back; a note says what for, and is required unless it is one's own."""

    note = forms.CharField(
        label="What is to be done",
        max_length=LONGEST_NOTE,
        widget=TextBox(attrs={"rows": 6, "class": "vLargeTextField"}),
        error_messages={"required": "Say what is to be done: the writer reads nothing else."},
    )
    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, is_own: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = not is_own
