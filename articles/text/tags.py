"""Tags as editors type them."""

from articles.text.folding import fold


def parse_tags(typed: str) -> list[str]:
    """Split at commas only ("Peace talks" is one tag); one spelling per folded name.

    Sorted, because taggit compares a form's tags with a sorted list to see whether they changed.
    """
    spellings: dict[str, str] = {}
    for name in typed.split(","):
        name = " ".join(name.split())
        if folded := fold(name):
            spellings.setdefault(folded, name)
    return sorted(spellings.values())
