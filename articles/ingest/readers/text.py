"""Bytes of a text file -> text."""

from typing import NamedTuple

from ..drafts import ImportRefused

LARGEST = 5_000_000  # bytes


class TextRead(NamedTuple):
    """`guessed` names the encoding where the bytes did not tell it."""

    text: str
    guessed: str = ""


def read_text(data: bytes) -> TextRead:
    """UTF-8, or UTF-16 with a byte order mark; else taken for Windows-1252, and said so.

    Raises ImportRefused for what is no text.
    """
    if len(data) > LARGEST:
        raise ImportRefused(f"The file is larger than {LARGEST // 1_000_000} MB.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return TextRead(_decoded(data, "utf-16"))
    if b"\0" in data:
        raise ImportRefused("This is not a text file: it holds NUL bytes, as binary files do.")
    try:
        return TextRead(data.decode())
    except UnicodeDecodeError:
        return TextRead(_decoded(data, "cp1252"), "Windows-1252")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefused(
            f"The encoding is not known (see byte {error.start + 1}): save the text as UTF-8."
        ) from error
