"""Say an EDTF date the way people write it, in full or as a short label."""

from functools import lru_cache

from klagerejsen.dates.edtf import WINTER, Expression, Interval, Point, Precision, expression
from klagerejsen.dates.names import Tongue, tongue

_OWN_YEARS = (Precision.CENTURY, Precision.DECADE, Precision.YEAR)


@lru_cache(maxsize=4096)
def in_words(edtf: str, language: str = "da", year_of: int | None = None) -> str:
    """Write an EDTF date out; the year is left out when it equals ``year_of``.

    Raises ValueError when ``edtf`` is not a date.

    >>> in_words("2024-03-20~"), in_words("2024-06-20/2024-06-28", year_of=2024)
    ('ca. 20. marts 2024', '20.–28. juni')
    >>> in_words("2023-12-28/2024-01-03", "en")
    '28 December 2023 – 3 January 2024'
    """
    said, names = expression(edtf), tongue(language)
    if isinstance(said, Interval):
        return _interval(said, names, year_of)
    return _qualified(_with_year(said, names, year_of), said, names)


def _interval(said: Interval, names: Tongue, year_of: int | None) -> str:
    start, end = said.start, said.end
    if start is None or end is None:
        known = start or end
        assert known is not None
        text = _qualified(_with_year(known, names, year_of), known, names)
        return (names.since if start else names.until).format(text)
    if start.qualifier == end.qualifier:
        return _qualified(_between(start, end, names, year_of), start, names)
    once = _shares_year(start, end)
    first = _with_year(start, names, end.year if once else None)
    last = _with_year(end, names, year_of if once else None)
    return names.between.format(start=_qualified(first, start, names), end=_qualified(last, end, names))


def _between(start: Point, end: Point, names: Tongue, year_of: int | None) -> str:
    if not _shares_year(start, end):
        return f"{_with_year(start, names, None)} – {_with_year(end, names, None)}"
    last = _with_year(end, names, year_of)
    if start.day and end.day and start.month == end.month:
        return f"{start.day}{names.ordinal}–{last}"
    return f"{_plain(start, names)} – {last}"


def _shares_year(start: Point, end: Point) -> bool:
    """Tell whether the year need be written only once, behind the end of the interval."""
    return start.year == end.year and not (_keeps_year(start) or _keeps_year(end))


def _keeps_year(point: Point) -> bool:
    return point.precision in _OWN_YEARS or point.month == WINTER


def _with_year(point: Point, names: Tongue, year_of: int | None) -> str:
    text = _plain(point, names)
    return text if _keeps_year(point) or point.year == year_of else f"{text} {point.year:04}"


def _plain(point: Point, names: Tongue) -> str:
    """Write a date without its year, unless the year is part of what it is called."""
    if point.precision is Precision.SEASON:
        return _season(point, names)
    if point.month is None:
        return _years(point, names)
    month = names.months[point.month - 1]
    if point.day is None:
        return names.some_day.format(month) if point.masked else month
    return f"{point.day}{names.ordinal} {month}"


def _season(point: Point, names: Tongue) -> str:
    assert point.month is not None
    name = names.seasons[point.month - 21]
    return f"{name} {point.year:04}/{(point.year + 1) % 100:02}" if point.month == WINTER else name


def _years(point: Point, names: Tongue) -> str:
    if point.precision is Precision.CENTURY:
        return f"{point.year:04}–{point.year + 99:04}"
    if point.precision is Precision.DECADE:
        return names.decade.format(f"{point.year:04}")
    year = f"{point.year:04}"
    return (year, names.some_time.format(year), names.some_day.format(year))[point.masked]


def _qualified(text: str, point: Point, names: Tongue) -> str:
    if point.approximate:
        text = names.approximate.format(text)
    return names.uncertain.format(text) if point.uncertain else text


@lru_cache(maxsize=4096)
def short(edtf: str, language: str = "da", year_of: int | None = None) -> str:
    """Write an EDTF date as a label for a narrow list; the year shows only when it differs from ``year_of``.

    Raises ValueError when ``edtf`` is not a date.

    >>> short("2024-03-20~"), short("2024-02"), short("2025-04-29", year_of=2024)
    ('ca. 20.3', 'feb', '29.4.25')
    >>> short("2024-06-20/2024-06-28"), short("2024-05-01/..", "en")
    ('20.–28.6', '1 May –')
    """
    return _short(expression(edtf), tongue(language), year_of)


def _short(said: Expression, names: Tongue, year_of: int | None) -> str:
    if isinstance(said, Point):
        return _marked(_label(said, names, year_of), said, names)
    start, end = said.start, said.end
    if start and end and start.qualifier == end.qualifier and _same_month(start, end):
        return _marked(f"{start.day}{names.ordinal}–{_label(end, names, year_of)}", start, names)
    first, last = (_short(side, names, year_of) if side else "" for side in (start, end))
    gap = " " if names.ordinal == "" else ""
    return f"{first}{gap}–{gap}{last}".strip()


def _same_month(start: Point, end: Point) -> bool:
    return bool(start.day and end.day) and (start.year, start.month) == (end.year, end.month)


def _label(point: Point, names: Tongue, year_of: int | None) -> str:
    year = "" if year_of in (None, point.year) else f"{point.year % 100:02}"
    if point.month == WINTER and year:
        return f"{names.seasons_short[-1]} {year}/{(point.year + 1) % 100:02}"
    if point.precision is Precision.SEASON and point.month is not None:
        return f"{names.seasons_short[point.month - 21]} {year}".strip()
    if point.month is None:
        return names.decade.format(point.year) if point.precision is Precision.DECADE else _years(point, names)
    month = names.months_short[point.month - 1]
    if point.day is None:
        return f"{month} {year}".strip()
    if names.ordinal:
        return ".".join(part for part in (str(point.day), str(point.month), year) if part)
    return f"{point.day} {month} {year}".strip()


def _marked(text: str, point: Point, names: Tongue) -> str:
    text = names.approximate.format(text) if point.approximate else text
    return f"{text}?" if point.uncertain else text
