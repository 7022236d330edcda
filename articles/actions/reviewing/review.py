"""What an editor decides of the proposals of an article, one by one or all that are left.

Proposal.details, by kind; actors are meant by the text of their proposals in the same article:

actor       kind, names, roles, mentions; shared: ids of the actors that have this very name;
            refused: those of the names that an editor has refused
quote       kind, speaker, attribution, speaker_title, title_carried, cue, voice_of, about, said_to,
            speaker_start and cue_start (in the raw text of the part, or None);
            speech: false where the marks are proposed to be no speech
obstacle    title, kind ("" where an editor must say it), status, laid_by, faced_by,
            process (as printed); obstacle: the id of a known one
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

from articles.actions.checks import require_sound
from articles.actions.duplicates import look_for_duplicates
from articles.actions.history import hold, record
from articles.actions.reprinting import count_once, make_original
from articles.actions.settling import settle_article
from articles.choices import (
    Change,
    CorrectionKind,
    Noun,
    ObstacleKind,
    Part,
    ProposalKind,
    ProposalState,
    QuoteKind,
    ReportStatus,
)
from articles.models import Actor, Article, Obstacle, ObstacleReport, Proposal, Quote, Section
from articles.text.quotation import ANY as QUOTE_MARKS

from .casting import Cast
from .obstacles import known_obstacle, process_called, process_named, remove_made
from .placing import place_of
from .refusals import ReviewRefused, Undecided


@dataclass
class Rest:
    """What became of the open proposals of an article. `doubted`: those accepted of which the draft
    is not quite sure."""

    accepted: int = 0
    doubted: list[Proposal] = field(default_factory=list)
    left: list[Undecided] = field(default_factory=list)


@contextmanager
def reviewing(article_id: int, user, *, beside: int | None = None) -> Iterator["Review"]:
    """Decisions on one article, in one transaction; settled once at its end.

    The article's row stays locked, so that two editors decide one after the other, and so does the
    one `beside` it that a decision binds it to. Raises ReviewRefused if the article is gone. A live
    article must stay sound: raises ChecksFailed, and nothing was changed.
    """
    with transaction.atomic():
        rows = Article.objects.select_for_update().filter(pk__in=[article_id, beside or article_id])
        article = {row.pk: row for row in rows.order_by("pk")}.get(article_id)
        if article is None:
            raise ReviewRefused("The article was deleted in the meantime.")
        hold(article)
        review = Review(article, user)
        yield review
        settle_article(article)
        if article.is_published:
            require_sound(article)
        review.ask_about_new()
        record(article, Change.REVIEWED, by=user)


class Review:
    """The open questions of one article. Use `reviewing()`."""

    def __init__(self, article: Article, user):
        self.article = article
        self.user = user
        self.proposals = {row.pk: row for row in article.proposals.select_related("actor")}
        self.cast = Cast(article, user, self.proposals.values())
        self.obstacles = [one for one in self.proposals.values() if one.report_id]
        self.made: dict[Noun, list[int]] = {Noun.OBSTACLE: [], Noun.PROCESS: []}

    def ask_about_new(self) -> None:
        """Whether what was made here was known by another name."""
        for noun, pks in {Noun.ACTOR: sorted(self.cast.changed), **self.made}.items():
            look_for_duplicates(noun, pks)

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
        """A later stretch of a split quote is decided with the first."""
        if pk not in self.proposals:
            raise ReviewRefused("That proposal is no longer there: the text was changed.")
        proposal = self.proposals[pk]
        return self.proposals.get(proposal.continues_id, proposal)

    def rest_of(self, proposal: Proposal) -> list[Proposal]:
        """The later stretches of a split quote."""
        return [row for row in self.proposals.values() if row.continues_id == proposal.pk]

    # Deciding

    def accept(self, pk: int, **changes) -> None:
        """Make the row that is proposed, with `changes`; see the method of its kind."""
        proposal = self.open(pk)
        getattr(self, f"accept_{proposal.kind}")(proposal, **changes)

    def reject(self, pk: int) -> None:
        """Of a quote: the marked words are no speech. Of an actor: it is none."""
        proposal = self.open(pk)
        for row in [proposal, *self.rest_of(proposal)]:
            row.decide(ProposalState.REJECTED, self.user)

    def accept_rest(self) -> Rest:
        """Accept what is open and raises no question; the rest is left as it is.

        What is proposed as no speech is rejected.
        """
        rest = Rest()
        self.cast.look_near()
        for kind in (ProposalKind.ACTOR, ProposalKind.QUOTE, ProposalKind.OBSTACLE):
            for proposal in list(self.proposals.values()):
                if proposal.kind == kind and proposal.is_open and not proposal.continues_id:
                    self._accept_or_leave(proposal, rest)
        return rest

    def _accept_or_leave(self, proposal: Proposal, rest: Rest) -> None:
        try:
            with transaction.atomic():
                if proposal.details.get("speech") is False:
                    self.reject(proposal.pk)
                    is_doubted = False
                else:
                    self.accept(proposal.pk)
                    is_doubted = proposal.is_doubted
        except Undecided as question:
            rest.left.append(question)
        else:
            rest.accepted += 1
            rest.doubted += [proposal] if is_doubted else []

    def reject_rest(self) -> None:
        for proposal in self.proposals.values():
            if proposal.is_open:
                proposal.decide(ProposalState.REJECTED, self.user)

    def reopen(self, pk: int) -> None:
        """Undo a decision: what it made is removed, unless others use it by now."""
        proposal = self.known(pk)
        if proposal.kind == ProposalKind.CORRECTION and proposal.correction_id:
            raise ReviewRefused("A correction stands once it is entered.")
        was_accepted = proposal.state == ProposalState.ACCEPTED
        if proposal.kind == ProposalKind.RESEMBLANCE and was_accepted:
            make_original(self.article)
        if proposal.kind == ProposalKind.ACTOR:
            self.cast.forget(proposal)
        for row in [proposal, *self.rest_of(proposal)]:
            for made in (row.quote, row.report):
                if made:
                    made.delete()
            row.quote = row.report = None
            remove_made(row.details)
            row.reopen()
            self.remove_twins(row)

    def remove_twins(self, proposal: Proposal) -> None:
        """The same words that settling proposed anew while this one was decided."""
        if proposal.is_placed:
            twins = self.article.proposals.filter(
                kind=proposal.kind, state=ProposalState.OPEN, text=proposal.text, details={},
                part=proposal.part, section=proposal.section_id, start=proposal.start,
            )  # fmt: skip
            twins.exclude(pk=proposal.pk).delete()

    def accept_actor(self, proposal: Proposal, **changes) -> None:
        """`changes`: see `Cast.accept`."""
        self.cast.accept(proposal, **changes)

    # Quotes

    def accept_quote(
        self, proposal: Proposal, *, speaker: Actor | None = None, unattributed: bool = False,
        **changes,
    ) -> None:  # fmt: skip
        """`changes`: fields of the quote, `about` among them."""
        details = proposal.details
        about = changes.pop("about", None)
        is_another = speaker is not None or unattributed
        if not unattributed:
            speaker = speaker or self.cast.actor(details.get("speaker"))
        if speaker is None and not unattributed:
            raise Undecided(f"Who says “{proposal}”? Or is it no speech?", proposal)
        if about is None:
            about = self.cast.actors(details.get("about", []))
        if "voice_of" not in changes:
            changes["voice_of"] = self.cast.actor(details.get("voice_of"))
        voice_of = changes.pop("voice_of")
        head = None
        for row in [proposal, *self.rest_of(proposal)]:
            quote = self.quote_of(row)
            for name, value in (changes if head is None else {}).items():
                setattr(quote, name, value)
            if head and is_another:  # the role printed there is that of the one who was proposed
                quote.speaker_title, quote.title_carried = "", False
            quote.speaker, quote.unattributed = speaker, unattributed
            quote.voice_of, quote.continues = voice_of, head
            quote.save()
            quote.set_about(about if head is None else [])
            row.quote = quote
            row.decide(ProposalState.ACCEPTED, self.user)
            head = head or quote
            if reports := [one.report_id for one in self.obstacles if row.holds(one)]:
                ObstacleReport.objects.filter(pk__in=reports, quote=None).update(quote=head)

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
        nobody has named yet is made. Raises Undecided where nobody has said its kind.
        """
        details = proposal.details
        if laid_by is None:
            laid_by = self.cast.actors(details.get("laid_by", []))
        if faced_by is None:
            faced_by = self.cast.actors(details.get("faced_by", []))
        if obstacle is None and not is_new:
            obstacle = known_obstacle(proposal)
        if obstacle is None:
            if not (kind := kind or details.get("kind", ObstacleKind.DEMAND)):
                raise Undecided(f"Of which kind is the obstacle “{proposal}”?", proposal)
            named, is_made = process_named(details.get("process", "")), False
            if process is not None:
                named, is_made = process_called(process)
            obstacle = Obstacle.objects.create(
                title=(title or details.get("title") or proposal.text)[:300],
                kind=kind,
                process=named,
            )
            details["made_obstacle"] = obstacle.pk
            details["made_process"] = named.pk if is_made else None
            self.made[Noun.OBSTACLE].append(obstacle.pk)
            self.made[Noun.PROCESS] += [named.pk] if is_made else []
        report = ObstacleReport.objects.create(
            article=self.article,
            obstacle=obstacle,
            section_id=proposal.section_id,
            start=proposal.start,
            text=proposal.text,
            status=status or details.get("status", ReportStatus.RAISED),
            quote_id=self.quote_around(proposal),
        )
        report.laid_by.set(laid_by)
        report.faced_by.set(faced_by)
        proposal.report = report
        self.obstacles.append(proposal)
        proposal.decide(ProposalState.ACCEPTED, self.user)

    def quote_around(self, proposal: Proposal) -> int | None:
        """Of an obstacle that somebody lays in so many words: the quote, if it was accepted."""
        said = next((row for row in self.proposals.values() if row.holds(proposal)), None)
        return said and self.known(said.pk).quote_id

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
            made_by=self.user,
        )
        proposal.decide(ProposalState.ACCEPTED, self.user)

    def accept_resemblance(self, proposal: Proposal, *, is_reprint: bool = False) -> None:
        """This article prints again what the other one printed first.

        What is proposed as an update becomes one by `ingest.updating.take_as_update`.
        """
        if proposal.details.get("as") != "reprint" and not is_reprint:
            raise Undecided(f"Is this an update of “{proposal.like}”, or a reprint?", proposal)
        former = self.article.reprint_of_id
        try:
            self.article.reprint_of = self.article.original_for(proposal.like)
        except ValidationError as refused:
            raise ReviewRefused(refused.message) from refused
        if former not in (None, self.article.reprint_of_id):
            self.article.save()
            count_once(former)
        proposal.decide(ProposalState.ACCEPTED, self.user)

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
            proposal = self.cast.add(words)
            self.proposals[proposal.pk] = proposal
            return proposal
        part, section, start = place_of(self.article, words, part, section, near)
        if known := self.placed_at((part, section and section.pk, start), kind, words):
            return known
        details = {}
        if kind == ProposalKind.OBSTACLE:
            details = {"title": words[:300], "kind": ""}
        elif self.article.text_of(part, section)[start - 1 : start] not in QUOTE_MARKS:
            details = {"kind": QuoteKind.INDIRECT}
        proposal = Proposal.objects.create(
            article=self.article, kind=kind, text=words, part=part, section=section, start=start,
            details=details, confidence=1,
        )  # fmt: skip
        self.proposals[proposal.pk] = proposal
        return proposal

    def placed_at(self, place: tuple, kind: ProposalKind, words: str) -> Proposal | None:
        rows = (row for row in self.proposals.values() if row.kind == kind and row.text == words)
        return next((row for row in rows if (row.part, row.section_id, row.start) == place), None)
