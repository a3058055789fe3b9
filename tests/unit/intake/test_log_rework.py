"""What was done again in a log, and how long it usually is from one thing until another."""

from collections import Counter, defaultdict
from itertools import combinations, pairwise
from statistics import fmean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klagerejsen.intake import log_profile
from klagerejsen.intake.log_measures import Ordered
from klagerejsen.intake.log_profile import Usually, temporal_profile
from klagerejsen.intake.log_reports import report_on
from klagerejsen.intake.log_rework import Rework, rework, rework_cases
from klagerejsen.intake.logs import log_of
from klagerejsen.intake.traces import Attribute, Event, Trace

from .test_log_measures import drawn, measured

MANY = " ".join(f"m{number}/A" for number in range(70))
DAY = 86_400.0
cases = st.lists(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from(["A", "B", ""])), max_size=7), max_size=5)


def test_rework_tells_at_once_from_later_and_the_same_from_another():
    found = measured(rework, "x/A x/A y/B x/A", "x/A x/B", "x/A y/A x/B", "y/A")
    assert found == {"x": Rework(3, 1, 1, 1, 1)}


def test_rework_by_nobody_known_counts_its_case_only():
    assert measured(rework, "x/A x/ x/A") == {"x": Rework(cases=1)}


def test_what_nobody_named_is_no_rework():
    nameless = Event((Attribute("org:resource", "string", "A"),))
    assert rework(Ordered(log_of([Trace((), (nameless, nameless))]))) == {}


@pytest.mark.parametrize("more", [[], [MANY]], ids=["few activities", "many"])
@settings(deadline=None)
@given(cases)
def test_rework_is_what_going_through_the_cases_would_count(more, log):
    lines = [" ".join(f"{activity}/{resource}" for activity, resource in case) for case in log]
    counted = Counter(code for case in log for code, n in Counter(activity for activity, _ in case).items() if n > 1)
    found = rework(Ordered(drawn(*lines, *more)))
    assert rework_cases(Ordered(drawn(*lines, *more))) == counted == {name: each.cases for name, each in found.items()}
    assert found == {name: _one_by_one(name, log) for name in counted}


def _one_by_one(activity: str, log) -> Rework:
    found = Rework()
    for case in log:
        rows = [row for row, (name, _) in enumerate(case) if name == activity]
        found.cases += len(rows) > 1
        for before, row in pairwise(rows):
            (_, one), (_, other) = case[before], case[row]
            if one and other:
                kind = f"{'self_loops' if row - before == 1 else 'repetitions'}_{'same' if one == other else 'other'}"
                setattr(found, kind, getattr(found, kind) + 1)
    return found


def test_the_profile_of_an_example():
    """x to z: 2 and 4 days after the first x, 1 day after the second: mean 7/3, and the deviation of 2, 1 and 4."""
    found = measured(temporal_profile, "x/A x/A z/A", "x/A y/A y/A y/A z/A")
    assert found["x", "z"] == Usually(3, pytest.approx(7 / 3 * DAY), pytest.approx(stdev([2, 1, 4]) * DAY))
    assert found["x", "x"] == Usually(1, DAY, 0.0)
    assert ("z", "x") not in found


@settings(deadline=None)
@given(cases)
def test_the_profile_is_what_every_pair_of_events_would_give(log):
    lines = [" ".join(f"{activity}/A" for activity, _ in case) for case in log]
    times = defaultdict(list)
    for case in log:
        for (day, (one, _)), (later, (other, _)) in combinations(enumerate(case), 2):
            times[one, other].append((later - day) * DAY)
    found = temporal_profile(Ordered(drawn(*lines)))
    assert set(found) == set(times)
    for pair, each in found.items():
        spread = stdev(times[pair]) if len(times[pair]) > 1 else 0.0
        assert each == Usually(len(times[pair]), pytest.approx(fmean(times[pair])), pytest.approx(spread))


def test_a_profile_of_too_many_activities_is_left_out_and_said_so(monkeypatch):
    monkeypatch.setattr(log_profile, "MOST_PROFILED", 2)
    assert report_on(drawn("x/A y/A z/A"))["temporal_profile"] is None


def test_the_profile_stands_in_the_report():
    (row,) = report_on(drawn("x/A y/A"))["temporal_profile"]
    assert row == {"from": "x", "to": "y", "count": 1, "mean_seconds": DAY, "deviation_seconds": 0.0}
