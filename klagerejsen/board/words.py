"""The board's small words: sides, figures, plurals and months, in the reader's language."""

from datetime import date

from klagerejsen.catalogue import Translate
from klagerejsen.dates import month_name
from klagerejsen.labels import label

SIDES = ("citizen", "authority", "external")


def side_names(_: Translate) -> dict[str, str]:
    """Name the three sides as the glasses do."""
    return {side: label("perspective", side, _) for side in SIDES}


def month_and_year(day: date, language: str, short: bool = False) -> str:
    """Name the month of a day with its year.

    >>> month_and_year(date(2024, 2, 3), "da"), month_and_year(date(2024, 2, 3), "da", short=True)
    ('februar 2024', 'feb. 2024')
    >>> month_and_year(date(2024, 2, 3), "en", short=True)
    'Feb 2024'
    """
    name = month_name(day.month, language, short=short)
    dot = "." if short and language == "da" and name != month_name(day.month, language) else ""
    return f"{name}{dot} {day.year}"


def months_between(first: date, last: date, language: str) -> str:
    """Write the stretch of a case by its months.

    >>> months_between(date(2024, 2, 1), date(2025, 4, 29), "da")
    'feb. 2024 – apr. 2025'
    """
    start, end = (month_and_year(day, language, short=True) for day in (first, last))
    return start if start == end else f"{start} – {end}"
