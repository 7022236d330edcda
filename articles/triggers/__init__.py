"""Triggers, by which the database itself notes what is written, also past the models (bulk updates,
raw SQL, imports): stamp.py that readers see something else by now, counts.py what the counts of
actors do not hold yet, namings.py whom reports name, removals.py which quotes are gone.
"""

from .counts import adding_notes, all_is_counted, note_what_counts
from .made import remove_triggers, stop_following
from .namings import follow_names
from .removals import note_removals
from .stamp import HANGS_ON, PRIVATE, forget_stamp, renew_stamp, watch_tables, watched

__all__ = [
    "HANGS_ON",
    "PRIVATE",
    "adding_notes",
    "all_is_counted",
    "follow_names",
    "forget_stamp",
    "note_removals",
    "note_what_counts",
    "remove_triggers",
    "renew_stamp",
    "stop_following",
    "watch_tables",
    "watched",
]
