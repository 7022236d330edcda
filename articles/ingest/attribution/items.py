"""A paragraph as a row of items: words, signs, whole names, whole quoted stretches."""

from bisect import bisect_right
from dataclasses import dataclass

from articles.text.lexicon.lists import words
from articles.text.lexicon.vocabulary import CUES
from articles.text.stretches import Stretch

from ..names.cast import Mention
from ..names.tokens import Token

NAME, QUOTE, WORD, SIGN = "name", "quote", "word", "sign"
PRONOUNS = words("he she they it i we you who")
_CLAUSE_ENDS = (",", ".", "!", "?", "—", "-", "…")
_BREAKS = frozenset({",", ";", ":", "—", "–", "--", "―", "(", ")", "-"})


@dataclass(eq=False, slots=True)
class Item:
    """A word, a sign, a whole name with its titles, or a whole quoted stretch."""

    kind: str
    start: int
    end: int
    low: str
    text: str
    is_capital: bool = False
    mention: Mention | None = None
    stretch: Stretch | None = None
    ends_clause: bool = False  # a stretch whose last sign is a comma or a stop

    @property
    def is_cue(self) -> bool:
        return self.kind == WORD and self.low in CUES

    @property
    def is_break(self) -> bool:
        return self.kind == SIGN and self.low in _BREAKS


def make_items(
    source: str, tokens: list[Token], mentions: list[Mention], stretches: list[Stretch]
) -> list[Item]:
    """The tokens as items; names and stretches, both in order, swallow the words they hold."""
    whole: dict[int, Item] = {mention.outer.start: _name_item(mention) for mention in mentions}
    starts = [stretch.span.start for stretch in stretches]
    items: list[Item] = []
    behind = 0
    for token in tokens:
        if token.start < behind:
            continue
        quote = bisect_right(starts, token.start) - 1
        if quote >= 0 and token.start < stretches[quote].span.end:
            item = _quote_item(source, stretches[quote])
        else:
            item = whole.get(token.start) or _word_item(token)
        items.append(item)
        behind = item.end
    return items


def _word_item(token: Token) -> Item:
    kind = WORD if token.is_word else SIGN
    return Item(kind, token.start, token.end, token.low, token.text, token.is_capital)


def _name_item(mention: Mention) -> Item:
    name = mention.actor.name
    return Item(NAME, mention.outer.start, mention.span.end, name.lower(), name, True, mention)


def _quote_item(source: str, stretch: Stretch) -> Item:
    text = stretch.inner.of(source).rstrip(" '’\"”")
    item = Item(QUOTE, stretch.span.start, stretch.span.end, "", "", stretch=stretch)
    item.ends_clause = text.endswith(_CLAUSE_ENDS)
    return item
