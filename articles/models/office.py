"""The office that a speaker held when words were said, beside the one printed."""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from articles.choices import Precision
from articles.text.dates import last_day
from articles.text.folding import fold
from articles.text.offices import is_calling, is_lost, may_be_over

from .actor import Role

MOST_TOLD = 3
_GOING_ON = (" ", ",")  # as a sentence that the printed words have begun


@dataclass(frozen=True)
class RoleThen:
    """`held`: roles with dates that can include the day. Roles without any are told of no day.

    `ended`: of the printed office, where it was over before the day. `differs`: what is printed is
    not what is known.
    """

    held: tuple[Role, ...] = ()
    ended: Role | None = None
    tell: Callable[[], str] = str
    differs: bool = False

    @cached_property
    def said_behind(self) -> str:
        """What is said behind the printed role: " of Ostrany, in office since 2029", "; at the
        time: …", perhaps nothing. Exports, which need none, do not wait for it."""
        told = self.tell()
        return told if not told or told.startswith(_GOING_ON) else f"; {told}"

    @property
    def goes_on(self) -> bool:
        """Whether it goes on from the printed role, as one sentence."""
        return self.said_behind.startswith(_GOING_ON)

    @property
    def told(self) -> str:
        """The same as a line of its own."""
        return self.said_behind.lstrip(" ,;")

    @property
    def offices(self) -> str:
        return "; ".join(role.office for role in self.held)


NOTHING_KNOWN = RoleThen()


def said_between(
    said_on: date | None, precision: str, issued_on: date | None, issued_until: date | None
) -> tuple[date, date] | None:
    """First and last day on which words can have been said; None where nothing tells it."""
    if said_on:
        return said_on, last_day(said_on, precision)
    return (issued_on, issued_until) if issued_on else None


def known_on(day: date, roles: Iterable[Role]) -> list[Role]:
    """What was known of them on that day: of an end that came later nothing."""
    known = [copy(role) for role in roles if not role.start or role.start <= day]
    for role in known:
        if role.end and role.last_day > day:
            role.end, role.end_precision = None, ""
    return known


def role_then(printed: str, days: tuple[date, date] | None, roles: Iterable[Role]) -> RoleThen:
    """What `roles`, all of the speaker's, say of the days on which the words can have been said."""
    if days is None:
        return NOTHING_KNOWN
    roles = list(roles)
    held = tuple(role for role in roles if role.is_dated and role.can_include(*days))
    if not printed:
        return RoleThen(held, tell=partial(_then, held))
    alike = [role for role in roles if role.may_be_called(printed)]
    held_alike = [role for role in held if role in alike]
    if is_lost(printed):
        return RoleThen(held, tell=partial(_then, held_alike, "still"), differs=bool(held_alike))
    if held_alike:
        return RoleThen(held, tell=partial(_agreeing, printed, held_alike))
    if any(not role.is_dated for role in alike):
        return RoleThen(held)
    if not alike and is_calling(printed):
        return RoleThen(held, tell=partial(_then, held))
    ended = [role for role in alike if role.last_day < days[0]]
    if alike:
        tell = partial(_over_or_to_come, ended, alike, held)
        if ended and may_be_over(printed):
            return RoleThen(held, tell=tell)
        return RoleThen(held, ended[-1] if ended else None, tell, differs=True)
    return RoleThen(held, tell=partial(_then, held), differs=bool(held))


def _then(held, when="at the time:") -> str:
    offices = [f"{role.office} ({role.term})" for role in held[:MOST_TOLD]]
    return f"{when} {' and '.join(offices)}" if offices else ""


def _agreeing(printed: str, held: list[Role]) -> str:
    """The printed words are not told again: of "Prime Minister" as much as "of Ostrany, in office
    since 2029"."""
    office, term = held[0].office, held[0].term
    if fold(printed) in {fold(held[0].title), fold(office)}:
        return f", in office {term}"
    begins, rest = office[: len(printed)], office[len(printed) :]
    if fold(begins) == fold(printed) and rest[:1] in (" ", ","):
        return f"{rest}, in office {term}"
    return _then(held[:1])


def _over_or_to_come(ended, alike, held) -> str:
    said = f"the office ended {_on(ended[-1], 'end')}" if ended else _begins(alike[0])
    return "; ".join(filter(None, [said, _then(held)]))


def _begins(role: Role) -> str:
    return f"the office began {_on(role, 'start')}"


def _on(role: Role, edge: str) -> str:
    precise = "on" if getattr(role, f"{edge}_precision") == Precision.DAY else "in"
    return f"{precise} {role.told_day(edge)}"
