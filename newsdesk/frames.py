"""Room for Python's frames.

CPython keeps the frames of a thread in pieces of 16 KB, and gives a piece back as soon as the
last frame in it is done. Where a loop calls across the end of a piece, each call takes memory from
the system and gives it back: it takes some 300 times as long, and a page up to four times.
Which page that is, is a matter of how deep its calls happen to be.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

ROOM = 256 * 1024 // 8  # places of 8 bytes: some thousand frames

Call = TypeVar("Call", bound=Callable)


def with_room(function: Call) -> Call:
    """Gives its frame so many places more than it uses: the piece which holds them is twice as
    large, and the rest of it is for all frames above."""
    function.__code__ = function.__code__.replace(co_stacksize=ROOM)
    return function


def give_threads_room() -> None:
    """All that are started from now on, each once, for as long as it runs: a request that took room
    for itself would take it from the system each time, a fifth of what the shortest ones cost."""
    with_room(threading.Thread.run)
