"""Working days and holiday seasons, checked day by day against the plain definition."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.analysis.calendar import (
    CHRISTMAS,
    SUMMER,
    days_after,
    holiday_season,
    is_working_day,
    working_days,
    working_days_after,
)

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2023-05-05", False),  # store bededag for the last time
        ("2024-04-26", True),  # and the first year without it
        ("2024-03-28", False),  # Maundy Thursday
        ("2024-05-09", False),  # Ascension Day
        ("2024-12-24", True),  # Christmas Eve is no public holiday
        ("2024-12-25", False),
        ("2024-06-05", True),  # Constitution Day is no public holiday
        ("2024-06-08", False),  # a Saturday
    ],
)
def test_danish_working_days(day, working):
    assert is_working_day(date.fromisoformat(day)) is working


@given(days, st.integers(0, 400))
def test_working_days_are_those_one_can_count(start, length):
    inside = (start + timedelta(number) for number in range(1, length + 1))
    assert working_days(start, start + timedelta(length)) == sum(map(is_working_day, inside))


@given(days, st.integers(1, 60))
def test_going_forward_and_counting_back_agree(start, count):
    assert working_days(start, working_days_after(start, count)) == count


def test_time_does_not_run_backwards():
    assert working_days(date(2024, 5, 2), date(2024, 5, 1)) == 0


@given(days, st.integers(0, 800), st.sampled_from([SUMMER, CHRISTMAS]))
def test_season_days_are_those_one_can_count(start, length, season):
    inside = [start + timedelta(number) for number in range(1, length + 1)]
    summer = [day for day in inside if (7, 1) <= (day.month, day.day) <= (8, 10)]
    christmas = [day for day in inside if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 2)]
    expected = summer if season is SUMMER else christmas
    assert holiday_season(start, start + timedelta(length), season) == len(expected)


def test_the_calendar_ends_where_dates_end():
    assert days_after(date.max, 30) == date.max
    assert days_after(date.min, -30) == date.min
    assert working_days_after(date.max, 3) == date.max
    assert holiday_season(date.min, date(1, 12, 31), CHRISTMAS) == 12  # the season before the first year is lost
    assert working_days(date(9999, 12, 1), date.max) == 22
