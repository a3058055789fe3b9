"""Causes across journeys: counted honestly, and never so few that a case can be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.analysis import Thresholds
from klagerejsen.analysis.intervals import wilson
from klagerejsen.analysis.recurrence import JourneyCauses, recurring
from klagerejsen.analysis.together import pairs


def journeys(*causes):
    return [
        JourneyCauses(str(number), f"Sag {number}", "boern", dict.fromkeys(codes.split(), True))
        for number, codes in enumerate(causes)
    ]


def counted(found):
    return {cause.code: cause.count for cause in found.causes}


ALL = Thresholds(min_journeys=1)


def test_causes_are_counted_once_a_journey_and_sorted_by_number():
    found = recurring(journeys("KOM3 TID1", "KOM3", "AFG1 KOM3"), ALL)
    assert [(cause.code, cause.count) for cause in found.causes] == [("KOM3", 3), ("AFG1", 1), ("TID1", 1)]
    assert [case.id for case in found.causes[0].journeys] == ["0", "1", "2"]


def test_primary_causes_are_told_apart():
    cases = [JourneyCauses("1", "Sag", None, {"KOM3": True}), JourneyCauses("2", "Sag", None, {"KOM3": False})]
    assert recurring(cases, ALL).causes[0].primary == 1


def test_a_share_has_its_interval():
    (cause,) = recurring(journeys("KOM3", "", "", ""), ALL).causes
    assert (cause.share, round(cause.low, 3), round(cause.high, 3)) == (0.25, 0.046, 0.699)


def test_few_journeys_are_not_shown_and_their_number_is():
    found = recurring(journeys(*["KOM3"] * 5, *["TID1"] * 5, "AFG1"))
    assert counted(found) == {"KOM3": 5, "TID1": 5}
    assert (found.total, found.least, found.suppressed) == (11, 5, ("AFG1",))


def test_few_journeys_without_a_cause_are_not_shown_either():
    assert not recurring(journeys(*["KOM3"] * 9, "TID1")).causes
    assert counted(recurring(journeys(*["KOM3"] * 10))) == {"KOM3": 10}


def test_a_primary_number_that_points_at_few_is_left_out():
    cases = [JourneyCauses(str(n), "Sag", None, {"KOM3": n == 0}) for n in range(10)]
    assert recurring(cases).causes[0].primary is None


def test_nothing_comes_of_nothing():
    found = recurring([])
    assert (found.total, found.causes) == (0, ())


# Newcombe (1998), Statistics in Medicine 17:857–872, table I, method 3.
@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilsons(count, total, low, high):
    assert [round(edge, 4) for edge in wilson(count, total)] == [low, high]


def test_of_no_journeys_every_share_is_possible():
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.lists(st.dictionaries(st.sampled_from("ABCDEF"), st.booleans()), max_size=25), st.integers(1, 6))
def test_no_shown_number_points_at_fewer_than_k(causes, least):
    cases = [JourneyCauses(str(number), "Sag", None, each) for number, each in enumerate(causes)]
    found = recurring(cases, Thresholds(min_journeys=least))
    for cause in found.causes:
        without = found.total - cause.count
        assert cause.count >= least
        assert without == 0 or without >= least
        assert cause.low <= cause.share <= cause.high
    for pair in pairs(found):
        assert pair.count >= least
        for code in pair.codes:
            rest = counted(found)[code] - pair.count
            assert rest == 0 or rest >= least
