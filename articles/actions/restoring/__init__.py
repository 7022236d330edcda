"""A row as it was: at an earlier version, or before it was deleted."""

from .deleted import bring_back, same_source
from .refusals import Restored, RestoreRefused
from .restore import restore

__all__ = ["RestoreRefused", "Restored", "bring_back", "restore", "same_source"]
