"""Whether two printed titles name the same office."""

from functools import lru_cache

from rapidfuzz import fuzz

from .folding import fold
from .lexicon.lists import words

# Words that make another office of it, wherever they stand.
RANKS = words("""
    acting associate assistant designate deputy elect honorary incoming interim junior prime
    shadow sub under vice
    """)
LOST = words("erstwhile ex former formerly late onetime past previous retired")
MAY_BE_OVER = words("outgoing then")
HELD_ALL_THE_SAME = MAY_BE_OVER | words("current incumbent new newly now present sitting")
# What somebody is beside any office.
CALLINGS = words("""
    academic activist admiral analyst architect author banker brigadier businessman businesswoman
    captain colonel commodore diplomat doctor economist engineer farmer fisherman general
    historian journalist judge justice lawyer lieutenant major marshal novelist officer pilot poet
    politician professor rear researcher retired scientist senior sergeant skipper teacher veteran
    vice writer
    """)
SMALL = words("a an and at by de for in of on s the to")
SHORT_FOR = {
    "ceo": "chief executive officer",
    "chairman": "chair",
    "chairperson": "chair",
    "chairwoman": "chair",
    "fm": "foreign minister",
    "mp": "member parliament",
    "pm": "prime minister",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
}
SPELLED_ALIKE = 90  # of 100
LONG = 5  # letters from which a word may be spelled in another way


def is_lost(printed: str) -> bool:
    """Whether the title says that it is held no more: "former minister", "ex-mayor"."""
    return bool(LOST.intersection(fold(printed).split()[:2]))


def may_be_over(printed: str) -> bool:
    """Whether the title says that it is held, or was a little while ago: "outgoing mayor"."""
    return bool(MAY_BE_OVER.intersection(fold(printed).split()[:2]))


def is_calling(printed: str) -> bool:
    """Whether it is a rank or a trade, which goes with any office: "Rear Admiral", "author"."""
    return frozenset(map(_singular, fold(printed).split())) - SMALL <= CALLINGS


@lru_cache(maxsize=20_000)
def same_office(one: str, other: str) -> bool:
    """Whether both may name one office: "the harbour minister", "Minister for Harbours".

    Order, articles, plurals and spelling do not matter, and one may say more than the other
    ("minister", "Caldria’s harbour minister"); a deputy is another office.
    """
    fewer, more = sorted((_words(one), _words(other)), key=len)
    if not fewer or fewer & RANKS != more & RANKS:
        return False
    return all(_is_among(word, more) for word in fewer)


def _words(title: str) -> frozenset[str]:
    spelled_out = " ".join(SHORT_FOR.get(word, word) for word in fold(title).split())
    singular = frozenset(map(_singular, spelled_out.split()))
    return singular - SMALL - LOST - HELD_ALL_THE_SAME


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def _is_among(word: str, others: frozenset[str]) -> bool:
    if word in others or len(word) < LONG:
        return word in others
    return any(_is_spelled_like(word, other) for other in others if len(other) >= LONG)


def _is_spelled_like(word: str, other: str) -> bool:
    """Or made of the same noun: "Ostrany", "Ostranian"; "finance", "financial"."""
    if fuzz.ratio(word, other) >= SPELLED_ALIKE:
        return True
    stem = min(len(word), len(other)) - 1
    return word[:stem] == other[:stem]
