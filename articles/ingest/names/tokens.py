"""Words and signs of a stretch of the source, with their places."""

import re
from collections.abc import Iterator

from articles.text.lexicon.vocabulary import ABBREVIATIONS

_TOKEN = re.compile(
    r"""(?x)
    (?:[^\W\d_]\.){2,}                      # U.S.
    | \d+(?:[.,]\d+)*(?:-[a-z]+)+(?![-\w])  # 62-year-old
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?
    | [^\W_]+(?:[-’'.&@][^\W_]+)*           # words, with their inner signs
    | '' | `` | --+ | \.\.\.
    | [^\w\s]
    """
)
# al-Tamim, d’Aramón: a name although it begins with a small letter
_JOINED_PARTICLE = re.compile(r"(?:al|el|as|ad|an|ar|ash|abu|ibn|bin|d|l|dell|t)[-’'][^\W\d_a-z]")
_POSSESSIVE = re.compile(r"(.+?)([’']s)$", re.IGNORECASE)
_CONTRACTION = re.compile(
    r"(?:it|he|she|that|there|what|who|let|here|where|how)[’']s$", re.IGNORECASE
)
_A_WORD_FOLLOWS = re.compile(r"\s[^\W_]")
_OPEN_SINGLE = re.compile(r"(?:^|[\s(“\"])[‘'](?=\w)[^’']*$")
_LAST_CASED = "\u058f"  # Latin, Greek, Cyrillic and Armenian stand before it
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
        self.is_capital = text[0].isupper() or (
            self.end - start > 3 and text[0] in "aeibdt" and bool(_JOINED_PARTICLE.match(text))
        )
        self.starts_sentence = False

    def __repr__(self) -> str:
        return f"{self.text}@{self.start}"


def tokenise(source: str, start: int, end: int) -> list[Token]:
    tokens = list(_tokens(source, start, end))
    _lift_foreign_names(tokens)
    fresh, aside = True, False
    for token in tokens:
        token.starts_sentence = fresh
        if token.text == "(":
            aside = fresh  # (laughs) Look, we were late
        if token.is_word:
            fresh = False
        elif (
            token.text in SENTENCE_ENDS
            or token.text in ":—"
            or (aside and token.text == ")")
            or (token.text in OPENING_SIGNS and source[token.end : token.end + 1].isalnum())
        ):
            fresh = True
    return tokens


def _lift_foreign_names(tokens: list[Token]) -> None:
    """A few words in a script without capitals are a name: “…,” سليم حداد said."""
    foreign = [token for token in tokens if token.is_word and _is_caseless(token.text[0])]
    if foreign and len(foreign) * 4 <= len(tokens):
        for token in foreign:
            token.is_capital = True


def _is_caseless(char: str) -> bool:
    return char > _LAST_CASED and char.isalpha() and not char.islower() and not char.isupper()


def _tokens(source: str, start: int, end: int) -> Iterator[Token]:
    place = start
    while match := _TOKEN.search(source, place, end):
        text, place = match.group(), match.end()
        if place < end and source[place] == "." and _keeps_its_stop(text, source, place, end):
            text, place = text + ".", place + 1
        has_mark = "'" in text or "’" in text
        possessive = has_mark and _POSSESSIVE.match(text)
        if possessive and not _CONTRACTION.match(text):
            yield Token(possessive[1], match.start())
            yield Token(possessive[2], match.start() + len(possessive[1]))
        elif has_mark and len(text) == 1 and _ends_plural(source, match.start(), start):
            token = Token(text, match.start())
            token.low, token.is_word = "'s", True
            yield token
        else:
            yield Token(text, match.start())


def _ends_plural(source: str, at: int, start: int) -> bool:
    """The growers’ league, but not the end of ‘single marks’."""
    if source[at - 1 : at].lower() not in ("s", "x", "z"):
        return False
    if not _A_WORD_FOLLOWS.match(source, at + 1):
        return False
    return not _OPEN_SINGLE.search(source, max(start, at - 120), at)


def _keeps_its_stop(text: str, source: str, place: int, end: int) -> bool:
    """The stop of an abbreviation: a known one, an initial, one that can end no sentence."""
    after = source[place + 1] if place + 1 < end else ""
    if text in ("No", "no"):  # No. 4, but: No. Asleep I was not.
        return source[place + 1 : place + 3].strip()[:1].isdigit()
    if text + "." in ABBREVIATIONS:
        return True
    if after and after in ",;)":
        return text[0].isalpha()
    if after == " " and source[place + 2 : place + 3].islower():
        return True
    return len(text) == 1 and text.isupper() and text != "I" and after.isspace()
