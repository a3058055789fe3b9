"""Causes by area: nothing that is shown, nor anything taken from it, points at fewer than k journeys."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klagerejsen.analysis import Thresholds
from klagerejsen.analysis.areas import in_areas
from klagerejsen.analysis.columns import by_area
from klagerejsen.analysis.recurrence import JourneyCauses, recurring

LEAST = 5
at_leisure = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
sizes = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=6)


def found(sizes, least=LEAST):
    """So many journeys with the cause X and so many without in each area."""
    cases = [
        JourneyCauses(f"{area}-{n}", "", f"omr{area}", {"X": False} if n < having else {})
        for area, (having, without) in enumerate(sizes)
        for n in range(having + without)
    ]
    return recurring(cases, Thresholds(min_journeys=least))


def points_at_few(count: int, total: int) -> bool:
    return 0 < count < LEAST or 0 < total - count < LEAST


@at_leisure
@given(sizes)
def test_no_number_and_no_difference_of_numbers_points_at_few(sizes):
    """Whoever knows the sums takes any columns from them: what is left is none, or k with and k without."""
    recurrence = found(sizes)
    for cause in recurrence.causes:
        table = by_area(recurrence)
        told = [
            (count, column.total)
            for column, count in zip(table.columns, table.counts[cause.code], strict=True)
            if count  # a column without the cause is told to have none
        ]
        none = sum(column.total for column, count in zip(table.columns, table.counts["X"], strict=True) if count == 0)
        assert not any(points_at_few(*each) for each in told)
        hidden = sum(count is None for count in table.counts["X"])
        left = cause.count - sum(count for count, _total in told)
        rest = recurrence.total - none - sum(total for _count, total in told)
        assert (left, hidden) == (0, 0) or (hidden > 1 and not points_at_few(left, rest))


@at_leisure
@given(sizes)
def test_every_column_has_k_journeys_or_holds_all_there_are(sizes):
    columns = by_area(found(sizes)).columns
    total = sum(sum(each) for each in sizes)
    assert sum(column.total for column in columns) == total
    assert all(column.total >= min(LEAST, total) for column in columns)


@settings(at_leisure, max_examples=10)  # each draws hundreds of samples
@given(sizes)
def test_what_is_compared_between_areas_is_shown_in_their_columns(sizes):
    recurrence = found(sizes)
    table = by_area(recurrence)
    assert all(table.shown(row.code, row.area) == row.count for row in in_areas(recurrence))


@at_leisure
@given(sizes)
def test_with_k_one_every_number_is_shown(sizes):
    recurrence = found(sizes, least=1)
    for cause in recurrence.causes:
        assert sum(count or 0 for count in by_area(recurrence).counts[cause.code]) == cause.count
        assert None not in by_area(recurrence).counts[cause.code]


def test_one_small_number_takes_another_with_it():
    assert by_area(found([(20, 10), (7, 20), (2, 20), (0, 20)])).counts["X"] == (20, None, None, 0)


def test_areas_of_few_journeys_stand_together():
    table = by_area(found([(10, 20), (1, 2), (2, 1), (12, 10)]))
    assert [(column.areas, column.total) for column in table.columns] == [
        (("omr0",), 30), (("omr3",), 22), (("omr1", "omr2"), 6),
    ]  # fmt: skip


def test_an_only_small_area_takes_the_next_with_it():
    table = by_area(found([(10, 20), (1, 2), (12, 10)]))
    assert [column.total for column in table.columns] == [30, 25]
