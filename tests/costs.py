"""What something costs, to be compared with what something else costs in the same run."""

import gc
import time
from collections.abc import Callable


def cost_of(call: Callable[[], object], *, tries: int = 3) -> float:
    """Seconds of CPU at the best of some tries; nobody else's garbage is collected meanwhile."""
    gc.collect()
    gc.disable()
    try:
        return min(_seconds(call) for _ in range(tries))
    finally:
        gc.enable()


def _seconds(call) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began
