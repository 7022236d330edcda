"""Tags as editors type them."""

from .folding import fold

LONGEST_TAG = 100  # characters


def fold_tag(name: str) -> str:
    """The form in which all spellings of a tag are the same; empty for what can be no tag."""
    return fold(name)[:LONGEST_TAG]


def parse_tags(typed: str) -> list[str]:
    """Split at commas only ("Peace talks" is one tag); one spelling per folded name.

    Sorted, because taggit compares a form's tags with a sorted list to see whether they changed.
    """
    spellings: dict[str, str] = {}
    for name in typed.split(","):
        name = " ".join(name.split())
        if folded := fold_tag(name):
            spellings.setdefault(folded, name)
    return sorted(spellings.values())
