"""The yardsticks of an area: what is usual there, told from its journeys."""

import pytest

from klagerejsen.analysis import Sample, Thresholds, gather, sample
from klagerejsen.analysis.comparing import slow_units

from .drawing import analysed, case, event

T = Thresholds()


def test_an_area_of_long_gaps_calls_only_the_longer_ones_a_standstill():
    usual = Sample("byg", gaps=tuple(range(1, 41)))
    norms = gather([usual, Sample("børn", gaps=(1,) * 40)], T)
    assert norms.of("byg").standstill_days == pytest.approx(30.25 + 3 * 19.5)
    assert norms.of("børn").standstill_days == T.standstill_days


def test_an_area_of_few_gaps_uses_those_of_all():
    few = Sample("byg", gaps=(1, 2, 3))
    norms = gather([few, Sample("børn", gaps=tuple(range(1, 60)))], T)
    assert norms.of("byg").gaps == norms.of("børn").gaps + 3


def test_few_gaps_in_all_leave_the_least_limit():
    norms = gather([Sample("byg", gaps=(50, 60, 70))], T).of("byg")
    assert (norms.standstill_days, norms.gaps) == (T.standstill_days, 0)


def test_an_area_that_nobody_knows_has_the_pooled_norms():
    population = gather([Sample("byg", differences=(1.0,) * 30)], T)
    assert population.of("skat").difference == 1.0


def test_a_journey_is_its_own_yardstick_where_there_are_no_others():
    quiet = [
        event("1", "2024-01-02", "meeting", "ydelse > borger"),
        event("2", "2024-03-01", "meeting", "ydelse > borger"),
    ]
    (still,) = [each for each in analysed(*quiet).findings if each.code == "standstill"]
    assert (still.figures["threshold_days"], still.figures["n"]) == (20, 0)


@pytest.mark.parametrize(
    ("waits", "slow"), [([20, 25, 30, 35, 40], True), ([20, 25, 30, 35], False), ([4, 5, 6, 7, 8], False)]
)
def test_a_unit_is_slow_when_it_is_clearly_later_and_has_enough_waits(waits, slow):
    others = [("A", day) for day in (2, 3, 4, 5, 6, 7, 8)]
    assert ("B" in slow_units([*others, *(("B", day) for day in waits)], T)) is slow


def test_what_was_asked_of_the_appeals_body_measures_no_unit():
    asked = event("1", "2024-01-02", "handover", "ydelse > anke", expects_reply=True)
    nameless = event("2", "2024-05-02", "reply", "> ydelse", responds_to="1")
    assert not sample(case(asked, nameless)).waits
    assert sample(case({**asked, "to": ["jura"]}, nameless)).waits == (("Jura", 121),)
