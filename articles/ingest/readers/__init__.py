"""Bytes of a file -> what was received. `read` is the one entrance; each format has its module."""

import importlib

from ..drafts import ImportRefused, Received
from .formats import format_of
from .limits import refuse_too_large


def read(data: bytes, name: str = "") -> Received:
    """Read a file of any format, told by its content first and by its `name` then.

    Raises ImportRefused, with the reason and the place, for whatever is no article; nothing else.
    """
    refuse_too_large(data)
    if not data.strip():
        raise ImportRefused("There is no text here: the file is empty.")
    # The libraries behind a format are slow to load: only what is asked for is.
    reader = importlib.import_module(f".{format_of(data, name)}", __name__)
    return reader.read(data)
