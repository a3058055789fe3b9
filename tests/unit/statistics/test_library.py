"""What is ours although statsmodels has it too gives what statsmodels gives, and where the two part on purpose."""

from random import Random

import numpy as np
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from klagerejsen.analysis.intervals import difference, wilson
from klagerejsen.statistics.days import Row
from klagerejsen.statistics.outcomes import incidence
from klagerejsen.statistics.survival import Estimate, survival
from tests.unit.statistics.published import LUNG, MARROW, SIX_MP

WAYS = (None, "closed", "withdrawn", "upheld")


def one_by_one(rows: list[Row]) -> tuple[np.ndarray, np.ndarray]:
    cases = [(day, way) for day, way, count in rows for _ in range(count)]
    names = sorted({way for _, way in cases if way})
    return np.array([day for day, _ in cases]), np.array([names.index(way) + 1 if way else 0 for _, way in cases])


@pytest.mark.parametrize("total", [1, 5, 37, 1000])
def test_shares_have_the_interval_of_wilson(total):
    counts = np.arange(total + 1)
    low, high = proportion_confint(counts, total, method="wilson")
    assert [wilson(int(count), total) for count in counts] == [
        pytest.approx(edges, abs=1e-6) for edges in zip(low, high, strict=True)
    ]


def test_differences_have_the_interval_of_newcombe():
    for n in (1, 4, 60):
        for m in (1, 9, 200):
            for one in sorted({0, 1, n // 2, n}):
                for other in sorted({0, 1, m // 3, m}):
                    found = difference((one, n), (other, m))
                    low, high = confint_proportions_2indep(one, n, other, m, method="newcomb")
                    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-6), (one, n, other, m)


@pytest.mark.parametrize("rows", [SIX_MP, MARROW, LUNG])
@pytest.mark.parametrize("share", [0.25, 0.5])
def test_the_days_by_which_a_share_is_done_have_the_interval_of_the_library(rows, share):
    found, theirs = survival(rows).quantile(share), SurvfuncRight(*one_by_one(rows))
    low, high = theirs.quantile_ci(share, method="cloglog")
    assert found == Estimate(theirs.quantile(share), low, high if high < np.inf else None)


def test_half_done_is_done_by_half_though_the_library_waits_for_more_and_ends_where_nothing_is_known():
    rows: list[Row] = [(1, "closed", 1), (2, "closed", 1), (3, "closed", 1), (10, "closed", 1)]
    theirs = SurvfuncRight(*one_by_one(rows))
    with np.errstate(divide="ignore", invalid="ignore"):
        assert (theirs.quantile(0.5), theirs.quantile_ci(0.5)[1]) == (3, 10)
    assert (survival(rows).median.value, survival(rows).median.high) == (2, None)


@pytest.mark.parametrize("seed", range(5))
def test_outcomes_have_the_errors_that_the_library_has_for_complaints_one_by_one(seed):
    chance = Random(seed)
    rows = [(chance.randrange(60), chance.choice(WAYS), chance.randrange(1, 9)) for _ in range(80)] + [(60, None, 2)]
    found, theirs = incidence(rows), CumIncidenceRight(*one_by_one(rows))
    assert len(found) == 3
    for way, shares, errors in zip(sorted(found), theirs.cinc, theirs.cinc_se, strict=True):
        on = {day: (share, error) for day, share, error in zip(theirs.times, shares, errors, strict=True)}
        for step in found[way].steps:
            assert (step.value, step.error) == pytest.approx(on[step.day])
