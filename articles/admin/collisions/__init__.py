"""Two editors and one row: nobody overwrites what another one has saved."""

from .conflict import collide
from .page import Collisions

__all__ = ["Collisions", "collide"]
