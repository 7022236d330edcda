"""How many rows of what."""

from dataclasses import dataclass
from itertools import accumulate

# Quotes of ten articles in turn; one and its reprint have as many (the tenth and the third).
QUOTES_OF = [10, 4, 6, 10, 8, 9, 11, 12, 14, 16]
BEFORE = [0, *accumulate(QUOTES_OF[n % 10] for n in range(1, 10))]
SECTIONS = 3  # of each article


@dataclass(frozen=True)
class Size:
    """There are ten times as many quotes as articles, and a report in every second article."""

    name: str
    articles: int
    actors: int
    obstacles: int
    outlets: int
    processes: int
    tags: int

    @classmethod
    def of(cls, quotes: int) -> "Size":
        """About so many quotes, and of the rest in proportion: a list fills two pages always."""
        articles = max(quotes // 10, 10)
        few = {"actors": 5, "obstacles": 20, "outlets": 200, "processes": 100, "tags": 20}
        return cls(str(quotes), articles, **{n: max(60, articles // one) for n, one in few.items()})

    @property
    def quotes(self) -> int:
        return first_quote(self.articles + 1) - 1

    @property
    def reports(self) -> int:
        return self.articles // 2


SIZES = {
    size.name: size
    for size in (
        Size("S", 2_000, 1_000, obstacles=100, outlets=60, processes=60, tags=300),
        Size("M", 50_000, 10_000, obstacles=2_500, outlets=200, processes=500, tags=3_000),
        Size("L", 200_000, 50_000, obstacles=10_000, outlets=400, processes=1_000, tags=10_000),
    )
}


def first_quote(article: int) -> int:
    """The number of an article's first quote."""
    return 1 + sum(QUOTES_OF) * ((article - 1) // 10) + BEFORE[(article - 1) % 10]


def first_section(article: int) -> int:
    return 1 + SECTIONS * (article - 1)
