"""Counting dots: places, ties, and bars that stand for what they say."""

import pytest

from klagerejsen.codes import Perspective
from klagerejsen.workshops.balloting import on_the_wall
from klagerejsen.workshops.papers import Choice
from klagerejsen.workshops.tally import Result, counted, step_for

CITIZEN, AUTHORITY, EXTERNAL = Perspective


def count(**dots: tuple[int, int, int]) -> Result:
    """Count choices named by letters, each with its dots from the citizen's, the authority's and the external side."""
    by_side = {key: dict(zip(Perspective, given, strict=True)) for key, given in dots.items()}
    voted = {key: {side: n for side, n in on.items() if n} for key, on in by_side.items()}
    return counted([Choice(key, key) for key in dots], {key: on for key, on in voted.items() if on}, {})


def places(result: Result) -> list[tuple[str, int, int]]:
    return [(row.choice.key, row.first, row.last) for row in result.rows]


def test_equal_choices_share_their_places_and_the_next_comes_after_them():
    result = count(a=(1, 0, 0), b=(0, 5, 0), c=(2, 1, 0), d=(0, 0, 3), e=(0, 1, 0))
    assert places(result) == [("b", 1, 1), ("c", 2, 3), ("d", 2, 3), ("a", 4, 5), ("e", 4, 5)]


def test_a_choice_without_dots_has_no_place():
    result = count(a=(0, 0, 0), b=(1, 0, 0))
    assert places(result) == [("b", 1, 1)]
    assert [choice.key for choice in result.blank] == ["a"]


def test_nobody_voted():
    result = count(a=(0, 0, 0))
    assert result.rows == ()
    assert [column.dots for column in result.columns] == [0, 0, 0]


def test_a_side_of_one_has_its_own_column_and_its_own_most():
    result = count(a=(0, 30, 0), b=(2, 9, 0), c=(1, 12, 1))
    tops = {row.choice.key: [cell.top for cell in row.cells] for row in result.rows}
    assert tops == {"a": [False, True, False], "b": [True, False, False], "c": [False, False, True]}
    assert [column.dots for column in result.columns] == [3, 51, 1]


@pytest.mark.parametrize(("most", "step"), [(0, 1), (6, 1), (7, 2), (12, 2), (30, 5), (31, 10), (600, 100)])
def test_the_longest_bar_has_at_most_six_shapes(most: int, step: int):
    assert step_for(most) == step
    assert -(-most // step) <= 6


def test_fewer_dots_than_a_shape_stands_for_are_still_seen():
    result = count(a=(1, 60, 0))
    assert [cell.shapes for cell in result.rows[0].cells] == [1, 6, 0]


def test_the_wall_shows_the_first_rows_and_no_half_one():
    short = count(**{f"n{n}": (20 - n, 0, 0) for n in range(12)}).rows
    long = count(**{f"{'ord ' * 15}{n}": (20 - n, 0, 0) for n in range(12)}).rows
    assert len(on_the_wall(short)) == 8
    assert len(on_the_wall(long)) == 4
    assert on_the_wall(short[:3]) == short[:3]
