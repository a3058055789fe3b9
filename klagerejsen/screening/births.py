"""Dates of birth: a date beside a word for being born, and the first six digits of a CPR number with the rest hidden.

A day, month and year are certain; a year alone, or a day without its year, is likely.
"""

import re
from collections.abc import Iterator

from klagerejsen.screening.hits import CERTAIN, LIKELY, Hit

_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?"
_IN_WORDS = rf"\d{{1,2}}\.? ?{_MONTH} ?,? ?(?:\d{{4}}|\d{{2}})(?!\d)"
_IN_FIGURES = r"\d{1,2} ?[-./ ] ?\d{1,2} ?[-./ ] ?(?:\d{4}|\d{2})(?!\d)"
_IN_ONE = r"(?:19|20)\d\d-\d\d-\d\d(?!\d)|\d{6}(?!\d)|\d{8}(?!\d)"
_FULL = rf"(?:{_IN_WORDS}|{_IN_FIGURES}|{_IN_ONE})"
_PART = rf"(?:\d{{1,2}}\.? ?{_MONTH}|\d{{1,2}}[./]\d{{1,2}}(?!\d)|(?:19|20)\d\d(?!\d))"

_BORN = r"(?:(?<!\w)født|\bfødsels(?:dato|dag|år|tid)\w*|\bfød\.|(?<![\w.])f\.(?= ?\d)|\bårgang|\bf\. ?d\.)"
_LINK = r"[ :]{0,3}(?:(?:er|var|den|d\.|i|på|dato|år) ?:? ?){0,3}[ :(]{0,2}"
_BORN_THEN = re.compile(rf"{_BORN}{_LINK}(?:(?P<full>{_FULL})|(?P<part>{_PART}))", re.IGNORECASE)
_THEN_BORN = re.compile(rf"(?<!\d)(?P<full>{_FULL}) (?=(?:er |som )?(?:\w+s )?fødselsda(?:to|g)\b)", re.IGNORECASE)
_HALF_CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d ?- ?(?:[xX*•_?]{4}|\.{3,4})")


def find(text: str) -> Iterator[Hit]:
    """Find dates of birth in a plain text."""
    for found in _BORN_THEN.finditer(text):
        name = "full" if found["full"] else "part"
        yield Hit("birth", found.start(name), found.end(name), CERTAIN if found["full"] else LIKELY)
    for found in _THEN_BORN.finditer(text):
        yield Hit("birth", found.start("full"), found.end("full"), CERTAIN)
    for found in _HALF_CPR.finditer(text):
        yield Hit("birth", found.start(), found.end(), CERTAIN)
