from articles.models import Proposal


class ReviewRefused(Exception):
    """The decision cannot be taken. The message says why; nothing was changed."""


class Undecided(ReviewRefused):
    """A question must be answered first: `proposal` is the one it is about."""

    def __init__(self, message: str, proposal: Proposal):
        super().__init__(message)
        self.proposal = proposal
