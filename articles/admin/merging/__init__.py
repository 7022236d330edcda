"""Merging, undoing, and where a noun is used."""

from .merges import MergeAdmin
from .tools import MergeableAdmin

__all__ = ["MergeAdmin", "MergeableAdmin"]
