"""Names, tags and search words in the one form in which they are compared and sorted."""

import re
from unicodedata import category, combining, normalize

from anyascii import anyascii

from . import quotation

_PLAIN_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i",
    "æ": "ae", "œ": "oe", "ə": "e", "ĸ": "k", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ɨ": "i", "ǥ": "g",
}  # fmt: skip

HONORIFICS = {
    "dame", "dr", "gen", "gov", "lady", "lord", "madam", "mr", "mrs", "ms", "mx", "prof", "rep",
    "rev", "sen", "sir",
}  # fmt: skip
_VOWELS = re.compile("[aeiouyhw]")
_ALIKE = str.maketrans("cqzw", "kksv")
_TWICE = re.compile(r"(.)\1+")
_SUFFIX = re.compile(r"(?:[JS]r\.?|[IVX]+)")


class _Folding(dict):
    """What each decomposed character becomes; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._fold(chr(code))
        return folded

    @staticmethod
    def _fold(character: str) -> str:
        if character in _PLAIN_LETTERS:
            return _PLAIN_LETTERS[character]
        if character in quotation.ANY or combining(character):
            return ""
        if character.isalnum() or category(character).startswith("M"):
            return character
        if character.isspace() or not category(character).startswith("C"):
            return " "
        return ""


_folding = _Folding()
_without_marks = str.maketrans("", "", quotation.ANY)


def fold(text: str) -> str:
    """`text` without case, accents, quote marks and punctuation: "Al-Amin’s" is "al amins".

    Letters that Unicode does not take apart are spelled plainly (ł is l, ß is ss, þ is th).
    What is left are letters and digits in words with single spaces between them, perhaps none.
    Folding twice changes nothing.
    """
    # Some signs decompose into capitals, so the case goes between two decompositions.
    caseless = normalize("NFKD", text.translate(_without_marks)).casefold()
    folded = normalize("NFKD", caseless).translate(_folding)
    return normalize("NFC", " ".join(folded.split()))


def sort_name(name: str, is_person: bool) -> str:
    """The form under which `name` stands in an alphabetical list.

    A person goes by the last name, without titles: "Sir Jon van der Meer" is
    "Meer, Jon van der". Anything else loses a leading "The".
    """
    if not is_person:
        return re.sub(r"^the\s+(?=\S)", "", name.strip(), flags=re.IGNORECASE)
    words = name.split()
    while len(words) > 1 and words[0].rstrip(".").lower() in HONORIFICS:
        del words[0]
    last = len(words) - 1
    if last > 1 and _SUFFIX.fullmatch(words[last]):
        last -= 1
    if last < 1:
        return " ".join(words)
    return f"{words[last].rstrip(',')}, {' '.join(words[:last] + words[last + 1 :])}"


def surname(sorted_as: str) -> str:
    """Of the form under which a person is sorted, folded: "Meer, Jon van der" is "meer". Empty, if
    there is but one name."""
    before, comma, _ = sorted_as.partition(",")
    return fold(before) if comma else ""


def latin(text: str) -> str:
    """`text` folded and spelled in Latin letters, whatever its script: "Маренко" is
    "marenko"."""
    return fold(anyascii(fold(text)))


def sound(name: str) -> str:
    """The first consonants of the last word of `name`, which its other spellings mostly share.

    "Müller" and "Mueller" are both "mlr", "Marenco" and "Маренко" both "mrnk".
    """
    last = latin(name).translate(_ALIKE).split()[-1:]
    if not last:
        return ""
    consonants = _VOWELS.sub("", last[0][1:])
    return _TWICE.sub(r"\1", last[0][0] + consonants)[:4]
