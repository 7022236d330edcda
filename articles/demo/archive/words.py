"""Words and names, few of them common and most of them rare, as in any language."""

from bisect import bisect
from functools import lru_cache
from itertools import accumulate
from random import Random

COMMON = ["talks", "ferry", "treaty"]  # the word that most texts have, and two of the next
RARE = "xebec"  # a word of every ten thousandth quote


def _listed(words: str) -> list[str]:
    return words.split()


_LEADING = _listed("""
the of and to a in talks that on for is was by with as at from its be are has not but which will
ferry an or their they had have this treaty toll no more than been were after would who one over
strait harbour pilot union dredger winter tariff quay council anchor pension bridge ministry cargo
customs lighthouse fleet barrage wharf tide ledger vote budget night lock board crew strike price
""")
_SYLLABLES = _listed("""
ba be bo bra bri da de dor dra dun fa fen fir ga gel gor ha hel hol ka kel kor kri la len lor lun
ma mar mel mor na nel nor nu pa pel pri ra ren rin ro sa sel sol ta tel tor tra tun va vel vor wa
wen yar zan zel
""")
_MADE_UP = 20_000

FIRST = _listed("""
Maud Ivo Selke Rowan Petra Anselm Dagny Cass Tobiah Wilma Otto Ilse Bram Fenna Joris Katla Ludo
Mirre Nils Orla Pim Quirin Runa Sietse
""")
OFFICES = [
    "Harbour Master", "Water Minister", "Mayor", "Finance Secretary", "Chair of the Lock Board",
    "Envoy to the Talks", "Head of the Pilots", "Spokeswoman",
]  # fmt: skip


def made_up(number: int) -> str:
    """A word of three syllables or more, another one for each number."""
    word = ""
    while number or word.count("-") < 3:
        number, which = divmod(number, len(_SYLLABLES))
        word += f"{_SYLLABLES[which]}-"
    return word.replace("-", "")


WORDS = [*_LEADING, *(made_up(7_919 * n % 150_000) for n in range(_MADE_UP))]
_WEIGHTS = list(accumulate(1 / (rank + 10) for rank in range(len(WORDS))))


def some_words(random: Random, number: int) -> list[str]:
    return random.choices(WORDS, cum_weights=_WEIGHTS, k=number)


@lru_cache
def _shares(number: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, number + 1)))


def popular(random: Random, number: int) -> int:
    """One of so many rows: the first is named most, the second half as often, and so on."""
    shares = _shares(number)
    return min(bisect(shares, random.random() * shares[-1]) + 1, number)
