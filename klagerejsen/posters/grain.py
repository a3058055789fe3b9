"""How exactly a poster tells time: to the day, or to the month where days are left out.

With months, no date finer than a month goes into the content, and nothing is placed by one: an event stands in the
middle of its month. How long something lasted is counted before, and stays as it was counted.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

from klagerejsen.dates import Span, in_words, month_name, parse_edtf

_NUMBERED = r"\d{1,2}\.(?:\s?[–-]\s?\d{1,2}\.)?\s?"


@dataclass(frozen=True, slots=True)
class Grain:
    """Days as they are, or with `months` nothing finer than a month."""

    months: bool = False

    def edtf(self, text: str) -> str:
        """Return a date as it may be told."""
        return months_of(text) if self.months else text

    def span(self, span: Span) -> Span:
        """Return the days that an event may have been on, as far as they may be told."""
        return Span(_first(span.earliest), _last(span.latest)) if self.months else span

    def middle(self, day: date) -> date:
        """Return where a day is placed."""
        return day.replace(day=16) if self.months else day

    def stretch(self, start: date, end: date) -> tuple[date, date]:
        """Return where a stretch is placed; one inside a month covers that month."""
        if not self.months:
            return start, end
        if _first(start) == _first(end):
            return _first(start), _last(end)
        return self.middle(start), self.middle(end)

    def inner(self, start: date, end: date) -> tuple[date, date]:
        """Return the whole months inside a stretch, or the stretch itself; the end may come before the start."""
        return (_first(_last(start) + timedelta(days=1)), _first(end)) if self.months else (start, end)

    def words(self, day: date, language: str, year_of: int | None = None) -> str:
        """Write a day or its month out in words."""
        return in_words(day.isoformat()[: 7 if self.months else 10], language, year_of)

    def text(self, text: str) -> str:
        """Return a text as it may be printed."""
        return without_days(text) if self.months else text


def _first(day: date) -> date:
    return day.replace(day=1)


def _last(day: date) -> date:
    if (day.year, day.month) == (date.max.year, date.max.month):
        return date.max
    return _first(_first(day) + timedelta(days=32)) - timedelta(days=1)


def months_of(edtf: str) -> str:
    """Return a date without its day; one that names no day is returned as it is.

    >>> months_of("2024-05-14"), months_of("2024-06-20/2024-07-02"), months_of("2024~"), months_of("2024-03-20~")
    ('2024-05', '2024-06/2024-07', '2024~', '2024-03')
    """
    if not re.search(r"\d{4}-(?:0\d|1[0-2])-[\dX]{2}", edtf):
        return edtf
    middle, span = edtf.partition("/")[1], parse_edtf(edtf)
    if not middle:
        return span.middle.isoformat()[:7]
    first, last = span.earliest.isoformat()[:7], span.latest.isoformat()[:7]
    return first if first == last else f"{first}/{last}"


def without_days(text: str) -> str:
    """Return a text whose dates have lost their days; what else stands in it stays.

    >>> without_days("Fra 14. maj til 3. september 2024, senest d. 5/6, 01.07.2024 eller 2024-07-09.")
    'Fra maj til september 2024, senest d. juni, juli 2024 eller juli 2024.'
    >>> without_days("14 May and May 14, 2024; 3.-5. maj; afsnit 3.2 og 1/2 time")
    'May and May 2024; maj; afsnit 3.2 og 1/2 time'
    """
    for pattern, said in _patterns():
        text = pattern.sub(said, text)
    return text


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    names = rf"({'|'.join(dict.fromkeys(_month_names()))})(?!\w)"
    whole = partial(re.compile, flags=re.IGNORECASE)
    return (
        (whole(rf"\b{_NUMBERED}{names}"), lambda hit: hit[1]),
        (whole(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s{names}"), lambda hit: hit[1]),
        (whole(rf"\b{names}\s\d{{1,2}}(?:st|nd|rd|th)?\b,?(?!\d)"), lambda hit: hit[1]),
        (whole(r"\b(\d{4})-(\d\d)-\d\d\b"), lambda hit: _named(hit[0], hit[2], hit[1])),
        (whole(r"\b\d{1,2}[./-](\d{1,2})[./-](\d{4}|\d\d)\b"), lambda hit: _named(hit[0], hit[1], hit[2])),
        (whole(r"(?<=\bd\. )\d{1,2}[./](\d{1,2})\b\.?"), lambda hit: _named(hit[0], hit[1], "")),
    )


def _month_names() -> Iterator[str]:
    for language in ("da", "en"):
        for month in range(1, 13):
            name = month_name(month, language)
            yield from (name, rf"{name[:3]}\.")


def _named(whole: str, month: str, year: str) -> str:
    """Write a month out; what is no month is left as it stood."""
    if not 1 <= int(month) <= 12:
        return whole
    year = f"20{year}" if len(year) == 2 else year
    return f"{month_name(int(month), 'da')} {year}".strip()
