"""A draft as plain data, with the words that its spans hold, for files and comparisons."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum

from articles.ingest.drafts import ArticleDraft
from articles.text.spans import Span


def drawn(draft: ArticleDraft) -> dict:
    """Everything but the source; what is empty is left out."""
    return {
        field.name: value
        for field in fields(draft)
        if field.name != "source"
        and (value := _plain(getattr(draft, field.name), draft.source)) not in ("", None, [])
    }


def _plain(value, source: str):
    if isinstance(value, Span):
        return f"{value.start}-{value.end} {value.of(source)}"
    if is_dataclass(value):
        plain = {field.name: _plain(getattr(value, field.name), source) for field in fields(value)}
        return {name: entry for name, entry in plain.items() if entry not in ("", None, [])}
    if isinstance(value, tuple):
        return [_plain(entry, source) for entry in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
