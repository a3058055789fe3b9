"""The tests against chance, equal to published figures and to what the usual libraries compute."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.analysis.chance import Table, at_least, believable, distribution, excess, shift

# Mantel's penicillin and rabbits: five doses; cured, at once or later. Agresti (1990), Categorical Data Analysis;
# R's `mantelhaen.test(Rabbits, exact = TRUE)` gives a sum of 16 and p = 0.03994.
RABBITS = [Table(0, 6, 0, 11), Table(3, 6, 3, 12), Table(6, 6, 8, 12), Table(5, 6, 11, 12), Table(2, 2, 7, 7)]


def test_fishers_tea_is_tasted_by_chance_once_in_four():
    assert excess([Table(3, 4, 4, 8)]).p == pytest.approx(17 / 70)


def test_one_table_is_fishers_exact_test():
    found = excess([Table(8, 30, 27, 140)])  # scipy 1.17.1, fisher_exact([[8, 22], [19, 91]], alternative="greater")
    assert (found.observed, round(found.expected, 3), round(found.lift, 3)) == (8, 5.786, 1.383)
    assert found.p == pytest.approx(0.18362899346843)


def test_strata_are_mantel_and_haenszels_exact_test():
    found, chances = excess(RABBITS), distribution(RABBITS)
    observed = chances[found.observed - sum(table.span.start for table in RABBITS)]
    both_sides = sum(chance for chance in chances if chance <= observed * (1 + 1e-7))
    assert (found.observed, round(both_sides, 5)) == (16, 0.03994)


def test_what_differs_between_strata_explains_nothing():
    rare, common = Table(1, 10, 10, 100), Table(81, 90, 90, 100)
    assert excess([rare, common]).lift == pytest.approx(1.0)
    assert excess([Table(82, 100, 100, 200)]).lift > 1.6, "as it looks in one table"


def test_of_many_journeys_the_normal_curve_tells_the_same():
    tables = [Table(90, 300, 250, 1000), Table(75, 200, 300, 1000)]
    found = excess(tables)
    exact = sum(distribution(tables)[found.observed :])
    assert found.p == pytest.approx(exact, rel=0.2)


def test_nothing_expected_is_no_surplus():
    assert (excess([]).lift, excess([]).p) == (1.0, 1.0)
    assert excess([Table(0, 0, 5, 9), Table(0, 0, 0, 0)]).p == pytest.approx(1.0)


# Benjamini & Hochberg (1995), section 3.2: fifteen endpoints of a trial of thrombolysis; four are kept at 5 %.
TRIAL = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
)


def test_four_of_the_fifteen_endpoints_are_kept():
    adjusted = believable(TRIAL)
    assert sum(each <= 0.05 for each in adjusted) == 4
    assert [round(each, 6) for each in adjusted[:6]] == [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857]


@given(st.lists(st.floats(0, 1), max_size=30))
def test_adjusting_keeps_the_order_and_only_raises(chances):
    adjusted = believable(chances)
    assert all(raised >= chance for raised, chance in zip(adjusted, chances, strict=True))
    ranked = [each for _chance, each in sorted(zip(chances, adjusted, strict=True))]
    assert ranked == sorted(ranked)


def test_ranks_are_compared_as_mann_and_whitney_do():
    # scipy 1.17.1, mannwhitneyu(..., method="asymptotic"); the first is the example in its documentation.
    plain = shift([([19, 22, 16, 29, 24], [20, 11, 17, 12])])
    tied = shift([([1, 2, 2, 3, 5], [2, 3, 4, 6, 6, 7])])
    assert (plain.later, plain.p) == (17 / 20, pytest.approx(0.11134688653314))
    assert (tied.later, tied.p) == (5.5 / 30, pytest.approx(0.095704751174888))


def test_strata_of_ranks_are_added():
    early, late = ([1, 2, 3], [1, 2, 3]), ([101, 102, 103], [101, 102, 103])
    assert shift([early, late]).later == 0.5
    assert shift([([], [1, 2])]).p == 1.0


def test_unequal_chances_add_up_as_poissons_binomial():
    assert at_least(2, [0.1, 0.5, 0.9]) == pytest.approx(0.5)  # scipy 1.17.1, poisson_binom
    assert at_least(3, [0.2, 0.5, 0.5, 0.75]) == pytest.approx(0.275)
    assert at_least(0, []) == 1.0
