"""What is looked for in folded words: words, phrases, and how they go together."""

from __future__ import annotations

from dataclasses import dataclass

from articles.text.folding import fold

MOST_TERMS = 12


def terms(typed: str) -> list[str]:
    """The folded words of what was typed, at most twelve; each stands for all words it begins."""
    return list(dict.fromkeys(fold(typed).split()))[:MOST_TERMS]


@dataclass(frozen=True, slots=True)
class Term:
    """A folded word, which stands for all words that it begins; exact, it stands for itself, and
    may be several words that follow each other."""

    folded: str
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    part: Sought


@dataclass(frozen=True, slots=True)
class All:
    """With no parts it finds nothing."""

    parts: tuple[Sought, ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple[Sought, ...]


Sought = Term | Not | All | Any


def all_words(typed: str) -> All:
    """All of the words typed, at most twelve."""
    return All(tuple(map(Term, terms(typed))))


def has_phrase(sought: Sought) -> bool:
    """Whether an index that knows no neighbours finds too many rows."""
    match sought:
        case Term():
            return " " in sought.folded
        case Not():
            return True
        case _:
            return any(map(has_phrase, sought.parts))


def with_spaces(words: str) -> str:
    """SQL of the column `words` as `row_test` looks into it: with a space on either side."""
    return f"' ' || {words} || ' '"


def row_test(text: str, position: str, sought: Sought) -> tuple[str, list[str]]:
    """SQL and parameters that tell whether `text`, folded words with spaces around, has what is
    sought.

    `position` is the database's function that finds one text in another. It costs a microsecond a
    row, a hundredth of what a full-text index needs to tell of one row.
    """
    match sought:
        case Term():
            end = " " if sought.is_exact else ""
            return f"{position}({text}, %s) > 0", [f" {sought.folded}{end}"]
        case Not():
            sql, params = row_test(text, position, sought.part)
            return f"NOT ({sql})", params
        case _:
            tests = [row_test(text, position, part) for part in sought.parts]
            joint = " AND " if isinstance(sought, All) else " OR "
            sql = joint.join(f"({sql})" for sql, _ in tests)
            return sql or "1 = 0", [param for _, params in tests for param in params]
