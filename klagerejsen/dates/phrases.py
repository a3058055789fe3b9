"""Recognise one date in Danish (and, as the tool speaks it too, English) words or figures.

Figures run day, month, year as Danes write them. Dots and slashes say so; dashes and spaces do not, so
"03-04-05" and "12-3" have two readings. A year of two figures is 2000 to 2069 or 1970 to 1999.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from klagerejsen.dates import messages
from klagerejsen.dates.edtf import WINTER
from klagerejsen.dates.names import DANISH, ENGLISH
from klagerejsen.dates.pieces import Piece

_MONTHS = {
    name.lower(): number
    for names in (DANISH.months, DANISH.months_short, ENGLISH.months, ENGLISH.months_short)
    for number, name in enumerate(names, start=1)
} | {"febr": 2, "sept": 9}
_SEASONS = {
    name: number
    for names in (DANISH.seasons, DANISH.seasons_short, ENGLISH.seasons)
    for number, name in enumerate(names, start=21)
} | {"fall": 23}
_PARTS = (
    r"primo|begyndelsen(?: af)?|start(?:en)?(?: af)?|først i|tidligt i|beginning of|early(?: in)?",
    r"medio|midt i|midten(?: af)?|middle of|mid",
    r"ultimo|slut(?:ningen)?(?: af)?|sidst i|sent i|end of|late(?: in)?",
)
_PARTS_OF_YEAR = (
    ("{y}-01", "{y}-01/{y}-04"),
    ("{y}-06/{y}-07", "{y}-05/{y}-08"),
    ("{y}-12", "{y}-09/{y}-12"),
)

_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_DAY = r"(?P<day>[0-9]{1,2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_NAME = r"(?P<name>[a-zæøå]+)"
_PART = "|".join(f"(?P<part{index}>{words})" for index, words in enumerate(_PARTS))

Find = Callable[[re.Match[str]], list[Piece]]


def full_year(digits: str) -> int:
    """Return the year that figures stand for; two figures are 2000 to 2069 or 1970 to 1999."""
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < 70 else 1900)


def _year_of(match: re.Match[str]) -> int | None:
    return full_year(match["year"]) if match["year"] else None


def _day_and_month(match: re.Match[str]) -> list[Piece]:
    day, month, year = int(match["day"]), int(match["month"]), _year_of(match)
    if month > 12 >= day > 0:
        return [Piece(year=year, month=day, day=month, question=messages.MONTH_FIRST)]
    return [Piece(year=year, month=month, day=day)]


def _loose_figures(match: re.Match[str]) -> list[Piece]:
    """Read figures between dashes or spaces, which do not tell the order."""
    first, second, third = int(match["day"]), int(match["month"]), match["year"]
    if third and len(third) == 4:
        return _day_and_month(match)
    if third:
        other = Piece(year=full_year(f"{first:02}"), month=second, day=int(third))
        return _distinct(Piece(year=full_year(third), month=second, day=first), other)
    return _distinct(Piece(month=second, day=first), Piece(month=first, day=second))


def _year_first(match: re.Match[str]) -> list[Piece]:
    return [Piece(year=_year_of(match), month=int(match["month"]), day=int(match["day"]))]


def _run_together(match: re.Match[str]) -> list[Piece]:
    digits, width = match[0], len(match[0]) - 4
    day_first = (digits[4:], digits[2:4], digits[:2])
    year_first = (digits[:width], digits[width : width + 2], digits[width + 2 :])
    return _distinct(
        *(Piece(year=full_year(year), month=int(month), day=int(day)) for year, month, day in (day_first, year_first))
    )


def _distinct(*pieces: Piece) -> list[Piece]:
    return list(dict.fromkeys(pieces))


def _day_and_name(match: re.Match[str]) -> list[Piece]:
    month = _MONTHS.get(match["name"])
    return [Piece(year=_year_of(match), month=month, day=int(match["day"]))] if month else []


def _name(match: re.Match[str]) -> list[Piece]:
    month, year = _MONTHS.get(match["name"]), _year_of(match)
    if month is None:
        return []
    if match["name"] == "jul" and not match["dot"]:
        choices = Piece(year=year, month=7), Piece(year=year, literal="{y}-12-24/{y}-12-26")
        return [replace(piece, question=messages.CHRISTMAS_OR_JULY) for piece in choices]
    if match["year"] and len(match["year"]) == 2 and not match["mark"]:
        return [Piece(year=year, month=month), Piece(month=month, day=int(match["year"]))]
    return [Piece(year=year, month=month)]


def _month_of_year(match: re.Match[str]) -> list[Piece]:
    month = int(match["month"])
    return [Piece(year=_year_of(match), month=month)] if month <= 12 else []


def _season(match: re.Match[str]) -> list[Piece]:
    season, year, following = _SEASONS.get(match["name"]), _year_of(match), match["next"]
    if season is None or (following and season != WINTER):
        return []
    if season != WINTER or year is None:
        return [Piece(year=year, month=season)]
    if following:
        fits = (year + 1) % 10 ** len(following) == int(following)
        return [Piece(year=year, month=season)] if fits else []
    return [Piece(year=each, month=season, question=messages.WHICH_WINTER) for each in (year - 1, year) if each]


def _week(match: re.Match[str]) -> list[Piece]:
    return [Piece(year=_year_of(match), week=int(match["week"]))]


def _months(match: re.Match[str]) -> list[Piece]:
    """Read a quarter or half of a year."""
    length = 3 if match["unit"] == "kvartal" else 6
    last = int(match["number"]) * length
    if last > 12:
        return []
    return [Piece(year=_year_of(match), literal=f"{{y}}-{last - length + 1:02}/{{y}}-{last:02}")]


def _whole_year(match: re.Match[str]) -> list[Piece]:
    return [Piece(year=_year_of(match))]


def _decade(match: re.Match[str]) -> list[Piece]:
    return [Piece(year=int(match["year"]), literal=match["year"][:3] + "X")]


def _day_alone(match: re.Match[str]) -> list[Piece]:
    return [Piece(day=int(match["day"]))]


def _part(match: re.Match[str]) -> list[Piece]:
    part = next(index for index in range(3) if match[f"part{index}"])
    return [said for piece in pieces(match["rest"]) for said in _in_part(piece, part)]


def _in_part(piece: Piece, part: int) -> list[Piece]:
    if piece.day is None and piece.month is not None and piece.month <= 12 and not piece.masked:
        return [replace(piece, part=part)]
    if piece == Piece(year=piece.year):
        return [
            Piece(year=piece.year, literal=literal, question=messages.PART_OF_YEAR) for literal in _PARTS_OF_YEAR[part]
        ]
    return []


def _sometime(match: re.Match[str]) -> list[Piece]:
    return [said for piece in pieces(match["rest"]) for said in _masked(piece, bool(match["one"]))]


def _masked(piece: Piece, one_day: bool) -> list[Piece]:
    if piece.month is None and piece == Piece(year=piece.year):
        return [replace(piece, masked="-XX-XX" if one_day else "-XX")]
    if piece.month is None or piece.day is not None or piece.part is not None:
        return []
    return [piece if piece.month > 12 else replace(piece, masked="-XX")]


# The first pattern that fits and yields a date decides.
_FORMS: tuple[tuple[str, Find], ...] = (
    (rf"(?P<year>[0-9]{{4}}) ?[-/. ] ?{_MONTH} ?[-/. ] ?{_DAY}", _year_first),
    (rf"{_DAY} ?\.? ?[./] ?{_MONTH}(?:\.? ?(?:[-./]|[ ']) ?'?{_YEAR})?\.?", _day_and_month),
    (rf"{_DAY}[- ]{_MONTH}(?:[- ]{_YEAR})?", _loose_figures),
    (r"[0-9]{6}|[0-9]{8}", _run_together),
    (rf"{_DAY}(?:st|nd|rd|th)?[-. ]*(?:i )?{_NAME}\.?,?(?:[-/ ]*(?:i )?'?{_YEAR})?", _day_and_name),
    (rf"{_NAME}\.? {_DAY}(?:st|nd|rd|th)?,? (?P<year>[0-9]{{4}})", _day_and_name),
    (rf"{_NAME}(?P<dot>\.| måned)?,?(?:[-/ ]*(?:i )?(?P<mark>')?{_YEAR})?", _name),
    (rf"{_MONTH} ?[-/. ] ?(?P<year>[0-9]{{4}})", _month_of_year),
    (rf"(?P<year>[0-9]{{4}}) ?[-/.] ?{_MONTH}", _month_of_year),
    (rf"{_NAME}(?:,? (?:i )?'?{_YEAR}(?: ?[-/] ?(?P<next>[0-9]{{4}}|[0-9]{{2}}))?)?", _season),
    (rf"(?:uge|week) ?(?P<week>[0-9]{{1,2}})(?:(?:,? (?:i )?|,|/|-(?=[0-9]{{4}}))'?{_YEAR})?", _week),
    (rf"(?P<number>[1-4])\. (?P<unit>kvartal|halvår)(?:,? (?:i )?'?{_YEAR})?", _months),
    (r"'?(?P<year>[0-9]{4}|(?<=')[0-9]{2})", _whole_year),
    (r"(?P<year>[0-9]{3}0)'?(?:erne|s)", _decade),
    (rf"{_DAY}\.?", _day_alone),
    (rf"(?:{_PART})[- ](?P<rest>.+)", _part),
    (r"(?:(?P<one>en dag|one day)|engang|en gang|some ?time) in? (?P<rest>.+)", _sometime),
)
_COMPILED = tuple((re.compile(pattern), find) for pattern, find in _FORMS)


def pieces(text: str) -> list[Piece]:
    """Return the ways in which a tidied text can be read as one date; none when it cannot."""
    return next((found for found in _found(text) if found), [])


def _found(text: str) -> Iterator[list[Piece]]:
    for pattern, find in _COMPILED:
        match = pattern.fullmatch(text)
        if match:
            yield find(match)
