"""What a reader of a structured format has found -> the structure, with nothing to guess."""

from ..drafts import Received
from .structure import Structure, read_structure


def given_structure(received: Received) -> Structure:
    return read_structure(received.text)
