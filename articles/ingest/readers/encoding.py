"""Bytes -> text. What the bytes do not tell of their encoding is guessed, and said so."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from typing import NamedTuple

from charset_normalizer import CharsetMatch, from_bytes

from ..drafts import ImportRefused

# The encodings that newsrooms still send, the likelier first.
NAMES = {
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "cp1250": "Windows-1250",
    "cp932": "Shift-JIS",
    "gb18030": "GB 18030",
    "cp1254": "Windows-1254",
    "cp1253": "Windows-1253",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp1257": "Windows-1257",
    "euc_jp": "EUC-JP",
    "big5": "Big5",
    "cp949": "EUC-KR",
    "koi8_r": "KOI8-R",
    "mac_roman": "Mac Roman",
}
_FEWEST_SIGNS = 4  # beyond ASCII, to guess by
_MARKS = (BOM_UTF16_LE, BOM_UTF16_BE)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# Signs between letters, where letters should stand: a word decoded wrongly.
_ODD = re.compile(r"(?<=[^\W\d_])[¡-©«¬®-¶¸-¿×÷˰-˿†-…‰-⁀€™∀-◿](?=[^\W\d_])")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class TextRead(NamedTuple):
    """`guessed` names the encoding where the bytes did not tell it."""

    text: str
    guessed: str = ""


def decode(data: bytes) -> TextRead:
    """UTF-8, or UTF-16 with a byte order mark; else a guess. Raises ImportRefused for no text."""
    if data.startswith(_MARKS):
        return TextRead(_strictly(data, "utf-16"))
    if b"\0" in data:
        return TextRead(_unmarked_utf16(data), "UTF-16")
    if len(_CONTROLS.findall(data, 0, 20_000)) > 0.02 * min(len(data), 20_000):
        raise ImportRefused("This is not a text file: it holds control signs, as binary files do.")
    try:
        return TextRead(data.decode())
    except UnicodeDecodeError as error:
        encoding = _guess(data)
        if encoding is None:
            raise _unknown(error) from error
        return TextRead(_strictly(data, encoding), NAMES[encoding])


def _guess(data: bytes) -> str | None:
    """The likeliest encoding in which all of `data` can be read."""
    beyond_ascii = sum(byte > 127 for byte in data)
    has_evidence = beyond_ascii >= _FEWEST_SIGNS
    matches = list(from_bytes(data, cp_isolation=list(NAMES))) if has_evidence else []
    if matches:
        least = min(match.chaos for match in matches)
        return _likeliest(min(matches, key=lambda match: _doubts(match, least)))
    # Too little to tell: then it is the few marks and dashes of Windows.
    is_little = not has_evidence or beyond_ascii < 0.05 * len(data)
    return "cp1252" if is_little and _is_in(data, "cp1252") else None


def _doubts(match: CharsetMatch, least: float) -> tuple[bool, bool, float, int]:
    text = str(match)
    odd = len(_ODD.findall(text)) / (1 + len(_BEYOND_ASCII.findall(text)))
    place = list(NAMES).index(_likeliest(match))
    return odd > 0.1, match.chaos > least + 0.06, -round(match.coherence, 1), place


def _likeliest(match: CharsetMatch) -> str:
    """Of the encodings that read these bytes as the same text."""
    return next(name for name in NAMES if name in match.could_be_from_charset)


def _is_in(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 shows itself by its spaces and line ends, in one order of the bytes or the other."""
    orders = ("utf-16-le", "utf-16-be")
    readings = [data.decode(order, "replace") for order in orders]
    text = max(readings, key=lambda reading: reading.count(" ") + reading.count("\n"))
    shown = sum(char.isprintable() or char in "\t\r\n" for char in text)
    if not re.search("[ \n]", text) or "\ufffd" in text or shown < 0.98 * len(text):
        raise ImportRefused("This is not a text file: it holds NUL bytes, as binary files do.")
    return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unknown(error) from error


def _unknown(error: UnicodeDecodeError) -> ImportRefused:
    return ImportRefused(
        f"The encoding is not known (see byte {error.start + 1}): save the text as UTF-8."
    )
