"""Rows that may be the same: found, asked of an editor, and the answer remembered."""

from .asking import (
    LOOKED_AT,
    forget_duplicates,
    look_at_all,
    look_at_new,
    look_for_duplicates,
    rows_to_look_at,
)
from .deciding import AlreadyDecided, not_the_same, open_again, remember_different
from .pairs import company_of, open_duplicates, rows_of

__all__ = [
    "LOOKED_AT",
    "AlreadyDecided",
    "company_of",
    "forget_duplicates",
    "look_at_all",
    "look_at_new",
    "look_for_duplicates",
    "not_the_same",
    "open_again",
    "open_duplicates",
    "remember_different",
    "rows_of",
    "rows_to_look_at",
]
