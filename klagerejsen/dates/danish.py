"""Understand dates as people type them, or ask back; never guess.

Pure: there is no clock, so a year that was not said is proposed from the neighbouring events, as a choice.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from klagerejsen.dates import messages
from klagerejsen.dates.edtf import parse_edtf
from klagerejsen.dates.phrases import pieces
from klagerejsen.dates.pieces import Piece, Range, Reading, WeekdayDiffersError, completed

LONGEST = 100  # characters; a date is never longer, and the patterns need not see what is
_PROPOSED = 2  # years offered for one reading


@dataclass(frozen=True, slots=True)
class Understood:
    """What a typed date was taken to mean.

    ``edtf`` is set when there is one reading only. Otherwise ``choices`` holds the EDTF dates that may be
    meant, likeliest first (perhaps none), and ``reason`` a Danish sentence on what to do; the sentence is
    a constant of the catalogue.
    """

    edtf: str | None
    choices: tuple[str, ...] = ()
    reason: str = ""


def understand(text: str, near: date | None = None) -> Understood:
    """Understand a date in Danish words or figures, or in EDTF.

    ``near`` is a date of the neighbouring events: when the year was not said, the nearest years are offered
    as choices. Never raises.

    >>> understand("d. 12. marts 2024").edtf, understand("ca. 20/3-24").edtf
    ('2024-03-12', '2024-03-20~')
    >>> understand("uge 14 2024").edtf, understand("medio maj 2024").edtf
    ('2024-04-01/2024-04-07', '2024-05-11/2024-05-20')
    >>> understand("vinteren 2023/24").edtf, understand("20.–28. juni 2024").edtf
    ('2023-24', '2024-06-20/2024-06-28')
    >>> understand("12. marts", near=date(2024, 5, 1)).choices
    ('2024-03-12', '2025-03-12')
    >>> understand("03-04-05").choices
    ('2005-04-03', '2003-04-05')
    """
    if len(text) > LONGEST:
        return Understood(None, reason=messages.NOT_UNDERSTOOD)
    said = _tidy(text)
    if not said:
        return Understood(None, reason=messages.EMPTY)
    if re.fullmatch(r"[0-9]{4}", said) and not 1800 <= int(said) < 2200:
        return Understood(None, reason=messages.UNLIKELY_YEAR)
    return _as_edtf(said.upper()) or _settled(_readings(said.lower()), near) or _refused(said.lower())


def _tidy(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return re.sub(r" ?/ ?", "/", " ".join(text.replace("’", "'").split()))


def _as_edtf(text: str) -> Understood | None:
    """Accept EDTF as it stands, without its time of day."""
    try:
        parse_edtf(text)
    except ValueError:
        return None
    return Understood(text.partition("T")[0])


_TIME = re.compile(
    r",? (?:(?:kl|klokken)\b\.? ?\d\d?(?:[.:]\d\d)?(?: ?(?:-|til) ?\d\d?(?:[.:]\d\d)?)?|\d\d?:\d\d(?::\d\d)?"
    r"|om (?:morgenen|formiddagen|eftermiddagen|aftenen|natten))$",
    re.ASCII,
)
_LEADS = (
    ("approximate", re.compile(r"(?:cirka|circa|omkring|omtrent|rundt om|around|about|ca\b\.?|[co]\.) ?")),
    ("uncertain", re.compile(r"(?:måske|vistnok|muligvis|formentlig|perhaps|maybe) ")),
    ("", re.compile(r"(?:i løbet af|hele|den|d\.|d(?= ?\d)|på|i|in|on|the|år) ?(?<=[ .])")),
)
_WEEKDAY = re.compile(
    r"(?:(man|mon)|(tirs|tues?)|(ons|wednes|wed)|(tors|thurs?)|(fre|fri)|(lør|satur|sat)|(søn|sun))"
    r"(?:dag|day)?[.,]?(?: (?:den|d\.))? "
)
_APART = re.compile(r" ?- ?|(?<=[a-zæøå])/(?=[a-zæøå])| (?:til og med|t\.?o\.?m\.?|til|to|until) ")
_BETWEEN = re.compile(r"(?:mellem|between) (?P<start>.+?) (?:og|and) (?P<end>.+)")
_FROM = re.compile(r"(?:fra(?: og med)?|siden|from|since) ")
_UNTIL = re.compile(r"(?:indtil|til og med|til|until) ")


def _readings(text: str) -> list[Reading]:
    """Return every way to read a tidied text in lower case."""
    text = _TIME.sub("", text).rstrip(" ,;!")
    text, approximate, uncertain = _lead(text)
    single: list[Reading] = [piece.marked(approximate, uncertain) for piece in _one(text)]
    return single or [said.marked(approximate, uncertain) for said in _ranges(text)]


def _lead(text: str) -> tuple[str, bool, bool]:
    """Take off what stands before (or, as marks, behind) a date; tell whether it was about or in doubt."""
    seen = set()
    for mark, meaning in (("(?)", "uncertain"), ("?", "uncertain"), ("~", "approximate")):
        if text.endswith(mark):
            text = text.removesuffix(mark).rstrip()
            seen.add(meaning)
    found = True
    while found:
        found = False
        for meaning, pattern in _LEADS:
            match = pattern.match(text)
            if match:
                text, found = text[match.end() :], True
                seen.add(meaning)
    return text, "approximate" in seen, "uncertain" in seen


def _one(text: str) -> list[Piece]:
    """Read one date with its own lead and weekday."""
    text, approximate, uncertain = _lead(text)
    match = _WEEKDAY.match(text)
    if match is None:
        return [piece.marked(approximate, uncertain) for piece in pieces(text)]
    weekday = next(index for index, name in enumerate(match.groups()) if name)
    found = [piece.marked(approximate, uncertain) for piece in _one(text[match.end() :])]
    return [replace(piece, weekday=weekday) for piece in found if piece.day or piece.week]


def _ranges(text: str) -> list[Range]:
    between = _BETWEEN.fullmatch(text)
    if between:
        return _joined(between["start"], between["end"])
    since, until = _FROM.match(text), _UNTIL.match(text)
    rest = text[since.end() :] if since else text
    for gap in _APART.finditer(rest):
        found = _joined(rest[: gap.start()], rest[gap.end() :])
        if found:
            return found
    if since:
        return [Range(piece, None) for piece in _one(rest)]
    return [Range(None, piece) for piece in _one(text[until.end() :])] if until else []


def _joined(start: str, end: str) -> list[Range]:
    if start.startswith("uge ") and end[:1].isdigit():
        end = f"uge {end}"
    pairs = [completed(first, last) for first in _one(start) for last in _one(end)]
    return [pair for pair in pairs if pair]


def _settled(readings: Sequence[Reading], near: date | None) -> Understood | None:
    """Choose among readings: the only one there is, or a question."""
    if not readings:
        return None
    asked: list[tuple[Reading, tuple[str, ...]]] = []
    refusals: list[ValueError] = []
    for reading in readings:
        try:
            asked.append((reading, _dates(reading, near)))
        except ValueError as error:
            refusals.append(error)
    if not asked:
        return _unfit(refusals[0])
    reading, dates = asked[0]
    if len(asked) == 1 and reading.year is not None and not reading.question:
        return Understood(dates[0])
    return _question(asked)


def _unfit(error: ValueError) -> Understood:
    choices = error.choices if isinstance(error, WeekdayDiffersError) else ()
    return Understood(None, choices, str(error))


def _question(asked: Sequence[tuple[Reading, tuple[str, ...]]]) -> Understood:
    per_reading = _PROPOSED if len(asked) == 1 else 1
    choices = tuple(dict.fromkeys(each for _, dates in asked for each in dates[:per_reading]))
    reading = asked[0][0]
    if not choices:
        return Understood(None, reason=messages.WRITE_YEAR)
    if reading.question:
        return Understood(None, choices, reading.question)
    return Understood(None, choices, messages.CHOOSE_YEAR if len(asked) == 1 else messages.AMBIGUOUS)


def _dates(reading: Reading, near: date | None) -> tuple[str, ...]:
    """Return a reading in its own year, or in the years around ``near``, nearest first.

    Raises ValueError when the date exists in none of them.
    """
    if reading.year is not None:
        return (reading.edtf(reading.year),)
    found = _in_years(reading, near or date(2000, 1, 1))
    if near is None:
        return ()
    day = near.toordinal()
    return tuple(sorted(found, key=lambda text: abs(parse_edtf(text).middle.toordinal() - day)))


def _in_years(reading: Reading, near: date) -> list[str]:
    """Write the reading in every year of a calendar's cycle around a day, where it exists."""
    found = []
    refusal: ValueError | None = None
    for year in range(max(near.year - 28, 1), min(near.year + 28, 9999) + 1):
        try:
            found.append(reading.edtf(year))
        except ValueError as error:
            refusal = refusal or error
    if not found and refusal:
        raise refusal
    return found


_RELATIVE = re.compile(
    r"\b(?:i (?:går|dag|morgen|forgårs|overmorgen|år|fjor)\b|(?:sidste|næste|denne|forrige|samme|for) "
    r"|siden\b|nu$|(?:yesterday|today|tomorrow|last|next|ago)\b)"
)
_HOLIDAY = re.compile(r"ferie|påske|pinse|\bjule?n?\b|juleaften|nytår|helligdag|grundlovsdag|holiday|easter|christmas")


def _refused(text: str) -> Understood:
    if _HOLIDAY.search(text):
        return Understood(None, reason=messages.HOLIDAY)
    if _RELATIVE.search(text):
        return Understood(None, reason=messages.RELATIVE)
    return Understood(None, reason=messages.NOT_UNDERSTOOD)
