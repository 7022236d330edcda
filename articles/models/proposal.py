from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.choices import Part, ProposalKind, ProposalState

from .actor import Actor
from .article import Article
from .correction import Correction
from .obstacle import ObstacleReport
from .quote import Quote
from .section import Section

SURE = 0.8  # of a proposal


class Proposal(models.Model):
    """Something that ingest has read in an article, for an editor to accept, change or reject.

    Never public. Accepted, it has become a row of its own; a rejected quote is "not speech".
    `details` holds what the kind needs (see `actions.reviewing`): actors are referred to by the
    text of their proposals in the same article.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=11, choices=ProposalKind)
    state = models.CharField(max_length=8, choices=ProposalState, default=ProposalState.OPEN)
    part = models.CharField(max_length=20, choices=Part, default=Part.SECTION)
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="proposals"
    )
    start = models.PositiveIntegerField(default=0)
    text = models.TextField(help_text="As printed; of an actor: the name.")
    details = models.JSONField(default=dict)
    confidence = models.FloatField(default=0)
    continues = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="continuations"
    )
    actor = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    quote = models.OneToOneField(
        Quote, models.SET_NULL, null=True, blank=True, related_name="proposal"
    )
    report = models.OneToOneField(
        ObstacleReport, models.SET_NULL, null=True, blank=True, related_name="proposal"
    )
    correction = models.OneToOneField(
        Correction, models.SET_NULL, null=True, blank=True, related_name="proposal"
    )
    like = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="resembled_by"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["article", "id"]
        indexes = [models.Index(fields=["article", "state"], name="proposal_by_article")]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "text"],
                condition=Q(kind=ProposalKind.ACTOR),
                name="proposal_actor_once",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, decided_at=None)
                | ~Q(state=ProposalState.OPEN) & Q(decided_at__isnull=False),
                name="proposal_open_or_decided",
            ),
        ]

    def __str__(self):
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    @property
    def is_doubted(self) -> bool:
        """The draft is not quite sure who speaks, or that it is an obstacle."""
        tells = self.kind == ProposalKind.OBSTACLE or (
            self.kind == ProposalKind.QUOTE and bool(self.details.get("speaker"))
        )
        return tells and self.confidence < SURE

    def holds(self, other: "Proposal") -> bool:
        """An obstacle is laid in the very words of this quote."""
        return (
            (self.kind, other.kind) == (ProposalKind.QUOTE, ProposalKind.OBSTACLE)
            and self.section_id == other.section_id
            and self.start <= other.start
            and other.start + len(other.text) <= self.start + len(self.text)
        )

    @property
    def is_open(self) -> bool:
        return self.state == ProposalState.OPEN

    @property
    def is_placed(self) -> bool:
        """Its words stand at `start` in a part of the article."""
        return self.kind in (ProposalKind.QUOTE, ProposalKind.OBSTACLE)

    def decide(self, state: ProposalState, user) -> None:
        self.state, self.decided_by, self.decided_at = state, user, timezone.now()
        self.save()

    def reopen(self) -> None:
        self.state, self.decided_by, self.decided_at = ProposalState.OPEN, None, None
        self.save()
