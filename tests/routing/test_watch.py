"""Which server is read, by what was seen of each."""

from time import monotonic

import pytest

from newsdesk.routing.watch import PATIENCE, PRIMARY, Look, Watch

LAG = 5


def saw(watch: Watch, alias: str, log: int, *, ago: float = 0, standby=None, started="1") -> None:
    is_standby = alias != PRIMARY if standby is None else standby
    watch.saw(alias, Look(is_standby, started, log, monotonic() - ago))


def chosen(watch: Watch, *, primary_first=False, without=()) -> set[str]:
    """What is chosen, asked often enough that chance leaves nothing out."""
    without = set(without)
    return {watch.choose(primary_first=primary_first, without=without) for _ in range(60)}


@pytest.fixture
def watch():
    """Two standbys; the primary wrote at 100 six seconds ago, and at 200 now."""
    watch = Watch(["replica1", "replica2"], LAG)
    saw(watch, PRIMARY, 100, ago=LAG + 1)
    saw(watch, PRIMARY, 200)
    saw(watch, "replica1", 200)
    saw(watch, "replica2", 150)
    return watch


def test_readers_are_shared_by_the_standbys_that_keep_up(watch):
    assert chosen(watch) == {"replica1", "replica2"}


def test_standby_too_far_behind_is_left_out_until_it_has_caught_up(watch):
    saw(watch, "replica2", 99)
    assert chosen(watch) == {"replica1"}
    saw(watch, "replica2", 100)
    assert chosen(watch) == {"replica1", "replica2"}


def test_quiet_primary_makes_no_standby_late():
    watch = Watch(["replica1"], LAG)
    for ago in (3600, 60, 0):
        saw(watch, PRIMARY, 100, ago=ago)
    saw(watch, "replica1", 100)
    assert chosen(watch) == {"replica1"}


def test_without_a_standby_that_keeps_up_the_primary_is_read(watch):
    saw(watch, "replica1", 10)
    watch.lost("replica2")
    assert chosen(watch) == {PRIMARY}


def test_writers_read_from_the_primary(watch):
    assert chosen(watch, primary_first=True) == {PRIMARY}


def test_with_the_primary_gone_all_read_from_who_had_kept_up(watch):
    saw(watch, "replica2", 10)
    watch.lost(PRIMARY)
    assert watch.primary_is_gone()
    assert chosen(watch) == chosen(watch, primary_first=True) == {"replica1"}
    assert chosen(watch, without=["replica1"]) == {"replica2"}  # late is better than nothing


def test_primary_that_became_a_standby_takes_no_writes(watch):
    saw(watch, PRIMARY, 200, standby=True)
    assert watch.primary_is_gone()


def test_server_that_hangs_is_left_out(watch):
    saw(watch, "replica1", 200, ago=PATIENCE + 1)
    assert chosen(watch) == {"replica2"}


def test_promoted_standby_is_read_as_soon_as_it_is_the_primary(watch):
    saw(watch, "replica1", 300, standby=False, started="2")
    assert chosen(watch) == {"replica2"}  # promoted by mistake, or before its time
    saw(watch, PRIMARY, 300, started="2")
    assert chosen(watch) == {"replica1", "replica2"}


def test_new_primary_that_had_less_makes_no_standby_late_for_ever(watch):
    saw(watch, PRIMARY, 90, started="2")
    saw(watch, "replica2", 90)
    assert "replica2" in chosen(watch)


def test_before_anybody_has_looked_the_primary_is_read():
    watch = Watch(["replica1"], LAG)
    assert chosen(watch) == {PRIMARY}
    assert chosen(watch, without=[PRIMARY]) == {"replica1"}
    assert not watch.primary_is_gone()


def test_nothing_is_left_when_all_have_failed(watch):
    assert chosen(watch, without=watch.aliases) == {None}
