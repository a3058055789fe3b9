"""Two groups compared: shares over strata, and medians and shares by drawing again."""

from math import sqrt

import pytest

from klagerejsen.analysis.intervals import Z, difference
from klagerejsen.statistics import bootstrap
from klagerejsen.statistics.bootstrap import median_difference, share_difference
from klagerejsen.statistics.outcomes import incidence
from klagerejsen.statistics.strata import stratified_difference
from klagerejsen.statistics.survival import survival
from tests.unit.statistics.published import BCG, MARROW, PLACEBO, SIX_MP, TRANSPLANTS


def _sato(strata):
    """Return the standard error with Sato's variance at the estimate, written out as the manual of PROC FREQ has it."""
    value = stratified_difference(strata).difference.value
    weight = sum(n1 * n2 / (n1 + n2) for (_, n1), (_, n2) in strata)
    p = sum((n1**2 * y2 - n2**2 * y1 + n1 * n2 * (n2 - n1) / 2) / (n1 + n2) ** 2 for (y1, n1), (y2, n2) in strata)
    q = sum((y1 * (n2 - y2) + y2 * (n1 - y1)) / (2 * (n1 + n2)) for (y1, n1), (y2, n2) in strata)
    return value, sqrt((value * p + q) / weight**2), p / weight**2, q / weight**2


MIGRAINE = [((16, 27), (5, 25)), ((12, 28), (7, 26))]  # SAS/STAT User's Guide, FREQ, the example of CMH statistics
TRIALS = [((ill, ill + well), (other, other + rest)) for ill, well, other, rest in BCG]


@pytest.mark.parametrize(
    ("strata", "value", "error"),
    [(MIGRAINE, 0.27375986, 0.09043892), (TRIALS, -0.00328818, 0.00028666)],
    ids=["migraine", "bcg"],
)
def test_the_difference_over_strata_is_that_of_metafor(strata, value, error):
    """rma.mh(measure = "RD"), metafor 3.8-1 in R 4.2.2, which has Sato's variance too."""
    assert _sato(strata)[:2] == pytest.approx((value, error), abs=5e-9)


@pytest.mark.parametrize("strata", [MIGRAINE, TRIALS, [((0, 5), (3, 4)), ((1, 2), (2, 9)), ((4, 4), (1, 3))]])
def test_at_both_ends_of_the_interval_the_test_it_turns_round_stands_on_its_edge(strata):
    found = stratified_difference(strata).difference
    value, _error, slope, base = _sato(strata)
    for end in (found.low, found.high):
        assert (value - end) ** 2 == pytest.approx(Z**2 * (end * slope + base))
    assert found.low < found.value < found.high


def test_one_large_stratum_has_nearly_the_interval_of_newcombe():
    one, other = (560, 700), (480, 800)
    over, plain = stratified_difference([(one, other)]).difference, difference(one, other)
    assert over.value == pytest.approx(plain.value)
    assert (over.low, over.high) == pytest.approx((plain.low, plain.high), abs=0.002)


def test_strata_undo_what_only_their_mixture_did():
    """Simpson's paradox: withdrawn is as common with and without in both areas, but one area has both more often."""
    strata = [((40, 80), (10, 20)), ((2, 20), (8, 80))]
    assert difference((42, 100), (18, 100)).clear
    assert stratified_difference(strata).difference.value == pytest.approx(0)


def test_a_stratum_with_nobody_to_compare_with_is_left_out_and_counted():
    found = stratified_difference([((3, 9), (0, 0)), ((1, 4), (2, 5))])
    assert (found.strata, found.left_out) == (1, 9)
    assert stratified_difference([((3, 9), (0, 0))]).difference is None


def test_the_difference_of_medians_is_the_same_each_time_and_holds_what_is_known():
    strata = {"all": (SIX_MP, PLACEBO)}
    found = median_difference(strata)
    assert (found.one, found.other, found.difference.value) == (23, 8, 15)
    assert 0 < found.difference.low < 15
    assert found.difference.high is None, "in one of forty draws the median of the longer remissions is not reached"
    assert median_difference(strata) == found
    assert share_difference(strata, "ended", 8) == share_difference(strata, "ended", 8)
    assert share_difference(strata, "ended", 8) != share_difference(strata, "ended", 8, seed=2)


def test_the_draws_vary_as_much_as_the_errors_say():
    rows, others = [(1, "a", 300), (2, "b", 500), (3, "a", 200)], [(1, "a", 100), (2, "b", 700), (3, None, 200)]
    found = share_difference({"all": (rows, others)}, "a", 1).difference
    error = sqrt(0.3 * 0.7 / 1000 + 0.1 * 0.9 / 1000)
    assert found.value == pytest.approx(0.2)
    assert (found.low, found.high) == pytest.approx((0.2 - Z * error, 0.2 + Z * error), abs=0.006)


def test_one_stratum_gives_the_figures_of_the_curves_themselves():
    found = share_difference({"all": (TRANSPLANTS, TRANSPLANTS)}, "death", 14)
    assert found.one == pytest.approx(incidence(TRANSPLANTS)["death"].by(14).value)
    assert found.difference.low < 0 < found.difference.high
    assert median_difference({"all": (MARROW, SIX_MP)}).one == survival(MARROW).median.value


def test_the_mixture_of_strata_does_not_move_the_medians():
    quick, slow = [(4, "closed", 1), (6, "closed", 1)], [(30, "closed", 1), (40, "closed", 1)]
    strata = {
        "quick": ([(day, way, 45 * n) for day, way, n in quick], [(day, way, 5 * n) for day, way, n in quick]),
        "slow": ([(day, way, 5 * n) for day, way, n in slow], [(day, way, 45 * n) for day, way, n in slow]),
    }
    found = median_difference(strata)
    assert found.difference.value == 0
    together = [[row for name in strata for row in strata[name][side]] for side in (0, 1)]
    assert survival(together[0]).median.value < survival(together[1]).median.value


def test_strata_with_too_few_are_left_out_and_counted():
    found = median_difference({"a": (SIX_MP, PLACEBO), "b": ([(3, "closed", 4)], [(3, "closed", 9)])})
    assert (found.strata, found.left_out) == (1, 13)
    none = median_difference({"b": ([(3, "closed", 4)], [(3, "closed", 9)])})
    assert (none.one, none.difference.value, none.strata, none.left_out) == (None, None, 0, 13)


def test_without_a_median_there_is_no_difference():
    found = median_difference({"all": ([(3, "closed", 2), (9, None, 8)], PLACEBO)})
    assert (found.one, found.other, found.difference.value, found.difference.low) == (None, 8, None, None)


def test_the_numbers_drawn_are_bounded_and_the_ends_stay_order_statistics():
    for cells in (1, 600, 3000, 10**6):
        times = bootstrap._times(cells)
        assert (times + 1) % 40 == 0
        assert times * cells <= max(bootstrap._AT_MOST, bootstrap._FEWEST * cells)
    values, heaps = bootstrap._poisson(1_000_000)
    assert heaps[-1] == pytest.approx(1, abs=1e-9)
    assert len(values) < 20_000
