"""Draft -> proposals: what was read, matched with what is known, for an editor to decide."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from articles.actions.matching import actors_by_name, actors_in_role, obstacles_titled
from articles.choices import ActorKind, Part, ProposalKind, QuoteKind
from articles.models import Actor, Article, Proposal, Section
from articles.text.folding import fold
from articles.text.spans import Span

from .bodies import Body
from .drafting import without_determiner
from .drafts import ActorDraft, ArticleDraft, ObstacleDraft, Problem, QuoteDraft
from .layout.lines import line_number

NAME_LENGTH = 200
FEW_WORDS = 6
STEM = 5  # letters: Caldria, the Caldrian parliament
BY_ROLE = 0.6  # the confidence of a speaker who is known by the office alone


class Proposing:
    """The proposals of one draft. `problems` are what an editor should know besides."""

    def __init__(
        self, draft: ArticleDraft, article: Article, sections: list[Section], bodies: list[Body]
    ):
        self.draft = draft
        self.article = article
        self.sections = sections
        self.bodies = bodies
        self.problems: list[Problem] = []

    def rows(self) -> list[Proposal]:
        """All of them, unsaved; see `save_proposals`."""
        actors = self.actors()
        quotes = self.quotes(actors)
        return [*actors.values(), *quotes, *self.obstacles(), *self.corrections()]

    # Actors

    def actors(self) -> dict[str, Proposal]:
        """By name. A known actor is meant where exactly one has that very name, and the text has
        something of its whole name, if it is a body: others have a constitutional court, too."""
        named = actors_by_name(draft.name[:NAME_LENGTH] for draft in self.draft.actors)
        rows = {}
        for draft in self.draft.actors:
            name = draft.name[:NAME_LENGTH]
            if fold(name):
                rows[name] = self.actor(draft, name, named[name])
        return rows

    def actor(self, draft: ActorDraft, name: str, known: list[Actor]) -> Proposal:
        details = {
            "kind": known[0].kind if len(known) == 1 else draft.kind,
            "names": list(draft.names),
            "roles": list(draft.roles),
            "mentions": len(draft.mentions),
        }
        if len(known) > 1:
            details["shared"] = [actor.pk for actor in known]
            self.problems.append(self.shared_name(draft))
        elif known and self.may_be_another(known[0], name):
            known = []
        return Proposal(
            article=self.article,
            kind=ProposalKind.ACTOR,
            text=name,
            details=details,
            actor=known[0] if len(known) == 1 else None,
            **self.place(draft.mentions[0] if draft.mentions else None),
        )

    def may_be_another(self, actor: Actor, name: str) -> bool:
        short, whole = set(fold(name).split()), set(fold(actor.name).split())
        if actor.kind == ActorKind.PERSON or not short < whole:
            return False
        telling = [word[:STEM] for word in whole - short if len(word) >= STEM]
        return bool(telling) and not any(word.startswith(tuple(telling)) for word in self.words)

    @cached_property
    def words(self) -> set[str]:
        return set(fold(self.draft.source).split())

    def shared_name(self, draft: ActorDraft) -> Problem:
        span = draft.mentions[0] if draft.mentions else None
        line = line_number(self.draft.source, span.start) if span else 1
        return Problem(line, f"Several actors are called {draft.name}: choose who is meant.", span)

    # Quotes

    def quotes(self, actors: dict[str, Proposal]) -> list[Proposal]:
        self.learn_from_offices(actors)
        rows: list[Proposal] = []
        for draft in self.draft.quotes:
            row = self.quote(draft)
            if draft.continues is not None:
                before = rows[draft.continues]
                row.continues = before.continues or before
            rows.append(row)
        return rows

    def learn_from_offices(self, actors: dict[str, Proposal]) -> None:
        """“The harbour master said”, where the article names nobody: who holds that office."""
        open_offices = {
            without_determiner(draft.attribution)
            for draft in self.draft.quotes
            if draft.speaker is None and draft.attribution
        }
        self.holders = actors_in_role(open_offices, self.article.dated) if open_offices else {}
        for actor in self.holders.values():
            if actor.name not in actors:
                actors[actor.name] = Proposal(
                    article=self.article,
                    kind=ProposalKind.ACTOR,
                    text=actor.name,
                    details={"kind": actor.kind},
                    actor=actor,
                )

    def quote(self, draft: QuoteDraft) -> Proposal:
        speaker, confidence = draft.speaker, draft.confidence
        holder = self.holders.get(without_determiner(draft.attribution))
        if speaker is None and holder:
            speaker, confidence = holder.name, BY_ROLE
        details = {
            "kind": draft.kind,
            "speaker": speaker,
            "attribution": draft.attribution,
            "speaker_title": draft.speaker_title,
            "title_carried": draft.title_carried,
            "cue": draft.cue,
            "voice_of": draft.voice_of,
            "about": list(draft.about),
            "said_to": draft.said_to,
            "speaker_start": self.start_of(draft, draft.speaker_span),
            "cue_start": self.start_of(draft, draft.cue_span),
        }
        if _is_hardly_speech(draft):
            details["speech"] = False
        return Proposal(
            article=self.article,
            kind=ProposalKind.QUOTE,
            part=draft.part,
            section=self.sections[draft.section] if draft.part == Part.SECTION else None,
            start=self.start_of(draft, draft.span),
            text=draft.words,
            details={name: value for name, value in details.items() if value not in ("", None, [])},
            confidence=confidence,
        )

    def start_of(self, draft: QuoteDraft, span: Span | None) -> int | None:
        """About where a span stands in the raw text of the quote's part."""
        if span is None:
            return None
        if draft.part == Part.SECTION:
            return self.bodies[draft.section].place(span.start)
        return max(span.start - getattr(self.draft, draft.part).span.start, 0)

    # Obstacles and corrections

    def obstacles(self) -> Iterable[Proposal]:
        known = obstacles_titled(draft.title for draft in self.draft.obstacles)
        for draft in self.draft.obstacles:
            yield self.obstacle(draft, known.get(draft.title))

    def obstacle(self, draft: ObstacleDraft, known) -> Proposal:
        details = {
            "title": draft.title[:300],
            "kind": draft.kind,
            "laid_by": list(draft.laid_by),
            "faced_by": list(draft.faced_by),
            "process": draft.process,
            "status": draft.status,
            "obstacle": known.pk if known else None,
        }
        body = self.bodies[draft.section]
        return Proposal(
            article=self.article,
            kind=ProposalKind.OBSTACLE,
            section=self.sections[draft.section],
            start=body.place(draft.span.start),
            text=body.words(self.draft.source, draft.span),
            details={name: value for name, value in details.items() if value not in ("", None, [])},
            confidence=draft.confidence,
        )

    def corrections(self) -> Iterable[Proposal]:
        for draft in self.draft.corrections:
            made_on = draft.made_on.isoformat() if draft.made_on else None
            yield Proposal(
                article=self.article,
                kind=ProposalKind.CORRECTION,
                text=draft.note,
                details={"kind": draft.kind, "note": draft.note, "made_on": made_on},
                confidence=1,
            )

    def place(self, span: Span | None) -> dict:
        """Part, section and start of a span of the source, as far as it stands in one."""
        for number, body in enumerate(self.bodies):
            if span and any(block.span.overlaps(span) for block in body.blocks):
                return {"section": self.sections[number], "start": body.place(span.start)}
        return {"part": Part.HEADLINE}


def save_proposals(rows: Iterable[Proposal]) -> list[Proposal]:
    """First those that continue nothing, so that what continues them can name them."""
    rows = list(rows)
    saved = Proposal.objects.bulk_create(row for row in rows if row.continues is None)
    continuing = [row for row in rows if row.continues is not None]
    for row in continuing:
        row.continues_id = row.continues.pk
    return saved + Proposal.objects.bulk_create(continuing)


def counts_of(sections: list[Section], proposals: list[Proposal]) -> dict[str, int]:
    counts = Counter(proposal.kind for proposal in proposals if proposal.continues_id is None)
    return {
        "sections": len(sections),
        "quotes": counts[ProposalKind.QUOTE],
        "actors": counts[ProposalKind.ACTOR],
        "obstacles": counts[ProposalKind.OBSTACLE],
    }


def _is_hardly_speech(draft: QuoteDraft) -> bool:
    """A few marked words that no verb of speech governs: a title, a nickname, a scare quote."""
    return (
        draft.kind == QuoteKind.PARTIAL
        and draft.speaker is None
        and not (draft.attribution or draft.cue)
        and len(draft.words.split()) <= FEW_WORDS
    )
