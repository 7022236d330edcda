"""What is asked of an editor before a version is restored."""

from django import forms

from .fields import WhyField


class ReasonForm(forms.Form):
    """`opened_version`: the version that stood there when the page was drawn."""

    why = WhyField()
    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
