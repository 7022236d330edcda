"""What a loop of calls costs wherever the end of a piece of frames lies."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from time import thread_time

import pytest

from newsdesk.frames import with_room


def nothing():
    """Its frame is as large as most, larger than those of the depths: at some of them it does not
    fit behind."""


nothing.__code__ = nothing.__code__.replace(co_stacksize=50)


def seconds_at(depth: int) -> float:
    """Of a loop of calls, so many frames above."""
    if depth:
        return seconds_at(depth - 1)
    began = thread_time()
    for _ in range(1_000):
        nothing()
    return thread_time() - began


def seconds_in_thread(depth: int) -> float:
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(seconds_at, depth).result()


def worst_by_best(seconds) -> float:
    costs = [min(seconds(depth) for _ in range(3)) for depth in range(300)]
    return max(costs) / min(costs)


def test_a_loop_costs_the_same_however_deep_it_is():
    assert worst_by_best(with_room(lambda depth: seconds_at(depth))) < 4


@pytest.mark.parametrize("server", ["newsdesk.wsgi", "newsdesk.asgi"])
def test_threads_of_a_server_have_room(server):
    imports = f"import {server}; from tests.test_frames import seconds_in_thread, worst_by_best"
    code = f"{imports}; print(worst_by_best(seconds_in_thread))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert float(told.stdout) < 4
