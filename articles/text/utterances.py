"""Whether two quotes have the same words: how they find each other, and how they differ.

What is compared is folded: case, accents, marks and punctuation make no difference.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from heapq import nsmallest
from typing import Literal

from rapidfuzz.distance import LCSseq

from .differences import WORDS, Piece, opcodes
from .fingerprints import number_of
from .folding import fold
from .lexicon.lists import words as listed

FEWEST_WORDS = 6  # fewer are said by everybody, every day: "We have no comment on that."
RUN = 3  # words of a phrase
SAMPLE = 8  # phrases of a quote that are kept
MOST_WORDS = 3000  # a longer one is compared with none
LONG = 12  # words: from here on a quote may differ in more than one of ten
SHORT_LIKENESS, LONG_LIKENESS = 0.9, 0.8  # of its words
PART = 0.8  # of the shorter one stands in the longer one, without a gap
LONGEST_CUT = 3  # words: what a newspaper leaves out before or after them is told as "…"

NEGATIONS = listed("""
    aint arent cannot cant couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt neither never no
    nobody none nor not nothing shouldnt wasnt werent without wont wouldnt
    aldri ei ikke inte jamais kein keine nein nicht nie nunca pas
    """)

Sameness = Literal["same", "nearly", ""]


def phrases(folded: str) -> frozenset[int]:
    """Numbers for some of its phrases of three words; none for fewer than six words.

    Always the same ones, as far as two quotes have them both: of equal quotes all are equal, of
    similar ones some, and of two quotes at random none.
    """
    words = folded.split()
    if len(words) < FEWEST_WORDS:
        return frozenset()
    runs = {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return frozenset(nsmallest(SAMPLE, map(number_of, runs)))


def sameness(one: str, other: str) -> Sameness:
    """Of two folded quotes. "nearly": with another number, or a "not" that only one of them has.

    One may be a part of the other, as newspapers cut differently.
    """
    if one == other:
        return "same" if one.count(" ") >= FEWEST_WORDS - 1 else ""
    first, second = one.split(), other.split()
    if not _is_alike(first, second):
        return ""
    return "nearly" if _is_turned(first, second) else "same"


def _is_alike(first: list[str], second: list[str]) -> bool:
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) < FEWEST_WORDS or len(longer) > MOST_WORDS:
        return False
    common = LCSseq.similarity(first, second)
    enough = LONG_LIKENESS if len(shorter) >= LONG else SHORT_LIKENESS
    if 2 * common >= enough * (len(first) + len(second)):
        return True
    if common < PART * len(shorter):
        return False
    run = SequenceMatcher(None, shorter, longer, autojunk=False).find_longest_match()
    return run.size >= max(FEWEST_WORDS, PART * len(shorter))


def _is_turned(first: list[str], second: list[str]) -> bool:
    """What differs can turn the meaning. What is cut at an end says nothing, but a "not" next to
    the cut does."""
    one, other = [], []
    changes = opcodes(first, second)
    for at, (kind, a, b, c, d) in enumerate(changes):
        gone, new = first[a:b], second[c:d]
        if kind in ("insert", "delete") and at in (0, len(changes) - 1):
            gone, new = (gone[-2:], new[-2:]) if at == 0 else ([], [])
            gone, new = ([word for word in side if word in NEGATIONS] for side in (gone, new))
        if kind != "equal":
            one += gone
            other += new
    return _turning(one) != _turning(other)


def _turning(words: Iterable[str]) -> Counter:
    """Numbers, and how many negations: "will not" is "wont"."""
    return Counter(
        "not" if word in NEGATIONS else word
        for word in words
        if word in NEGATIONS or any(map(str.isdigit, word))
    )


def variant(of: str, printed: str) -> Iterator[Piece]:
    """`printed` in pieces: the same as in `of`, new in it, or gone from it.

    Long stretches that are cut at its beginning or end are "…".
    """
    before, after = WORDS.findall(of), WORDS.findall(printed)
    changes = opcodes([fold(word) for word in before], [fold(word) for word in after])
    for at, (kind, a, b, c, d) in enumerate(changes):
        gone, new = "".join(before[a:b]), "".join(after[c:d])
        if kind == "equal":
            yield Piece("same", new)
            continue
        if kind == "delete" and at in (0, len(changes) - 1) and b - a > LONGEST_CUT:
            yield Piece("same", " …" if at else "… ")
            continue
        if fold(gone):
            yield Piece("gone", gone)
        if new:
            yield Piece("new" if fold(new) else "same", new)
