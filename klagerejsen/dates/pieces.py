"""What was said, taken apart: a date or a range whose year may still be missing."""

import calendar
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from klagerejsen.dates.edtf import parse_edtf
from klagerejsen.dates.messages import NO_SUCH_MONTH, NO_SUCH_WEEK, REVERSED, WEEKDAY_DIFFERS, WRITE_MONTH

# The thirds of a month, as Danish offices use the words: primo 1 to 10, medio 11 to 20, ultimo from 21 on.
PARTS = ((1, 10), (11, 20), (21, None))
HALF_YEAR = 184  # days, July to December
_MARKS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}


class WeekdayDiffersError(ValueError):
    """The date does not fall on the weekday that was said; ``choices`` are the days that may be meant."""

    def __init__(self, choices: tuple[str, ...] = ()):
        super().__init__(WEEKDAY_DIFFERS)
        self.choices = choices


class Reading(Protocol):
    """One way to read what was said."""

    @property
    def year(self) -> int | None:
        """The year that was said, if any."""

    @property
    def question(self) -> str:
        """Why this reading must be asked back even when it is the only one, or nothing."""

    def edtf(self, year: int) -> str:
        """Write the reading as EDTF; raises ValueError with a Danish sentence when there is no such date."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One date: a day, month, part of a month, season, week or year."""

    year: int | None = None
    month: int | None = None  # 21 to 24 are the seasons, as in EDTF
    day: int | None = None
    part: int | None = None  # an index into PARTS
    week: int | None = None
    literal: str = ""  # EDTF with {y} for the year, for what the other fields cannot say
    masked: str = ""  # "-XX" for a day or month that is not told
    weekday: int | None = None  # 0 is Monday
    approximate: bool = False
    uncertain: bool = False
    question: str = ""

    @property
    def only_day(self) -> bool:
        """Whether a day was said without its month, as in "20.-28. juni"."""
        return self.day is not None and self.month is None

    def marked(self, approximate: bool, uncertain: bool) -> "Piece":
        """Return the piece with qualifiers added to its own."""
        return replace(self, approximate=self.approximate or approximate, uncertain=self.uncertain or uncertain)

    def edtf(self, year: int) -> str:
        """Write the piece as EDTF in the given year."""
        if self.only_day:
            raise ValueError(WRITE_MONTH)
        mark = _MARKS[self.approximate, self.uncertain]
        text = "/".join(side + mark for side in self._plain(year).split("/"))
        self._check_weekday(parse_edtf(text.removesuffix(mark)).earliest)
        return text

    def _plain(self, year: int) -> str:
        if self.literal:
            return self.literal.format(y=f"{year:04}")
        if self.week is not None:
            return _week(year, self.week, self.weekday)
        if self.month is None:
            return f"{year:04}{self.masked}"
        if not (1 <= self.month <= 12 or (21 <= self.month <= 24 and self.day is None)):
            raise ValueError(NO_SUCH_MONTH)
        if self.part is not None:
            return _part(year, self.month, self.part)
        day = "" if self.day is None else f"-{self.day:02}"
        return f"{year:04}-{self.month:02}{day}{self.masked}"

    def _check_weekday(self, day: date) -> None:
        if self.weekday is None or day.weekday() == self.weekday:
            return
        shift = (self.weekday - day.weekday() + 3) % 7 - 3  # the nearest such weekday, at most 3 days off
        mark = _MARKS[self.approximate, self.uncertain]
        days = [day]
        with suppress(OverflowError):
            days.append(day + timedelta(days=shift))
        raise WeekdayDiffersError(tuple(each.isoformat() + mark for each in sorted(days)))


def _week(year: int, week: int, weekday: int | None) -> str:
    """Write an ISO week, or one weekday of it (0 is Monday)."""
    numbers = (1, 7) if weekday is None else (weekday + 1,)
    try:
        days = [date.fromisocalendar(year, week, number) for number in numbers]
    except ValueError as error:
        raise ValueError(NO_SUCH_WEEK) from error
    return "/".join(day.isoformat() for day in days)


def _part(year: int, month: int, part: int) -> str:
    first, last = PARTS[part]
    last = last or calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{first:02}/{year:04}-{month:02}-{last:02}"


@dataclass(frozen=True, slots=True)
class Range:
    """From one piece to another; a side left open is None."""

    start: Piece | None
    end: Piece | None

    @property
    def year(self) -> int | None:
        """The year of the side that tells it, the end first."""
        return next((side.year for side in (self.end, self.start) if side and side.year is not None), None)

    @property
    def question(self) -> str:
        """The question that either side raises."""
        return next((side.question for side in (self.start, self.end) if side and side.question), "")

    def marked(self, approximate: bool, uncertain: bool) -> "Range":
        """Return the range with qualifiers added to both sides."""
        sides = (side and side.marked(approximate, uncertain) for side in (self.start, self.end))
        return Range(*sides)

    def edtf(self, year: int) -> str:
        """Write the range as EDTF; a side without a year lies in the year next to the other side."""
        try:
            return self._edtf(year)
        except WeekdayDiffersError as error:
            raise ValueError(WEEKDAY_DIFFERS) from error

    def _edtf(self, year: int) -> str:
        if self.start is None or self.end is None:
            side = self.start or self.end
            assert side is not None
            text = side.edtf(year)
            return f"{_first(text)}/.." if self.start else f"../{_last(text)}"
        if self.start.year is not None and self.end.year is not None:
            return _joined(self.start.edtf(self.start.year), self.end.edtf(self.end.year))
        try:
            return _joined(self.start.edtf(year), self.end.edtf(year))
        except ValueError as error:
            if str(error) != REVERSED:
                raise
        return self._across_new_year(self.start, self.end, year)

    def _across_new_year(self, start: Piece, end: Piece, year: int) -> str:
        """Write "28. december – 3. januar 2024", where the one year said is that of one side.

        What would then last longer than half a year was more likely typed the wrong way round.
        """
        first, last = (year, year + 1) if start.year is not None else (year - 1, year)
        text = _joined(start.edtf(first), end.edtf(last))
        days = parse_edtf(text)
        if (days.latest - days.earliest).days > HALF_YEAR:
            raise ValueError(REVERSED)
        return text


def _joined(start: str, end: str) -> str:
    text = f"{_first(start)}/{_last(end)}"
    parse_edtf(text)
    return text


def _first(text: str) -> str:
    return text.split("/")[0]


def _last(text: str) -> str:
    return text.split("/")[-1]


def completed(start: Piece, end: Piece) -> Range | None:
    """Join two pieces, taking the month that only one of them tells; None when they do not fit."""
    if start.only_day and end.day is not None:
        start = replace(start, month=end.month, year=end.year)
    elif end.only_day and start.day is not None:
        end = replace(end, month=start.month, year=end.year or start.year)
    return None if start.only_day or end.only_day else Range(start, end)
