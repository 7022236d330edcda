"""Fields, parts and many-to-many rows put back as a snapshot has them."""

from collections.abc import Callable, Iterable

from django.db.models import ForeignKey, Model

from articles.actions.history import kept_fields, many_of
from articles.models import Appearance, Article
from articles.models.copies import ArticleCopies

from .standing import Standing


class Restoring:
    """One row being restored. `problems` tells what could not be as it was."""

    def __init__(self, row: Model, snapshot: dict):
        self.row = row
        self.snapshot = snapshot
        self.standing = Standing(snapshot["names"])
        self.problems: list[str] = []
        self.inside: dict[type[Model], set[int]] = {}  # what the snapshot itself brings, by id
        self.put: dict[str, list[dict]] = {}  # the kept rows that are there again, by part

    # Values

    def values_of(self, model: type[Model], kept: dict, label: str) -> dict | None:
        """Column values; None where the row cannot be without something that is gone."""
        values = {}
        for field in kept_fields(model):
            if field.name not in kept:  # the field is younger than the snapshot
                continue
            value = kept[field.name]
            if not isinstance(field, ForeignKey):
                values[field.attname] = field.to_python(value)
                continue
            values[field.attname] = self.today(field, value)
            if value is not None and values[field.attname] is None:
                called = self.standing.called(field.related_model, value)
                gone = f"{label}: {field.verbose_name} {called} is no longer here"
                if not field.null:
                    self.tell(f"{gone}, so it was left out.")
                    return None
                self.tell(f"{gone} and was left out.")
        return values

    def today(self, field: ForeignKey, pk: int | None) -> int | None:
        target = field.related_model
        if target in self.inside:
            return pk if pk in self.inside[target] else None
        return self.standing.today(target, pk)

    def tell(self, problem: str):
        if problem not in self.problems:
            self.problems.append(problem)

    def set_fields(self, *, stay: Iterable[str]):
        """On the row, unsaved; `stay` names fields that are not taken back."""
        kept = {name: value for name, value in self.snapshot["fields"].items() if name not in stay}
        label = self.row._meta.verbose_name.capitalize()
        for name, value in (self.values_of(type(self.row), kept, label) or {}).items():
            setattr(self.row, name, value)

    # Parts

    def expect(self, *names: str):
        """Look up what these parts refer to all at once."""
        for name in names:
            model = self.row._meta.get_field(name).related_model
            for field in (*kept_fields(model), *many_of(model)):
                for kept in self.snapshot["rows"][name]:
                    value = kept.get(field.name)
                    ids = value if isinstance(value, list) else [value]
                    if field.is_relation:
                        self.standing.expect(field.related_model, ids)

    def remove_added(self, name: str, *, unless: Callable[[Model], bool] = lambda row: False):
        """Delete the rows of a part that the snapshot does not know."""
        known = {kept["pk"] for kept in self.snapshot["rows"][name]}
        rows = getattr(self.row, name).all()
        added = [row.pk for row in rows if row.pk not in known and not unless(row)]
        rows.model._base_manager.filter(pk__in=added).delete()

    def put_back(self, name: str, *, unless: Callable[[Model], bool] = lambda row: False):
        """Write the rows of a part as they were, under their ids; those with `unless` stay."""
        relation = self.row._meta.get_field(name)
        model, parent = relation.related_model, relation.field.name
        kept_rows = self.snapshot["rows"][name]
        ids = [kept["pk"] for kept in kept_rows]
        there = model._base_manager.in_bulk(ids)
        new, changed = [], []
        self.put[name] = []
        for kept in kept_rows:
            row = there.get(kept["pk"]) or model(pk=kept["pk"])
            is_mine = kept["pk"] not in there or getattr(row, f"{parent}_id") == self.row.pk
            values = self.values_of(model, kept, label_of(model, kept)) if is_mine else None
            if values is None or (kept["pk"] in there and unless(row)):
                continue
            self.put[name].append(kept)
            before = dict(vars(row))
            setattr(row, parent, self.row)
            for column, value in values.items():
                setattr(row, column, value)
            fill_derived(row, self.row)
            if kept["pk"] not in there:
                new.append(row)
            elif any(before.get(column) != getattr(row, column) for column in values):
                changed.append(row)
        model._base_manager.bulk_create(new)
        columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        model._base_manager.bulk_update(changed, columns)
        if model in self.inside:
            self.inside[model] = {kept["pk"] for kept in self.put[name]}

    # Many to many

    def put_back_many(self, name: str):
        """The many-to-many rows and tags of the rows of a part that were put back."""
        relation = self.row._meta.get_field(name)
        self._put_pairs(relation.related_model, relation.field.name, self.put[name])

    def put_back_own_many(self):
        fields = self.snapshot["fields"]
        self._put_pairs(type(self.row), "pk", [{"pk": self.row.pk, **fields}])

    def _put_pairs(self, model: type[Model], parent: str, kept_rows: list[dict]):
        for field in many_of(model):
            wanted = {
                (kept["pk"], other) for kept in kept_rows for other in kept.get(field.name, ())
            }
            source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
            self._write_pairs(field.remote_field.through, source, target, parent, wanted)
        if hasattr(model, "tags"):
            through = model._meta.get_field("tags").remote_field.through
            wanted = {
                (kept["pk"], tag)
                for kept in kept_rows
                for tag in self.standing.tag_ids(kept.get("tags", ()))
            }
            self._write_pairs(through, "content_object", "tag", parent, wanted)

    def _write_pairs(self, through, source: str, target: str, parent: str, wanted: set):
        model = through._meta.get_field(target).related_model
        self.standing.expect(model, (other for _, other in wanted))
        pairs = set()
        for one, other in sorted(wanted):
            if today := self.standing.today(model, other):
                pairs.add((one, today))
            else:
                called = self.standing.called(model, other)
                noun = model._meta.verbose_name.capitalize()
                self.tell(f"{noun} {called} is no longer here and was left out.")
        rows = through._base_manager.filter(**{f"{source}__{parent}": self.row.pk})
        there = {(one, other): pk for pk, one, other in rows.values_list("pk", source, target)}
        through._base_manager.filter(pk__in=[there[p] for p in there.keys() - pairs]).delete()
        new = [
            through(**{f"{source}_id": one, f"{target}_id": other})
            for one, other in sorted(pairs - there.keys())
        ]
        for row in new:
            fill_derived(row, self.row)
        through._base_manager.bulk_create(new)


def fill_derived(row: Model, parent: Model):
    """What `save` would fill; bulk writes call it before they write."""
    if hasattr(row, "fill_derived"):
        row.fill_derived()
    elif isinstance(row, ArticleCopies) and isinstance(parent, Article):
        row.copy_article(parent)


def label_of(model: type[Model], kept: dict) -> str:
    """A row of a snapshot, for a sentence."""
    words = kept.get("text") or kept.get("heading") or kept.get("name") or kept.get("title") or ""
    noun = model._meta.verbose_name.capitalize()
    if model is Appearance:
        return noun
    return f"{noun} “{words if len(words) <= 60 else words[:59] + '…'}”" if words else noun
