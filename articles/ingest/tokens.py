"""Words and signs of a stretch of the source, with their places."""

import re
from collections.abc import Iterator

from articles.ingest.vocabulary import ABBREVIATIONS

_TOKEN = re.compile(
    r"""(?x)
    (?:[^\W\d_]\.){2,}                      # U.S.
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?
    | [^\W_]+(?:[-’'.&@][^\W_]+)*           # words, with their inner signs
    | '' | `` | --+ | \.\.\.
    | [^\w\s]
    """
)
_POSSESSIVE = re.compile(r"(.+?)([’']s)$", re.IGNORECASE)
_CONTRACTION = re.compile(
    r"(?:it|he|she|that|there|what|who|let|here|where|how)[’']s$", re.IGNORECASE
)
SENTENCE_ENDS = frozenset({".", "!", "?", "...", "…"})
OPENING_SIGNS = frozenset("“‘«„\"'``(''[")


class Token:
    """A word or a sign. `low` is the word in small letters with a straight apostrophe."""

    __slots__ = ("end", "is_capital", "is_word", "low", "start", "starts_sentence", "text")

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.low = text.lower().replace("’", "'")
        self.is_word = text[0].isalnum() or self.low == "'s"
        self.is_capital = text[0].isupper()
        self.starts_sentence = False

    def __repr__(self) -> str:
        return f"{self.text}@{self.start}"


def tokenise(source: str, start: int, end: int) -> list[Token]:
    tokens = list(_tokens(source, start, end))
    fresh = True
    for token in tokens:
        token.starts_sentence = fresh
        if token.is_word:
            fresh = False
        elif token.text in SENTENCE_ENDS or token.text in ":—":
            fresh = True
        elif token.text in OPENING_SIGNS and source[token.end : token.end + 1].isalnum():
            fresh = True
    return tokens


def _tokens(source: str, start: int, end: int) -> Iterator[Token]:
    place = start
    while match := _TOKEN.search(source, place, end):
        text, place = match.group(), match.end()
        if place < end and source[place] == "." and _keeps_its_stop(text, source, place, end):
            text, place = text + ".", place + 1
        possessive = _POSSESSIVE.match(text)
        if possessive and not _CONTRACTION.match(text):
            yield Token(possessive[1], match.start())
            yield Token(possessive[2], match.start() + len(possessive[1]))
        else:
            yield Token(text, match.start())


def _keeps_its_stop(text: str, source: str, place: int, end: int) -> bool:
    if text + "." in ABBREVIATIONS:
        return True
    is_initial = len(text) == 1 and text.isupper() and text != "I"
    return is_initial and place + 1 < end and source[place + 1].isspace()
