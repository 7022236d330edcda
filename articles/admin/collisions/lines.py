"""One difference between two editors: what was, what the other one saved, what was typed here."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from articles.text.differences import (
    Difference,
    Piece,
    changed_words,
    differences,
    joined,
    left_alone,
)

from .sent import SentRow
from .values import Sent

By = Literal["both", "them", "you"]
THEIRS, MINE, BOTH = "theirs", "mine", "both"
FOLLOW = "follow"  # theirs, which stands in the form already, or what is typed over it there
CHOICES = {THEIRS, MINE, BOTH, FOLLOW}
SHORT = 300  # characters: a text that is shown whole


@dataclass(kw_only=True)
class Line:
    """`rebase` changes the form that is shown again, `apply` the one that is saved."""

    key: str
    label: str
    place: str = ""  # the row of the page that it is a field of
    by: By
    choice: str = ""
    was: str | None  # None: that version is not kept
    theirs: str
    yours: str
    row: SentRow = field(repr=False)

    is_row = False

    @property
    def name(self) -> str:
        return f"take-{self.key}"

    @property
    def is_undecided(self) -> bool:
        return not self.choice

    @property
    def theirs_value(self) -> str:
        return FOLLOW if self.by == "them" else THEIRS

    @property
    def takes_theirs(self) -> bool:
        return self.choice in (THEIRS, FOLLOW)

    @property
    def takes_mine(self) -> bool:
        return self.choice == MINE

    @property
    def takes_both(self) -> bool:
        return self.choice == BOTH

    def rebase(self):
        raise NotImplementedError

    def apply(self):
        raise NotImplementedError

    # Showing

    @property
    def was_shown(self) -> list[Difference]:
        if self.is_row or is_short(self.was):
            return whole(self.was)
        return list(left_alone(self.was, (self.theirs, self.yours)))

    @property
    def theirs_shown(self) -> list[Difference]:
        return self._marked(self.theirs)

    @property
    def yours_shown(self) -> list[Difference]:
        return self._marked(self.yours)

    def _marked(self, words: str) -> list[Difference]:
        if self.was is None or self.is_row:
            return whole(words)
        if is_short(self.was) and is_short(words):
            return [Difference(pieces=tuple(changed_words(self.was, words)))] if words else []
        return list(differences(self.was, words))


def is_short(words: str) -> bool:
    return "\n" not in words or len(words) <= SHORT


def whole(words: str) -> list[Difference]:
    return [Difference(pieces=(Piece("same", words),))] if words else []


@dataclass(kw_only=True)
class FieldLine(Line):
    sent_was: Sent | None
    sent_theirs: Sent
    is_text: bool = False
    is_rebased: bool = False  # theirs stands in the form already

    def rebase(self):
        if self.by == "them":
            self.row.fields |= self.sent_theirs

    def apply(self):
        if self.takes_mine and self.is_rebased:
            self.row.fields |= self.sent_was
        elif self.takes_theirs:
            self.row.fields |= self.sent_theirs
        elif self.takes_both:
            [name] = self.sent_theirs
            self.row.fields[name] = [self.both]

    @cached_property
    def both(self) -> str | None:
        """Both changes together, where they do not touch the same paragraphs."""
        if self.by != "both" or self.was is None or not self.is_text:
            return None
        return joined(self.was, self.theirs, self.yours)


class RowLine(Line):
    """A whole row of the page."""

    is_row = True

    def rebase(self):
        pass


@dataclass(kw_only=True)
class GoneLine(RowLine):
    """A row that the other one has deleted; kept all the same, it comes back as a new row."""

    rows: list[SentRow] = field(repr=False)
    can_delete: bool = True

    def rebase(self):
        if self.by == "them":
            if self.can_delete:
                self.row.delete(not self.takes_mine)
            else:
                self.rows.remove(self.row)

    def apply(self):
        if self.takes_mine:
            self.row.delete(False)
        elif self.row in self.rows:
            self.rows.remove(self.row)


@dataclass(kw_only=True)
class DeletedLine(RowLine):
    """A row that is deleted here, and that the other one has changed."""

    sent_theirs: Sent

    def apply(self):
        if self.takes_theirs:
            self.row.delete(False)
            self.row.fields |= self.sent_theirs


@dataclass(kw_only=True)
class AddedLine(RowLine):
    """A row that the other one has added."""

    def apply(self):
        if self.takes_mine:
            self.row.delete()
