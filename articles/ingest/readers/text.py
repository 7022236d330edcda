"""Bytes of a text file -> text, exactly as it is."""

from ..drafts import ImportRefused, Received
from .blocks import clean
from .encoding import decode


def read(data: bytes) -> Received:
    text, guessed = decode(data)
    if not clean(text):
        raise ImportRefused("There is no text here: the file holds only white space.")
    return Received(text, guessed=guessed)
