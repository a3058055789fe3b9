"""Read EDTF (ISO 8601-2, levels 0 and 1) into the days that it covers.

Level 1 is a regular language, so one pattern reads it; the general EDTF grammar takes milliseconds per date,
which a board of some hundred events cannot spend. The tests hold this reader against the edtf library.

Seasons are the Danish meteorological ones: spring (21) is March to May, summer (22) June to August, autumn
(23) September to November. Winter (24) belongs to the year in which it begins: 2024-24 is 1 December 2024 to
28 February 2025, the winter that Danes call "vinteren 2024/25".
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from klagerejsen.dates.messages import NO_BOUND, NO_SUCH_DAY, REVERSED, UNREADABLE, YEAR_RANGE


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days between which something happened, both included."""

    earliest: date
    latest: date

    @property
    def middle(self) -> date:
        """The day halfway between the two (the earlier one when two days share the middle)."""
        return self.earliest + (self.latest - self.earliest) // 2

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.earliest == self.latest


class Precision(Enum):
    """How finely a date is told."""

    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    SEASON = "season"
    MONTH = "month"
    DAY = "day"


# Days that "approximately" (~ or %) adds on each side.
PADDING = {
    Precision.DAY: 7,
    Precision.MONTH: 15,
    Precision.SEASON: 45,
    Precision.YEAR: 183,
    Precision.DECADE: 183,
    Precision.CENTURY: 183,
}
WINTER = 24

_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:(?<!X)-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<qualifier>[~?%])?"
)
_TIME = re.compile(r"(?<=-[0-9]{2}-[0-9]{2})T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?\Z")
_FAR_YEAR = re.compile(r"-[0-9]{4}.*|Y-?[0-9]+(?:E[0-9]+)?(?:S[0-9]+)?|[0-9]{5,}(?:-[0-9]{2}){0,2}[~?%]?")


@dataclass(frozen=True, slots=True)
class Point:
    """One EDTF date: a day, month, season, year or more, with its qualifier."""

    year: int  # the first year of a decade or century
    month: int | None  # 21 to 24 are the seasons
    day: int | None
    precision: Precision
    qualifier: str  # "", "~", "?" or "%"
    masked: int  # how many of month and day are written XX
    earliest: date
    latest: date

    @property
    def approximate(self) -> bool:
        """Whether the date is told as about that time."""
        return self.qualifier in ("~", "%")

    @property
    def uncertain(self) -> bool:
        """Whether the teller was in doubt."""
        return self.qualifier in ("?", "%")

    def padded(self) -> Span:
        """Return the days, widened when the date is approximate, within the calendar's years 1 to 9999."""
        if not self.approximate:
            return Span(self.earliest, self.latest)
        pad = PADDING[self.precision]
        first = max(self.earliest.toordinal() - pad, date.min.toordinal())
        last = min(self.latest.toordinal() + pad, date.max.toordinal())
        return Span(date.fromordinal(first), date.fromordinal(last))


@dataclass(frozen=True, slots=True)
class Interval:
    """An EDTF interval; a side that is open (``..``) or unknown (empty) is None."""

    start: Point | None
    end: Point | None

    def padded(self) -> Span:
        """Return the days from start to end; an open side is clamped to the side that is known."""
        start, end = self.start or self.end, self.end or self.start
        if start is None or end is None:
            raise ValueError(NO_BOUND)
        return Span(start.padded().earliest, end.padded().latest)


Expression = Point | Interval


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> Span:
    """Return the days that an EDTF text (levels 0 and 1) covers.

    An approximate date ("~", "%") is widened on each side: a day by 7 days, a month by 15, a season by 45, a
    year by 183. Doubt alone ("?") widens nothing. A time of day is dropped. An open or unknown side of an
    interval is clamped to the known side.

    Raises ValueError with a Danish sentence for the user when the text is not such a date.

    >>> parse_edtf("2024-03-20~").earliest, parse_edtf("2024-02").latest
    (datetime.date(2024, 3, 13), datetime.date(2024, 2, 29))
    >>> parse_edtf("2024-05-01/..").exact
    True
    """
    return expression(text).padded()


@lru_cache(maxsize=4096)
def expression(text: str) -> Expression:
    """Return the parts of an EDTF text; raises ValueError as parse_edtf does."""
    start, slash, end = text.partition("/")
    if not slash:
        return _point(_TIME.sub("", text))
    return _interval(_side(start), _side(end))


def _interval(start: Point | None, end: Point | None) -> Interval:
    if start is None and end is None:
        raise ValueError(NO_BOUND)
    if start and end and start.earliest > end.latest:
        raise ValueError(REVERSED)
    return Interval(start, end)


def _side(text: str) -> Point | None:
    return None if text in ("", "..") else _point(text)


def _point(text: str) -> Point:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(YEAR_RANGE if _FAR_YEAR.fullmatch(text) else UNREADABLE)
    year, month, day, qualifier = match.group("year", "month", "day", "qualifier")
    if month == "XX" and day not in (None, "XX"):
        raise ValueError(UNREADABLE)  # the same day of some month is level 2
    return _dated(year, _number(month), _number(day), qualifier or "", (month, day).count("XX"))


def _number(digits: str | None) -> int | None:
    return int(digits) if digits and digits != "XX" else None


def _dated(year_text: str, month: int | None, day: int | None, qualifier: str, masked: int) -> Point:
    precision = _precision(year_text, month, day)
    if precision is Precision.SEASON and (day is not None or masked):
        raise ValueError(UNREADABLE)
    year = int(year_text.replace("X", "0"))
    if year == 0 and "X" not in year_text:
        raise ValueError(YEAR_RANGE)
    first, last = _days(year_text, month, day)
    return Point(year, month, day, precision, qualifier, masked, first, last)


def _precision(year: str, month: int | None, day: int | None) -> Precision:
    if "X" in year:
        return Precision.CENTURY if year.endswith("XX") else Precision.DECADE
    if month is None:
        return Precision.YEAR
    if 21 <= month <= WINTER:
        return Precision.SEASON
    return Precision.MONTH if day is None else Precision.DAY


def _days(year_text: str, month: int | None, day: int | None) -> tuple[date, date]:
    first_year, last_year = (int(year_text.replace("X", digit)) for digit in "09")
    if month is None:
        return date(max(first_year, 1), 1, 1), date(last_year, 12, 31)
    if day is not None:
        return (_day(first_year, month, day),) * 2
    if 21 <= month <= WINTER:
        start = 3 * (month - 20)
        return _day(first_year, start, 1), _month_end(first_year, start + 2)
    return _day(first_year, month, 1), _month_end(first_year, month)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(NO_SUCH_DAY) from error


def _month_end(year: int, month: int) -> date:
    """Return the last day of a month; months 13 and 14 are those of the following year."""
    year, month = year + month // 12, month % 12 + 1  # the month after
    return date.max if year > date.max.year else _day(year, month, 1) - timedelta(days=1)
