"""Kaplan and Meier's curve, against what others have published or computed."""

import pytest

from klagerejsen.statistics.days import at_risk, life_table
from klagerejsen.statistics.survival import Estimate, survival
from tests.unit.statistics.published import LUNG, MARROW, PLACEBO, SIX_MP


def test_the_remissions_of_freireich_have_the_shares_and_errors_of_sas_and_r():
    curve = survival(SIX_MP)
    found = [(step.day, round(step.value, 4), round(step.error, 4)) for step in curve.steps]
    # PROC LIFETEST and survfit, in every textbook since Gehan (1965)
    assert found == [
        (6, 0.8571, 0.0764),
        (7, 0.8067, 0.0869),
        (10, 0.7529, 0.0963),
        (13, 0.6902, 0.1068),
        (16, 0.6275, 0.1141),
        (22, 0.5378, 0.1282),
        (23, 0.4482, 0.1346),
    ]
    assert (curve.total, curve.ended, curve.open, curve.last_day) == (21, 9, 12, 35)
    assert curve.median == Estimate(23, 13, None)
    assert survival(PLACEBO).median == Estimate(8, 4, 11)


def test_the_transplants_have_the_errors_and_quartile_limits_that_the_manual_of_sas_prints():
    """SAS/STAT User's Guide, LIFETEST, "Product-Limit Method", where the limits are made by hand."""
    curve = survival(MARROW)
    printed = {1: 0.025967, 86: 0.049784, 122: 0.071434, 230: 0.079522, 418: 0.081860, 662: 0.079296}
    assert {step.day: round(step.error, 6) for step in curve.steps if step.day in printed} == printed
    assert curve.quantile(0.25) == Estimate(122, 86, 230)
    assert curve.median == Estimate(418, 192, None)


def test_the_lung_patients_have_the_medians_and_intervals_of_r():
    """survfit(Surv(time, status) ~ 1, lung, conf.type = "log-log"), survival 3.5-3 in R 4.2.2."""
    curve = survival(LUNG)
    assert curve.median == Estimate(310, 284, 361)
    assert curve.quantile(0.25) == Estimate(170, 144, 194)
    assert curve.quantile(0.75) == Estimate(550, 457, 643)
    for day, share, low, high, left in (
        (100, 0.86396897, 0.81222232, 0.9023102, 196),
        (310, 0.49502429, 0.42424407, 0.5617960, 85),
        (500, 0.29326919, 0.22650368, 0.3630286, 41),
        (883, 0.05034557, 0.01786617, 0.1086622, 4),
    ):
        found = curve.waiting(day)
        assert (found.value, found.low, found.high) == pytest.approx((share, low, high), abs=5e-7)
        assert curve.at_risk(day) == left


def test_counts_give_what_the_same_cases_one_by_one_give():
    one_by_one = [(days, outcome, 1) for days, outcome, count in LUNG for _ in range(count)]
    assert survival(one_by_one) == survival(LUNG)
    assert survival(reversed(one_by_one)) == survival(LUNG)


def test_dropping_the_open_cases_flatters():
    assert survival([row for row in SIX_MP if row[1]]).median.value < survival(SIX_MP).median.value


def test_a_median_that_is_not_reached_is_none_and_no_number():
    curve = survival([(3, "closed", 4), (10, None, 6)])
    assert curve.median == Estimate(None, 3, None)
    assert curve.waiting(10).value == pytest.approx(0.6)
    assert curve.waiting(11) == Estimate(None, None, None)


def test_four_closed_cases_cannot_say_when_half_are_closed_at_the_latest():
    assert survival([(1, "closed", 1), (2, "closed", 1), (3, "closed", 1), (10, "closed", 1)]).median.high is None


def test_the_same_day_is_a_day():
    curve = survival([(0, "contact", 3), (2, "contact", 1)])
    assert curve.waiting(0).value == 0.25
    assert curve.median.value == 0


def test_the_numbers_at_risk_are_those_who_came_so_far():
    table = life_table(SIX_MP)
    assert [at_risk(table, day) for day in (0, 6, 7, 8, 35, 36)] == [21, 21, 17, 16, 1, 0]


def test_nothing_gives_an_empty_curve_and_what_cannot_be_is_refused():
    assert survival([]).median == Estimate(None, None, None)
    assert survival([]).total == 0
    for row in ((-1, "closed", 1), (1, "closed", -1)):
        with pytest.raises(ValueError, match="complaints after"):
            survival([row])
