"""Merging two rows of a noun into one, and taking it back.

`Merge.moved` is {"had": relation -> the ids that led to the kept row before, "done": what was
written, as `journal` notes it}.
"""

from .merging import merge
from .previewing import Move, Preview, preview
from .refusals import MergeRefused
from .undoing import Moved, Undoing, later_merge, plan_undo, undo

__all__ = [
    "MergeRefused",
    "Move",
    "Moved",
    "Preview",
    "Undoing",
    "later_merge",
    "merge",
    "plan_undo",
    "preview",
    "undo",
]
