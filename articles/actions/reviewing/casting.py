"""Whom the names of an article mean, as far as its editors have said."""

from collections.abc import Iterable

from django.db.models import Q

from articles.actions.duplicates import forget_duplicates
from articles.actions.locking import one_at_a_time
from articles.actions.matching import actors_by_name, near_matches
from articles.choices import ActorKind, Noun, ProposalKind, ProposalState
from articles.models import Actor, ActorName, Article, NotTheSame, Proposal, Role
from articles.text.folding import fold
from articles.text.lexicon.gazetteer import COUNTRIES
from articles.text.lexicon.vocabulary import (
    GOVERNMENT_WORDS,
    NAME_PARTICLES,
    ORGANISATION_WORDS,
)

from .refusals import ReviewRefused, Undecided

NAME_LENGTH = 200
FORMER = {"former", "ex", "outgoing", "late"}
NEW_ACTORS = 0x6163746F  # "acto"


class Cast:
    """The actor proposals of one article, by the name they propose."""

    def __init__(self, article: Article, user, proposals: Iterable[Proposal]):
        self.article = article
        self.user = user
        self.rows = {row.text: row for row in proposals if row.kind == ProposalKind.ACTOR}
        self.changed: set[int] = set()  # actors that were made or have got a name
        self._near: dict[str, list[Actor]] = {}

    # Deciding

    def accept(
        self, proposal: Proposal, *, actor: Actor | None = None, is_new: bool = False,
        name: str = "", kind: str = "", refused: Iterable[str] = (),
    ) -> None:  # fmt: skip
        """As the known `actor`, or as a new one. One that may be known needs to be told which.

        `refused` are proposed names that are not its own.
        """
        name = " ".join((name or proposal.text).split())[:NAME_LENGTH]
        if not fold(name):
            raise ReviewRefused("A name needs at least one letter or digit.")
        if not is_new:
            actor = actor or proposal.actor
        near = [] if actor else self.near(name)
        if near and not is_new:
            named = " or ".join(f"“{one}”" for one in near[:3])
            raise Undecided(f"Is {name} {named}, or a new actor?", proposal)
        proposal.details["not_the_same"] = [
            one.pk for one in near if _say_not_the_same(one, proposal.text)
        ]
        if actor is None:
            actor, proposal.details["made"] = self.new(name, kind, proposal, is_new)
        proposal.actor = actor.merged_into or actor
        if refused:
            proposal.details["refused"] = list(refused)
        self.learn(proposal)
        proposal.decide(ProposalState.ACCEPTED, self.user)

    def new(self, name: str, kind: str, proposal: Proposal, is_new: bool) -> tuple[Actor, bool]:
        """(the actor, whether it was made): another review may have made it in the meantime."""
        one_at_a_time(NEW_ACTORS)
        named = [] if is_new else actors_by_name([name])[name]
        if len(named) == 1:
            return named[0], False
        kind = kind or proposal.details.get("kind", ActorKind.PERSON)
        actor = Actor.objects.create(kind=kind, name=name)
        ActorName.objects.create(actor=actor, name=name, is_main=True)
        self.changed.add(actor.pk)
        return actor, True

    def learn(self, proposal: Proposal) -> None:
        """The names and roles printed here; both are public only with this article.

        A former role is kept with its quote only: its holder has lost it.
        """
        details = proposal.details
        actor = Actor.objects.select_for_update().get(pk=proposal.actor.pk)
        known = {name.folded for name in actor.names.all()}
        for printed in [proposal.text, *other_names(proposal)]:
            row = ActorName(actor=actor, name=printed[:NAME_LENGTH], article=self.article)
            row.fill_derived()
            if row.folded and row.folded not in known:
                known.add(row.folded)
                row.save()
                self.changed.add(actor.pk)
        held = {role.folded for role in actor.roles.all()}
        for title in details.get("roles", []):
            row = Role(actor=actor, title=title[:NAME_LENGTH], article=self.article)
            row.fill_derived()
            if row.folded not in held and FORMER.isdisjoint(row.folded.split()[:1]):
                held.add(row.folded)
                row.save()

    def forget(self, proposal: Proposal) -> None:
        """Undo: what this article taught of the actor goes, and an actor that was made for it, if
        nobody uses or has edited it.
        """
        actor, details = proposal.actor, proposal.details
        if actor is not None:
            actor.names.filter(article=self.article, is_main=False).delete()
            actor.roles.filter(article=self.article).delete()
        details.pop("refused", None)
        not_the_same = details.pop("not_the_same", [])
        meant = Q(pk__in=not_the_same) | Q(merged__in=not_the_same)
        said = NotTheSame.objects.filter(folded=_folded(proposal.text))
        said.filter(actor__in=Actor.objects.filter(meant)).delete()
        if details.pop("made", False) and actor and self.is_unused(actor, proposal):
            actor.appearances.filter(article=self.article).delete()
            forget_duplicates(Noun.ACTOR, [actor.pk])
            actor.delete()
        named = actors_by_name([proposal.text])[proposal.text]
        proposal.actor = named[0] if len(named) == 1 else None

    def is_unused(self, actor: Actor, proposal: Proposal) -> bool:
        used = [
            actor.quotes, actor.voiced_quotes, actor.about_rows, actor.reports_laid,
            actor.reports_faced, actor.offices, actor.processes, actor.merged,
            actor.names.exclude(is_main=True), actor.roles,
            actor.appearances.exclude(article=self.article),
            actor.proposals.exclude(pk=proposal.pk),
        ]  # fmt: skip
        return actor.version == 1 and not any(rows.exists() for rows in used)

    # Asking

    def near(self, name: str) -> list[Actor]:
        """The known actors that a name may mean, likeliest first."""
        if name not in self._near:
            self._near |= near_matches([name])
        return self._near[name]

    def look_near(self) -> None:
        """Ask for all open names at once."""
        self._near = near_matches(
            row.text for row in self.rows.values() if row.is_open and row.actor_id is None
        )

    def actor(self, name: str | None) -> Actor | None:
        """The actor that a name in a proposal means; made if it is a new one. Raises Undecided."""
        proposal = self.rows.get(name)
        if proposal is None or proposal.state == ProposalState.REJECTED:
            return None
        if proposal.is_open:
            self.accept(proposal)
        return proposal.actor and (proposal.actor.merged_into or proposal.actor)

    def actors(self, names: Iterable[str]) -> list[Actor]:
        return list(dict.fromkeys(filter(None, map(self.actor, names))))

    def answer(self, name: str, actor: Actor | None) -> None:
        """Whom a name means, before it is asked: a known actor, or with None somebody new."""
        proposal = self.rows.get(name) or self.add(name)
        if proposal.is_open:
            self.accept(proposal, actor=actor, is_new=actor is None)

    def named(self, name: str) -> Actor:
        """The actor that an editor means by any of its names; made if nobody is called so.

        Raises Undecided where it may be one that is known.
        """
        proposal = self.rows.get(name) or self.printed_as(name)
        if proposal is None:
            known = actors_by_name([name])[name]
            if len(known) == 1:
                return known[0]
            proposal = self.named_in_part(name) or self.add(name)
        if proposal.state == ProposalState.REJECTED or not (proposal.is_open or proposal.actor):
            self.forget(proposal)
            proposal.reopen()
        return self.actor(proposal.text)

    def printed_as(self, name: str) -> Proposal | None:
        """The one actor of the article that is printed so."""
        rows = [row for row in self.rows.values() if name in other_names(row)]
        return rows[0] if len(rows) == 1 else None

    def named_in_part(self, name: str) -> Proposal | None:
        """The one person of the article whose name has all of these words: "Olaf" of Olaf Prust.

        Of a body a part is another name: Vessania is not its railway, Vessania Rail.
        """
        typed = set(fold(name).split())
        rows = [row for row in self.rows.values() if typed and typed < set(fold(row.text).split())]
        is_person = len(rows) == 1 and rows[0].details.get("kind") == ActorKind.PERSON
        return rows[0] if is_person else None

    def add(self, name: str) -> Proposal:
        """A name that an editor has found; one that is there already is returned as it is."""
        if not fold(name):
            raise ReviewRefused("A name needs at least one letter or digit.")
        if len(name) > NAME_LENGTH:
            raise ReviewRefused(f"A name has at most {NAME_LENGTH} characters.")
        if name not in self.rows:
            named = actors_by_name([name])[name]
            shared = [actor.pk for actor in named] if len(named) > 1 else []
            self.rows[name] = Proposal.objects.create(
                article=self.article,
                kind=ProposalKind.ACTOR,
                text=name,
                actor=named[0] if len(named) == 1 else None,
                details={"kind": likely_kind(name), "shared": shared},
            )
        return self.rows[name]


def other_names(proposal: Proposal) -> list[str]:
    """The other names that are proposed, without those that an editor has refused."""
    refused = proposal.details.get("refused", [])
    return [name for name in proposal.details.get("names", []) if name not in refused]


def likely_kind(name: str) -> ActorKind:
    """Of a name that was typed or chosen by its words, where nobody has said it."""
    if name in COUNTRIES:
        return ActorKind.COUNTRY
    words = {word.capitalize() for word in name.split()}
    if words & GOVERNMENT_WORDS:
        return ActorKind.GOVERNMENT
    if words & ORGANISATION_WORDS:
        return ActorKind.ORGANISATION
    first = name.removeprefix("the ").split(" ")[0]
    is_common = first.islower() and first not in NAME_PARTICLES  # "bishops of", not "van der"
    return ActorKind.GROUP if is_common else ActorKind.PERSON


def near_actors(proposals: Iterable[Proposal]) -> dict[str, list[Actor]]:
    """For the text of each actor proposal the known actors that it may mean. Three queries."""
    return near_matches(proposal.text for proposal in proposals)


def _say_not_the_same(actor: Actor, name: str) -> bool:
    """Whether that is news."""
    return NotTheSame.objects.get_or_create(actor=actor, folded=_folded(name))[1]


def _folded(name: str) -> str:
    return fold(name)[:NAME_LENGTH]
