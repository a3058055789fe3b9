"""Who was offered a conversation beside who was not."""

import pytest

from klagerejsen.statistics.offers import compare_offers
from klagerejsen.statistics.outcomes import incidence
from klagerejsen.statistics.survival import Estimate, survival

OFFERED = [(2, "closed", 6), (4, "withdrawn", 5), (20, "closed", 7), (30, None, 4)]
OTHERS = [(9, "closed", 10), (12, "withdrawn", 2), (40, "closed", 9), (60, None, 3)]


def rows(stratum, offered, group):
    return [(stratum, offered, *row) for row in group]


ALL = rows("børn", True, OFFERED) + rows("børn", False, OTHERS)


def test_the_groups_are_who_was_offered_and_who_was_not():
    found = compare_offers([*ALL, ("børn", None, 3, "closed", 7)], [5])
    assert found.offered == survival(OFFERED)
    assert found.others == survival(OTHERS)
    assert found.unknown == 7
    assert found.median.difference.value == survival(OFFERED).median.value - survival(OTHERS).median.value


def test_withdrawn_by_a_day_has_each_group_s_own_interval_and_a_difference():
    (after,) = compare_offers(ALL, [5]).ended
    assert after.offered == incidence(OFFERED)["withdrawn"].by(5)
    assert after.others == Estimate(0.0, 0.0, 0.0)
    assert after.compared.difference.value == pytest.approx(5 / 22)
    assert after.compared.difference.low > 0


def test_a_group_of_fewer_than_ten_is_not_compared():
    found = compare_offers(rows("a", True, [(2, "closed", 9)]) + rows("a", False, OTHERS), [5])
    assert (found.median, found.ended) == (None, ())
    assert found.offered.total == 9


def test_what_only_one_group_s_areas_did_is_no_difference():
    quick, slow = [(4, "closed", 12), (6, "closed", 12)], [(30, "closed", 12), (40, "closed", 12)]
    mixed = [
        *rows("quick", True, quick + quick), *rows("quick", False, quick),
        *rows("slow", True, slow), *rows("slow", False, slow + slow),
    ]  # fmt: skip
    found = compare_offers(mixed, [10])
    assert found.offered.median.value < found.others.median.value
    assert found.median.difference.value == 0
    assert found.median.strata == 2


def test_an_outcome_that_nobody_came_to_has_no_share():
    (after, late) = compare_offers(ALL, [5, 90], outcome="dismissed").ended
    assert (after.offered.value, after.compared.difference.value) == (0.0, 0.0)
    assert (late.offered.value, late.compared.one) == (None, None)
