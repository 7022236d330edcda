"""Notes on an article or a quote: of colleagues, and of readers who found an error."""

from django import forms
from django.core.exceptions import ValidationError

from articles.models import ErrorNote

from .fields import TextBox

LONGEST_NOTE = 5_000  # characters
LONGEST_REPORT = 2_000


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


class ErrorReportForm(forms.Form):
    """What a reader finds wrong. `website` is seen by machines alone, and must stay empty."""

    text = forms.CharField(
        label="What is wrong?",
        max_length=LONGEST_REPORT,
        widget=TextBox(attrs={"rows": 6}),
        help_text="If you can, say what is right, and where that can be read.",
        error_messages={"required": "Please say what is wrong."},
    )
    contact = forms.EmailField(
        label="Your e-mail address, if you want an answer",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Only our editors see it.",
    )
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError("A field that people do not see was filled in: please empty it.")
        return ""


class ErrorNoteForm(forms.ModelForm):
    """An editor's answer. One that somebody else has changed in the meantime is refused."""

    is_resolved = forms.BooleanField(
        required=False, label="Seen to", help_text="Nothing more is to be done."
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = ErrorNote
        fields = ["answer"]
        widgets = {"answer": TextBox(attrs={"rows": 4, "class": "vLargeTextField"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["is_resolved"] = not self.instance.is_open
        self.initial["opened"] = self.instance.stamp

    def clean(self):
        cleaned = super().clean()
        now = ErrorNote.objects.select_for_update(of=("self",)).get(pk=self.instance.pk)
        if cleaned.get("opened") != now.stamp:
            self.data = self.data.copy()
            self.data["opened"] = now.stamp
            state = "open" if now.is_open else f"seen to by {now.resolved_by or 'somebody'}"
            raise ValidationError(
                f"Not saved: somebody else has answered in the meantime. It is {state}"
                + (f", with the answer: {now.answer}" if now.answer else ", without an answer")
                + ". What you typed is still here: save again, and yours takes its place."
            )
        return cleaned
