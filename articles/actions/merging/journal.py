"""Writes that can be taken back: each is noted with what was there before.

`Journal.entries` is plain JSON, a list of

    {"model": "articles.quote", "rows": [3, 1, 5], "before": {"speaker_id": 7},
     "after": {"speaker_id": 4}, "relation": "quote.speaker"}
    {"model": "articles.appearance", "removed": [{"id": 9, …}], "beside": [8]}
    {"model": "articles.actorname", "made": [12]}

Ids are noted as the steps from one to the next. `beside`: the rows that stood in for the removed.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import accumulate, pairwise

from django.apps import apps
from django.db.models import ForeignKey, Model

AT_ONCE = 900  # ids in one statement


class Journal:
    def __init__(self, entries: list[dict] | None = None):
        self.entries = [] if entries is None else entries

    # Writing

    def change(
        self, model: type[Model], pks: Iterable, *, before: Mapping, after: Mapping,
        relation: str = "",
    ) -> None:  # fmt: skip
        """Rows that have the values `before` get those `after`, by column (`speaker_id`)."""
        pks = sorted(pks)
        if not pks:
            return
        _write(model, pks, after)
        if key := after.get(model._meta.pk.attname):  # the row has another id from now on
            pks = [key]
        entry = {"rows": packed(pks), "before": plain(before), "after": plain(after)}
        self._note(model, entry | ({"relation": relation} if relation else {}))

    def remove(self, model: type[Model], pks: Iterable, *, beside: Iterable = ()) -> None:
        """Rows to which nothing leads. `beside`, one for each: the row that stands in for it."""
        pks = list(pks)
        if not pks:
            return
        columns = [field.attname for field in model._meta.concrete_fields]
        found = {}
        for some in in_parts(pks):
            rows = model._base_manager.filter(pk__in=some)
            found |= {row[model._meta.pk.attname]: plain(row) for row in rows.values(*columns)}
            rows._raw_delete(rows.db)
        self._note(model, {"removed": [found[pk] for pk in pks], "beside": list(beside)})

    def make(self, row: Model) -> None:
        row.save()
        self._note(type(row), {"made": [row.pk]})

    def _note(self, model, entry):
        self.entries.append({"model": model._meta.label_lower} | entry)

    # Taking back

    def take_back(self, *, spared: Mapping[str, set] | None = None) -> None:
        """Undo the writes, the last one first, as far as the rows are as it has left them.

        `spared`: relation -> ids of rows that must not move back.
        """
        for entry in reversed(self.entries):
            model = model_of(entry)
            if model is None:
                continue
            if "made" in entry:
                model._base_manager.filter(pk__in=entry["made"]).delete()
            elif "removed" in entry:
                _make_again(model, entry)
            else:
                pks = set(unpacked(entry["rows"])) - (spared or {}).get(
                    entry.get("relation"), set()
                )
                before, after = typed(model, entry["before"]), typed(model, entry["after"])
                _write(model, sorted(pks), before, only=after)

    def standing(self, entry: dict) -> set:
        """The ids of a change's rows that are as it has left them."""
        model, found = model_of(entry), set()
        if model is not None:
            after = typed(model, entry["after"])
            for some in in_parts(unpacked(entry["rows"])):
                rows = model._base_manager.filter(pk__in=some, **after)
                found.update(rows.values_list("pk", flat=True))
        return found


def model_of(entry: dict) -> type[Model] | None:
    """None if there is no such table any more."""
    try:
        return apps.get_model(entry["model"])
    except LookupError:
        return None


def restorable(model: type[Model], entry: dict) -> list[Model]:
    """The removed rows that can be there again: what they lead to is, and so is what stood in."""
    rows = [model(**typed(model, values)) for values in entry["removed"]]
    if entry["beside"]:
        standing = existing(model, entry["beside"])
        rows = [row for row, pk in zip(rows, entry["beside"], strict=True) if pk in standing]
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey):
            wanted = {getattr(row, field.attname) for row in rows} - {None}
            there = existing(field.related_model, wanted) | {None}
            rows = [row for row in rows if getattr(row, field.attname) in there]
    return rows


def existing(model: type[Model], pks: Iterable) -> set:
    found = set()
    for some in in_parts(sorted(pks)):
        found.update(model._base_manager.filter(pk__in=some).values_list("pk", flat=True))
    return found


def _make_again(model, entry):
    """With their old ids; one whose place was taken in the meantime is left out."""
    rows = restorable(model, entry)
    model._base_manager.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE // 10)


def _write(model, pks, values, *, only: Mapping | None = None):
    for some in in_parts(pks):
        model._base_manager.filter(pk__in=some, **(only or {})).update(**values)


def in_parts(pks: Iterable) -> Iterator[list]:
    pks = list(pks)
    return (pks[start : start + AT_ONCE] for start in range(0, len(pks), AT_ONCE))


def packed(pks: Iterable[int]) -> list[int]:
    """Sorted ids as the steps from one to the next: 12, 15, 16 is 12, 3, 1."""
    return [later - one for one, later in pairwise([0, *sorted(pks)])]


def unpacked(steps: Iterable[int]) -> list[int]:
    return list(accumulate(steps))


def plain(values: Mapping) -> dict:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def typed(model: type[Model], values: Mapping) -> dict:
    """The same from JSON: days are days again."""
    return {name: model._meta.get_field(name).to_python(value) for name, value in values.items()}
