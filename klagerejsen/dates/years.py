"""Dates that were said without their year, where only one year can be meant: of what was, and of what is to come."""

import datetime as dt
from collections.abc import Callable

from klagerejsen.dates import messages
from klagerejsen.dates.danish import Understood, understand
from klagerejsen.dates.edtf import Span, parse_edtf

HALF_A_YEAR = dt.timedelta(182)


def understand_past(text: str, today: dt.date) -> Understood:
    """Understand a date of what has happened; without a year it is the last such date that has begun.

    >>> understand_past("12/3", dt.date(2026, 11, 23)).edtf
    '2026-03-12'
    >>> understand_past("12/3", dt.date(2026, 1, 5)).edtf
    '2025-03-12'
    """
    return _only(understand(text, today - HALF_A_YEAR), lambda span: span.earliest <= today)


def understand_coming(text: str, today: dt.date) -> Understood:
    """Understand a date of what is to be done; without a year it is the next such date that is not over.

    >>> understand_coming("1. december", dt.date(2026, 11, 23)).edtf
    '2026-12-01'
    >>> understand_coming("1. juni", dt.date(2026, 11, 23)).edtf
    '2027-06-01'
    """
    return _only(understand(text, today + HALF_A_YEAR), lambda span: span.latest >= today)


def _only(said: Understood, fits: Callable[[Span], bool]) -> Understood:
    """Take the likeliest date that fits, where nothing but the year was left to choose."""
    fitting = [each for each in said.choices if fits(parse_edtf(each))]
    return Understood(fitting[0]) if fitting and said.reason == messages.CHOOSE_YEAR else said
