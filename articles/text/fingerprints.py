"""Texts compared by their sentences, each a number: the same words always give the same one."""

from collections.abc import Set
from hashlib import blake2b
from heapq import nsmallest

from .folding import fold
from .sentences import sentences

FEWEST_WORDS = 6  # shorter ones stand in many texts: bylines, "He declined to comment."
FEWEST_SENTENCES = 3  # fewer say nothing of a whole text
SAMPLE = 24


def fingerprints(text: str) -> frozenset[int]:
    """A signed 64-bit number for each sentence of six words or more, folded."""
    return frozenset(
        number_of(folded)
        for folded in (fold(sentence.of(text)) for sentence in sentences(text))
        if folded.count(" ") >= FEWEST_WORDS - 1
    )


def sample(numbers: Set[int]) -> frozenset[int]:
    """The smallest numbers: two texts that share sentences share them in their samples too."""
    return frozenset(nsmallest(SAMPLE, numbers))


def shared(one: Set[int], other: Set[int]) -> float:
    """How much of the shorter text stands in the other, from 0 to 1. Very short ones: 0."""
    shortest = min(len(one), len(other))
    return len(one & other) / shortest if shortest >= FEWEST_SENTENCES else 0.0


def number_of(folded: str) -> int:
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), signed=True)
