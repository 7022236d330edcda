"""What makes it likelier that two rows are the same, and what unlikelier."""

from dataclasses import dataclass, field

from articles.text.likeness import Likeness

ASKED_FROM = 60  # of 100


@dataclass
class Judgement:
    """A score of 100 and its reasons, for the likeness of the names first."""

    score: int
    evidence: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, likeness: Likeness) -> "Judgement":
        return cls(likeness.score, [likeness.why] if likeness.why else [])

    def add(self, points: int, why: str) -> None:
        """Points against are negative; their line begins with "But"."""
        self.score = max(0, min(100, self.score + points))
        self.evidence.append(why)

    @property
    def is_asked(self) -> bool:
        return self.score >= ASKED_FROM
