"""What an editor decides of the proposals of an article, one by one or all that are left.

Proposal.details, by kind; actors are meant by the text of their proposals in the same article:

actor       kind, names, roles, mentions; shared: ids of the actors that have this very name
quote       kind, speaker, attribution, speaker_title, title_carried, cue, voice_of, about, said_to,
            speaker_start and cue_start (in the raw text of the part, or None);
            speech: false where the marks are proposed to be no speech
obstacle    title, kind, status, laid_by, faced_by, process (as printed);
            obstacle: the id of a known one
correction  kind, note, made_on (ISO date or None)
resemblance as: "reprint" or "update"; shared: 0 to 1
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.choices import (
    ActorKind,
    CorrectionKind,
    ObstacleKind,
    Part,
    ProposalKind,
    ProposalState,
    QuoteKind,
    ReportStatus,
)
from articles.models import (
    Actor,
    ActorName,
    Article,
    NotTheSame,
    Obstacle,
    ObstacleReport,
    Process,
    Proposal,
    Quote,
    Role,
    Section,
)
from articles.text import anchors
from articles.text.folding import fold
from articles.text.quotation import ANY

from .anchoring import PLAIN_PARTS
from .checks import require_sound
from .matching import actors_by_name, near_matches
from .reprinting import make_original
from .settling import settle_article

NAME_LENGTH = 200
QUOTE_MARKS = tuple(ANY)
FORMER = {"former", "ex", "outgoing", "late"}


class ReviewRefused(Exception):
    """The decision cannot be taken. The message says why; nothing was changed."""


class Undecided(ReviewRefused):
    """A question must be answered first: `proposal` is the one it is about."""

    def __init__(self, message: str, proposal: Proposal):
        super().__init__(message)
        self.proposal = proposal


@dataclass
class Rest:
    """What became of the open proposals of an article."""

    accepted: int = 0
    left: list[Undecided] = field(default_factory=list)


@contextmanager
def reviewing(article_id: int, user) -> Iterator["Review"]:
    """Decisions on one article, in one transaction; settled once at its end.

    The article's row stays locked, so that two editors decide one after the other. A live article
    must stay sound: raises ChecksFailed, and nothing was changed.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article_id)
        review = Review(article, user)
        yield review
        settle_article(article)
        if article.is_published:
            require_sound(article)


class Review:
    """The open questions of one article. Use `reviewing()`."""

    def __init__(self, article: Article, user):
        self.article = article
        self.user = user
        self.proposals = {row.pk: row for row in article.proposals.select_related("actor")}
        self.cast = {
            row.text: row for row in self.proposals.values() if row.kind == ProposalKind.ACTOR
        }

    # Finding

    def open(self, pk: int) -> Proposal:
        """The proposal, if nobody has decided it yet; raises ReviewRefused."""
        proposal = self.known(pk)
        if not proposal.is_open:
            decided = timezone.localtime(proposal.decided_at)
            who = proposal.decided_by or "somebody"
            raise ReviewRefused(
                f"“{proposal}” was {proposal.get_state_display().lower()} by {who} "
                f"at {decided:%H:%M}: nothing was changed."
            )
        return proposal

    def known(self, pk: int) -> Proposal:
        if pk not in self.proposals:
            raise ReviewRefused("That proposal is no longer there: the text was changed.")
        return self.proposals[pk]

    # Deciding

    def accept(self, pk: int, **changes) -> None:
        """Make the row that is proposed, with `changes`; see the method of its kind."""
        proposal = self.open(pk)
        getattr(self, f"accept_{proposal.kind}")(proposal, **changes)

    def reject(self, pk: int) -> None:
        """Of a quote: the marked words are no speech. Of an actor: it is none."""
        for proposal in [self.open(pk), *self.rest_of(pk)]:
            self.decide(proposal, ProposalState.REJECTED)

    def reopen(self, pk: int) -> None:
        """Undo a decision: what it made is removed, but for an actor, which others may use."""
        for proposal in [self.known(pk), *self.rest_of(pk)]:
            if proposal.kind == ProposalKind.CORRECTION and proposal.correction_id:
                raise ReviewRefused("A correction stands once it is entered.")
            if proposal.kind == ProposalKind.RESEMBLANCE:
                make_original(self.article)
            for made in (proposal.quote, proposal.report):
                if made:
                    made.delete()
            proposal.quote = proposal.report = None
            proposal.state, proposal.decided_by, proposal.decided_at = (
                ProposalState.OPEN,
                None,
                None,
            )
            proposal.save()

    def accept_rest(self) -> Rest:
        """Accept what is open and raises no question; the rest is left as it is."""
        rest = Rest()
        self.near_by_name = self._near_of_all()
        for kind in (ProposalKind.ACTOR, ProposalKind.QUOTE, ProposalKind.OBSTACLE):
            for proposal in self.proposals.values():
                if proposal.kind == kind and proposal.is_open and not proposal.continues_id:
                    try:
                        with transaction.atomic():
                            self.accept(proposal.pk)
                        rest.accepted += 1
                    except Undecided as question:
                        rest.left.append(question)
        return rest

    def reject_rest(self) -> None:
        for proposal in self.proposals.values():
            if proposal.is_open:
                self.decide(proposal, ProposalState.REJECTED)

    def decide(self, proposal: Proposal, state: ProposalState) -> None:
        proposal.state = state
        proposal.decided_by = self.user
        proposal.decided_at = timezone.now()
        proposal.save()

    def rest_of(self, pk: int) -> list[Proposal]:
        """The later stretches of a split quote: they go with the first."""
        return [row for row in self.proposals.values() if row.continues_id == pk]

    # Actors

    def accept_actor(
        self, proposal: Proposal, *, actor: Actor | None = None, is_new: bool = False,
        name: str = "", kind: str = "",
    ) -> None:  # fmt: skip
        """As the known `actor`, or as a new one. One that may be known needs to be told which."""
        if not is_new:
            actor = actor or proposal.actor
        near = [] if actor else self.near(proposal)
        if near and not is_new:
            named = " or ".join(f"“{one}”" for one in near[:3])
            raise Undecided(f"Is {proposal} {named}, or somebody new?", proposal)
        for one in near:
            NotTheSame.objects.get_or_create(actor=one, folded=fold(proposal.text)[:NAME_LENGTH])
        if actor is None:
            actor = Actor.objects.create(
                kind=kind or proposal.details.get("kind", ActorKind.PERSON),
                name=(name or proposal.text)[:NAME_LENGTH],
            )
            ActorName.objects.create(actor=actor, name=actor.name, is_main=True)
        proposal.actor = actor.merged_into or actor
        self.learn(proposal)
        self.decide(proposal, ProposalState.ACCEPTED)

    def near(self, proposal: Proposal) -> list[Actor]:
        """The known actors that an open actor proposal may mean, likeliest first."""
        if hasattr(self, "near_by_name"):
            return self.near_by_name.get(proposal.text, [])
        return near_actors([proposal])[proposal.text]

    def _near_of_all(self) -> dict[str, list[Actor]]:
        return near_actors(
            row for row in self.cast.values() if row.is_open and row.actor_id is None
        )

    def learn(self, proposal: Proposal) -> None:
        """The names and roles printed here; both are public only with this article.

        A former role is kept with its quote only: its holder has lost it.
        """
        actor, details = proposal.actor, proposal.details
        known = {name.folded for name in actor.names.all()}
        for printed in [proposal.text, *details.get("names", [])]:
            row = ActorName(actor=actor, name=printed[:NAME_LENGTH], article=self.article)
            row.fill_derived()
            if row.folded and row.folded not in known:
                known.add(row.folded)
                row.save()
        held = {role.folded for role in actor.roles.all()}
        for title in details.get("roles", []):
            row = Role(actor=actor, title=title[:NAME_LENGTH], article=self.article)
            row.fill_derived()
            if row.folded not in held and row.folded.split()[:1] not in ([w] for w in FORMER):
                held.add(row.folded)
                row.save()

    def actor(self, name: str | None) -> Actor | None:
        """The actor that a name in a proposal means; made if it is a new one. Raises Undecided."""
        proposal = self.cast.get(name)
        if proposal is None or proposal.state == ProposalState.REJECTED:
            return None
        if proposal.is_open:
            self.accept_actor(proposal)
        return proposal.actor and (proposal.actor.merged_into or proposal.actor)

    def answer(self, name: str, actor: Actor | None) -> None:
        """Whom a name means, before it is asked: a known actor, or with None somebody new."""
        proposal = self.cast.get(name) or self.add(ProposalKind.ACTOR, name)
        if proposal.is_open:
            self.accept_actor(proposal, actor=actor, is_new=actor is None)

    def named(self, name: str) -> Actor:
        """The actor that an editor means by any of its names; made if nobody is called so.

        Raises Undecided where it may be one that is known.
        """
        proposal = self.cast.get(name) or self.printed_as(name)
        if proposal is None:
            known = actors_by_name([name])[name]
            if len(known) == 1:
                return known[0]
            proposal = self.add(ProposalKind.ACTOR, name)
        if proposal.state == ProposalState.REJECTED or not (proposal.is_open or proposal.actor):
            self.reopen(proposal.pk)
        return self.actor(proposal.text)

    def printed_as(self, name: str) -> Proposal | None:
        """The one actor of the article that is printed so."""
        rows = [row for row in self.cast.values() if name in row.details.get("names", [])]
        return rows[0] if len(rows) == 1 else None

    def actors(self, names: Iterable[str]) -> list[Actor]:
        return list(dict.fromkeys(filter(None, map(self.actor, names))))

    # Quotes

    def accept_quote(
        self, proposal: Proposal, *, speaker: Actor | None = None, unattributed: bool = False,
        **changes,
    ) -> None:  # fmt: skip
        """`changes`: fields of the quote, `about` among them."""
        details = proposal.details
        if details.get("speech") is False and not (speaker or unattributed or changes):
            return self.reject(proposal.pk)
        about = changes.pop("about", None)
        if not unattributed:
            speaker = speaker or self.actor(details.get("speaker"))
        if speaker is None and not unattributed:
            raise Undecided(f"Who says “{proposal}”? Or is it no speech?", proposal)
        if about is None:
            about = self.actors(details.get("about", []))
        if "voice_of" not in changes:
            changes["voice_of"] = self.actor(details.get("voice_of"))
        voice_of = changes.pop("voice_of")
        head = None
        for row in [proposal, *self.rest_of(proposal.pk)]:
            quote = self.quote_of(row)
            for name, value in (changes if head is None else {}).items():
                setattr(quote, name, value)
            quote.speaker, quote.unattributed = speaker, unattributed
            quote.voice_of, quote.continues = voice_of, head
            quote.save()
            quote.set_about(about if head is None else [])
            row.quote = quote
            self.decide(row, ProposalState.ACCEPTED)
            head = head or quote

    def quote_of(self, proposal: Proposal) -> Quote:
        details = proposal.details
        return Quote(
            article=self.article,
            part=proposal.part,
            section_id=proposal.section_id,
            start=proposal.start,
            text=proposal.text,
            kind=details.get("kind", QuoteKind.DIRECT),
            attribution=details.get("attribution", "")[:300],
            speaker_title=details.get("speaker_title", "")[:300],
            title_carried=details.get("title_carried", False),
            cue=details.get("cue", "")[:100],
            said_to=details.get("said_to", "")[:200],
        )

    # Obstacles

    def accept_obstacle(
        self, proposal: Proposal, *, obstacle: Obstacle | None = None, is_new: bool = False,
        title: str = "", kind: str = "", process: str | None = None, status: str = "",
        laid_by: Iterable[Actor] | None = None, faced_by: Iterable[Actor] | None = None,
    ) -> None:  # fmt: skip
        """A report on the known `obstacle`, else on a new one.

        `process` is the name of what the new one stands in the way of: "" is nothing, and what
        nobody has named yet is made.
        """
        details = proposal.details
        if laid_by is None:
            laid_by = self.actors(details.get("laid_by", []))
        if faced_by is None:
            faced_by = self.actors(details.get("faced_by", []))
        if obstacle is None and not is_new:
            obstacle = known_obstacle(proposal)
        if obstacle is None:
            obstacle = Obstacle.objects.create(
                title=(title or details.get("title") or proposal.text)[:300],
                kind=kind or details.get("kind", ObstacleKind.DEMAND),
                process=process_named(details.get("process", ""))
                if process is None
                else process_called(process),
            )
        report = ObstacleReport.objects.create(
            article=self.article,
            obstacle=obstacle,
            section_id=proposal.section_id,
            start=proposal.start,
            text=proposal.text,
            status=status or details.get("status", ReportStatus.RAISED),
        )
        report.laid_by.set(laid_by)
        report.faced_by.set(faced_by)
        proposal.report = report
        self.decide(proposal, ProposalState.ACCEPTED)

    # Corrections and resemblances

    def accept_correction(
        self, proposal: Proposal, *, note: str = "", kind: str = "", made_on: date | None = None
    ) -> None:
        details = proposal.details
        if made_on is None and details.get("made_on"):
            made_on = date.fromisoformat(details["made_on"])
        proposal.correction = self.article.corrections.create(
            kind=kind or details.get("kind", CorrectionKind.CORRECTION),
            note=note or details.get("note") or proposal.text,
            made_on=made_on or self.article.dated,
        )
        self.decide(proposal, ProposalState.ACCEPTED)

    def accept_resemblance(self, proposal: Proposal, *, is_reprint: bool = False) -> None:
        """This article prints again what the other one printed first.

        What is proposed as an update becomes one by `ingest.updating.take_as_update`.
        """
        if proposal.details.get("as") != "reprint" and not is_reprint:
            raise Undecided(f"Is this an update of “{proposal.like}”, or a reprint?", proposal)
        try:
            self.article.reprint_of = self.article.original_for(proposal.like)
        except ValidationError as refused:
            raise ReviewRefused(refused.message) from refused
        self.decide(proposal, ProposalState.ACCEPTED)

    # By hand

    def add(
        self, kind: ProposalKind, words: str, *, section: Section | None = None,
        part: Part = Part.SECTION, near: int = 0,
    ) -> Proposal:  # fmt: skip
        """A proposal of the editor's own, for words that stand in the text; it is open.

        One that is there already is returned as it is.
        """
        words = " ".join(words.split())
        if kind == ProposalKind.ACTOR:
            proposal = self.add_actor(words)
        else:
            part, section, start = self.place(words, part, section, near)
            proposal = self.placed_at((part, section and section.pk, start), kind, words)
        if proposal is None:
            proposal = Proposal(part=part, section=section, start=start, confidence=1)
            if kind == ProposalKind.OBSTACLE:
                proposal.details = {"title": words[:300]}
            elif self.article.text_of(part, section)[start - 1 : start] not in QUOTE_MARKS:
                proposal.details = {"kind": QuoteKind.INDIRECT}
        if proposal.pk is None:
            proposal.article, proposal.kind, proposal.text = self.article, kind, words
            proposal.save()
            self.proposals[proposal.pk] = proposal
        return proposal

    def add_actor(self, name: str) -> Proposal:
        if not fold(name):
            raise ReviewRefused("A name needs at least one letter or digit.")
        if len(name) > NAME_LENGTH:
            raise ReviewRefused(f"A name has at most {NAME_LENGTH} characters.")
        if name in self.cast:
            return self.cast[name]
        named = actors_by_name([name])[name]
        self.cast[name] = Proposal(
            actor=named[0] if len(named) == 1 else None,
            details={
                "kind": ActorKind.PERSON,
                "shared": [actor.pk for actor in named[1:] and named],
            },
        )
        return self.cast[name]

    def placed_at(self, place: tuple, kind: ProposalKind, words: str) -> Proposal | None:
        rows = (row for row in self.proposals.values() if row.kind == kind and row.text == words)
        return next((row for row in rows if (row.part, row.section_id, row.start) == place), None)

    def place(self, words: str, part: str, section: Section | None, near: int) -> tuple:
        """(part, section, start) of the words: where they are said to stand, else anywhere."""
        sections = list(self.article.sections.all())
        places = [(part, section)] if part != Part.SECTION or section else []
        places += [(Part.SECTION, row) for row in sections] + [(one, None) for one in PLAIN_PARTS]
        for part, section in places:
            raw = self.article.text_of(part, section)
            if found := anchors.find(raw, words, near, markdown=part == Part.SECTION):
                return part, section, found.start
        raise ReviewRefused(f"These words do not stand in the text: “{words[:80]}”")


def near_actors(proposals: Iterable[Proposal]) -> dict[str, list[Actor]]:
    """For the text of each actor proposal the known actors that it may mean. Three queries."""
    return near_matches(proposal.text for proposal in proposals)


def known_obstacle(proposal: Proposal) -> Obstacle | None:
    """The obstacle of which an obstacle proposal is one more report."""
    pk = proposal.details.get("obstacle")
    known = Obstacle.objects.filter(pk=pk).first() if pk else None
    title = proposal.details.get("title", "")
    return known or Obstacle.objects.filter(title__iexact=title).order_by("pk").first()


def process_named(printed: str) -> Process | None:
    """The process that is called so, folded and without "the"."""
    wanted = fold(printed).removeprefix("the ")
    if not wanted:
        return None
    rows = Process.objects.search(wanted)[:20]
    return next((row for row in rows if fold(row.name).removeprefix("the ") == wanted), None)


def process_called(name: str) -> Process | None:
    """The process of that name, made if there is none."""
    name = " ".join(name.split())[:NAME_LENGTH]
    if not fold(name):
        return None
    return process_named(name) or Process.objects.create(name=name)
