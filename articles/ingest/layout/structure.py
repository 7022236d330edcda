"""A source text -> its head, its sections, and what belongs to the site and not to the article."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from articles.choices import SectionKind
from articles.text.spans import Span

from ..drafts import BlockDraft, CorrectionDraft, Printed, Problem, SectionDraft
from .corrections import take_corrections
from .dates import read_date
from .furniture import furniture_among, reporters_in
from .lines import (
    Line,
    bullet_label,
    heading_text,
    is_heading,
    read_lines,
    trimmed,
)
from .masthead import (
    Masthead,
    is_slash_line,
    read_dateline,
    read_preamble,
    read_slash_line,
)

_LOOK = re.compile(
    r"(?:#+\s*)?(?:(?P<title>.*\S)\s*[–—:|-]+\s*)?(?P<look>quick look|deep look)\s*:?",
    re.IGNORECASE,
)


@dataclass
class Structure:
    head: Masthead
    alternative_headline: Printed | None = None
    sections: list[SectionDraft] = field(default_factory=list)
    corrections: list[CorrectionDraft] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class _Section:
    kind: SectionKind
    heading: Printed | None = None
    line: Line | None = None
    blocks: list[BlockDraft] = field(default_factory=list)


def read_structure(source: str) -> Structure:
    lines = read_lines(source)
    if not lines:
        return Structure(Masthead(), problems=[Problem(1, "The text is empty.")])
    marks = furniture_among([line.text for line in lines])
    aside = [line for line, is_aside in zip(lines, marks, strict=True) if is_aside]
    lines = [line for line, is_aside in zip(lines, marks, strict=True) if not is_aside]
    furniture = [line.span for line in aside]
    credits = [line.text for line in aside]
    corrections, lines = take_corrections(source, lines)
    head, used = read_head(source, lines)
    head.byline = head.byline or next(filter(None, map(reporters_in, credits)), "")
    structure = Structure(
        head, corrections=corrections, furniture=furniture, problems=list(head.problems)
    )
    read_body(source, lines[used:], structure)
    if not structure.sections:
        structure.problems.append(
            Problem(lines[-1].number if lines else 1, "No text below the headline.")
        )
    structure.furniture.sort()
    return structure


def read_head(source: str, lines: list[Line]) -> tuple[Masthead, int]:
    if lines and is_slash_line(lines[0]) and not read_dateline(lines[0].text):
        return read_slash_line(source, lines[0]), 1
    return read_preamble(source, lines)


def read_body(
    source: str,
    lines: list[Line],
    structure: Structure,
    tells_heading: Callable[[Line, Line | None], bool] = is_heading,
) -> None:
    section = _Section(SectionKind.BODY)
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if look := _LOOK.fullmatch(line.text):
            _close(section, structure)
            section = _Section(_look_kind(look))
            _take_title(source, line, look, structure)
        elif _repeats_a_headline(line, structure):
            structure.furniture.append(line.span)
            if section.kind is SectionKind.QUICK_LOOK:
                _close(section, structure)
                section = _Section(SectionKind.BODY)
        elif tells_heading(line, following):
            _close(section, structure)
            section = _Section(SectionKind.BODY, heading_text(source, line), line)
        else:
            section.blocks.append(_read_block(source, line, structure))
    _close(section, structure)


def _look_kind(look: re.Match[str]) -> SectionKind:
    is_quick = look["look"].lower().startswith("quick")
    return SectionKind.QUICK_LOOK if is_quick else SectionKind.BODY


def _take_title(source: str, line: Line, look: re.Match[str], structure: Structure) -> None:
    """The line that opens the Quick Look or the body carries the other headline."""
    title = trimmed(source, line.span.start, line.span.start + max(look.end("title"), 0))
    is_new = bool(look["title"]) and not _is_headline(title.of(source), structure)
    if is_new and structure.alternative_headline is None:
        structure.alternative_headline = Printed(title.of(source), title)
    else:
        structure.furniture.append(line.span)


def _repeats_a_headline(line: Line, structure: Structure) -> bool:
    return len(line.text) < 300 and _is_headline(line.text, structure)


def _is_headline(text: str, structure: Structure) -> bool:
    known = (structure.head.headline, structure.alternative_headline)
    return any(title and _bare(title.text) == _bare(text) for title in known)


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _close(section: _Section, structure: Structure) -> None:
    if section.blocks:
        structure.sections.append(
            SectionDraft(section.kind, section.heading, tuple(section.blocks))
        )
    elif section.heading and section.line:
        message = f"No text below the heading “{section.heading.text}”."
        structure.problems.append(Problem(section.line.number, message, section.heading.span))


def _read_block(source: str, line: Line, structure: Structure) -> BlockDraft:
    if bullet := line.bullet:
        return _read_bullet(source, line, bullet.end())
    if line.text.startswith("> "):
        return BlockDraft(trimmed(source, line.span.start + 2, line.span.end))
    is_first = not any(section.blocks for section in structure.sections)
    if is_first and (dateline := read_dateline(line.text)):
        start = line.span.start + dateline.end()
        if not structure.head.dateline:
            _take_dateline(structure.head, dateline)
            return BlockDraft(trimmed(source, start, line.span.end))
    return BlockDraft(line.span)


def _take_dateline(head: Masthead, dateline: re.Match[str]) -> None:
    """The place; the agency stays with it where the head names another outlet."""
    place, agency = dateline["place"].strip(), (dateline["agency"] or "").strip()
    head.issued = head.issued or read_date(dateline["day"] or "")
    head.outlet = head.outlet or agency
    head.dateline = f"{place} ({agency})" if agency not in ("", head.outlet) else place


def _read_bullet(source: str, line: Line, sign_end: int) -> BlockDraft:
    start = line.span.start + sign_end
    span = trimmed(source, start, line.span.end)
    label = bullet_label(span.of(source))
    if label is None:
        return BlockDraft(span, is_bullet=True)
    return BlockDraft(
        span, is_bullet=True, label=trimmed(source, span.start + label[0], span.start + label[1])
    )
