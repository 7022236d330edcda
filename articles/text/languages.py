"""What languages are called, and whether a text is written in English, by the small words that
every English text is made of."""

import re

from django.conf.locale import LANG_INFO

from .lexicon.lists import words

ENOUGH_WORDS = 40
ENGLISH_SHARE = 0.2  # of the words: English prose has some 0.4, other languages hardly 0.1
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_SMALL_WORDS = frozenset(
    words("""
    a about after all also an and any are as at be because been before but by can could did do
    down during first for from had has have he her his how if in into is it its last may more most
    new no not now of on one only or other our out over said she should since so some such than that
    the their them then there these they this through to two under until up was we were what when
    where which while who why will with would you your
    """)
)


def language_name(code: str) -> str:
    """In English, of a BCP 47 code: "Finnish", "Brazilian Portuguese"; the code if unknown."""
    whole, language = code.lower(), code.lower().split("-")[0]
    if "name" in LANG_INFO.get(whole, {}):
        return LANG_INFO[whole]["name"]
    name = LANG_INFO.get(language, {}).get("name")
    return f"{name} ({code})" if name else code


def reads_as_english(text: str) -> bool:
    """True also of a text that is too short to tell."""
    found = _WORD.findall(text.lower())
    if len(found) < ENOUGH_WORDS:
        return True
    return sum(word in _SMALL_WORDS for word in found) >= ENGLISH_SHARE * len(found)
