"""The quote marks and apostrophes that newspapers print, and which of them are the same sign."""

SINGLE = "'‘’‚‛‹›`´ʼ′"
DOUBLE = '"“”„‟«»″＂'
LETTER_LIKE = "ʹʻʾʿ＇"  # stand inside transliterated names: ʿAbd, Kaʻiulani

ANY = SINGLE + DOUBLE + LETTER_LIKE

UNIFORM = str.maketrans(dict.fromkeys(SINGLE, "'") | dict.fromkeys(DOUBLE, '"'))
"""For `str.translate`: every mark becomes the straight one of its kind; no length changes."""


def spoken(words: str) -> str:
    """Quoted words that stand alone: without the comma that led on to who said them."""
    return words.rstrip().removesuffix(",")
