"""Notes that say what was changed in the article: at its end, or above it."""

import re

from articles.choices import CorrectionKind, Precision
from articles.text.spans import Span

from ..drafts import CorrectionDraft
from .dates import find_date, read_date
from .lines import Line, trimmed

_PIECE = r"(?:article|story|post|report|column|piece|page|dispatch|item|version|headline|text)"
_DONE = (
    r"(?:updated|corrected|amended|changed|revised|clarified|edited|retracted|withdrawn|removed)"
)
_LABEL = re.compile(
    r"""(?ix) [\W_]{0,4}
    (?P<label> corrections? | clarifications? | retraction | correction\ and\ clarification
      | (?:editor(?:['’]?s|s['’])?|publisher['’]s)\ note | note\ to\ (?:our\ )?readers
      | updated? )
    \b [*_]* (?P<when> \s*\([^()]{3,60}\) | ,?\s+[^:()—–]{3,40} )? \s*
    (?: [:—–] | \s-\s ) [*_]* \s* (?P<note>\S.*)
    """,
    re.DOTALL,
)
_ALONE = re.compile(
    r"(?:#+ )?[\W_]{0,3}(?:corrections?|clarifications?|retraction|editor['’]?s note)[\W_]{0,3}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    rf"""(?ix) [\W_]{{0,3}} (?P<note>
      this\ {_PIECE}\ (?:has\ been|was|is\ being)\ (?:since\ )?{_DONE}\b .*
    | (?:an|a)\ (?:earlier|previous|prior)\ version\ of\ (?:this|the)\ {_PIECE} .*
    | (?:this|the)\ (?:earlier|previous|original)\ version\ of\ .*
    | (?:in|because\ of\ .{{3,60}}\ in)\ an?\ (?:earlier|previous)\ version .*
    | this\ {_PIECE}\ (?:corrects|clarifies|updates|removes|adds)\b .*
    | \(? (?:corrects|clarifies)\ .{{5,300}} )
    """,
    re.DOTALL,
)
_KINDS = (
    (CorrectionKind.RETRACTION, r"retract|withdrawn|has been removed"),
    (
        CorrectionKind.CORRECTION,
        r"correct|misstat|mistake|incorrect|wrong|error|misspel|misidentif|mislabel|misquot"
        r"|inaccurate",
    ),
    (CorrectionKind.UPDATE, r"updat|to include|to add|has been added|to reflect|adds\b"),
)
_NEAR = 6  # lines from the start or the end within which a note stands
_LONGEST = 1500


def take_corrections(source: str, lines: list[Line]) -> tuple[list[CorrectionDraft], list[Line]]:
    """The notes among the lines, and the lines that are left."""
    notes: list[CorrectionDraft] = []
    kept: list[Line] = []
    label: Line | None = None
    below: list[Line] = []  # the lines that belong to the label
    for index, line in enumerate(lines):
        is_near = index < _NEAR or index >= len(lines) - _NEAR
        is_above = index < len(lines) // 2
        note = _read_note(source, line) if is_near else None
        is_label = is_near and index + 1 < len(lines) and bool(_ALONE.fullmatch(line.text))
        if label is not None and below and (note or is_label or is_above):
            notes.append(_labelled(source, label, below))
            label, below = None, []
        if label is not None:
            below.append(line)
        elif is_label:
            label = line
        elif note is not None:
            notes.append(note)
        else:
            kept.append(line)
    if label is not None:
        notes.append(_labelled(source, label, below))
    return notes, kept


def _labelled(source: str, label: Line, below: list[Line]) -> CorrectionDraft:
    """A label on a line of its own: above the article it has one line, at the end all the rest."""
    last = below[-1] if below else label
    first = below[0] if below else label
    return _draft(source, Span(label.span.start, last.span.end), first.span.start, label.text)


def _read_note(source: str, line: Line) -> CorrectionDraft | None:
    if len(line.text) > _LONGEST or read_date(line.text):
        return None
    match = _LABEL.match(line.text)
    if match and _is_when(match["when"]):
        label = f"{match['label']} {match['when'] or ''}"
        return _draft(source, line.span, line.span.start + match.start("note"), label)
    match = _SENTENCE.fullmatch(line.text)
    if match is None:
        return None
    return _draft(source, line.span, line.span.start + match.start("note"), "")


def _is_when(printed: str | None) -> bool:
    """Correction, 12 March 2031: · Update (3 p.m.):, but not “Correction officers: …”."""
    return printed is None or any(char.isdigit() for char in printed) or "(" in printed


def _draft(source: str, span: Span, note_start: int, label: str) -> CorrectionDraft:
    note = trimmed(source, note_start, span.end).of(source)
    note = " ".join(note.strip("*_").split())
    if note.endswith(")") and "(" not in note:
        note = note[:-1]
    issued = find_date(label) or find_date(note)
    is_day = issued is not None and issued.precision is Precision.DAY
    return CorrectionDraft(span, note, _kind(label, note), issued.first if is_day else None)


def _kind(label: str, note: str) -> CorrectionKind:
    for text in (label, note):
        for kind, words in _KINDS:
            if re.search(words, text, re.IGNORECASE):
                return kind
    return CorrectionKind.CLARIFICATION
