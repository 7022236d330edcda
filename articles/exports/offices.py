"""The offices that speakers held when they said it, for many quotes."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import date

from articles.models import Actor, Role
from articles.models.office import role_then, said_between
from articles.querysets.quote import public_roles

from .cells import Once
from .reading import MOST_KEPT


class OfficesThen:
    """The offices that readers may know the speakers to have held, and whether the printed role is
    another: one query for the speakers of a batch who were not met before."""

    def __init__(self):
        self.careers: dict[int, Career | None] = {}
        self.organisations: dict[int, Actor] = {}  # many roles share one

    def __call__(self, speakers, titles, *days):
        self.meet(set(speakers))
        careers = map(self.careers.get, speakers)
        spans = Once(lambda some: said_between(*some)).of(zip(*days, strict=True))
        told = [
            career.told(title, span) if career and span else NOTHING
            for career, title, span in zip(careers, titles, spans, strict=True)
        ]
        return [offices for offices, _ in told], [differs for _, differs in told]

    def meet(self, speakers: set[int]):
        if len(self.careers) > MOST_KEPT:
            self.careers.clear()
            self.organisations.clear()
        if new := [pk for pk in speakers if pk is not None and pk not in self.careers]:
            self.careers |= self.careers_of(new)

    def careers_of(self, speakers: list[int]) -> dict[int, "Career | None"]:
        found = defaultdict(list)
        for role in public_roles(Role, speakers):
            pk = role.organisation_id
            role.organisation = self.organisations.setdefault(pk, role.organisation)
            found[role.actor_id].append(role)
        return {pk: Career(found[pk]) if pk in found else None for pk in speakers}


NOTHING = ("", "")


class Career:
    """What the roles of one speaker tell changes only where one of them begins or has ended."""

    __slots__ = ("known", "last_days", "roles", "starts")

    def __init__(self, roles: list[Role]):
        self.roles = roles
        self.starts = sorted(role.start or date.min for role in roles)
        self.last_days = sorted(role.last_day for role in roles)
        self.known: dict[tuple, tuple] = {}

    def told(self, title: str, span: tuple[date, date]) -> tuple:
        first, last = span
        at = (title, bisect_right(self.starts, last), bisect_left(self.last_days, first))
        if at not in self.known:
            then = role_then(title, span, self.roles)
            is_told = then.offices or then.differs
            self.known[at] = (then.offices, then.differs) if is_told else NOTHING
        return self.known[at]
