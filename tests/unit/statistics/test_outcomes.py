"""Aalen and Johansen's shares of competing outcomes, against what others have computed."""

from math import exp, log, sqrt

import pytest

from klagerejsen.analysis.intervals import Z
from klagerejsen.statistics.outcomes import incidence
from klagerejsen.statistics.survival import Estimate, survival
from tests.unit.statistics.published import LUNG, TRANSPLANTS


def test_shares_and_errors_are_those_of_stcompet_in_stata():
    """The example of statsmodels' test_incidence, whose figures were taken from Stata (stcompet) and R (cuminc)."""
    days = [1, 1, 2, 4, 4, 4, 6, 6, 7, 8, 9, 9, 9, 1, 2, 2, 4, 4]
    ways = ["a", "a", "a", "b", "b", "b", "c", "c", "c", *[None] * 9]
    found = incidence((day, way, 1) for day, way in zip(days, ways, strict=True))
    steps = {
        way: [(step.day, round(step.value, 8), round(step.error, 8)) for step in found[way].steps] for way in found
    }
    assert steps == {
        "a": [(1, 0.11111111, 0.07407407), (2, 0.17037037, 0.08976251)],
        "b": [(4, 0.20740741, 0.10610391)],
        "c": [(6, 0.17777778, 0.11196147), (7, 0.26666667, 0.12787781)],
    }


def test_the_transplants_of_scrucca_have_the_shares_of_r_and_the_errors_of_statsmodels():
    """cuminc of cmprsk in R 4.2.2 (whose errors are by another formula), CumIncidenceRight of statsmodels 0.15.0."""
    found = incidence(TRANSPLANTS)
    for way, month, value, error in (
        ("relapse", 4, 0.20492611, 0.06910629),
        ("relapse", 12, 0.27283899, 0.07809069),
        ("death", 4, 0.14482759, 0.05994053),
        ("death", 10, 0.34076015, 0.08415192),
        ("death", 26, 0.48126955, 0.09001680),
    ):
        step = next(step for step in found[way].steps if step.day == month)
        assert (step.value, step.error) == pytest.approx((value, error), abs=5e-9)
        assert found[way].by(month).value == step.value


def test_the_intervals_are_made_on_the_scale_of_pintilie():
    """x ** exp(±z · se / (x · log x)), as tidycmprsk's manual quotes Pintilie (2006), Competing Risks."""
    step = incidence(TRANSPLANTS)["death"].steps[-1]
    power = Z * step.error / (step.value * log(step.value))
    assert (step.low, step.high) == pytest.approx((step.value ** exp(-power), step.value ** exp(power)))


def test_one_outcome_alone_has_the_complement_and_the_errors_of_kaplan_and_meier():
    steps = incidence(LUNG)["ended"].steps
    curve = survival(LUNG)
    assert [step.value for step in steps] == pytest.approx([1 - step.value for step in curve.steps])
    assert [step.error for step in steps] == pytest.approx([step.error for step in curve.steps], abs=1e-9)


def test_with_nothing_open_the_errors_are_those_of_plain_shares():
    found = incidence([(1, "withdrawn", 3), (2, "closed", 4), (5, "withdrawn", 2), (9, "closed", 11)])
    for way, share in (("withdrawn", 0.25), ("closed", 0.75)):
        last = found[way].steps[-1]
        assert (last.value, last.error) == pytest.approx((share, sqrt(share * (1 - share) / 20)))


def test_the_shares_of_all_outcomes_and_of_those_that_wait_make_a_whole():
    found, curve = incidence(TRANSPLANTS), survival(TRANSPLANTS)
    for month in (0, 3, 12, 40):
        assert sum(each.by(month).value for each in found.values()) + curve.waiting(month).value == pytest.approx(1)


def test_to_call_a_withdrawal_open_would_make_closing_look_likelier():
    honest = incidence(TRANSPLANTS)["relapse"].by(14).value
    censored = incidence((day, way if way == "relapse" else None, count) for day, way, count in TRANSPLANTS)
    assert censored["relapse"].by(14).value > honest


def test_a_million_cases_cost_no_more_than_their_days():
    few = [(day, way, 1) for day in range(250) for way in ("closed", "withdrawn", None)]
    many = [(day, way, 1400 * count) for day, way, count in few]
    assert incidence(many)["closed"].by(249).value == pytest.approx(incidence(few)["closed"].by(249).value)
    assert incidence(many)["closed"].steps[-1].error == pytest.approx(
        incidence(few)["closed"].steps[-1].error / sqrt(1400), rel=1e-6
    )


def test_an_outcome_that_all_came_to_has_no_room_for_error_above():
    last = incidence([(1, "closed", 2), (4, "closed", 2)])["closed"].by(4)
    assert (last.value, last.high) == (1.0, 1.0)
    assert 0 < last.low < 0.5
    in_many_steps = incidence([(day, "closed", count) for day, count in enumerate((12, 24, 12, 12, 7, 7))])
    assert in_many_steps["closed"].by(5).value == 1.0, "whatever the rounding on the way"
    assert incidence([(4, "closed", 3)])["closed"].by(3) == Estimate(0.0, 0.0, 0.0)
    assert incidence([]) == {}
