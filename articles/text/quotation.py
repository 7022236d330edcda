"""The quote marks and apostrophes that newspapers print, and which of them are the same sign."""

SINGLE = "'‘’‚‛‹›`´ʼ′"
DOUBLE = '"“”„‟«»″＂'
LETTER_LIKE = "ʹʻʾʿ＇"  # stand inside transliterated names: ʿAbd, Kaʻiulani

ANY = SINGLE + DOUBLE + LETTER_LIKE

UNIFORM = str.maketrans(dict.fromkeys(SINGLE, "'") | dict.fromkeys(DOUBLE, '"'))
"""For `str.translate`: every mark becomes the straight one of its kind; no length changes."""


def spoken(words: str) -> str:
    """Quoted words that stand alone: without the comma that led on to who said them, and without
    marks of their own around them, for those are put where they are shown."""
    return without_marks(words.rstrip().removesuffix(",")).rstrip().removesuffix(",")


def without_marks(words: str) -> str:
    """Without the double marks around all of it; those within it, and of a part of it, stay."""
    first, inner, last = words[:1], words[1:-1], words[-1:]
    is_around = bool(inner.strip()) and first in DOUBLE and last in DOUBLE
    return inner if is_around and not any(mark in inner for mark in DOUBLE) else words
