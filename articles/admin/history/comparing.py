"""Two snapshots of one row: what is new, what is gone, what is changed, what has moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from django.db.models import Model

from articles.models import Section
from articles.text.differences import Difference, Piece, differences

from .wording import Said, Wording, heading_of


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    kind: Literal["new", "gone", "changed"]
    called: str
    fields: tuple[FieldChange, ...]
    moved: str = ""  # "from place 1 to 2"


@dataclass(frozen=True, slots=True)
class PartChange:
    heading: str
    rows: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    fields: tuple[FieldChange, ...]
    parts: tuple[PartChange, ...]

    def __bool__(self):
        return bool(self.fields or self.parts)


def compare(noun: str, was: dict, now: dict) -> Comparison:
    """Field by field, row by row (matched by id), word by word. No queries."""
    before, after = Wording(noun, was), Wording(noun, now)
    rows_before = {key: rows for key, _, rows in before.parts()}
    parts = []
    for key, model, rows in after.parts():
        changed = tuple(changed_rows(model, before, after, rows_before[key], rows))
        if changed:
            parts.append(PartChange(heading_of(model), changed))
    return Comparison(tuple(changed_fields(before.fields(), after.fields())), tuple(parts))


def changed_fields(was: Iterable[Said], now: Iterable[Said]) -> Iterable[FieldChange]:
    before, after = {said.name: said for said in was}, {said.name: said for said in now}
    for name in {**after, **before}:
        one, other = before.get(name), after.get(name)
        label = (other or one).label
        if ((one and one.shown) or "") != ((other and other.shown) or ""):
            yield FieldChange(label, tuple(_differences(one, other, label)))


def _differences(one: Said | None, other: Said | None, label: str) -> Iterable[Difference]:
    one, other = one or Said("", label), other or Said("", label)
    if one.items or other.items:
        yield Difference(pieces=tuple(changed_items(one.items, other.items)))
    else:
        # With a space after them both, the last word is the same word as one before others.
        yield from differences(one.text and f"{one.text} ", other.text and f"{other.text} ")


def changed_items(was: tuple[str, ...], now: tuple[str, ...]) -> Iterable[Piece]:
    """Names, each gone, new or the same."""
    kinds = [(name, "same" if name in now else "gone") for name in was]
    kinds += [(name, "new") for name in now if name not in was]
    for number, (name, kind) in enumerate(kinds):
        yield Piece(kind, name)
        if number + 1 < len(kinds):
            yield Piece("same", ", ")


def changed_rows(
    model: type[Model], before: Wording, after: Wording, was: list[dict], now: list[dict]
) -> Iterable[RowChange]:
    rows_was, rows_now = {row["pk"]: row for row in was}, {row["pk"]: row for row in now}
    places = moved(list(rows_was), list(rows_now)) if model is Section else {}
    for pk, row in rows_now.items():
        said = after.row(model, row)
        if pk not in rows_was:
            yield RowChange("new", after.call(model, row), tuple(changed_fields((), said)))
            continue
        fields = tuple(changed_fields(before.row(model, rows_was[pk]), said))
        if fields or pk in places:
            yield RowChange("changed", after.call(model, row), fields, places.get(pk, ""))
    for pk, row in rows_was.items():
        if pk not in rows_now:
            said = before.row(model, row)
            yield RowChange("gone", before.call(model, row), tuple(changed_fields(said, ())))


def moved(was: list[int], now: list[int]) -> dict[int, str]:
    """Of the rows that are in both, those that are in another order."""
    before, after = [pk for pk in was if pk in now], [pk for pk in now if pk in was]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {pk for a, _, size in blocks for pk in before[a : a + size]}
    return {
        pk: f"from place {was.index(pk) + 1} to {now.index(pk) + 1}"
        for pk in after
        if pk not in stayed
    }
