"""The measures of the field: by hand on a few events, and against weights that a reference gave for a small log.

`measured_log.json` was written once by pm4py 2.7.23.11 from `measured_log.csv`, in an environment of its own. Where the
reference is known to differ from the papers (subcontracting, and working together of tables) the papers are followed.
"""

import csv
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.intake import log_measures as measures
from klagerejsen.intake.log_measures import Ordered, Took
from klagerejsen.intake.log_reports import report_on
from klagerejsen.intake.logs import Log, log_of, log_of_rows
from klagerejsen.intake.traces import Attribute, Event, Trace

DATA = Path(__file__).resolve().parents[2] / "data"
KEYS = ("case", "concept:name", "org:resource", "time:timestamp")


def drawn(*cases: str) -> Log:
    """Draw a log: a case is "activity/resource" a day apart; nothing after the slash is nobody."""
    return log_of(Trace((), tuple(_event(day, each) for day, each in enumerate(case.split(), 1))) for case in cases)


def _event(day: int, text: str) -> Event:
    activity, _, resource = text.partition("/")
    stated = [Attribute("concept:name", "string", activity)]
    stated += [Attribute("org:resource", "string", resource)] if resource else []
    return Event((*stated, Attribute("time:timestamp", "date", f"2024-01-{day:02}T00:00:00Z")))


def measured(measure, *cases: str):
    return measure(Ordered(drawn(*cases)))


def test_a_handover_is_a_share_of_all_direct_successions():
    found = measured(measures.handover_of_work, "k/A k/B k/B", "k/A k/B")
    assert found == {("A", "B"): pytest.approx(2 / 3), ("B", "B"): pytest.approx(1 / 3)}


def test_nothing_is_handed_over_from_one_case_to_the_next_or_past_somebody_unknown():
    assert measured(measures.handover_of_work, "k/A", "", "k/B", "k/A k/ k/B") == {}


def test_every_time_somebody_has_it_back_is_subcontracting():
    found = measured(measures.subcontracting, "k/A k/B k/A k/B k/A", "k/A k/A k/A", "k/A k/ k/A")
    assert found == {("A", "B"): pytest.approx(2 / 3), ("B", "A"): pytest.approx(1 / 3)}


def test_working_together_counts_cases_once_and_pairs_once():
    found = measured(measures.working_together, "k/B k/A k/B", "k/A k/B k/C", "k/C", "k/A k/")
    assert found == {("A", "B"): 2 / 4, ("A", "C"): 1 / 4, ("B", "C"): 1 / 4}


def test_those_who_do_the_same_are_alike_and_those_who_do_the_opposite_are_not():
    found = measured(measures.joint_activities, "x/A x/A y/A", "x/B x/B y/B", "y/C y/C x/C", "x/D y/D")
    assert found == {
        ("A", "B"): pytest.approx(1),
        ("A", "C"): pytest.approx(-1),
        ("B", "C"): pytest.approx(-1),
    }, "D did everything equally often"


def test_durations_are_between_instants():
    day = 86_400
    log = Ordered(drawn("x/A y/A", "x/A z/A y/A"))
    assert measures.directly_follows(log)["x", "y"] == Took(1, day, day)
    assert measures.cycle_time(log) == Took(2, 1.5 * day, 1.5 * day)
    assert measures.waiting_times(log)["y"] == Took(2, day, day)


def test_a_clock_that_is_put_forward_makes_no_hour():
    rows = [("1", "x", "A", "2024-03-30T12:00:00+01:00"), ("1", "y", "A", "2024-03-31T12:00:00+02:00")]
    log = Ordered(log_of_rows(rows, KEYS, 0))
    assert measures.cycle_time(log).mean == 23 * 3600


def test_events_count_in_order_of_time():
    late, early = _event(9, "x/A"), _event(2, "y/B")
    log = Ordered(log_of([Trace((), (early,)), Trace((), (late, early)), Trace((), ())]))
    assert measures.handover_of_work(log) == {("B", "A"): 1}


def test_a_log_of_nothing_has_no_measures():
    report = report_on(log_of([]))
    assert (report["cases"], report["cycle_time"], report["handover_of_work"]) == (0, None, [])


@pytest.fixture(scope="module")
def known() -> tuple[dict, dict]:
    with (DATA / "measured_log.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    report = report_on(log_of_rows(rows, KEYS, 0))
    return report, json.loads((DATA / "measured_log.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["handover_of_work", "working_together", "joint_activities"])
def test_the_weights_are_those_of_the_reference(known, name):
    report, reference = known
    found = {tuple(row.get("between") or (row["from"], row["to"])): row["weight"] for row in report[name]}
    assert found == pytest.approx({(one, other): weight for one, other, weight in reference[name]})


def test_the_times_are_those_of_the_reference(known):
    report, reference = known
    found = {
        (row["from"], row["to"]): (row["mean_seconds"], row["median_seconds"]) for row in report["directly_follows"]
    }
    expected = {(one, other): (mean, middle) for one, other, mean, middle in reference["directly_follows"]}
    assert set(found) == set(expected)
    assert all(found[pair] == pytest.approx(expected[pair]) for pair in found)
    assert report["cycle_time"]["mean_seconds"] == pytest.approx(reference["mean_cycle_time"])


def test_the_cases_with_rework_are_those_of_the_reference(known):
    report, reference = known
    assert {name: each["cases"] for name, each in report["rework"].items()} == reference["rework"]


@given(st.lists(st.lists(st.sampled_from(["A", "B", "C", ""]), max_size=6), max_size=6))
def test_successions_are_counted_as_going_through_the_cases_would(cases):
    log = Ordered(drawn(*(" ".join(f"k/{who}" for who in case) for case in cases)))
    pairs = Counter(pair for case in cases for pair in pairwise(case) if all(pair))
    found = measures.handover_of_work(log)
    assert found == pytest.approx({pair: count / pairs.total() for pair, count in pairs.items()})
