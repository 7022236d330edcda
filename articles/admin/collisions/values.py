"""What the fields of a form send, hold and show, be it what was, what is or what is typed."""

from collections import defaultdict
from collections.abc import Iterable

from django import forms
from django.utils.datastructures import MultiValueDict

from articles.models import Article, Obstacle, Quote

Sent = dict[str, list[str]]  # the names under which a field is sent, with all that is sent
COLUMN = {Article: "headline", Obstacle: "title", Quote: "text"}


def widget_of(field: forms.Field) -> forms.Widget:
    return getattr(field.widget, "widget", field.widget)  # the admin wraps some of them


def names_of(field: forms.Field, name: str) -> list[str]:
    widget = widget_of(field)
    if isinstance(widget, forms.MultiWidget):
        return [name + ending for ending in widget.widgets_names]
    return [name]


def as_sent(field: forms.Field, name: str, value) -> Sent:
    """What a page that holds the value would send, nothing typed."""
    widget, value = widget_of(field), field.prepare_value(value)
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"] if value else []}
    if isinstance(widget, forms.MultiWidget):
        parts = zip(names_of(field, name), widget.widgets, widget.decompress(value), strict=True)
        return {one: [part_of.format_value(part) or ""] for one, part_of, part in parts}
    if isinstance(value, list | tuple | set):
        return {name: [str(one) for one in value]}
    shown = widget.format_value(value)
    if isinstance(shown, list):  # what a select shows
        return {name: [str(one) for one in shown]}
    return {name: ["" if shown is None else str(shown)]}


def is_same(field: forms.Field, name: str, value, sent: Sent) -> bool:
    """Whether what was sent says the same as the value."""
    if plain(as_sent(field, name, value)) == plain(sent):
        return True
    return not field.has_changed(value, raw(field, name, sent))


def plain(sent: Sent) -> dict[str, list[str]]:
    """Without what only browsers add: other line ends, an empty text for no text."""
    return {
        name: sorted(one.replace("\r\n", "\n") for one in values if one != "")
        for name, values in sent.items()
    }


def raw(field: forms.Field, name: str, sent: Sent):
    return widget_of(field).value_from_datadict(MultiValueDict(sent), {}, name)


class Labels:
    """How the rows that fields choose are called: one query for each kind of them."""

    def __init__(self, names: Iterable[dict], others: dict[str, str]):
        """`names`: of snapshots; `others`: of what is chosen from a list of the page."""
        self._known: dict[str, dict[str, str]] = defaultdict(dict)
        for kinds in names:
            for kind, known in kinds.items():
                self._known[kind] |= known
        self._others = others
        self._wanted = defaultdict(set)

    def expect(self, field: forms.Field, values: Iterable[str]):
        if isinstance(field, forms.ModelChoiceField):
            model = field.queryset.model
            known = self._known[model._meta.model_name]
            wanted = {one for one in values if one not in known and is_key(one)}
            self._wanted[model].update(wanted)

    def known(self, kind: str, key) -> str:
        return self._known[kind].get(str(key), "")

    def _look_up(self):
        for model, keys in self._wanted.items():
            if keys:
                column = COLUMN.get(model, "name")
                rows = model._base_manager.filter(pk__in=keys).values_list("pk", column)
                known = {str(pk): name for pk, name in rows}
                self._known[model._meta.model_name] |= dict.fromkeys(keys, "?") | known
        self._wanted.clear()

    def words(self, field: forms.Field, name: str, sent: Sent) -> str:
        """What was sent, to be read."""
        if isinstance(widget_of(field), forms.CheckboxInput):
            return "yes" if raw(field, name, sent) else "no"
        values = [value for one in sent.values() for value in one if value != ""]
        if isinstance(field, forms.ModelChoiceField):
            self._look_up()
            known = self._known[field.queryset.model._meta.model_name]
            return ", ".join(known.get(value, value) for value in values)
        if isinstance(field, forms.ChoiceField):
            labels = {str(key): str(label) for key, label in field.choices}
            return ", ".join(labels.get(one) or self._others.get(one, one) for one in values)
        return " ".join(values).replace("\r\n", "\n")


def is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18
