"""The forms of the editors' desk. What leaves `cleaned_data` is ready for use."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet

from articles.choices import Part
from articles.models import (
    Actor,
    ActorName,
    Appearance,
    Article,
    Correction,
    Obstacle,
    ObstacleReport,
    Outlet,
    Process,
    Quote,
    Role,
    Section,
    Tag,
)
from articles.text.dates import iso, parse_partial
from articles.text.folding import fold
from articles.text.tags import LONGEST_TAG, fold_tag, parse_tags

FIND = "find"
LARGEST_UPLOAD = 5_000_000  # bytes
LONGEST_BODY = 200_000  # characters


# Fields


class TextBox(forms.Textarea):
    """Browsers send each line end as two characters; the text keeps the one that it had."""

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class PartialDateField(forms.CharField):
    """2031, 2031-03 or 2031-03-12; cleans to a PartialDate or None."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"size": 12, "placeholder": "2031-03-12"})
        super().__init__(**{"required": False, "widget": widget} | kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        if not value:
            return None
        try:
            return parse_partial(value)
        except ValueError as error:
            raise ValidationError(str(error), code="date") from error

    def run_validators(self, value):
        """None: parse_partial has said all there is to say."""

    def has_changed(self, initial, data):
        return (initial or "") != (data or "").strip()


class TagNamesField(forms.CharField):
    """Tags divided by commas; cleans to a list of names. Its initial value may be the tags."""

    def __init__(self, **kwargs):
        help_text = "Divided by commas."
        super().__init__(**{"required": False, "label": "Tags", "help_text": help_text} | kwargs)

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else ", ".join(map(str, value))

    def clean(self, value):
        names = parse_tags(super().clean(value))
        for name in names:
            if len(name) > LONGEST_TAG:
                raise ValidationError(
                    f"A tag has at most {LONGEST_TAG} characters: “{name[:30]}…” has {len(name)}."
                )
        return names

    def has_changed(self, initial, data):
        return parse_tags(self.prepare_value(initial) or "") != parse_tags(data or "")


class PickField(forms.TypedChoiceField):
    """One of rows that the page holds already; cleans to the row or None."""

    def __init__(self, rows: Iterable, *, empty_label="—", **kwargs):
        by_key = {str(row.pk): row for row in rows}
        choices = [("", empty_label), *((key, _short(row)) for key, row in by_key.items())]
        super().__init__(
            choices=choices,
            coerce=by_key.get,
            **{"required": False, "empty_value": None} | kwargs,
        )

    def has_changed(self, initial, data):
        return str(initial or "") != str(data or "")


class Chosen:
    """The rows that the fields of a page have chosen: all that are expected come in one query."""

    def __init__(self, queryset):
        self.queryset = queryset
        self.expected: set[int] = set()
        self.rows: dict[int, object] = {}

    def expect(self, keys: Iterable):
        self.expected.update(pk for key in keys if (pk := _as_pk(key)) is not None)

    def get(self, key):
        """The row, or None if there is none."""
        pk = _as_pk(key)
        if pk is None:
            return None
        self.expected.add(pk)
        if wanted := self.expected - self.rows.keys():
            self.rows |= dict.fromkeys(wanted) | self.queryset.in_bulk(wanted)
        return self.rows[pk]


class ChosenField(forms.ModelChoiceField):
    """A choice by autocomplete. In a row of a page, `chosen` spares it its own queries."""

    chosen: Chosen | None = None

    def to_python(self, value):
        if self.chosen is None or value in self.empty_values:
            return super().to_python(value)
        row = self.chosen.get(value)
        if row is None:
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            )
        return row

    def rows_of(self, keys: list) -> list:
        """The rows with those keys, as far as they exist."""
        chosen = self.chosen or Chosen(self.queryset)
        chosen.expect(keys)
        return [row for key in keys if (row := chosen.get(key))]


class ChosenManyField(forms.ModelMultipleChoiceField):
    chosen: Chosen | None = None
    rows_of = ChosenField.rows_of

    def _check_values(self, value):
        if self.chosen is None:
            return super()._check_values(value)
        if not isinstance(value, list | tuple):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        rows = [(key, self.chosen.get(key)) for key in dict.fromkeys(value)]
        for key, row in rows:
            if row is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": key},
                )
        return [row for _, row in rows]


def actor_label(actor: Actor) -> str:
    """Name · kind · latest role · number of quotes; the actor comes from `for_list()`."""
    number = actor.count.quotes if hasattr(actor, "count") else 0
    quotes = f"{number:,} quote{'' if number == 1 else 's'}"
    return " · ".join(
        filter(None, [actor.name, actor.get_kind_display(), actor.latest_role, quotes])
    )


class ActorField(ChosenField):
    def label_from_instance(self, actor):
        return actor_label(actor)


class ActorsField(ChosenManyField):
    def label_from_instance(self, actor):
        return actor_label(actor)


def _as_pk(key) -> int | None:
    text = str(getattr(key, "pk", key))
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None


def _short(row) -> str:
    text = str(row)
    return text if len(text) <= 60 else f"{text[:59]}…"


# What forms share


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


# The article and its rows


class PageChoices:
    """What the rows of an article's page choose from: each list is fetched once."""

    def __init__(self, article: Article | None = None):
        self.article = article
        self.actors = Chosen(Actor.objects.current().for_list())
        self.obstacles = Chosen(Obstacle.objects.all())

    @cached_property
    def sections(self) -> list[Section]:
        return list(self.article.sections.defer("body")) if self._is_saved else []

    @cached_property
    def quotes(self) -> list[Quote]:
        if not self._is_saved:
            return []
        rows = self.article.quotes.only("text", "continues", "article").order_by("pk")
        return list(rows)

    @cached_property
    def first_stretches(self) -> list[Quote]:
        return [quote for quote in self.quotes if quote.continues_id is None]

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        parts = [(part.value, part.label) for part in Part if part != Part.SECTION]
        sections = [(f"section-{s.pk}", _short(s)) for s in self.sections]
        return [(FIND, "Find it by its words"), *sections, *parts]

    @property
    def _is_saved(self):
        return self.article is not None and self.article.pk is not None

    def chosen(self, field: forms.Field) -> Chosen:
        return self.obstacles if field.queryset.model is Obstacle else self.actors


class RowForm(PartialDatesForm):
    """A row of a page. Its page gives it `choices`; alone on a page it makes its own."""

    _cleaning_fields = False

    def __init__(self, *args, choices: PageChoices | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if choices is None:
            choices = PageChoices(getattr(self.instance, "article", None))
        self.choices = choices
        for field in self.chosen_fields.values():
            field.chosen = choices.chosen(field)

    @property
    def chosen_fields(self) -> dict[str, forms.Field]:
        kinds = (ChosenField, ChosenManyField)
        return {name: field for name, field in self.fields.items() if isinstance(field, kinds)}

    def expect_chosen(self):
        """Tell the page's choices what this row needs, so that all rows' come in one query."""
        for name, field in self.chosen_fields.items():
            value = self[name].data if self.is_bound else self.get_initial_for_field(field, name)
            field.chosen.expect(value if isinstance(value, list | tuple) else [value])

    # The fields have proven the keys, the formset what is unique, `clean` what the database
    # constrains: Django would ask the database about each of them again, row by row.
    def _post_clean(self):
        self._cleaning_fields = True
        super()._post_clean()
        self._cleaning_fields = False

    def _get_validation_exclusions(self):
        exclude = super()._get_validation_exclusions()
        if self._cleaning_fields:
            exclude |= {f.name for f in self._meta.model._meta.fields if f.is_relation}
        return exclude

    def validate_unique(self):
        """The formset does."""

    def validate_constraints(self):
        """`clean` does."""


class RowFormSet(BaseInlineFormSet):
    """Rows whose page costs the same number of queries however many they are."""

    @cached_property
    def forms(self):
        forms_of_rows = super().forms
        for form in forms_of_rows:
            form.expect_chosen()
        return forms_of_rows

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        setattr(form.instance, self.fk.name, self.instance)
        return form

    def add_fields(self, form, index):
        super().add_fields(form, index)
        name = self._pk_field.name
        pk = None if form.instance._state.adding else form.instance.pk
        # Only rows of this very parent are looked up, so the key needs no query of its own.
        form.fields[name] = forms.IntegerField(initial=pk, required=False, widget=forms.HiddenInput)

    def save_existing_objects(self, commit=True):
        saved = super().save_existing_objects(commit)
        for form in self.initial_forms:
            # Deleted by somebody else, and now saved over: what was typed becomes a new row.
            lost = form.instance._state.adding and form not in self.deleted_forms
            if lost and form.has_changed():
                saved.append(self.save_new(form, commit=commit))
        return saved


class ArticleForm(VersionedForm, PartialDatesForm):
    partial_dates = {"issued": ("issued_on", "issued_until", "issued_precision")}

    issued = PartialDateField(
        label="Issued", help_text="As printed: 2031-03-12, or 2031-03, or 2031."
    )
    tags = TagNamesField(widget=forms.TextInput(attrs={"class": "vLargeTextField"}))

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
            "publish_at",
            "tags",
        ]
        widgets = {
            "headline": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "alternative_headline": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "standfirst": TextBox(attrs={"rows": 3, "class": "vLargeTextField"}),
        }

    def clean(self):
        cleaned = super().clean()
        if self.cleaned_data.get("issued") and self.cleaned_data.get("date_unknown"):
            self.add_error("date_unknown", "A date is given: it cannot be unknown as well.")
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


class PlacedForm(RowForm):
    """A row with words that stand somewhere in the article."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = self.choices.places
        if self.instance.pk:
            self.initial.setdefault("where", self.place)

    @property
    def place(self) -> str:
        section = self.instance.section_id
        return f"section-{section}" if section else getattr(self.instance, "part", FIND)

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
        others = [row for row in self.choices.first_stretches if row.pk != self.instance.pk]
        self.fields["continues"] = PickField(
            others, label="Continues", help_text="The first stretch, if the quote is split."
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
        return cleaned

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


class QuotePageForm(VersionedForm, QuoteForm):
    """One quote on a page of its own; the version is that of its article."""

    class Meta(QuoteForm.Meta):
        pass

    @property
    def versioned(self):
        return self.instance.article


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
        self.fields["quote"] = PickField(self.choices.quotes, label="Quote")

    def keep_inside(self, sections: list[int]):
        if self.instance.section_id not in sections:
            self.instance.section_id = None


class AppearanceForm(RowForm):
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
        self.fields["quote"] = PickField(self.choices.quotes, label="Quote")
        self.fields["made_on"].widget = forms.DateInput(format="%Y-%m-%d", attrs={"size": 12})


# The other nouns


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


class ProcessForm(VersionedForm):
    parties = ActorsField(Actor.objects.current().for_list(), required=False)

    class Meta:
        model = Process
        fields = ["name", "summary", "parties", "parent"]
        widgets = {"summary": TextBox(attrs={"rows": 4, "class": "vLargeTextField"})}


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
        if known := Tag.objects.filter(folded=folded).exclude(pk=self.instance.pk).first():
            raise ValidationError(f"There is a tag of that name: {known}.")
        return name


class OutletForm(forms.ModelForm):
    class Meta:
        model = Outlet
        fields = ["name", "url", "language", "time_zone", "full_text"]

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        known = Outlet.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).first()
        if known:
            raise ValidationError(f"There is an outlet of that name: {known}.")
        return name

    def clean_time_zone(self):
        zone = self.cleaned_data["time_zone"]
        if zone not in available_timezones():
            raise ValidationError("Name a zone of the tz database, such as Europe/Oslo.")
        return zone


# Pages of their own


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


class BulkTagForm(forms.Form):
    tags = TagNamesField(label="Tags to add", required=True, max_length=500)

    def clean_tags(self):
        names = self.cleaned_data["tags"]
        if not names:
            raise ValidationError("A tag needs at least one letter or digit.")
        return names
