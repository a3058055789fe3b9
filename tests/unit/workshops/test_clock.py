"""The clock: counted from the server's time, so that no page's own clock can be wrong about it."""

import datetime as dt

import pytest

from klagerejsen.workshops.clock import LONGEST, Clock, spoken, standing

NOON = dt.datetime(2024, 5, 14, 12, tzinfo=dt.UTC)


def later(seconds: int) -> dt.datetime:
    return NOON + dt.timedelta(seconds=seconds)


def test_a_running_clock_counts_down_and_stops_at_nothing() -> None:
    clock = standing(35).started(NOON, 10)
    assert (clock.seconds(NOON), clock.seconds(later(61)), clock.seconds(later(6000))) == (600, 539, 0)


def test_a_pause_keeps_what_is_left() -> None:
    clock = standing(10).resumed(NOON).paused(later(90))
    assert clock == Clock(left=510)
    assert clock.resumed(later(5000)).seconds(later(5000)) == 510


@pytest.mark.parametrize("clock", [standing(10), standing(10).resumed(NOON)])
def test_minutes_are_added_and_taken_whether_it_runs_or_stands(clock: Clock) -> None:
    assert clock.moved(NOON, 5).seconds(NOON) == 900
    assert clock.moved(NOON, -1).seconds(NOON) == 540
    assert clock.moved(NOON, -1).running == clock.running


def test_time_that_is_up_can_be_given_more() -> None:
    assert standing(1).resumed(NOON).moved(later(500), 5).seconds(later(500)) == 300


def test_no_clock_goes_below_nothing_or_beyond_a_day() -> None:
    assert standing(3).moved(NOON, -10).left == 0
    assert standing(10**9).left == LONGEST


def test_a_clock_that_was_never_set_shows_nothing() -> None:
    assert not Clock().set
    assert standing(0).set


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (59, "0:59"), (728, "12:08"), (6000, "100:00")])
def test_seconds_are_said_as_a_clock_does(seconds: int, words: str) -> None:
    assert spoken(seconds) == words
