"""Working days: neither weekends nor Danish public holidays.

Source of the holidays: the ``holidays`` library, which has store bededag until 2023 (abolished by lov nr. 214 af
6. marts 2023). A working day lost to a holiday may soften a silence or a standstill, never a deadline.
"""

from datetime import date
from functools import cache

import holidays

_FIRST_YEAR, _LAST_YEAR = 1950, 2199  # outside these only weekends are known
_SATURDAY = 5
_LAST_DAY = date.max.toordinal()

SUMMER = ((7, 1), (8, 10))
CHRISTMAS = ((12, 20), (1, 2))


def is_working_day(day: date) -> bool:
    """Tell whether people are at work in a Danish municipality that day.

    >>> is_working_day(date(2023, 5, 5)), is_working_day(date(2024, 4, 26))  # store bededag
    (False, True)
    """
    return day.weekday() < _SATURDAY and day not in _public_holidays(day.year)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return frozenset()
    return frozenset(holidays.country_holidays("DK", years=year))


def working_days(start: date, end: date) -> int:
    """Return how many working days lie after ``start`` up to and including ``end`` (0 when there are none).

    >>> working_days(date(2024, 3, 27), date(2024, 4, 2))  # over Easter
    1
    """
    return max(0, _passed(end) - _passed(start))


def _passed(day: date) -> int:
    """Return the working days since 1 January of year 1, up to and including ``day``."""
    weeks, weekday = divmod(day.toordinal() - 1, 7)  # year 1 began on a Monday
    weekdays = weeks * 5 + min(weekday + 1, 5)
    return weekdays - _off_before(day.year) - sum(off <= day for off in _weekdays_off(day.year))


@cache
def _weekdays_off(year: int) -> tuple[date, ...]:
    return tuple(day for day in _public_holidays(year) if day.weekday() < _SATURDAY)


@cache
def _off_before(year: int) -> int:
    return sum(len(_weekdays_off(each)) for each in range(_FIRST_YEAR, min(year, _LAST_YEAR + 1)))


def days_after(day: date, count: int) -> date:
    """Return the day ``count`` calendar days later (earlier when negative), within what a date can hold."""
    return date.fromordinal(min(max(day.toordinal() + count, 1), _LAST_DAY))


def working_days_after(day: date, count: int) -> date:
    """Return the working day that is ``count`` working days after ``day``.

    >>> working_days_after(date(2024, 3, 27), 7)
    datetime.date(2024, 4, 10)
    """
    while count > 0 and day < date.max:
        day = days_after(day, 1)
        count -= is_working_day(day)
    return day


def holiday_season(start: date, end: date, season: tuple[tuple[int, int], tuple[int, int]]) -> int:
    """Return how many calendar days after ``start`` up to ``end`` fall in a holiday season (SUMMER, CHRISTMAS).

    >>> holiday_season(date(2024, 5, 14), date(2024, 9, 3), SUMMER)
    41
    >>> holiday_season(date(2024, 12, 3), date(2025, 1, 9), CHRISTMAS)
    14
    """
    return sum(_shared(start, end, year, season) for year in range(start.year - 1, end.year + 1))


def _shared(start: date, end: date, year: int, season: tuple[tuple[int, int], tuple[int, int]]) -> int:
    first, last = season
    ends_in = year if last > first else year + 1
    if year < date.min.year or ends_in > date.max.year:
        return 0
    opens = max(start.toordinal() + 1, date(year, *first).toordinal())
    closes = min(end.toordinal(), date(ends_in, *last).toordinal())
    return max(0, closes - opens + 1)
