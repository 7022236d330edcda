"""A source text as lines that remember where they stand, and what a line alone can tell."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from articles.text.lexicon.lists import words
from articles.text.spans import Span

from ..drafts import Printed

_BREAK = re.compile(r"\r\n|\r|\n")
# White space, and the signs that show nothing.
_BLANK = "\ufeff\u200b\u2060\u00ad"
_BULLET = re.compile(r"(?:[-*•‣▪·●◦]|[–—](?=\s)|\d{1,2}[.)])\s+(?=\S)")
_ASKED = re.compile(
    r"\**(?:Q|A|Question|Answer|(?:The )?(?:Interviewer|Reporter|Journalist|Moderator))\**:\**\s",
    re.IGNORECASE,
)
_ANSWERED = re.compile(r"\**[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,3}\**:\**\s")
_LABEL = re.compile(r"\*\*(?P<bold>[^*\n]{1,80}?):?\*\*:?|(?P<plain>[^:\n.!?“”\"]{1,70}):(?=\s)")
INTERVIEW = re.compile(  # Interview: Maren Holt · Interview with Maren Holt, harbour master
    r"^(?:[#*]+ ?)?(?:The )?(?:Interview|INTERVIEW|Q ?& ?A|In conversation)(?: with|:) "
    r"(?P<name>[^\W\d_a-z][\w.’'-]+(?: [^\W\d_a-z][\w.’'-]*){1,3})(?=[,*\r\n]|$| on | about )",
    re.MULTILINE,
)
_HASHES = re.compile(r"#{1,6}\s+(?P<text>.*?)\s*#*$")
_BOLD = re.compile(r"\*\*(?P<text>[^*]+?):?\*\*$")
_SENTENCE_END = (".", "!", ":", ";", ",", "…", "—", "–", "”", '"', "''", "’", "»")
_QUOTE_MARK = re.compile("[\"“”„«»]|''")
_SMALL_WORDS = words(
    "a an and as at but by for from in into is nor of off on or over per so than the to up via vs "
    "with yet after"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a paragraph wrapped over several: `span` has no white space at its ends."""

    number: int
    span: Span
    text: str
    follows_blank: bool = False

    def printed(self) -> Printed:
        return Printed(self.text, self.span)

    @property
    def bullet(self) -> re.Match[str] | None:
        return _BULLET.match(self.text)


def is_title_case(text: str) -> bool:
    long_words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if len(word) > 3]
    long_words = [word for word in long_words if word.lower() not in _SMALL_WORDS]
    capitals = sum(word[0].isupper() for word in long_words)
    return bool(long_words) and capitals >= 0.8 * len(long_words)


def printed(source: str, start: int, end: int) -> Printed:
    """The stretch without white space at its ends."""
    span = trimmed(source, start, end)
    return Printed(span.of(source), span)


def trimmed(source: str, start: int, end: int) -> Span:
    while start < end and (source[start].isspace() or source[start] in _BLANK):
        start += 1
    while end > start and (source[end - 1].isspace() or source[end - 1] in _BLANK):
        end -= 1
    return Span(start, end)


def line_number(source: str, place: int) -> int:
    """The line in which the code point at `place` stands, counted from 1."""
    return len(_BREAK.findall(source, 0, place)) + 1


def line_numbers(source: str, places: list[int]) -> list[int]:
    """For each of the rising `places`, the line in which it stands, counted from 1."""
    breaks = [brk.end() for brk in _BREAK.finditer(source)]
    return [bisect_right(breaks, place) + 1 for place in places]


def read_lines(source: str) -> list[Line]:
    lines, number, place, after_blank = [], 1, 0, True
    for brk in [*_BREAK.finditer(source), None]:
        end = brk.start() if brk else len(source)
        span = trimmed(source, place, end)
        if span.start < span.end:
            lines.append(Line(number, span, span.of(source), after_blank))
        after_blank = span.start == span.end
        number, place = number + 1, brk.end() if brk else end
    return _unwrapped(source, lines)


def _unwrapped(source: str, lines: list[Line]) -> list[Line]:
    """Join the lines of a text that was broken at a fixed width, with blanks between paragraphs."""
    if not _is_wrapped(lines):
        return lines
    joined: list[Line] = []
    for line in lines:
        if joined and not line.follows_blank and _runs_on(joined[-1], line):
            last = joined[-1]
            span = Span(last.span.start, line.span.end)
            joined[-1] = Line(last.number, span, span.of(source), last.follows_blank)
        else:
            joined.append(line)
    return joined


def _is_wrapped(lines: list[Line]) -> bool:
    inner = [
        before for before, after in pairwise(lines) if not after.follows_blank and not after.bullet
    ]
    if len(inner) < 4 or max(len(line.text) for line in lines) > 120:
        return False
    open_ended = [x for x in inner if len(x.text) >= 40 and not x.text.endswith((".", "!", "?"))]
    return len(open_ended) >= 0.6 * len(inner)


def _runs_on(before: Line, after: Line) -> bool:
    last_row = re.split(r"[\r\n]", before.text)[-1]
    return len(last_row) >= 35 and not after.bullet and not after.text.startswith("#")


def is_heading(line: Line, following: Line | None) -> bool:
    """A short line without a final stop, and text below it."""
    if _HASHES.match(line.text) or _BOLD.match(line.text):
        return True
    text = line.text
    if _ASKED.match(text):
        return False
    if len(text) > 90 or len(text.split()) > 13 or line.bullet or _QUOTE_MARK.search(text):
        return False
    if text.endswith(_SENTENCE_END) or not (text[0].isupper() or text[0].isdigit()):
        return False
    if following is None or (text.endswith("?") and _ANSWERED.match(following.text)):
        return False
    if is_title_case(text) or text.isupper():
        return True
    return len(text.split()) <= 8 and not text.endswith("?")


def heading_text(source: str, line: Line) -> Printed:
    match = _HASHES.match(line.text) or _BOLD.match(line.text)
    if not match or not match["text"].strip():
        return line.printed()
    start = line.span.start
    return printed(source, start + match.start("text"), start + match.end("text"))


def bullet_label(text: str) -> tuple[int, int] | None:
    """Where, in a bullet's text, the words before its colon stand."""
    match = _LABEL.match(text)
    if not match:
        return None
    group = "bold" if match["bold"] else "plain"
    if len(match[group].split()) > 9 or match.end() >= len(text.rstrip()):
        return None
    return match.start(group), match.end(group)
