"""The axis: true to scale, except where it is torn, and labelled whatever its length."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.posters.journey.content import Folded
from klagerejsen.posters.journey.timescale import TEAR, ticks, timescale

FOLD = Folded(dt.date(2025, 1, 6), dt.date(2025, 4, 18), ("102 dage foldet sammen",))


def test_open_days_are_equally_wide_on_both_sides_of_a_fold() -> None:
    scale = timescale(dt.date(2024, 2, 1), dt.date(2025, 4, 29), [FOLD], 50, 662)
    before = scale.x(dt.date(2024, 5, 11)) - scale.x(dt.date(2024, 5, 1))
    after = scale.x(dt.date(2025, 4, 28)) - scale.x(dt.date(2025, 4, 18))
    assert before == pytest.approx(after)
    assert scale.x(FOLD.end) - scale.x(FOLD.start) == pytest.approx(TEAR)


def test_the_year_is_said_once_and_again_after_a_fold() -> None:
    scale = timescale(dt.date(2024, 2, 1), dt.date(2025, 4, 29), [FOLD], 50, 662)
    labels = [tick.label for tick in ticks(scale, "da", 26)]
    assert labels[0] == "februar"
    assert labels[-1] == "april 2025"
    assert sum("2024" in label for label in labels) == 0


@pytest.mark.parametrize(
    ("days", "label"), [(40, "februar"), (400, "feb"), (2500, "apr"), (9000, "2030"), (300000, "2200")]
)
def test_the_longer_the_time_the_coarser_the_ticks(days: int, label: str) -> None:
    first = dt.date(2024, 1, 20)
    scale = timescale(first, first + dt.timedelta(days), (), 50, 662)
    assert any(tick.label.startswith(label) for tick in ticks(scale, "da", 26))


spans = st.tuples(st.dates(), st.dates()).map(sorted)


@given(spans, st.integers(0, 6))
def test_time_runs_to_the_right_and_stays_on_the_axis(span: list[dt.date], pieces: int) -> None:
    first, last = span
    step = (last - first) // 13
    folds = [
        Folded(first + step * (2 * index + 1), first + step * (2 * index + 2), ("",))
        for index in range(pieces)
        if step.days > 1
    ]
    scale = timescale(first, last, folds, 50, 662)
    days = [first, *(day for fold in folds for day in (fold.start, fold.end)), last]
    xs = [scale.x(day) for day in days]
    assert xs == sorted(xs)
    assert all(50 <= x <= 662 for x in xs)
    assert all(50 <= tick.x <= 662 for tick in ticks(scale, "da", 26))
