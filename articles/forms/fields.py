"""Fields whose cleaned value is ready for use."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError

from articles.models import Actor, Revision
from articles.models.mergeable import Mergeable
from articles.text.dates import parse_partial
from articles.text.tags import LONGEST_TAG, parse_tags

LONGEST_WHY = Revision._meta.get_field("why").max_length


class TextBox(forms.Textarea):
    """Browsers send each line end as two characters; the text keeps the one that it had."""

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class WhyField(forms.CharField):
    """What a change is for: it explains a change and is none."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"class": "vLargeTextField", "autocomplete": "off"})
        super().__init__(
            required=False, label="What for", max_length=LONGEST_WHY, widget=widget,
            help_text="For your colleagues: it stands in the history.", **kwargs,
        )  # fmt: skip

    def has_changed(self, initial, data):
        return False


class PartialDateField(forms.CharField):
    """2031, 2031-03 or 2031-03-12, also with the month's name; cleans to a PartialDate or None."""

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
    """One of many rows: `offered` are those near at hand. Cleans to the row or None."""

    def __init__(self, offered: Iterable, chosen: "Chosen", *, but=None, **kwargs):
        self.rows = [row for row in offered if row.pk != but]
        self.chosen = chosen
        self.but = but
        self.picked = None  # what the form holds now: offered too, wherever it stands
        super().__init__(
            choices=self.options,
            coerce=chosen.get,
            **{"required": False, "empty_value": None} | kwargs,
        )

    def options(self) -> list[tuple[str, str]]:
        rows = {row.pk: row for row in self.rows}
        if picked := self.chosen.get(self.picked):
            rows.setdefault(picked.pk, picked)
        return [("", "—"), *((str(pk), short(row)) for pk, row in rows.items())]

    def valid_value(self, value):
        row = self.chosen.get(value)
        return row is not None and row.pk != self.but

    def has_changed(self, initial, data):
        return str(initial or "") != str(data or "")


class Chosen:
    """The rows that the fields of a page have chosen: all that are expected come in one query."""

    def __init__(self, queryset):
        self.queryset = queryset
        self.expected: set[int] = set()
        self.rows: dict[int, object] = {}

    def expect(self, keys: Iterable):
        self.expected.update(pk for key in keys if (pk := as_pk(key)) is not None)

    def get(self, key):
        """The row, or None if there is none."""
        pk = as_pk(key)
        if pk is None:
            return None
        self.expected.add(pk)
        if wanted := self.expected - self.rows.keys():
            self.rows |= dict.fromkeys(wanted) | self._found(wanted)
        return self.rows[pk]

    def _found(self, wanted: set[int]) -> dict[int, object]:
        """What was merged since the page was drawn is found as the row that stayed."""
        found = self.queryset.in_bulk(wanted)
        missing = wanted - found.keys()
        if missing and issubclass(self.queryset.model, Mergeable):
            merged = self.queryset.model._base_manager.filter(pk__in=missing)
            led = dict(merged.exclude(merged_into=None).values_list("pk", "merged_into"))
            stayed = self.queryset.in_bulk(set(led.values())) if led else {}
            found |= {pk: stayed.get(other) for pk, other in led.items()}
        return found


class ChosenField(forms.ModelChoiceField):
    """A choice of a row, found also by the id of one that was merged into it.

    In a row of a page, `chosen` spares it its own queries.
    """

    chosen: Chosen | None = None

    def to_python(self, value):
        if value in self.empty_values:
            return None
        row = (self.chosen or Chosen(self.queryset)).get(value)
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
        if not isinstance(value, list | tuple):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        chosen = self.chosen or Chosen(self.queryset)
        chosen.expect(value)
        rows = [(key, chosen.get(key)) for key in dict.fromkeys(value)]
        for key, row in rows:
            if row is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": key},
                )
        return list(dict.fromkeys(row for _, row in rows))


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


def as_pk(key) -> int | None:
    """The id that was sent, or None if it can be none."""
    text = str(getattr(key, "pk", key))
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None


def short(row) -> str:
    text = str(row)
    return text if len(text) <= 60 else f"{text[:59]}…"
