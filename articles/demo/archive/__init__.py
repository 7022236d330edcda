"""An invented archive of any size: the same number makes the same rows, on either database."""

from .making import InUse, Stage, make
from .sizes import SIZES, Size
from .words import COMMON, RARE

__all__ = ["COMMON", "RARE", "SIZES", "InUse", "Size", "Stage", "make"]
