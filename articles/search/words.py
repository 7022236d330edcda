"""Words typed by a reader, as terms to look for."""

from articles.text.folding import fold

MOST_TERMS = 12


def terms(typed: str) -> list[str]:
    """The folded words of what was typed, at most twelve; each stands for all words it begins."""
    return list(dict.fromkeys(fold(typed).split()))[:MOST_TERMS]
