"""The head of an article: headline, outlet, dateline, byline, edition, standfirst, date."""

import re
from dataclasses import dataclass, field

from articles.text.dates import PartialDate
from articles.text.lexicon.gazetteer import CALENDAR, GIVEN_NAMES
from articles.text.lexicon.vocabulary import SENTENCE_OPENERS

from ..drafts import Printed, Problem
from .dates import has_date_form, read_date
from .lines import Line, printed

_SLASH = re.compile(r"\s*/(?:\s+|$)")
_MOST_PARTS = 12
_BYLINE = re.compile(
    r"[*_]{0,2}(?:(?:an? )?(?:words|story|written|text|report(?:ed|ing)?|analysis|opinion|comment"
    r"|commentary|column|review|essay|interview|compiled)?\s*by|from)\s+"
    r"(?P<who>[^\W\d_].{1,100}?)[*_]{0,2}",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"(?:our|a|an|the) [\w -]{0,40}\b(?:reporters?|correspondents?|staff|editors?|writers?)|staff",
    re.IGNORECASE,
)
_NAME_LIKE = re.compile(
    r"[^\W\d_a-z][\w’'.-]*(?:\s+(?:(?:de|da|van|von|der|bin|al|el|la|and|&)\s+)?[^\W\d_a-z][\w’'.-]*){1,7}"
)
_BEFORE_HEADLINE = re.compile(r"#+(?=\s*\S)|subject\s*:(?=\s*\S)", re.IGNORECASE)
_BEFORE_DATE = re.compile(r",\s+|\s+[|•·–—-]\s+|\s+\((?=[^()]+\)$)")
_POST = re.compile(  # below who wrote it: Health correspondent · Chief political writer in Hallin
    r"(?:[^\W\d_][\w’'&-]* ){0,4}(?i:correspondent|editor|reporter|writer|columnist|critic)"
    r"(?:(?: (?:in|at|for)|,)(?: [^\W\d_a-z][\w’'-]*){1,3})?"
)
_INITIAL = re.compile(r"[^\W\d_a-z]\.\s")
_AFTER_NAME = re.compile(r",\s+|\s+(?:in|for|at)\s+|\s+[|•·–—-]\s+")
_AFTER_BYLINE = re.compile(r"\s*(?:[,|•·]|\s[–—-]\s|\bfor\s)\s*")
_DATELINE = re.compile(
    r"""(?x)
    (?P<place> (?:[^\W\d_a-z][^\W\d_a-z.’'-]+ | ST\.|MT\.|FT\.)
        (?:[ ] (?:[^\W\d_a-z]{2,}|[A-Z]\.)(?:[.’'-][^\W\d_a-z]+)*)*
        (?: ,[ ] [^\W\d_a-z][\w.]+ (?:[ ][A-Z][\w.]+)?)? )
    (?: ,?[ ] (?P<day> [A-Z][a-z]{2,8}\.? [ ] \d{1,2} (?:,?[ ]\d{4})?
        | \d{1,2} [ ] [A-Z][a-z]{2,8}\.? (?:,?[ ]\d{4})? ) )?
    [ ]? (?: \( (?P<agency>[^()]{2,40}) \) )?
    \s* (?:—|―|–|--+|-(?=\s)) \s*
    """
)

MISSING = {
    "outlet": "The masthead names no outlet.",
    "dateline": "The masthead has no dateline.",
    "byline": "The masthead has no byline.",
    "edition": "The masthead names no edition.",
    "standfirst": "The masthead has no standfirst.",
}


@dataclass
class Masthead:
    headline: Printed | None = None
    outlet: str = ""
    dateline: str = ""
    byline: str = ""
    edition: str = ""
    standfirst: Printed | None = None
    issued: PartialDate | None = None
    problems: list[Problem] = field(default_factory=list)


def is_slash_line(line: Line) -> bool:
    """headline/ outlet/ DATELINE/ byline/ edition/ standfirst, or most of it."""
    return len(_SLASH.findall(line.text)) >= 2


def read_slash_line(source: str, line: Line) -> Masthead:
    head = Masthead()
    parts = _slash_parts(source, line)
    head.headline = parts[0] if parts and parts[0].text else None
    if head.headline is None:
        head.problems.append(Problem(line.number, "The masthead has no headline.", line.span))
    unread = [piece for part in parts[1:] for piece in _date_apart(source, part) if piece.text]
    unread = [part for part in unread if not _refuse_date(head, part, line)]
    for reader in (_take_date, _take_standfirst, _take_edition, _take_dateline):
        unread = [part for part in unread if not reader(head, part)]
    _take_outlet_and_byline(head, unread, source, line)
    for name, message in MISSING.items():
        if not getattr(head, name):
            head.problems.append(Problem(line.number, message, line.span))
    return head


def _slash_parts(source: str, line: Line) -> list[Printed]:
    parts, place = [], 0
    for slash in _SLASH.finditer(line.text):
        parts.append((place, slash.start()))
        place = slash.end()
        # A standfirst is prose: a slash in it divides nothing.
        if len(parts) >= _MOST_PARTS or (len(parts) >= 2 and _is_prose(line.text, place)):
            break
    parts.append((place, len(line.text)))
    start = line.span.start
    return [printed(source, start + a, start + b) for a, b in parts]


def _is_prose(text: str, place: int) -> bool:
    part = _SLASH.split(text[place : place + 400], maxsplit=1)[0]
    return len(part.split()) > 9


def _date_apart(source: str, part: Printed) -> list[Printed]:
    """The Courier, 3 May 2031: the outlet, or whatever it is, and its date."""
    dated = _dated(part.text)
    if dated is None or has_date_form(part.text) or len(part.text[: dated.start()].split()) > 6:
        return [part]
    start, end = part.span.start, part.span.end - part.text.endswith(")")
    return [
        printed(source, start, start + dated.start()),
        printed(source, start + dated.end(), end),
    ]


def _dated(text: str) -> re.Match[str] | None:
    """What parts the words from the date behind them, be it one that never was; no bare year."""
    for sign in _BEFORE_DATE.finditer(text):
        printed_date = text[sign.end() :].removesuffix(")")
        if sign.start() and has_date_form(printed_date) and not printed_date.isdigit():
            return sign
    return None


def _refuse_date(head: Masthead, part: Printed, line: Line) -> bool:
    """31 February: written as a date, and none."""
    if not has_date_form(part.text) or read_date(part.text):
        return False
    head.problems.append(Problem(line.number, f"There is no such day: {part.text}", part.span))
    return True


def _take_date(head: Masthead, part: Printed) -> bool:
    issued = read_date(part.text)
    if issued is None or head.issued not in (None, issued):
        return False
    head.issued = issued
    return True


def _take_standfirst(head: Masthead, part: Printed) -> bool:
    words = part.text.split()
    prose = len(words) > 9 or (len(words) > 5 and part.text.endswith((".", "?", "!")))
    if head.standfirst or not prose:
        return False
    head.standfirst = part
    return True


def _take_edition(head: Masthead, part: Printed) -> bool:
    if head.edition or not re.search(r"\bedition\b|\bfinal\b", part.text, re.IGNORECASE):
        return False
    head.edition = part.text
    return True


def _take_dateline(head: Masthead, part: Printed) -> bool:
    letters = [char for char in part.text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    if head.dateline or len(letters) < 3 or capitals < 0.7 * len(letters) or "." in part.text[:2]:
        return False
    head.dateline = part.text
    return True


def _take_outlet_and_byline(head: Masthead, parts: list[Printed], source: str, line: Line) -> None:
    """What is left, in the usual order: the outlet, then who wrote it."""
    after_dateline = _place_after(source, line, head.dateline)
    for part in parts:
        is_late = after_dateline is not None and part.span.start > after_dateline
        is_date = read_date(part.text) is not None
        if not head.byline and (by := read_byline(part.text)):
            head.byline = by
        elif (
            not is_date
            and not head.byline
            and (
                _looks_like_a_person(part.text) or (is_late and not _INSTITUTION.search(part.text))
            )
        ):
            head.byline = part.text
        elif not is_date and not head.outlet:
            head.outlet = part.text
        else:
            message = f"This part of the masthead was not understood: {part.text}"
            head.problems.append(Problem(line.number, message, part.span))


_INSTITUTION = re.compile(
    r"\b(?:Times|Post|Gazette|Herald|News|Courier|Tribune|Press|Journal|Daily|Wire|Observer|Agency"
    r"|Mirror|Echo|Chronicle|Sentinel|Argus)\b"
)
_PAPER_NOUN = (
    r"(?:Times|Post|Gazette|Herald|Courier|Tribune|Press|Journal|Wire|Observer|Standard|Echo"
    r"|Review|Packet|Record|Register|Monitor|Leader|Independent|Express|Citizen|Voice|Weekly"
    r"|Telegraph|Chronicle|Mercury|Argus|Advertiser|Dispatch|Examiner|Sentinel|Bulletin|Mail"
    r"|Guardian|Globe|Star|Ledger|Mirror|Inquirer|Beacon|Clarion|Daily"
    r"|(?:Daily|Evening|Morning|Sunday|Weekly) (?:News|Sun|World|Call|Journal))"
)
_PAPER = re.compile(
    rf"(?:The )?(?:[^\W\d_a-z][\w’'&-]* ){{0,4}}{_PAPER_NOUN}(?: (?:&|and) {_PAPER_NOUN})?"
    r"(?: (?:of|for)(?: the)? [^\W\d_a-z][\w’'-]*)?"
    r"|The (?:Daily|Evening|Morning|Weekly) [^\W\d_a-z][\w’'-]*"
    r"|(?:The )?(?!Breaking|Latest|Local|World|Business|Sports?|Good|Bad|Big|Old|Fake|Great|In )"
    r"[^\W\d_a-z][\w’'-]* News"
)


def _place_after(source: str, line: Line, text: str) -> int | None:
    place = source.find(text, line.span.start, line.span.end) if text else -1
    return None if place < 0 else place


def _looks_like_a_person(text: str) -> bool:
    if not _NAME_LIKE.fullmatch(text) or _INSTITUTION.search(text):
        return False
    return bool(_INITIAL.match(text)) or text.split()[0] in GIVEN_NAMES


def read_byline(text: str) -> str:
    """Who wrote it, from "By Ana Ruiz"; empty when the text is no byline."""
    match = _BYLINE.fullmatch(text)
    if not match or text.lower().startswith("from ") or len(text.split()) > 14:
        return ""
    who = match["who"].strip()
    if _UNNAMED.fullmatch(who):
        return who
    return who if who[0].isupper() and not who.endswith((".", "?", "!", ":")) else ""


def read_dateline(text: str) -> re.Match[str] | None:
    """`CITY (AGENCY) — ` at the start of a paragraph."""
    match = _DATELINE.match(text)
    return match if match and match.end() < len(text) else None


def read_preamble(source: str, lines: list[Line]) -> tuple[Masthead, int]:
    """The head of a text without a masthead line, and how many lines it takes."""
    if not lines:
        return Masthead(), 0
    head, used = _read_above(lines)
    # Below a mere date a sentence is where the text begins; a headline has no full stop.
    begins = used and not head.outlet and lines[used].text.endswith((".", "”", '"'))
    if _can_be_headline(lines[used:]) and not begins:
        head.headline = _headline(source, lines[used])
        used += 1
    else:
        message = "No headline: the text does not begin with a short line."
        head.problems.append(Problem(lines[0].number, message, lines[0].span))
    return head, used + read_below(head, lines[used:])


def _read_above(lines: list[Line]) -> tuple[Masthead, int]:
    """The paper above the headline, and the place, the date, the byline, each on its line."""
    head, used = Masthead(), 0
    while used < len(lines) - 1:
        line, following = lines[used], lines[used + 1]
        is_last = used == len(lines) - 2
        if not is_last and not head.outlet and (_is_paper(line) or _is_name_above(lines, used)):
            head.outlet = _bare(line)
        elif not is_last and not head.outlet and _is_paper_row(line):
            _take_row(head, line)
        elif not head.issued and _is_place_row(line):
            _take_place_row(head, line)
        elif is_last or not (
            _take_date(head, line.printed()) or (used and _take_byline_above(head, line, following))
        ):
            break
        used += 1
    if used and _can_be_headline(lines[used:]) and (head.outlet or not _is_prose_line(lines[used])):
        return head, used
    return (head, used) if used and _is_place_row(lines[0]) else (Masthead(), 0)


def _is_name_above(lines: list[Line], at: int) -> bool:
    """A paper that no list knows: its date below it, then headline, standfirst and byline."""
    if at or len(lines) < 5 or not (_is_place_row(lines[1]) or read_date(lines[1].text)):
        return False
    name, headline, standfirst, byline = lines[0].text, *(line.text for line in lines[2:5])
    words = name.removeprefix("The ").split()
    is_name = len(words) <= 4 and all(word[0].isupper() and word[-1].isalpha() for word in words)
    has_headline = len(headline.split()) > len(words) and not headline.endswith((".", "?", "!"))
    has_standfirst = len(standfirst.split()) > 5 and standfirst.endswith((".", "?", "!"))
    return is_name and has_headline and has_standfirst and bool(read_byline(byline))


def _is_place_row(line: Line) -> bool:
    """Brindle Bay, 3 May 2031 · Brindle Bay, Velden, 31 February 2031"""
    dated = _dated(line.text)
    return dated is not None and all(map(_is_town, line.text[: dated.start()].split(", ")))


def _take_place_row(head: Masthead, line: Line) -> None:
    dated = _dated(line.text)
    head.dateline = line.text[: dated.start()]
    printed_date = line.text[dated.end() :].removesuffix(")")
    head.issued = read_date(printed_date)
    if head.issued is None:
        message = f"There is no such day: {printed_date}"
        head.problems.append(Problem(line.number, message, line.span))


def _take_byline_above(head: Masthead, line: Line, following: Line) -> bool:
    by = read_byline(line.text)
    if not by or head.byline or following.text.endswith((".", "?", "!", "”", '"')):
        return False
    head.byline = by
    return True


def _is_prose_line(line: Line) -> bool:
    return len(line.text.split()) > 9 and line.text.endswith((".", "?", "!", "”", '"'))


def read_below(head: Masthead, lines: list[Line]) -> int:
    """What stands below the headline and above the text; how many lines it takes."""
    used = 0
    while used < len(lines) - 1:
        if _take_line(head, lines[used], lines[used + 1]):
            used += 1
        elif _can_be_standfirst(head, lines, used):
            head.standfirst = lines[used].printed()
            used += 1
        else:
            break
    return used


def _headline(source: str, line: Line) -> Printed:
    """Without the hashes of Markdown, or the “Subject:” of a letter."""
    lead = _BEFORE_HEADLINE.match(line.text)
    return printed(source, line.span.start + (lead.end() if lead else 0), line.span.end)


def _can_be_headline(lines: list[Line]) -> bool:
    first = lines[0]
    if read_byline(first.text) or read_date(first.text) or _is_place_row(first):
        return False
    if first.bullet or read_dateline(first.text) or (len(lines) == 1 and len(first.text) > 120):
        return False
    return len(first.text) <= 220 and len(re.findall(r"[a-z]{3}[.!?]\s+[A-Z“\"]", first.text)) < 2


def _take_line(head: Masthead, line: Line, following: Line) -> bool:
    """A byline, a date, an edition, the paper or a place, alone on its line."""
    if head.headline and not head.outlet and _is_paper(line):
        head.outlet = _bare(line)
        return True
    if head.headline and _take_row(head, line):
        return True
    in_head = bool(head.byline or head.outlet or head.issued) or _is_head_line(following)
    if head.headline and in_head and _is_place(line):
        return _take_dateline(head, line.printed())
    if _POST.fullmatch(line.text) and head.byline and "," not in head.byline:
        head.byline += f", {line.text}"
        return True
    if not head.byline and (by := read_byline(line.text)):
        who, _, outlet = _parted(by)
        head.byline, head.outlet = who, head.outlet or outlet
        return True
    if _take_date(head, Printed(line.text, line.span)):
        return True
    is_above = _is_head_line(following) or read_dateline(following.text) is not None
    is_signed = _signs(line.text) or (_is_two_words(line.text) and is_above)
    if head.headline and not head.byline and is_signed:
        head.byline = line.text
        return True
    if len(line.text) < 40 and re.fullmatch(r"[\w ]*\bedition", line.text, re.IGNORECASE):
        head.edition = head.edition or line.text
        return True
    return False


def _take_row(head: Masthead, line: Line) -> bool:
    """By Ana Ruiz | The Courier | 3 May 2031 · The Courier, 3 May 2031"""
    parts = _row_parts(line)
    bylines = [by for part in parts if (by := read_byline(part))]
    dates = [date for part in parts if (date := read_date(part))]
    papers = [part for part in parts if _PAPER.fullmatch(part) or (dates and _is_called(part))]
    places = [part for part in parts if dates and part not in papers and _is_town(part)]
    if len(parts) < 2 or len(bylines) + len(papers) + len(dates) + len(places) != len(parts):
        return False
    head.byline = head.byline or next(iter(bylines), "")
    head.outlet = head.outlet or next(iter(papers), "")
    head.dateline = head.dateline or next(iter(places), "")
    head.issued = head.issued or next(iter(dates), None)
    return True


def _is_called(part: str) -> bool:
    """“The Lantern”, beside a date: hardly a town is called so."""
    return part.startswith("The ") and part != "The Hague" and _is_town(part)


def _row_parts(line: Line) -> list[str]:
    parts = [part.strip() for part in re.split(r"\s+[|•·]\s+", line.text)]
    return [part.strip() for part in line.text.split(",", 1)] if len(parts) == 1 else parts


def _is_paper_row(line: Line) -> bool:
    """The Courier, 3 May 2031"""
    parts = _row_parts(line)
    has_paper = any(_PAPER.fullmatch(part) for part in parts)
    return has_paper and len(parts) == 2 and any(read_date(part) for part in parts)


def _is_town(part: str) -> bool:
    """Brindle Bay, beside a date"""
    words = part.split()
    if read_byline(part) or read_date(part) or _PAPER.fullmatch(part) or len(words) > 3:
        return False
    is_name = all(re.fullmatch(r"[^\W\d_a-z][\w’'-]+", word) for word in words)
    return is_name and CALENDAR.isdisjoint(words) and words[0] not in GIVEN_NAMES


def _parted(byline: str) -> tuple[str, str, str]:
    match = _AFTER_BYLINE.search(byline)
    if not match or not _INSTITUTION.search(byline[match.end() :]):
        return byline, "", ""
    return byline[: match.start()], match.group(), byline[match.end() :]


def _signs(text: str) -> bool:
    """Ana Ruiz · Ana Ruiz, political editor · Ana Ruiz in Hallin"""
    name = _AFTER_NAME.split(text, maxsplit=1)[0].strip()
    if not name:
        return False
    is_short = len(text) <= 70 and not text.endswith((".", "?", "!", ":"))
    return is_short and name.split()[0] in GIVEN_NAMES and _looks_like_a_person(name)


def _is_paper(line: Line) -> bool:
    """The Hallin Courier · SKARN DAILY MIRROR"""
    text = _bare(line)
    return len(text) <= 50 and bool(_PAPER.fullmatch(text.title() if text.isupper() else text))


def _bare(line: Line) -> str:
    return line.text.strip("*_# ")


def _is_two_words(text: str) -> bool:
    """A name that no list knows, where a byline may stand."""
    words = text.split()
    return 2 <= len(words) <= 3 and bool(_NAME_LIKE.fullmatch(text)) and "and" not in words


def _is_place(line: Line) -> bool:
    if line.text.split()[0].lower() in SENTENCE_OPENERS:
        return False
    return line.text.isupper() and len(line.text) <= 40 and not line.text.endswith((".", "?", "!"))


def _is_head_line(line: Line) -> bool:
    return bool(read_byline(line.text) or read_date(line.text)) or _is_paper(line)


def _can_be_standfirst(head: Masthead, lines: list[Line], used: int) -> bool:
    line, following = lines[used], lines[used + 1]
    if head.headline is None or head.standfirst or line.bullet:
        return False
    if len(line.text) > 400 or read_dateline(line.text):
        return False
    if _is_head_line(following):
        return True
    is_prose = len(line.text.split()) > 5
    return is_prose and (_is_place(following) or read_dateline(following.text) is not None)
