"""Sentences of a plain English text."""

import re
from collections.abc import Iterator

from .spans import Span


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BEFORE_A_NAME = _words(
    "Adm Amb Brig Capt Cdr Cllr Cmdr Col Cpl Dr Ft Gen Gov Hon Insp Lt Maj Messrs Mme Mr Mrs Ms Mt"
    " Pres Prof Rep Reps Rev Sen Sens Sgt St Supt cf vs"
)
_BEFORE_A_NUMBER = _words("Art Fig No Nos Sec Vol no nos p pp")
_ALSO_AT_THE_END = _words(
    "Apr Aug Ave Bros Co Corp Dec Dept Feb Fri Inc Jan Jr Jul Jun Ltd Mar Mon Nov Oct Ph.D Sat"
    " Sept Sr Sun Thu Tue Univ Wed al etc"
)
_OPENS_A_SENTENCE = _words(
    "a after all although an and as asked at both but by despite during each for from he her his"
    " how however i if in instead it its last later many meanwhile most neither no nobody nor not"
    " on one only or others she since so some still that the their then there these they this"
    " those though to under until we what when where whether while who why with yet you"
)

_POSSIBLE_END = re.compile(
    r"\n | (?<![.!?…]) (?P<signs>[.!?…]++) (?P<marks>[\"'”’»›)\]]*+)"
    r" (?=\s++ [\"'“‘«‹„(\[]*+ (?P<next>\w*+))",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[^\W_](?:[\w.]*\w)?\Z")
_ACRONYM = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")  # U.S, a.m and the J of J. Smith
_LONGEST_ABBREVIATION = 20
_SPEAKER_AND_CUE = re.compile(
    r"\s+(?:[^\W\d_]\S*\s+){1,4}?(?:said|says|asked|asks|added|replied)\b"
)


def sentences(text: str) -> list[Span]:
    """Every sentence of `text`, in order; together they cover all of it but white space.

    A line break always ends a sentence, so list items and headings are sentences too.
    """
    found = []
    start = 0
    for end in (*_ends(text), len(text)):
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            found.append(Span(start + lead, start + len(piece.rstrip())))
        start = end
    return found


def sentence_at(text: str, span: Span) -> Span:
    """The sentence of `text` that holds `span`, or all the sentences that it touches.

    A span that touches none (it is empty, or white space) is given back unchanged.
    """
    touched = [sentence for sentence in sentences(text) if sentence.overlaps(span)]
    return Span(touched[0].start, touched[-1].end) if touched else span


def _ends(text: str) -> Iterator[int]:
    for match in _POSSIBLE_END.finditer(text):
        if match.group() == "\n" or _is_end(text, match):
            yield match.end()


def _is_end(text: str, match: re.Match) -> bool:
    signs, following = match["signs"], match["next"]
    if following[:1].islower():
        return False
    opens_a_sentence = following.lower() in _OPENS_A_SENTENCE
    if match["marks"]:
        return opens_a_sentence or not _SPEAKER_AND_CUE.match(text, match.end())
    before = text[max(match.start() - _LONGEST_ABBREVIATION, 0) : match.start()]
    if signs in ("…", "..."):
        return not before[-1:].isspace()  # with a space before it words are left out
    word = _LAST_WORD.search(before)
    if signs != "." or not word:
        return True
    if word.group() in _BEFORE_A_NAME:
        return False
    if word.group() in _BEFORE_A_NUMBER:
        return not following[:1].isdigit()
    if word.group() in _ALSO_AT_THE_END or _ACRONYM.fullmatch(word.group()):
        return opens_a_sentence
    return True
