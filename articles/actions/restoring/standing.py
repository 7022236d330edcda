"""What stands today for the rows that a snapshot refers to."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model

from articles.models import Tag


class Standing:
    """For an id of then the one of today: its own, that of the row it was merged into, or None."""

    def __init__(self, names: dict[str, dict[str, str]]):
        self._names = names  # of the snapshot
        self._expected: dict[type[Model], set[int]] = defaultdict(set)
        self._today: dict[type[Model], dict[int, int | None]] = defaultdict(dict)

    def expect(self, model: type[Model], ids: Iterable[int | None]):
        """All that are expected when the first is asked for come in one query."""
        self._expected[model].update(set(ids) - {None})

    def today(self, model: type[Model], pk: int | None) -> int | None:
        if pk is None:
            return None
        self._expected[model].add(pk)
        known = self._today[model]
        if wanted := self._expected[model] - known.keys():
            known |= dict.fromkeys(wanted) | _current(model, wanted)
        return known[pk]

    def called(self, model: type[Model], pk: int) -> str:
        """How it was called then."""
        name = self._names.get(model._meta.model_name, {}).get(str(pk))
        return f"“{name}”" if name else f"{model._meta.verbose_name} {pk}"

    def tag_ids(self, names: Iterable[str]) -> list[int]:
        """The ids that tags of those names had then."""
        ids = {name: int(pk) for pk, name in self._names.get("tag", {}).items()}
        self.expect(Tag, ids.values())
        return [ids[name] for name in names]


def _current(model: type[Model], ids: set[int]) -> dict[int, int]:
    rows = model._base_manager.filter(pk__in=ids)
    if hasattr(model, "merged_into"):
        return {pk: into or pk for pk, into in rows.values_list("pk", "merged_into")}
    return {pk: pk for pk in rows.values_list("pk", flat=True)}
