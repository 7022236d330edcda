"""An article and the rows of its page."""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.choices import Part
from articles.models import (
    Actor,
    Appearance,
    Article,
    Correction,
    ObstacleReport,
    Outlet,
    Quote,
    Section,
)
from articles.models.dates import OLDEST_YEAR

from .correcting import RETRACTION, RETRACTION_HELP, CorrectingForm, box
from .fields import ActorsField, ChosenField, PartialDateField, PickField, TagNamesField, TextBox
from .rows import FIND, PageChoices, RowForm, RowFormSet
from .shared import PartialDatesForm, VersionedForm

LONGEST_BODY = 200_000  # characters
AHEAD = 50  # years: what is imported may lie ahead, but not so far


class ArticleForm(CorrectingForm, VersionedForm, PartialDatesForm):
    partial_dates = {"issued": ("issued_on", "issued_until", "issued_precision")}

    issued = PartialDateField(
        label="Issued", help_text="As printed: 2031-03-12, or 2031-03, or 2031."
    )
    tags = TagNamesField(widget=forms.TextInput(attrs={"class": "vLargeTextField"}))
    retraction = box(RETRACTION, help_text=RETRACTION_HELP)

    told_apart = (*CorrectingForm.told_apart, "retraction")

    class Meta:
        model = Article
        fields = [
            "headline",
            "alternative_headline",
            "standfirst",
            "outlet",
            "byline",
            "dateline",
            "edition",
            "desk",
            "language",
            "date_unknown",
            "source_url",
            "obtained",
            "source_guid",
            "source_version",
            "reprint_of",
            "publish_at",
            "tags",
        ]
        field_classes = {"outlet": ChosenField}
        widgets = {
            "headline": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "alternative_headline": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "standfirst": TextBox(attrs={"rows": 3, "class": "vLargeTextField"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "outlet" in self.fields:
            self.fields["outlet"].queryset = Outlet.objects.current()
        if not self.instance.is_published:
            self.fields.pop("retraction", None)

    def clean_issued(self):
        """An imported article may have another year, and can still be saved."""
        issued = self.cleaned_data["issued"]
        latest = timezone.localdate().year + AHEAD
        is_typed = issued and "issued" in self.changed_data
        if is_typed and not OLDEST_YEAR <= issued.first.year <= latest:
            raise ValidationError(f"A year of issue lies between {OLDEST_YEAR} and {latest}.")
        return issued

    def clean_reprint_of(self):
        other = self.cleaned_data["reprint_of"]
        return other and self.instance.original_for(other)

    def clean(self):
        cleaned = super().clean()
        if self.cleaned_data.get("issued") and self.cleaned_data.get("date_unknown"):
            self.add_error("date_unknown", "A date is given: it cannot be unknown as well.")
        if self.cleaned_data.get("retraction") and "_withdraw" not in self.data:
            self.add_error("retraction", "Withdraw the article, or empty this.")
        return cleaned


class SectionForm(RowForm):
    body = forms.CharField(
        max_length=LONGEST_BODY,
        required=False,
        strip=False,
        widget=TextBox(attrs={"rows": 10, "class": "vLargeTextField"}),
        help_text=Section._meta.get_field("body").help_text,
    )

    class Meta:
        model = Section
        fields = ["position", "kind", "heading", "body"]
        widgets = {
            "heading": forms.TextInput(attrs={"class": "vLargeTextField"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:  # a new one comes last, unless its number says otherwise
            self.initial.setdefault("position", len(self.choices.sections) + 1)


class SectionFormSet(RowFormSet):
    def delete_existing(self, obj, commit=True):
        """Its quotes and reports stay: settling looks for them in the rest of the article."""
        if commit:
            obj.quotes.update(part=Part.HEADLINE, section=None)
            obj.reports.update(section=None)
        super().delete_existing(obj, commit)


def place_name(section: int | None, part: str) -> str:
    """How the choice of places calls the place of a row."""
    return f"section-{section}" if section else part


class PlacedForm(RowForm):
    """A row with words that stand somewhere in the article."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = self.choices.places
        if self.instance.pk:
            self.initial.setdefault("where", self.place)

    @property
    def place(self) -> str:
        return place_name(self.instance.section_id, getattr(self.instance, "part", FIND))

    def values_in(self, kept):
        where = place_name(kept["section"], kept.get("part", FIND))
        return super().values_in(kept) | {"where": where}

    def clean(self):
        cleaned = super().clean()
        where = self.cleaned_data.get("where")
        if where and "where" in self.changed_data:
            kind, _, section = where.partition("-")
            self.put(Part.SECTION if kind in (FIND, "section") else where, section)
        return cleaned

    def put(self, part: str, section: str):
        self.instance.section_id = int(section) if section else None


class PlacedFormSet(RowFormSet):
    def save(self, commit=True):
        """Sections are saved before: rows may have lost theirs."""
        sections = list(self.instance.sections.values_list("pk", flat=True))
        for form in self.forms:
            form.keep_inside(sections)
        return super().save(commit)


class QuoteForm(PlacedForm):
    partial_dates = {"said": ("said_on", "", "said_on_precision")}
    kept_as = {"about_actors": "about", "tag_names": "tags"}

    where = forms.ChoiceField(initial=FIND, required=False)
    said = PartialDateField(label="Said on")
    tag_names = TagNamesField(help_text="")
    about_actors = ActorsField(Actor.objects.current().for_list(), required=False, label="About")

    class Meta:
        model = Quote
        fields = [
            "text",
            "kind",
            "continues",
            "speaker",
            "unattributed",
            "attribution",
            "speaker_title",
            "title_carried",
            "cue",
            "voice_of",
            "said_to",
        ]
        widgets = {"text": TextBox(attrs={"rows": 2, "class": "vLargeTextField"})}
        help_texts = {"text": "", "speaker_title": ""}  # said once is enough for fifty rows

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["continues"] = PickField(
            self.choices.first_stretches,
            self.choices.any_first_stretch,
            but=self.instance.pk,
            label="Continues",
            help_text="The first stretch, if the quote is split.",
        )
        if self.instance.pk:
            self.initial["about_actors"] = [r.actor_id for r in self.instance.about_rows.all()]
            self.initial["tag_names"] = [row.tag for row in self.instance.tagged_rows.all()]

    def put(self, part, section):
        super().put(part, section)
        self.instance.part = part

    def clean(self):
        cleaned = super().clean()
        corrected = "speaker" in self.changed_data and self.instance.pk
        if corrected and cleaned["title_carried"] and "speaker_title" not in self.changed_data:
            # It was carried over from an earlier mention of the one who did not say it.
            cleaned |= {"speaker_title": "", "title_carried": False}
        if cleaned.get("speaker"):
            cleaned["unattributed"] = False
        return cleaned

    def follow(self, first: Quote):
        """Who says the first stretch of a split quote says this one, too."""
        speaker = self.cleaned_data.get("speaker")
        if "speaker" in self.changed_data and (speaker and speaker.pk) != first.speaker_id:
            self.add_error(
                "speaker", "Who says the first stretch says this one: change it there, too."
            )

    def keep_inside(self, sections: list[int]):
        quote = self.instance
        if quote.part == Part.SECTION and quote.section_id not in sections:
            quote.section_id = sections[0] if sections else None
            quote.part = Part.SECTION if sections else Part.HEADLINE

    def _save_m2m(self):
        super()._save_m2m()
        if "about_actors" in self.changed_data:
            self.instance.set_about(self.cleaned_data["about_actors"])
        if "tag_names" in self.changed_data:
            self.instance.tags.set(self.cleaned_data["tag_names"])


class QuoteFormSet(PlacedFormSet):
    """Its rows are what the other rows of the page choose from."""

    @cached_property
    def shown_rows(self):
        self.form_kwargs["choices"].quotes = super().shown_rows
        return self.form_kwargs["choices"].quotes

    def clean(self):
        super().clean()
        here = {form.instance.pk: form.instance for form in self.initial_forms}
        for form in self.forms:
            if form in self.deleted_forms:
                continue
            if first := getattr(form, "cleaned_data", {}).get("continues"):
                form.follow(here.get(first.pk, first))


IN_THE_TEXT = (
    "As they stand in the text. If the text is wrong too, change both on the page of the article: "
    "its text first, then the quote below it."
)


class QuotePageForm(CorrectingForm, VersionedForm, QuoteForm):
    """One quote on a page of its own; the version is that of its article."""

    class Meta(QuoteForm.Meta):
        pass

    def __init__(self, *args, instance=None, **kwargs):
        choices = PageChoices(instance and instance.article, beside=instance)
        super().__init__(*args, instance=instance, choices=choices, **kwargs)
        self.expect_chosen()
        if "text" in self.fields:
            self.fields["text"].help_text = IN_THE_TEXT

    def clean(self):
        cleaned = super().clean()
        if first := self.cleaned_data.get("continues"):
            self.follow(first)
        return cleaned

    @property
    def versioned(self):
        return self.instance.article

    @property
    def corrected_article(self):
        return self.instance.article

    def field_of(self, check):
        """What is wrong with this quote, at its words: they are changed on another page too."""
        if check.field != f"quote-{self.instance.pk}":
            return super().field_of(check)
        self.add_error(
            "text",
            IN_THE_TEXT,
        )
        return "text"


class ReportForm(PlacedForm):
    partial_dates = {"reported": ("reported_on", "", "reported_on_precision")}

    where = forms.ChoiceField(initial=FIND, required=False)
    reported = PartialDateField(label="Reported on", help_text="Left empty: the article's date.")

    class Meta:
        model = ObstacleReport
        fields = ["obstacle", "text", "status", "laid_by", "faced_by", "quote", "note"]
        widgets = {
            "text": TextBox(attrs={"rows": 2, "class": "vLargeTextField"}),
            "note": TextBox(attrs={"rows": 2, "class": "vLargeTextField"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = [
            (key, label)
            for key, label in self.choices.places
            if key == FIND or key.startswith("section-")
        ]
        self.fields["quote"] = PickField(self.choices.quotes, self.choices.any_quote, label="Quote")

    def keep_inside(self, sections: list[int]):
        if self.instance.section_id not in sections:
            self.instance.section_id = None


class AppearanceForm(RowForm):
    once = "actor"

    class Meta:
        model = Appearance
        fields = ["actor", "source"]


class CorrectionForm(RowForm):
    class Meta:
        model = Correction
        fields = ["kind", "quote", "note", "before", "after", "made_on"]
        widgets = {
            name: TextBox(attrs={"rows": 2, "cols": 30}) for name in ("note", "before", "after")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["quote"] = PickField(self.choices.quotes, self.choices.any_quote, label="Quote")
        self.fields["made_on"].widget = forms.DateInput(format="%Y-%m-%d", attrs={"size": 12})
