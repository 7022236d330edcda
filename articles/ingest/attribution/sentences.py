"""Where sentences begin and end in a row of items, quoted stretches included."""

from dataclasses import dataclass, field

from articles.text.lexicon.vocabulary import DETERMINERS
from articles.text.stretches import Stretch

from ..names.cast import Cast
from ..names.tokens import SENTENCE_ENDS, Token
from .items import NAME, QUOTE, SIGN, Item, make_items
from .turns import Turn
from .verbs import cue_follows

_FARTHEST = 150  # items to either side that can still belong to the same thought
_MOST_STRETCHES = 12  # more in one sentence are a list, or no text at all


def sentence_start(index: int, ends: list[bool]) -> int:
    farthest = max(0, index - _FARTHEST)
    while index > farthest and not ends[index - 1]:
        index -= 1
    return index


def sentence_end(items: list[Item], index: int, ends: list[bool]) -> int:
    """The index after the last item of the sentence."""
    farthest = min(len(items), index + _FARTHEST)
    while index < farthest and not ends[index]:
        index += 1
    return min(index + 1, farthest)


def sentence_ends(source: str, items: list[Item]) -> list[bool]:
    """For each item, whether a sentence ends with it."""
    found = [False] * len(items)
    stretches = 0
    for index, item in enumerate(items):
        if item.kind == SIGN:
            found[index] = item.low in SENTENCE_ENDS or item.low == ";"
        elif item.kind == QUOTE and item.stretch:
            text = item.stretch.inner.of(source).rstrip(" '’\"”")
            after = items[index + 1] if index + 1 < len(items) else None
            stops = text.endswith((".", "…")) or (text.endswith(("!", "?")) and after is not None)
            begins = after is None or after.is_capital or after.kind in (QUOTE, NAME)
            is_led_in = index > 0 and items[index - 1].low in (",", ":")
            asks = text.endswith(("!", "?")) and after is not None and not is_led_in
            goes_on = asks and not _opens_anew(after) and cue_follows(items, index + 1)
            found[index] = stops and begins and not goes_on
            stretches += 1
            found[index] = found[index] or stretches >= _MOST_STRETCHES
        stretches = 0 if found[index] else stretches
    return found


def _opens_anew(item: Item | None) -> bool:
    """“Shame!” The mayor left: in “Shame!” the mayor said, the article would be small."""
    return item is not None and item.is_capital and item.low in DETERMINERS


@dataclass(eq=False, slots=True)
class Paragraph:
    """What the rules see of one block: its items and its stretches."""

    number: int
    items: list[Item]
    ends: list[bool]
    stretches: list[Stretch]
    turn: Turn | None = None  # what is said in it is not marked: an interview
    is_asked: bool = False  # a question in it
    statements: list[Stretch] = field(default_factory=list)  # reported without marks

    @property
    def spoken(self) -> list[Stretch]:
        return sorted([*self.stretches, *self.statements], key=lambda stretch: stretch.span)


def make_paragraph(
    source: str, number: int, tokens: list[Token], cast: Cast, stretches: list[Stretch],
    turn: Turn | None = None, is_asked: bool = False,
) -> Paragraph:  # fmt: skip
    start, end = (tokens[0].start, tokens[-1].end) if tokens else (0, 0)
    items = make_items(source, tokens, cast.mentions_within(start, end), stretches)
    return Paragraph(number, items, sentence_ends(source, items), stretches, turn, is_asked)
