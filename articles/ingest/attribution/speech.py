"""What is no speech, and what is speech in whole clauses."""

from articles.text.lexicon.lists import words
from articles.text.lexicon.vocabulary import TELLING_CUES

from ..layout.lines import is_title_case
from .items import WORD, Item
from .resolving import Attribution

_TITLED_THINGS = words("""
    book novel memoir film movie documentary show program programme podcast series song album play
    musical magazine essay column poem painting exhibition titled entitled headlined named episode
    segment anthem hit author host hosts tune ballad single broadcast
    """)


def is_title(source: str, items: list[Item], at: int) -> bool:
    """The name of a book, a programme, a song: capitals throughout, after a word that says so."""
    stretch = items[at].stretch
    text = stretch.inner.of(source).strip(" ,.")
    if at and items[at - 1].low in ("titled", "entitled", "headlined", "so-called"):
        return True
    if not text or len(text.split()) > 9 or not is_title_case(text) or not text[0].isupper():
        return False
    before = [item.low for item in items[max(0, at - 4) : at]]
    after = items[at + 1].low if at + 1 < len(items) else ""
    if not before or before[-1] in (":", "said"):
        return False
    if before[-1] == "'s" or before[-1] in TELLING_CUES or after in _TITLED_THINGS:
        return True
    return any(low in _TITLED_THINGS for low in before)


def is_direct(source: str, items: list[Item], at: int, result: Attribution) -> bool:
    """A whole clause between marks, not some words inside the reporter's sentence."""
    stretch = items[at].stretch
    text = stretch.inner.of(source).strip()
    if result.rule in ("runs on", "carried on"):
        return True
    before = items[at - 1] if at else None
    if before is not None and before.kind == WORD:
        return text[:1].isupper() and len(text.split()) > 4 and result.rule == "cue before"
    if text[:1].isupper() or text[:1] in "…[$" or text[:1].isdigit():
        return len(text.split()) >= 3 or text.endswith((".", ",", "!", "?"))
    return text.endswith((",", ".")) and len(text.split()) >= 4
