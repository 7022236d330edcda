"""The queue of possible duplicates: its list, its pages, and what other pages say of it."""

from .asked import AsksForDuplicates
from .page import DuplicateAdmin

__all__ = ["AsksForDuplicates", "DuplicateAdmin"]
