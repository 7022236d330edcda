"""What a reader received, as JSON and back: for texts that are kept until they are wanted."""

from dataclasses import fields
from datetime import date

from articles.choices import Precision
from articles.text.dates import PartialDate
from articles.text.spans import Span

from .drafts import BlockRole, Problem, Received, ReceivedBlock

_PLAIN = Received("")


def as_json(received: Received) -> dict:
    """Only what it says: fields that are as in a plain text are left out."""
    said = {
        field.name: getattr(received, field.name)
        for field in fields(received)
        if getattr(received, field.name) != getattr(_PLAIN, field.name)
    }
    if received.blocks:
        said["blocks"] = [[block.role.value, *block.span] for block in received.blocks]
    if received.issued:
        first, last, precision = received.issued
        said["issued"] = [first.isoformat(), last.isoformat(), precision]
    if received.problems:
        said["problems"] = [[one.line, one.message, one.span] for one in received.problems]
    return said


def from_json(said: dict) -> Received:
    said = dict(said)
    if "blocks" in said:
        said["blocks"] = tuple(
            ReceivedBlock(BlockRole(role), Span(start, end)) for role, start, end in said["blocks"]
        )
    if "issued" in said:
        first, last, precision = said["issued"]
        said["issued"] = PartialDate(
            date.fromisoformat(first), date.fromisoformat(last), Precision(precision)
        )
    if "problems" in said:
        said["problems"] = tuple(
            Problem(line, message, span and Span(*span)) for line, message, span in said["problems"]
        )
    return Received(**{"text": ""} | said | {"tags": tuple(said.get("tags", ()))})
