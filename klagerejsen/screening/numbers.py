"""CPR numbers: ten digits that begin with a date, however they are spaced and joined.

Sources: CPR-kontoret, "Personnummeret i CPR-systemet" (the digits, the table of centuries, and that numbers
without a valid modulus 11 are issued since 2007). So the date must exist in the century that the seventh digit
gives, and the check digit only adds to what is known. The day of a replacement number is 60 higher.

A hit is certain where something beside the digits speaks for it: a separator between date and serial number,
a valid check digit, or the word "cpr" nearby. A date with a time of day, an amount, and a telephone number
with a country code are none.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from klagerejsen.screening.hits import CERTAIN, LIKELY, Hit

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
REPLACEMENT_DAYS = 60
NEAR_BEFORE, NEAR_AFTER = 30, 18
MOST_GROUPS = 12
LONGEST = 12
"""Digits, where the year is written in full."""

_JOINT = r"[ \n]{0,2}(?:[-./_:~·|*+=\\,()\[\]]{1,3}|(?:binde)?streg)[ \n]{0,2}|[ \n]{1,3}"
_RUN = re.compile(rf"\d+(?:(?:{_JOINT})\d+)*")
_GROUP = re.compile(r"\d+")
_WORD = re.compile(r"(?<![a-zæøå])c\.? ?p\.? ?r|person(?:ligt )?-?(?:nummer|nr)|pers\.? ?nr", re.IGNORECASE)
_MONEY = re.compile(r" ?(?:kr\b|kroner|mio|dkk|euro|€|%|,\d\d\b)", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:p-?n(?:umme)?r|produktionsn\w+|ean|faktura\w*|ordre\w*|konto\w*|iban|varen\w+)\W{0,6}$", re.IGNORECASE
)
_GOES_ON = re.compile(r"[-./:]\d")
_FAR = re.compile(
    r"\b(\d{6})\b[^\d\n]{1,40}?(?:sidste (?:fire|4)|(?:fire|4) sidste|løbenummer|kontrolcifre)[^\d\n]{0,20}?"
    r"\b(\d{4})\b",
    re.IGNORECASE,
)

# How people group the ten digits, as the lengths of the groups.
_APART = frozenset(
    {(6, 4), (4, 2, 4), (6, 2, 2), (6, 1, 3), (6, 3, 1), (6, 1, 1, 1, 1), (2, 2, 2, 4), (2, 2, 6), (1,) * 10}
)
_IN_PAIRS = (2, 2, 2, 2, 2)
_LONG = frozenset({(8, 4), (2, 2, 4, 4)})
"""With the year in full, as some write it: 12-03-2043-5678."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Some neighbouring groups of digits: their lengths, what joins them, and where they stand."""

    digits: str
    lengths: tuple[int, ...]
    joints: tuple[str, ...]
    start: int
    end: int


def find(text: str) -> Iterator[Hit]:
    """Find CPR numbers in a plain text."""
    for run in _RUN.finditer(text):
        yield from _in_run(text, [(part.start(), part.end()) for part in _GROUP.finditer(text, run.start(), run.end())])
    for apart in _FAR.finditer(text):
        if _is_date(apart[1] + apart[2]):
            yield Hit("cpr", apart.start(1), apart.end(2), CERTAIN)


def _in_run(text: str, groups: list[tuple[int, int]]) -> Iterator[Hit]:
    at = 0
    while at < len(groups):
        found = next(_hits_from(text, groups[at : at + MOST_GROUPS]), None)
        if found is not None:
            yield found[0]
        at += found[1] if found is not None else 1


def _hits_from(text: str, groups: list[tuple[int, int]]) -> Iterator[tuple[Hit, int]]:
    """Try the windows that begin with the first group; give each hit with the number of its groups."""
    digits = 0
    for count, (start, end) in enumerate(groups, 1):
        digits += end - start
        if digits > LONGEST:
            return
        if digits in (10, LONGEST):
            window = _window(text, groups[:count])
            certainty = _judge(text, window)
            if certainty is not None:
                yield Hit("cpr", window.start, window.end, certainty), count


def _window(text: str, groups: list[tuple[int, int]]) -> _Window:
    return _Window(
        digits="".join(text[start:end] for start, end in groups),
        lengths=tuple(end - start for start, end in groups),
        joints=tuple(text[one[1] : other[0]] for one, other in pairwise(groups)),
        start=groups[0][0],
        end=groups[-1][1],
    )


def _judge(text: str, window: _Window) -> str | None:
    """Say how sure a window is a CPR number; None where it is none."""
    named = _named(text, window)
    if not named and _is_something_else(text, window):
        return None
    if len(window.digits) == LONGEST:
        return _judge_long(window, named)
    if not _is_date(window.digits):
        return None
    if named:
        return CERTAIN
    if window.lengths == (10,):
        return CERTAIN if _checks(window.digits) else LIKELY
    if window.lengths == _IN_PAIRS:
        joined = not window.joints[2].isspace()
        return CERTAIN if joined or _reads_as_date(window) or _checks(window.digits) else LIKELY
    return _judge_joined(window) if window.lengths in _APART else None


def _judge_joined(window: _Window) -> str:
    """A number in groups is sure, unless it may as well be a date or an amount with something after it."""
    after_date = window.joints[min(len(window.joints) - 1, 2)]
    doubtful = "," in after_date or (_reads_as_date(window) and after_date.isspace() and _is_time(window.digits[6:]))
    return LIKELY if doubtful and not _checks(window.digits) else CERTAIN


def _judge_long(window: _Window, named: bool) -> str | None:
    digits = window.digits[:4] + window.digits[6:]
    day, month, year = (int(part) for part in (digits[:2], digits[2:4], window.digits[4:8]))
    if not named and (window.lengths not in _LONG or (window.joints[-1].isspace() and _is_time(digits[6:]))):
        return None
    fits = _exists(day, month, year) and year == century_of(int(digits[4:6]), int(digits[6])) + int(digits[4:6])
    return CERTAIN if fits else None


def _named(text: str, window: _Window) -> bool:
    near = text[max(0, window.start - NEAR_BEFORE) : window.start] + " " + text[window.end : window.end + NEAR_AFTER]
    return _WORD.search(near) is not None


def _is_something_else(text: str, window: _Window) -> bool:
    """Whether it is a telephone number, an amount, a date with another or a time, or a part of a longer code."""
    before = text[max(0, window.start - NEAR_BEFORE) : window.start]
    if before.endswith(("+", "+ ")) or _MONEY.match(text, window.end):
        return True
    if before[-1:].isalpha() and text[window.end : window.end + 1].isalpha():
        return True
    if window.lengths == (10,) and _OTHER.search(before):
        return True
    if window.lengths == _IN_PAIRS and _GOES_ON.match(text, window.end):
        return True
    by_the_clock = ":" in window.joints or (window.joints[-1:] == (".",) and _is_time(window.digits[-4:]))
    return by_the_clock and len(window.lengths) > 3 and window.lengths[-1] == 2


def _reads_as_date(window: _Window) -> bool:
    """Whether its first six digits are written as dates are: 12.03.43."""
    return len(window.joints) > 2 and not any(joint.isspace() for joint in window.joints[:2])


def _is_time(four: str) -> bool:
    return int(four[:2]) < 24 and int(four[2:]) < 60


def _is_date(digits: str) -> bool:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day -= REPLACEMENT_DAYS if day > REPLACEMENT_DAYS else 0
    return _exists(day, month, century_of(year, int(digits[6])) + year)


def century_of(year: int, seventh: int) -> int:
    """Return the first year of the century that the two digits of a year and the seventh digit give together.

    >>> century_of(43, 5), century_of(43, 4), century_of(36, 9), century_of(85, 6)
    (2000, 1900, 2000, 1800)
    """
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def _exists(day: int, month: int, year: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _checks(digits: str) -> bool:
    """Whether the check digit is valid (modulus 11)."""
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11 == 0
