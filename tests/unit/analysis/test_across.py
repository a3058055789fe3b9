"""Causes by area, together and over time: what stands out, and what only looks so."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.analysis import Thresholds, areas
from klagerejsen.analysis.areas import in_areas
from klagerejsen.analysis.recurrence import JourneyCauses, recurring
from klagerejsen.analysis.together import groups, pairs
from klagerejsen.analysis.trends import trends

ALL = Thresholds(min_journeys=1)
FIVE = Thresholds(min_journeys=5)


def journeys(*rows):
    """Each row: how many journeys, their area, their causes, and the year (or day) they began."""
    cases = []
    for count, area, causes, began in rows:
        first = date(began, 3, 1) if isinstance(began, int) else began
        cases += [
            JourneyCauses(str(len(cases) + n), "Sag", area, dict.fromkeys(causes.split(), False), first)
            for n in range(count)
        ]
    return cases


def test_a_cause_of_one_area_stands_out_there():
    found = in_areas(
        recurring(journeys((15, "a", "X", 2024), (5, "a", "", 2024), (5, "b", "X", 2024), (25, "b", "", 2024)), FIVE)
    )
    first = found[0]
    assert (first.code, first.area, first.count, first.total) == ("X", "a", 15, 20)
    assert (first.expected, first.lift) == (8.0, 1.875)
    assert first.notable
    assert [case.area for case in first.journeys] == ["a"] * 15


def test_what_the_years_explain_is_no_pattern_of_an_area():
    # In 2023 everybody had it and most journeys were of area a; in 2024 nobody did.
    rows = [(16, "a", "X", 2023), (4, "b", "X", 2023), (4, "a", "", 2024), (16, "b", "", 2024)]
    assert [row.lift for row in in_areas(recurring(journeys(*rows), ALL))] == [1.0, 1.0]


def test_few_journeys_are_not_enough_to_stand_out():
    found = in_areas(recurring(journeys((2, "a", "X", 2024), (2, "b", "", 2024)), ALL))
    assert not any(row.notable for row in found)


def test_with_one_area_there_is_nothing_to_compare():
    assert in_areas(recurring(journeys((9, "a", "X", 2024), (9, "a", "", 2024)), ALL)) == ()


@pytest.mark.parametrize("those", [75, 90, 105])
def test_of_many_journeys_it_is_calculated_what_drawn_samples_would_show(monkeypatch, those):
    rows = [(those, "a", "X", 2024), (300 - those, "a", "", 2024), (180, "b", "X", 2024), (720, "b", "", 2024)]
    found = recurring(journeys(*rows, (100, "c", "", 2023), (20, "a", "X", 2023), (80, "a", "", 2023)), FIVE)
    monkeypatch.setattr(areas, "FALSE_DISCOVERIES", 1.0)
    drawn = {row.area: row.stability for row in in_areas(found)}
    monkeypatch.setattr(areas, "_MANY", 0)
    assert {row.area: row.stability for row in in_areas(found)} == pytest.approx(drawn, abs=0.05)


def test_a_surplus_that_rests_on_few_is_not_steady():
    steady = in_areas(
        recurring(journeys((40, "a", "X", 2024), (60, "a", "", 2024), (20, "b", "X", 2024), (80, "b", "", 2024)), ALL)
    )
    assert steady[0].adjusted < 0.05
    assert not steady[0].notable, "1.33 times as often as expected: in many samples less than 1.3 times"


def test_the_same_journeys_give_the_same_answer_in_any_order():
    cases = journeys((12, "a", "X Y", 2024), (8, "a", "Z", 2023), (9, "b", "X", 2024), (20, "b", "Y", 2023))
    one, other = (recurring(each, FIVE) for each in (cases, cases[::-1]))
    for method in (in_areas, pairs, trends):
        assert [(row.adjusted, len(row.journeys)) for row in method(one)] == [
            (row.adjusted, len(row.journeys)) for row in method(other)
        ]


def test_causes_that_come_together_are_paired_with_their_lift():
    found = pairs(recurring(journeys((2, "a", "KOM3 TID1", 2024), (1, "a", "KOM3", 2024), (1, "a", "AFG1", 2024)), ALL))
    assert (found[0].codes, found[0].count) == (("KOM3", "TID1"), 2)
    assert found[0].lift == pytest.approx(4 / 3)


def test_causes_of_the_same_area_do_not_come_together_for_that():
    rows = [(16, "a", "X Y", 2024), (2, "a", "X", 2024), (2, "a", "Y", 2024), (40, "b", "", 2024)]
    (pair,) = pairs(recurring(journeys(*rows), ALL))
    assert pair.lift == pytest.approx(16 / (18 * 18 / 20))
    assert not pair.notable


def test_a_pair_that_chance_does_not_explain_stands_before_more_frequent_ones_that_it_does():
    often = [(20, "a", "X Y", 2024), (10, "a", "X", 2024), (10, "a", "Y", 2024), (10, "a", "", 2024)]
    first, second = pairs(recurring(journeys(*often, (9, "b", "P Q", 2024), (9, "b", "", 2024)), FIVE))
    assert [(each.codes, each.count, each.notable) for each in (first, second)] == [
        (("P", "Q"), 9, True),
        (("X", "Y"), 20, False),
    ]


def test_three_causes_that_come_together_are_a_group():
    rows = [(12, "a", "X Y Z", 2024), (12, "a", "P Q", 2024), (12, "a", "", 2024)]
    assert groups(pairs(recurring(journeys(*rows), ALL))) == (("X", "Y", "Z"),)


def test_a_cause_that_comes_more_often_is_seen_to_grow():
    days = [date(2023, 1, 1) + timedelta(10 * n) for n in range(60)]
    rows = [(1, "a", "X" if n > 30 or n % 5 == 0 else "", day) for n, day in enumerate(days)]
    (found,) = trends(recurring(journeys(*rows), FIVE))
    assert found.direction == "up"
    assert sum(each.total for each in found.stretches) == 60
    assert all(each.count == 0 or each.count >= 5 for each in found.stretches)


def test_a_new_area_does_not_make_its_causes_grow():
    rows = [(20, "a", "", date(2023, 1, 1)), (10, "b", "X", date(2024, 1, 1)), (10, "b", "", date(2024, 1, 1))]
    (found,) = trends(recurring(journeys(*rows), FIVE))
    assert (found.direction, found.later) == (None, 0.5)


def test_journeys_without_a_date_have_no_trend():
    cases = [JourneyCauses(str(n), "Sag", None, {"X": True} if n % 2 else {}) for n in range(20)]
    (found,) = trends(recurring(cases, FIVE))
    assert (found.direction, found.stretches) == (None, ())


causes = st.dictionaries(st.sampled_from("ABCD"), st.booleans())


@given(st.lists(st.tuples(causes, st.sampled_from("xyz"), st.integers(0, 700)), max_size=40), st.integers(1, 6))
def test_no_number_points_at_fewer_than_k(rows, least):
    cases = [
        JourneyCauses(str(n), "Sag", area, each, date(2023, 1, 1) + timedelta(day))
        for n, (each, area, day) in enumerate(rows)
    ]
    found = recurring(cases, Thresholds(min_journeys=least))
    counts = {cause.code: cause.count for cause in found.causes}
    for row in in_areas(found):
        for whole in (row.total, counts[row.code]):
            assert row.count >= least
            assert whole - row.count == 0 or whole - row.count >= least
    for each in (stretch for trend in trends(found) for stretch in trend.stretches):
        assert each.total >= least
        assert all(number == 0 or number >= least for number in (each.count, each.total - each.count))


def test_what_many_comparisons_leave_open_is_worth_a_question_and_is_not_claimed():
    quiet = " ".join(f"Q{n}" for n in range(9))
    rows = [(9, "a", f"X {quiet}", 2024), (11, "a", quiet, 2024), (8, "b", f"X {quiet}", 2024), (32, "b", quiet, 2024)]
    found = recurring(journeys(*rows), FIVE)
    assert [(row.code, row.area) for row in in_areas(found) if row.maybe] == [("X", "a")]
    assert not any(row.notable for row in in_areas(found))


def test_a_growth_that_many_comparisons_leave_open_is_worth_a_question():
    days = [date(2023, 1, 1) + timedelta(10 * n) for n in range(60)]
    growing = {n for n in range(60) if n % (2 if n > 30 else 7) == 0}
    stated = ["X " * (n in growing) + "Y " * (n % 2) + "Z " * (n % 3) for n in range(60)]
    rows = [(1, "a", causes, day) for causes, day in zip(stated, days, strict=True)]
    found = {row.code: row for row in trends(recurring(journeys(*rows), FIVE))}
    assert (found["X"].direction, found["X"].maybe) == (None, "up")
    assert found["Y"].maybe is None
