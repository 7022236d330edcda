"""JSON of unknown shape, read without surprises: what is of another kind than asked is nothing."""

import json
from collections.abc import Iterator
from typing import Any

from ..drafts import ImportRefused


def parsed(text: str) -> Any:
    """Raises ImportRefused with the line and column for what is no JSON."""
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise ImportRefused(
            f"This JSON is broken at line {error.lineno}, column {error.colno}: {error.msg}."
        ) from error
    except RecursionError as error:
        raise ImportRefused("This JSON was not opened: it is nested too deeply.") from error
    except ValueError as error:  # a number of thousands of digits
        raise ImportRefused(f"This JSON holds a number that is none: {error}.") from error


def listed(value: Any) -> list[Any]:
    """A list as it is, one thing as a list of it, nothing as an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def dicts(value: Any) -> Iterator[dict]:
    return (entry for entry in listed(value) if isinstance(entry, dict))


def word(value: Any) -> str:
    """A string or a number as text; of anything else nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value) if isinstance(value, str) or abs(value) < 1e15 else ""


def words(value: Any, *keys: str) -> list[str]:
    """The texts in a list, or in one thing: strings, or the first of `keys` that an object has."""
    found = []
    for entry in listed(value):
        if isinstance(entry, dict):
            entry = next((entry[key] for key in keys if word(entry.get(key))), "")
        found.append(word(entry))
    return [text for text in found if text.strip()]
