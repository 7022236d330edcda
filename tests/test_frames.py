"""What a loop of calls costs wherever the end of a piece of frames lies."""

from time import process_time

import pytest
from django.http import HttpRequest, HttpResponse

from newsdesk.frames import with_room
from newsdesk.middleware import RequestLogMiddleware


def nothing():
    """Its frame is as large as most, larger than those of the depths: at some of them it does not
    fit behind."""


nothing.__code__ = nothing.__code__.replace(co_stacksize=50)


def seconds_at(depth: int) -> float:
    """Of a loop of calls, so many frames above."""
    if depth:
        return seconds_at(depth - 1)
    began = process_time()
    for _ in range(1_000):
        nothing()
    return process_time() - began


def asked_for_at(depth: int) -> float:
    """By a request."""
    answer = RequestLogMiddleware(lambda request: HttpResponse(seconds_at(depth)))
    return float(answer(HttpRequest()).content)


@pytest.mark.parametrize("seconds", [with_room(lambda depth: seconds_at(depth)), asked_for_at])
def test_a_loop_costs_the_same_however_deep_it_is(seconds):
    costs = [min(seconds(depth) for _ in range(3)) for depth in range(300)]

    assert max(costs) < 4 * min(costs)
