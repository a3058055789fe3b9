"""Working days: neither weekends nor Danish public holidays.

Source of the holidays: the ``holidays`` library, which has store bededag until 2023 (abolished by lov nr. 214 af
6. marts 2023). A working day lost to a holiday may soften a silence or a standstill, never a deadline.
"""

from datetime import date
from functools import cache
from itertools import accumulate

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


def net_working_days(start: date, end: date) -> int:
    """Return the working days after ``start`` up to and including ``end`` that lie in no holiday season.

    The seasons are 1 July to 10 August and 20 December to 2 January, when little is done and nobody is surprised.

    >>> net_working_days(date(2024, 6, 28), date(2024, 8, 14)), net_working_days(date(2024, 12, 19), date(2025, 1, 6))
    (3, 2)
    """
    if end <= start:
        return 0
    years = sum(_net_of(year)[-1] for year in range(start.year, end.year))
    return years + _net_of(end.year)[_place(end)] - _net_of(start.year)[_place(start)]


def _place(day: date) -> int:
    return day.toordinal() - date(day.year, 1, 1).toordinal()


@cache
def _net_of(year: int) -> tuple[int, ...]:
    """Return for each day of a year the net working days from its first day up to and including it."""
    first = date(year, 1, 1).toordinal()
    days = (date.fromordinal(each) for each in range(first, date(year, 12, 31).toordinal() + 1))
    return tuple(accumulate(is_working_day(day) and not _in_season(day) for day in days))


def _in_season(day: date) -> bool:
    place = (day.month, day.day)
    return SUMMER[0] <= place <= SUMMER[1] or place >= CHRISTMAS[0] or place <= CHRISTMAS[1]


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
