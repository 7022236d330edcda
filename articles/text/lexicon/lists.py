"""Word lists written as text."""


def words(text: str) -> frozenset[str]:
    """A set of words from a text with blanks between them."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """A set of names of one word or more, from a text with commas between them."""
    return frozenset(part.strip() for part in text.split(",") if part.strip())
