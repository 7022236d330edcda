"""An actor, its names and its roles."""

from datetime import date

from django.core.exceptions import ValidationError

from articles.models import Actor, ActorName, Role
from articles.text.folding import fold

from .fields import PartialDateField, TextBox
from .rows import RowForm, RowFormSet
from .shared import VersionedForm


class ActorForm(VersionedForm):
    class Meta:
        model = Actor
        fields = ["kind", "name", "sort_name", "summary", "wikidata_id", "url"]
        widgets = {"summary": TextBox(attrs={"rows": 3, "class": "vLargeTextField"})}

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if not fold(name):
            raise ValidationError("A name needs at least one letter or digit.")
        return name

    def clean_sort_name(self):
        """A sort name that nobody typed follows the name."""
        typed = self.cleaned_data["sort_name"]
        renamed = "name" in self.changed_data and "sort_name" not in self.changed_data
        return "" if renamed else typed


class NameForm(RowForm):
    once = "name"

    class Meta:
        model = ActorName
        fields = ["name", "start", "end"]

    def clean(self):
        cleaned = super().clean()
        if is_reversed(self.cleaned_data.get("start"), self.cleaned_data.get("end")):
            self.add_error("end", "The last day lies before the first.")
        return cleaned


class NameFormSet(RowFormSet):
    def clean(self):
        super().clean()
        main = ActorName.objects.filter(actor=self.instance.pk, is_main=True)
        taken = {self.instance.name, *main.values_list("name", flat=True)}
        for form in self.forms:
            deleted = form in self.deleted_forms
            if not deleted and form.has_changed() and form.cleaned_data.get("name") in taken:
                form.add_error("name", "This is the actor's main name: no need to add it.")


class RoleForm(RowForm):
    partial_dates = {
        "began": ("start", "", "start_precision"),
        "ended": ("", "end", "end_precision"),
    }

    began = PartialDateField(label="From")
    ended = PartialDateField(label="Until")

    class Meta:
        model = Role
        fields = ["title", "organisation"]

    def clean(self):
        cleaned = super().clean()
        if is_reversed(self.instance.start, self.instance.end):
            self.add_error("ended", "The last day lies before the first.")
        return cleaned


def is_reversed(first: date | None, last: date | None) -> bool:
    return bool(first and last and last < first)
