"""The rows of a page as they were sent, to be put in another order, added to and left out."""

from dataclasses import dataclass, field

from django.http import QueryDict

from .values import is_key


@dataclass(eq=False)
class SentRow:
    """One row; the names of its fields have no prefix here."""

    fields: dict[str, list[str]] = field(default_factory=dict)

    def first(self, name: str) -> str:
        values = self.fields.get(name) or [""]
        return values[-1]

    @property
    def pk(self) -> int | None:
        return int(self.first("id")) if is_key(self.first("id")) else None

    @property
    def is_deleted(self) -> bool:
        return bool(self.first("DELETE"))

    def delete(self, is_deleted: bool = True):
        self.fields["DELETE"] = ["on"] if is_deleted else []


class SentRows:
    """What was sent of one formset. `old` rows were there before, `new` ones were added."""

    def __init__(self, posted: QueryDict, prefix: str, old: int, total: int):
        self.prefix = prefix
        numbered: dict[int, SentRow] = {}
        for key in posted:
            number, _, name = key.removeprefix(f"{prefix}-").partition("-")
            if self._is_of_a_row(key) and name and int(number) < total:
                row = numbered.setdefault(int(number), SentRow())
                row.fields[name] = posted.getlist(key)
        old = min(old, total)
        self.old = [numbered.pop(number, SentRow()) for number in range(old)]
        self.new = [row for _, row in sorted(numbered.items())]

    def write(self, posted: QueryDict):
        for key in [key for key in posted if self._is_of_a_row(key)]:
            del posted[key]
        rows = [*self.old, *self.new]
        for number, row in enumerate(rows):
            for name, values in row.fields.items():
                if values:
                    posted.setlist(f"{self.prefix}-{number}-{name}", values)
        posted[f"{self.prefix}-INITIAL_FORMS"] = str(len(self.old))
        posted[f"{self.prefix}-TOTAL_FORMS"] = str(len(rows))

    def _is_of_a_row(self, key: str) -> bool:
        number = key.removeprefix(f"{self.prefix}-").partition("-")[0]
        return key.startswith(f"{self.prefix}-") and is_key(number)
