"""Two editors and one row: nobody overwrites what another one has saved."""

from .conflict import collide
from .lists import DrawnLists, only_reads, row_by_row
from .page import Collisions

__all__ = ["Collisions", "DrawnLists", "collide", "only_reads", "row_by_row"]
