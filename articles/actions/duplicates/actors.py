"""Actors that may be the same: by their names, helped by roles and company, never by a last name.

Everything is looked up through an index, and of everything no more than so many rows.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from itertools import product
from operator import or_

from django.db.models import Q

from articles.actions.matching import likely_actors
from articles.choices import ActorKind
from articles.models import Actor, ActorName, NotTheSame, Quote, Role
from articles.text.folding import fold, latin
from articles.text.likeness import (
    Likeness,
    initials_of,
    likeness_of_bodies,
    likeness_of_people,
    without_titles,
)
from articles.text.offices import same_office

from .judging import Judgement
from .pairs import company_of

NAMES = 8  # of an actor
MOST_LIKE = 60  # actors whose names are compared
MOST_CONTAINING = 40
MOST_IN_OFFICE = 200
MOST_WEIGHED = 12  # actors whose roles and company are compared
NEWEST_QUOTES = 200
MOST_PRINTED = 20  # different roles
WORTH_WEIGHING = 25  # of 100, by the names alone

GENERIC = 1  # words of a title that many hold: "analyst"
NAMED = 60  # characters of a role in a line

IS_NO_BODY = {ActorKind.PERSON}
IS_LAND = {ActorKind.COUNTRY}  # and not the bodies that are called after it


def actors_like(actor: Actor, also: Iterable[int] = ()) -> dict[int, Judgement]:
    """The current actors that may be the same, by id; `also` are compared in any case."""
    names = list(actor.names.order_by("-is_main", "pk").values_list("name", flat=True)[:NAMES])
    names = names or [actor.name]
    found = list(dict.fromkeys([*also, *_candidates(actor, names)]))[:MOST_LIKE]
    others = Actor.objects.current().exclude(pk=actor.pk).in_bulk(found)
    their_names = _names_of(others)
    denied = _denied(actor, names, others, their_names)
    judged = {
        pk: Judgement.of(_likeness(actor, names, other, their_names[pk] or [other.name]))
        for pk, other in others.items()
        if pk not in denied
    }
    likeliest = sorted(judged, key=lambda pk: (-judged[pk].score, pk))
    weighed = [
        pk
        for pk in likeliest
        if judged[pk].score >= WORTH_WEIGHING or _has_same_item(actor, others[pk])
    ][:MOST_WEIGHED]
    if not weighed:
        return {}
    known = Known([actor, *(others[pk] for pk in weighed)])
    for pk in weighed:
        known.weigh(judged[pk], actor, others[pk])
    return {pk: judged[pk] for pk in weighed}


# Finding


def _candidates(actor: Actor, names: list[str]) -> Iterable[int]:
    spelled = list(dict.fromkeys([*names, *map(without_titles, names)]))
    for likely in likely_actors(spelled).values():
        yield from likely
    yield from _containing(spelled)
    if actor.kind == ActorKind.PERSON:
        yield from _in_the_same_office(actor, names)
    if actor.wikidata_id:
        same = Actor.objects.filter(wikidata_id=actor.wikidata_id).exclude(wikidata_id="")
        yield from same.order_by("pk").values_list("pk", flat=True)[:MOST_CONTAINING]


def _containing(names: list[str]) -> Iterable[int]:
    """Actors with a name that has all the words of one of these: "Ilsa Marenko-Trask"."""
    sought = {folded for name in names if len(folded := fold(name)) > 2}
    acronyms = set().union(*map(initials_of, names))
    if not sought:
        return []
    is_like = reduce(or_, (Q(folded__matches=folded) for folded in sorted(sought)))
    is_short = Q(folded__among=sorted(acronyms))
    rows = ActorName.objects.filter(actor__merged_into=None)
    for condition in (is_like, is_short) if acronyms else (is_like,):
        found = rows.filter(condition).order_by("-pk").values_list("actor", flat=True)
        yield from found[:MOST_CONTAINING]


def _in_the_same_office(actor: Actor, names: list[str]) -> Iterable[int]:
    """Who holds one of its offices and has its given name: it may have married."""
    given = {spelled[0] for name in names if len(spelled := latin(name).split()) > 1}
    folded = list(actor.roles.exclude(folded="").values_list("folded", flat=True)[:NAMES])
    if not (given and folded):
        return []
    holders = Role.objects.filter(folded__in=folded, actor__merged_into=None).exclude(actor=actor)
    for pk, name in holders.values_list("actor", "actor__name").order_by("-pk")[:MOST_IN_OFFICE]:
        if latin(name).split()[:1] and latin(name).split()[0] in given:
            yield pk


def _names_of(actors: Iterable[int]) -> dict[int, list[str]]:
    found = defaultdict(list)
    rows = ActorName.objects.filter(actor__in=list(actors)).order_by("-is_main", "pk")
    for actor, name in rows.values_list("actor", "name"):
        if len(found[actor]) < NAMES:
            found[actor].append(name)
    return found


def _denied(actor, names, others, their_names) -> set[int]:
    """Those of whom an editor has said that one is not meant by the other's name."""
    folded = {fold(name)[:200] for name in names}
    denied = set()
    rows = NotTheSame.objects.filter(actor__in=[actor.pk, *others])
    for meant, name in rows.values_list("actor", "folded"):
        if meant != actor.pk and name in folded:
            denied.add(meant)
        elif meant == actor.pk:
            denied |= {pk for pk in others if name in {fold(n)[:200] for n in their_names[pk]}}
    return denied


def _likeness(actor, names, other, their_names) -> Likeness:
    if ActorKind.PERSON in (actor.kind, other.kind):
        return likeness_of_people(names, their_names)
    return likeness_of_bodies(names, their_names)


def _has_same_item(one: Actor, other: Actor) -> bool:
    return bool(one.wikidata_id) and one.wikidata_id == other.wikidata_id


# Weighing


class Known:
    """What is known of a few actors beside their names: two queries, and three for each."""

    def __init__(self, actors: list[Actor]):
        ids = [actor.pk for actor in actors]
        self.roles = defaultdict(list)
        for role in Role.objects.filter(actor__in=ids).select_related("organisation"):
            self.roles[role.actor_id].append(role)
        self.company = {pk: company_of(pk) for pk in ids}
        self.spoke_in, self.printed = {}, {}
        for pk in ids:
            self.spoke_in[pk], self.printed[pk] = _speaking(pk)
        everybody = {pk for company in self.company.values() for pk in company}
        self.names = dict(Actor.objects.filter(pk__in=everybody).values_list("pk", "name"))

    def weigh(self, judgement: Judgement, one: Actor, other: Actor) -> None:
        is_alike = judgement.score > 0
        if one.wikidata_id and other.wikidata_id:
            same = one.wikidata_id == other.wikidata_id
            told = one.wikidata_id if same else f"{one.wikidata_id} and {other.wikidata_id}"
            judgement.add(
                100 if same else -100,
                f"Both are {told} in Wikidata" if same else f"But Wikidata has them as {told}",
            )
        if is_alike:
            self._weigh_kinds(judgement, one, other)
            self._weigh_offices(judgement, one.pk, other.pk)
            self._weigh_company(judgement, one.pk, other.pk)
            self._weigh_speaking(judgement, one, other)

    def _weigh_kinds(self, judgement, one, other):
        kinds = {one.kind, other.kind}
        if len(kinds) == 2 and kinds & (IS_NO_BODY | IS_LAND):
            labels = sorted(actor.get_kind_display().lower() for actor in (one, other))
            points = -25 if kinds & IS_NO_BODY else -35
            judgement.add(points, f"But one is entered as {labels[0]}, the other as {labels[1]}")

    def _weigh_offices(self, judgement, one, other):
        shared = self._shared_office(one, other)
        if shared:
            points = 8 if len(fold(shared).split()) <= GENERIC else 20
            judgement.add(points, f"Both are “{shared[:NAMED]}”")
        elif clash := self._clash(one, other):
            judgement.add(-12, "But at the same time {} and {}".format(*clash))

    def _shared_office(self, one, other) -> str:
        theirs = [*(role.title for role in self.roles[other]), *self.printed[other]]
        own = [*(role.title for role in self.roles[one]), *self.printed[one]]
        pairs = (mine for mine in own if any(same_office(mine, their) for their in theirs))
        return max(pairs, key=len, default="")

    def _clash(self, one, other) -> tuple[str, str] | None:
        for mine, theirs in product(self.roles[one], self.roles[other]):
            both_dated = mine.start and theirs.start
            if both_dated and theirs.can_include(mine.start, mine.last_day):
                return f"“{mine.title[:NAMED]}”", f"“{theirs.title[:NAMED]}”"
        return None

    def _weigh_company(self, judgement, one, other):
        mine, theirs = self.company[one], self.company[other]
        shared = sorted(
            (mine.keys() & theirs.keys()) - {one, other},
            key=lambda pk: (-min(mine[pk], theirs[pk]), pk),
        )
        smaller = min(len(mine), len(theirs))
        if len(shared) < 2 or len(shared) * 3 < smaller:
            return
        named = self.names[shared[0]]
        others = "1 other" if len(shared) == 2 else f"{len(shared) - 1} others"
        points = 15 if len(shared) >= 3 else 10
        judgement.add(points, f"Both appear with {named} and {others}")

    def _weigh_speaking(self, judgement, one, other):
        both = self.spoke_in[one.pk] & self.spoke_in[other.pk]
        if both and latin(one.name) != latin(other.name):
            judgement.add(-40, "But both speak in the same article, each by another name")


def _speaking(actor_id: int) -> tuple[set[int], list[str]]:
    """(articles in which the actor speaks, roles printed there), of its newest quotes."""
    rows = Quote.objects.counted().filter(speaker=actor_id)
    rows = rows.order_by("-article_status", "-dated", "-id")
    found = list(rows.values_list("article", "speaker_title")[:NEWEST_QUOTES])
    printed = list(dict.fromkeys(title for _, title in found if title))
    return {article for article, _ in found}, printed[:MOST_PRINTED]
