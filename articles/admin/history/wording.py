"""What a snapshot says, in the words of the desk."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import DateTimeField, Field, ForeignKey, Model
from django.utils import timezone
from django.utils.formats import date_format

from articles.actions.history import MODELS, PARTS, kept_fields, many_of
from articles.models import (
    ActorName,
    Appearance,
    Article,
    Correction,
    ObstacleReport,
    Proposal,
    Quote,
    QuoteLink,
    Role,
    Section,
)
from articles.text.dates import display

# What only the machine reads.
HIDDEN = {
    Article: {"source_sha256", "issued_until", "issued_precision"},
    Section: {"position", "anchor"},
    Quote: {"start", "said_on_precision"},
    ObstacleReport: {"start", "reported_on_precision"},
    Proposal: {"start", "confidence", "continues", "quote", "report", "correction", "decided_by"}
    | {"decided_at", "part", "section"},
    ActorName: {"article", "is_main"},
    Role: {"article", "start_precision", "end_precision"},
}
INSIDE = {
    Section: "sections",
    Quote: "quotes",
    ObstacleReport: "reports",
    Correction: "corrections",
}
CALLED = ("heading", "text", "name", "title", "note")
LABELS = {
    "issued_on": "Issued",
    "about": "About",
    "laid_by": "Laid by",
    "faced_by": "Faced by",
    "parties": "Parties",
}
HEADINGS = {ActorName: "Names", ObstacleReport: "Reports", Appearance: "Actors appearing"}
LONGEST_CALL = 80


@dataclass(frozen=True, slots=True)
class Said:
    """One field of a row: a text, or `items`, which are several."""

    name: str
    label: str
    text: str = ""
    items: tuple[str, ...] = field(default=())

    @property
    def shown(self) -> str:
        return self.text or ", ".join(self.items)


class Wording:
    """Finds the words for the values of one snapshot. No queries: names were kept with it."""

    def __init__(self, noun: str, snapshot: dict):
        self.model = MODELS[noun]
        self.snapshot = snapshot
        self.names = snapshot["names"]

    def fields(self) -> list[Said]:
        return list(self.row(self.model, self.snapshot["fields"]))

    def parts(self) -> Iterator[tuple[str, type[Model], list[dict]]]:
        """(key, model, rows) of each part."""
        for parts in PARTS.get(self.model, ()):
            relation = self.model._meta.get_field(parts.name)
            yield parts.name, relation.related_model, self.snapshot["rows"].get(parts.name, [])

    def row(self, model: type[Model], values: dict) -> Iterator[Said]:
        """The fields of a row in the order of the model, then what it has many of."""
        hidden = HIDDEN.get(model, set())
        for column in kept_fields(model):
            if column.name in values and column.name not in hidden:
                yield Said(column.name, label_of(column), self.value(column, values))
        for many in many_of(model):
            names = [self.name_of(many.related_model, pk) for pk in values.get(many.name, ())]
            yield Said(many.name, label_of(many), items=tuple(names))
        if "tags" in values:
            yield Said("tags", "Tags", items=tuple(values["tags"]))

    def value(self, column: Field, values: dict) -> str:
        value = values[column.name]
        if value in (None, "", {}, []):
            return ""
        if isinstance(column, ForeignKey):
            return self.name_of(column.related_model, value)
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(column, DateTimeField):
            return date_format(timezone.localtime(column.to_python(value)), "j F Y, H:i")
        if isinstance(value, dict):
            return "\n".join(f"{key}: {_listed(value[key])}" for key in value if value[key])
        return _partial_date(column, values) or str(value)

    def name_of(self, model: type[Model], pk: int) -> str:
        if model in INSIDE:
            rows = self.snapshot["rows"].get(INSIDE[model], [])
            if row := next((row for row in rows if row["pk"] == pk), None):
                return self.call(model, row)
        name = self.names.get(model._meta.model_name, {}).get(str(pk), "")
        name = shortened(name) if model is Quote else name
        return name or f"{model._meta.verbose_name} {pk}"

    def call(self, model: type[Model], row: dict) -> str:
        """How a row of a part is called."""
        if "actor" in row and model not in (ActorName, Role, Proposal):
            return self.name_of(model._meta.get_field("actor").related_model, row["actor"])
        if model is QuoteLink:
            return f"{row['kind']} “{self.name_of(Quote, row['other'])}”"
        if model is Section and not row["heading"]:
            return str(dict(Section._meta.get_field("kind").flatchoices)[row["kind"]])
        words = next((row[name] for name in CALLED if row.get(name)), "")
        return shortened(words)


def shortened(words: str) -> str:
    return words if len(words) <= LONGEST_CALL else f"{words[: LONGEST_CALL - 1]}…"


def label_of(column: Field) -> str:
    return LABELS.get(column.name) or capitalised(column.verbose_name)


def heading_of(model: type[Model]) -> str:
    return HEADINGS.get(model) or capitalised(model._meta.verbose_name_plural)


def capitalised(words) -> str:
    """Unlike str.capitalize it leaves the rest as it is: Wikidata, PDF."""
    return str(words)[:1].upper() + str(words)[1:]


def _partial_date(column: Field, values: dict) -> str:
    """A date as far as it is known."""
    name = "issued" if column.name == "issued_on" else column.name
    precision = values.get(f"{name}_precision")
    if not precision:
        return ""
    first = column.to_python(values[column.name])
    last = column.to_python(values.get("issued_until") or values[column.name])
    return display(first, last, precision)


def _listed(value) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
