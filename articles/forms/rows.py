"""Rows of a page, many of them for the price of a few queries."""

from functools import cached_property

from django import forms
from django.core.paginator import Page, Paginator
from django.forms.models import BaseInlineFormSet

from articles.choices import Part
from articles.models import Actor, Article, Obstacle, Quote, Section

from .fields import Chosen, ChosenField, ChosenManyField, PickField, as_pk, short
from .shared import PartialDatesForm

FIND = "find"
NEAR = 25  # quotes that a row may choose from at once
CHOSEN = (ChosenField, ChosenManyField)


class PageChoices:
    """What the rows of an article's page choose from: each list is fetched once."""

    def __init__(self, article: Article | None = None, beside: Quote | None = None):
        self.article = article
        self.beside = beside
        self.actors = Chosen(Actor.objects.current().for_list())
        self.obstacles = Chosen(Obstacle.objects.current())
        quotes = self._all_quotes
        self.any_quote = Chosen(quotes)
        self.any_first_stretch = Chosen(quotes.filter(continues=None))
        self.anywhere = Chosen(Quote.objects.heads().for_choice())

    @cached_property
    def sections(self) -> list[Section]:
        return list(self.article.sections.defer("body")) if self._is_saved else []

    @cached_property
    def quotes(self) -> list[Quote]:
        """The quotes near at hand: those that the page shows, once it has fetched them."""
        rows = self._all_quotes.order_by("pk")
        if self.beside:
            return list(rows.filter(pk__lte=self.beside.pk).reverse()[:NEAR])[::-1]
        return list(rows[:NEAR])

    @property
    def first_stretches(self) -> list[Quote]:
        return [quote for quote in self.quotes if quote.continues_id is None]

    @property
    def _all_quotes(self):
        rows = (
            Quote.objects.filter(article=self.article) if self._is_saved else Quote.objects.none()
        )
        return rows.only("text", "continues", "article")

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        parts = [(part.value, part.label) for part in Part if part != Part.SECTION]
        sections = [(f"section-{s.pk}", short(s)) for s in self.sections]
        return [(FIND, "Find it by its words"), *sections, *parts]

    @property
    def _is_saved(self):
        return self.article is not None and self.article.pk is not None

    def chosen(self, field: forms.Field) -> Chosen:
        others = {Obstacle: self.obstacles, Quote: self.anywhere}
        return others.get(field.queryset.model, self.actors)


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
        return {name: field for name, field in self.fields.items() if isinstance(field, CHOSEN)}

    def expect_chosen(self):
        """Tell the page's choices what this row needs, so that all rows' come in one query."""
        for name, field in self.fields.items():
            if not isinstance(field, (*CHOSEN, PickField)):
                continue
            value = self[name].data if self.is_bound else self.get_initial_for_field(field, name)
            field.chosen.expect(value if isinstance(value, list | tuple) else [value])
            if isinstance(field, PickField):
                field.picked = value

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
    """Rows whose page costs the same number of queries however many they are.

    With `per_page` it shows one page of them, the one that `asked` names. What is sent is looked
    up by its ids among all rows of the parent, on whichever page they stand by now.
    """

    is_table = False  # its fields stand in columns, and have no label beside them
    per_page: int | None = None
    asked = ""  # a number, or "last"; anything else is the first

    @cached_property
    def forms(self):
        forms_of_rows = super().forms
        for form in forms_of_rows:
            form.expect_chosen()
        return forms_of_rows

    # Which rows

    @cached_property
    def keys(self) -> list[int]:
        """The ids of all rows of the parent, in the order shown."""
        return list(super().get_queryset().values_list("pk", flat=True))

    @cached_property
    def shown_page(self) -> Page:
        """The page asked for, of `keys`."""
        pages = Paginator(self.keys, self.per_page or max(1, len(self.keys)))
        return pages.get_page(pages.num_pages if self.asked == "last" else self.asked)

    @cached_property
    def shown_rows(self) -> list:
        """The rows of the page; of what was sent, the rows that are still there."""
        rows = super().get_queryset()
        if not self.is_bound and self.per_page is None:
            return list(rows)
        keys = self._sent_keys if self.is_bound else self.shown_page.object_list
        found = rows.in_bulk(keys)
        return [found[key] for key in keys if key in found]

    @property
    def _sent_keys(self) -> list[int]:
        name = self.model._meta.pk.name
        number = min(self.initial_form_count(), self.absolute_max)
        sent = (self.data.get(f"{self.add_prefix(i)}-{name}") for i in range(number))
        return [pk for key in sent if (pk := as_pk(key))]

    def get_queryset(self):
        """For a page that is shown again: each row at the place at which it was sent."""
        if not self.is_bound:
            return self.shown_rows
        if "forms" in self.__dict__:
            return [form.instance for form in self.initial_forms]
        return super().get_queryset()

    @cached_property
    def _sent_rows(self) -> dict:
        return {row.pk: row for row in self.shown_rows}

    def _existing_object(self, pk):
        return self._sent_rows.get(pk)

    # Each form

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
        if self.is_table:
            label_cells(form)

    # All of them

    def clean(self):
        super().clean()
        if self.form.once:
            self._refuse_twice(self.form.once)

    def _refuse_twice(self, once: str):
        """The formset has compared the rows of this page; here they meet those of the others."""
        typed = {
            form.cleaned_data.get(once): form
            for form in self.forms
            if form.has_changed() and form not in self.deleted_forms
        }
        typed.pop(None, None)
        if not typed:
            return
        rows = super().get_queryset().filter(**{f"{once}__in": typed})
        for row in rows.exclude(pk__in=self._sent_rows):
            value = getattr(row, once)
            typed[value].add_error(once, f"“{value}” is here already, on another page of rows.")

    def save_existing_objects(self, commit=True):
        saved = super().save_existing_objects(commit)
        for form in self.initial_forms:
            # Deleted by somebody else, and kept all the same: what was typed becomes a new row.
            lost = form.instance._state.adding and form not in self.deleted_forms
            if lost and form.has_changed():
                saved.append(self.save_new(form, commit=commit))
        return saved


def label_cells(form: forms.BaseForm):
    """What a table's head says to the eye, said of each field to a screen reader."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)  # some are wrapped by the admin
        label = field.label or name.replace("_", " ").capitalize()
        widget.attrs = {"aria-label": str(label)} | (widget.attrs or {})
