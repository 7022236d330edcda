"""Rows of a page, many of them for the price of a few queries."""

from functools import cached_property

from django import forms
from django.forms.models import BaseInlineFormSet

from articles.choices import Part
from articles.models import Actor, Article, Obstacle, Quote, Section

from .fields import Chosen, ChosenField, ChosenManyField, short
from .shared import PartialDatesForm

FIND = "find"


class PageChoices:
    """What the rows of an article's page choose from: each list is fetched once."""

    def __init__(self, article: Article | None = None):
        self.article = article
        self.actors = Chosen(Actor.objects.current().for_list())
        self.obstacles = Chosen(Obstacle.objects.current())

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
        sections = [(f"section-{s.pk}", short(s)) for s in self.sections]
        return [(FIND, "Find it by its words"), *sections, *parts]

    @property
    def _is_saved(self):
        return self.article is not None and self.article.pk is not None

    def chosen(self, field: forms.Field) -> Chosen:
        return self.obstacles if field.queryset.model is Obstacle else self.actors


class RowForm(PartialDatesForm):
    """A row of a page. Its page gives it `choices`; alone on a page it makes its own."""

    once = ""  # the field of which no two rows of a page hold the same
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

    def get_queryset(self):
        """For a page that is shown again: each row at the place at which it was sent."""
        if self.is_bound and "forms" in self.__dict__:
            return [form.instance for form in self.initial_forms]
        return super().get_queryset()

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
            # Deleted by somebody else, and kept all the same: what was typed becomes a new row.
            lost = form.instance._state.adding and form not in self.deleted_forms
            if lost and form.has_changed():
                saved.append(self.save_new(form, commit=commit))
        return saved
