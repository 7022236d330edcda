from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.actions.duplicates import asking, not_the_same
from articles.models import Duplicate
from tests.factories import (
    make_actor,
    make_obstacle,
    make_outlet,
    make_process,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


def told(**options) -> list[str]:
    out = StringIO()
    call_command("find_duplicates", stdout=out, **options)
    return out.getvalue().splitlines()


def two_of_each():
    for make, one, other in [
        (make_actor, "Ilsa Marenko", "Ilsa Marenco"),
        (make_obstacle, "A toll on ships", "Toll for ships"),
        (make_process, "Strait talks", "The talks on the strait"),
        (make_outlet, "The Hallin Courier", "Hallin Courier"),
        (make_tag, "Fishery", "Fisheries"),
    ]:
        make(one), make(other)


def test_a_whole_archive_is_looked_through():
    two_of_each()
    lines = told()
    assert lines[0] == "Actor: 2 looked at, 1 open"
    assert lines[4] == "Tag: 2 looked at, 1 open"
    found = set(Duplicate.objects.values_list("noun", flat=True))
    assert found == {"actor", "obstacle", "process", "outlet", "tag"}


def test_the_second_time_changes_nothing_and_keeps_what_was_decided():
    two_of_each()
    told()
    not_the_same(Duplicate.objects.get(noun="actor").pk, make_user())
    before = list(Duplicate.objects.order_by("pk").values())
    assert told()[0] == "Actor: 2 looked at, 0 open"
    assert list(Duplicate.objects.order_by("pk").values()) == before


def test_it_goes_on_where_it_was_stopped(monkeypatch):
    actors = [make_actor("Ilsa Marenko") for _ in range(3)]
    looked = []

    def stopped(noun, pks):
        if len(looked) == 2:
            raise KeyboardInterrupt
        looked.extend(pks)

    with monkeypatch.context() as patch, pytest.raises(CommandError) as refused:
        patch.setattr(asking, "look_for_duplicates", stopped)
        told(noun=["actor"])

    assert str(refused.value).endswith(f"find_duplicates --noun actor --after {actors[1].pk}")
    assert told(noun=["actor"], after=actors[1].pk) == ["Actor: 1 looked at, 2 open"]


def test_an_id_needs_its_noun():
    with pytest.raises(CommandError, match="--noun"):
        told(after=3)
