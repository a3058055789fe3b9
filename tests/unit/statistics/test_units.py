"""Shares, units beside each other, and what others have published."""

from math import comb

import pytest

from klagerejsen.catalogue import translator
from klagerejsen.statistics.published import note, published
from klagerejsen.statistics.shares import Share, reversal_rate
from klagerejsen.statistics.units import Standing, benchmark, limits


def test_dismissed_and_lapsed_say_nothing_of_whether_a_decision_stood():
    tried = {"confirmed": 3, "remitted": 1}
    assert reversal_rate(tried) == reversal_rate({**tried, "dismissed": 50, "lapsed": 7}) == Share(1, 4)
    assert reversal_rate({"dismissed": 2}) is None


@pytest.mark.parametrize(("expected", "total"), [(0.3, 10), (0.5, 40), (0.02, 25), (0.97, 200)])
def test_the_limits_of_the_funnel_leave_no_more_than_they_say_outside(expected, total):
    chances = [comb(total, k) * expected**k * (1 - expected) ** (total - k) for k in range(total + 1)]
    for tail in (0.025, 0.001):
        low, high = (round(edge * total) for edge in limits(expected, total, tail))
        assert sum(chances[:low]) <= tail < sum(chances[: low + 1])
        assert sum(chances[high + 1 :]) <= tail + 1e-12
        assert sum(chances[high:]) > tail


def test_a_large_unit_has_the_limits_of_the_normal_curve():
    low, high = limits(0.4, 20_000, 0.025)
    reach = 1.96 * (0.4 * 0.6 / 20_000) ** 0.5
    assert (low, high) == pytest.approx((0.4 - reach, 0.4 + reach), abs=2e-4)


def test_units_stand_by_name_and_small_ones_are_not_compared():
    found = benchmark([("Ålborgvej", 30, 100), ("Bo", 5, 9), ("Anker", 34, 100), ("Tom", 0, 0)])
    assert [unit.name for unit in found.units] == ["Anker", "Bo", "Ålborgvej"]
    assert found.whole == Share(69, 209)
    small = found.units[1]
    assert (small.standing, small.usual, small.wide) == (Standing.FEW, None, None)
    assert {unit.standing for unit in found.units} == {Standing.WITHIN, Standing.FEW}


def test_a_unit_beyond_what_one_in_twenty_does_by_chance_does_not_stand_out_yet():
    found = {unit.name: unit for unit in benchmark([("Stor", 300, 1000), ("Halv", 42, 100)]).units}["Halv"]
    assert found.share.value > found.usual[1]
    assert found.standing is Standing.WITHIN


def test_nobody_and_everybody_are_like_the_whole():
    assert {unit.standing for unit in benchmark([("A", 0, 30), ("B", 0, 12)]).units} == {Standing.WITHIN}
    assert {unit.standing for unit in benchmark([("A", 30, 30)]).units} == {Standing.WITHIN}
    assert benchmark([]).whole is None


def test_every_published_figure_names_its_source_in_both_languages():
    for language in ("da", "en"):
        lines = [line for topic in ("volume", "satisfaction", "withdrawn", "time", "type")
                 for line in published(topic, translator(language))]  # fmt: skip
        assert len(lines) == 7
        assert all(line.says and line.source for line in lines)
        assert note(translator(language))
    assert published("time", translator("da")) != published("time", translator("en"))
