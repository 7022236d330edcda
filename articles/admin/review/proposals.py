"""What stands to be decided of an article: the list beside its text, and the card of one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count

from articles.actions.matching import near_matches
from articles.actions.reviewing import (
    known_obstacle,
    near_actors,
    near_obstacles,
    process_named,
)
from articles.choices import ActorKind, ProposalKind, ProposalState
from articles.forms import DECISION_FORMS, NEW, DecisionForm, actor_label
from articles.models import Actor, Article, Obstacle, ObstacleReport, Process, Proposal
from articles.text.quotation import spoken

LISTED_NEAR = 5
LISTED_PROCESSES = 200
UNSURE = 0.5
LAST = (10**6, 0)
SIGNS = {
    ProposalKind.RESEMBLANCE: "=",
    ProposalKind.ACTOR: "@",
    ProposalKind.QUOTE: "“",
    ProposalKind.OBSTACLE: "!",
    ProposalKind.CORRECTION: "±",
}
KIND_ORDER = list(SIGNS)


@dataclass(frozen=True, slots=True)
class Question:
    """Whom a name means: one of `near`, each with a number to press, or a new one."""

    name: str
    near: tuple[tuple[str, str], ...]  # what to send, what to show

    @property
    def new(self) -> str:
        return f"new={self.name}"


def question_about(name: str, near: Iterable[Actor]) -> Question | None:
    choices = tuple((f"{one.pk}={name}", actor_label(one)) for one in list(near)[:LISTED_NEAR])
    return Question(name, choices) if choices else None


def question_again(name: str) -> Question:
    """The same for a name that nobody had proposed."""
    return question_about(name, near_matches([name])[name]) or Question(name, ())


class ObstacleChoice(NamedTuple):
    """A known obstacle, or a new one."""

    value: str
    known: Obstacle | None = None
    reports: int = 0


@dataclass
class Entry:
    """One line of the list."""

    proposal: Proposal
    place: tuple
    near: list[Actor]
    rest: list[Proposal]  # the later stretches of a split quote
    is_current: bool = False

    @property
    def sign(self) -> str:
        return SIGNS[self.proposal.kind]

    @property
    def words(self) -> str:
        proposal = self.proposal
        if proposal.kind == ProposalKind.OBSTACLE:
            title = proposal.report and proposal.report.obstacle.title
            return title or alone(proposal.details.get("title") or proposal.text)
        words = proposal.quote.text if proposal.quote else proposal.text
        return spoken(words) if proposal.kind == ProposalKind.QUOTE else words

    @property
    def became(self) -> str:
        """The name of the row that stands for other words; "" where it has the same."""
        actor, report = self.proposal.actor, self.proposal.report
        name = str(actor or (report.obstacle if report else ""))
        return "" if name == self.words else name

    @property
    def goes_on(self) -> list[str]:
        return [spoken(row.text) for row in self.rest]

    @property
    def who(self) -> str:
        """What the line says besides the words."""
        proposal, details = self.proposal, self.proposal.details
        if proposal.kind == ProposalKind.QUOTE:
            return who_says(proposal)
        if proposal.kind == ProposalKind.ACTOR:
            if proposal.actor and str(proposal.actor) != proposal.text:
                return f"= {proposal.actor}"
            if proposal.actor and proposal.is_open:
                return "known"
            if proposal.actor:
                return proposal.actor.get_kind_display()
            kind = details.get("kind", ActorKind.PERSON)
            return ActorKind(kind).label if kind in ActorKind.values else ""
        if proposal.kind == ProposalKind.OBSTACLE:
            report = proposal.report
            laid_by = report.laid_by.all() if report else details.get("laid_by", [])
            return ", ".join(map(str, laid_by))
        return ""

    @property
    def is_marked(self) -> bool:
        return -1 < self.place[0] < LAST[0]

    @property
    def is_unsure(self) -> bool:
        return bool(self.near)


def alone(words: str) -> str:
    """Words of a list or a sentence, without the sign that led on to the next."""
    return words.rstrip(" ,;")


def who_says(proposal: Proposal) -> str:
    if proposal.quote:
        quote = proposal.quote
        return "nobody named" if quote.unattributed else str(quote.speaker or "nobody yet")
    if not proposal.is_open or proposal.details.get("speech") is False:
        return "not speech" if not proposal.is_open else "not speech?"
    return proposal.details.get("speaker") or "who says it?"


def listed(article: Article) -> list[Proposal]:
    """All proposals with the rows that they have become. One query, two with an obstacle."""
    related = ["actor", "quote__speaker", "report__obstacle__process", "like__outlet", "decided_by"]
    rows = article.proposals.select_related(*related).defer("like__source_text", "like__words")
    return list(rows.prefetch_related("report__laid_by"))


def entries_of(proposals: list[Proposal], first: dict[int, tuple]) -> list[Entry]:
    """In the order of the text; the later stretches of a split quote go with the first."""
    near = near_of(proposals)
    rest = defaultdict(list)
    for row in proposals:
        rest[row.continues_id].append(row)
    entries = [
        Entry(row, place_of(row, first), near.get(row.pk, []), rest[row.pk])
        for row in proposals
        if row.continues_id is None
    ]
    return sorted(entries, key=lambda entry: entry.place)


def place_of(row: Proposal, first: dict[int, tuple]) -> tuple:
    """A resemblance is settled before anything else is looked at; what has no place comes last."""
    place = (-1, 0) if row.kind == ProposalKind.RESEMBLANCE else first.get(row.pk, LAST)
    return (*place, KIND_ORDER.index(row.kind), row.pk)


def near_of(proposals: list[Proposal]) -> dict[int, list[Actor]]:
    """For each open actor that is not yet known, those it may mean. Three queries."""
    rows = [
        row
        for row in proposals
        if row.kind == ProposalKind.ACTOR and row.is_open and row.actor_id is None
    ]
    found = near_actors(rows) if rows else {}
    return {row.pk: found[row.text] for row in rows}


def next_open(entries: list[Entry], after: int | None) -> Entry | None:
    """The open one that follows `after` in the text; from the end on, the first."""
    numbers = [number for number, e in enumerate(entries) if e.proposal.pk == after]
    start = numbers[0] + 1 if numbers else 0
    around = [*entries[start:], *entries[:start]]
    return next((entry for entry in around if entry.proposal.is_open), None)


@dataclass
class Card:
    """The proposal that is being decided, with its form."""

    entry: Entry
    form: object
    question: Question | None = None
    answers: list[str] = field(default_factory=list)  # given already, not yet saved
    known: str = ""  # the label of the known actor that is meant
    speaker_note: str = ""
    obstacles: list[ObstacleChoice] = field(default_factory=list)
    chosen: str = ""  # the value of one of them
    processes: list[str] = field(default_factory=list)
    process_before: str = ""  # what the obstacle that was accepted last stands in the way of

    @property
    def proposal(self) -> Proposal:
        return self.entry.proposal

    @property
    def template(self) -> str:
        return f"admin/articles/article/review_{self.proposal.kind}.html"

    @property
    def is_speech(self) -> bool:
        return self.proposal.details.get("speech") is not False

    @property
    def is_reprint(self) -> bool:
        return self.proposal.details.get("as") == "reprint"

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Of an obstacle that was accepted, what is saved of it here."""
        report = self.proposal.report
        if report is None:
            return []
        told = [
            ("Kind", report.obstacle.get_kind_display()),
            ("Report", report.get_status_display()),
            ("Stands in the way of", str(report.obstacle.process or "")),
            ("Laid by", ", ".join(map(str, report.laid_by.all()))),
            ("Faced by", ", ".join(map(str, report.faced_by.all()))),
        ]
        return [(name, value or "–") for name, value in told]

    @property
    def printed(self) -> str:
        return alone(self.proposal.text)

    @property
    def roles(self) -> list[str]:
        return self.proposal.details.get("roles", [])

    @property
    def shared_percent(self) -> int:
        return round(100 * self.proposal.details.get("shared", 0))

    @property
    def doubt(self) -> str:
        """How sure the draft is, in words; "" where it is sure."""
        proposal = self.proposal
        if not proposal.is_doubted:
            return ""
        if proposal.confidence < UNSURE:
            return "This is a guess: look twice."
        what = "who speaks" if proposal.kind == ProposalKind.QUOTE else "that it is one"
        return f"Not quite sure {what}."


def card_of(entry: Entry, entries: list[Entry], form=None) -> Card:
    """At most nine queries more."""
    proposal = entry.proposal
    card = Card(entry, form or decision_form(proposal, [one.proposal for one in entries]))
    if proposal.is_open:
        card.question = first_question(entry, entries)
    if proposal.kind == ProposalKind.QUOTE and not card.question:
        card.speaker_note = note_on(proposal.details.get("speaker"), entries)
    if proposal.kind == ProposalKind.ACTOR and proposal.actor_id:
        known = Actor.objects.for_list().filter(pk=proposal.actor_id).first()
        card.known = actor_label(known) if known else ""
    if proposal.kind == ProposalKind.OBSTACLE:
        fill_obstacle(card)
        card.process_before = process_before(entry, entries)
        card.processes = list(
            Process.objects.current().values_list("name", flat=True)[:LISTED_PROCESSES]
        )
    return card


def decision_form(proposal: Proposal, beside: Iterable[Proposal], typed=None) -> DecisionForm:
    """As it is shown or, with what was `typed`, as it was sent. `beside` are all of the article."""
    no_actor = ProposalKind.ACTOR, ProposalState.REJECTED
    rejected = {row.text for row in beside if (row.kind, row.state) == no_actor}
    form = DECISION_FORMS[proposal.kind](typed, proposal=proposal, rejected=rejected)
    if named := process_named(proposal.details.get("process") or ""):
        form.initial["process"] = named.name  # surely what it stands in the way of
    return form


def fill_obstacle(card: Card):
    """Which known obstacles it may report."""
    form, proposal = card.form, card.proposal
    if proposal.is_open:
        known = known_obstacle(proposal)
        card.obstacles = obstacle_choices(known, near_obstacles(proposal, beside=known))
        card.chosen = str(form["obstacle"].value() or "")


def process_before(entry: Entry, entries: list[Entry]) -> str:
    """The name of the process of the article's obstacle that was accepted last."""
    decided = (one.proposal for one in entries if one.proposal.report and one is not entry)
    named = [row for row in decided if row.report.obstacle.process]
    last = max(named, key=lambda row: row.decided_at, default=None)
    return last.report.obstacle.process.name if last else ""


def obstacle_choices(known: Obstacle | None, near: list[Obstacle]) -> list[ObstacleChoice]:
    """First what is meant if nothing is chosen; nothing to choose where no other is known."""
    rows = [*([known] if known else []), *near]
    reports = ObstacleReport.objects.filter(obstacle__in=rows).order_by()
    counts = dict(reports.values_list("obstacle").annotate(number=Count("pk")))
    reported = [
        ObstacleChoice("" if row == known else str(row.pk), row, counts.get(row.pk, 0))
        for row in rows
    ]
    if known:
        return [*reported, ObstacleChoice(NEW)]
    return [ObstacleChoice(""), *reported] if near else []


def note_on(name: str | None, entries: list[Entry]) -> str:
    """Whether somebody is called so already."""
    cast = (e.proposal for e in entries if e.proposal.kind == ProposalKind.ACTOR)
    row = next((row for row in cast if row.text == name), None)
    if row is None or row.state == ProposalState.REJECTED:
        return ""
    return f"Known: {row.actor}" if row.actor else "New: nobody is called so yet."


def first_question(entry: Entry, entries: list[Entry]) -> Question | None:
    """The first of the actors it names of whom it is not known who they are."""
    near = {e.proposal.text: e.near for e in entries if e.near}
    asked = (question_about(name, near[name]) for name in names_in(entry.proposal) if name in near)
    return next(asked, None)


def names_in(proposal: Proposal) -> list[str]:
    details = proposal.details
    if proposal.kind == ProposalKind.ACTOR:
        return [proposal.text]
    names = [details.get("speaker"), details.get("voice_of"), *details.get("about", [])]
    names += [*details.get("laid_by", []), *details.get("faced_by", [])]
    return list(filter(None, names))
