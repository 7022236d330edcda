"""Processes, obstacles, tags and outlets."""

from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from articles.models import Actor, Obstacle, Outlet, Process, Tag
from articles.text.tags import fold_tag

from .fields import ActorsField, TagNamesField, TextBox
from .shared import VersionedForm


def refuse_taken(what: str, same: QuerySet) -> None:
    """Raises ValidationError if one of the rows that have a name already is there."""
    known = same.select_related("merged_into").first()
    if known is None:
        return
    if known.merged_into:
        raise ValidationError(
            f"“{known}” is another name of “{known.merged_into}”, into which it was merged."
        )
    raise ValidationError(f"There is {what} of that name: {known}.")


class ProcessForm(VersionedForm):
    parties = ActorsField(Actor.objects.current().for_list(), required=False)

    class Meta:
        model = Process
        fields = ["name", "summary", "parties", "parent"]
        widgets = {"summary": TextBox(attrs={"rows": 4, "class": "vLargeTextField"})}

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        refuse_taken("a process", Process.objects.filter(name=name).exclude(pk=self.instance.pk))
        return name


class ObstacleForm(VersionedForm):
    tags = TagNamesField(widget=forms.TextInput(attrs={"class": "vLargeTextField"}))

    class Meta:
        model = Obstacle
        fields = ["title", "kind", "process", "description", "tags"]
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "description": TextBox(attrs={"rows": 4, "class": "vLargeTextField"}),
        }


class TagForm(VersionedForm):
    class Meta:
        model = Tag
        fields = ["name", "description"]
        widgets = {"description": TextBox(attrs={"rows": 4, "class": "vLargeTextField"})}

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        folded = fold_tag(name)
        if not folded:
            raise ValidationError("A tag needs at least one letter or digit.")
        refuse_taken("a tag", Tag.objects.filter(folded=folded).exclude(pk=self.instance.pk))
        return name


class OutletForm(VersionedForm):
    class Meta:
        model = Outlet
        fields = ["name", "url", "language", "time_zone", "full_text"]

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        same = Outlet.objects.filter(name__iexact=name).exclude(pk=self.instance.pk)
        refuse_taken("an outlet", same)
        return name

    def clean_time_zone(self):
        zone = self.cleaned_data["time_zone"]
        if zone not in available_timezones():
            raise ValidationError("Name a zone of the tz database, such as Europe/Oslo.")
        return zone


class BulkTagForm(forms.Form):
    tags = TagNamesField(label="Tags to add", required=True, max_length=500)

    def clean_tags(self):
        names = self.cleaned_data["tags"]
        if not names:
            raise ValidationError("A tag needs at least one letter or digit.")
        return names
