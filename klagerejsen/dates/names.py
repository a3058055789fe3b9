"""Names of months, seasons and weekdays: calendar data per language, like the locale data of a system."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """How one language writes dates. Tuples run from January, Monday and spring (EDTF 21) onwards."""

    months: tuple[str, ...]
    months_short: tuple[str, ...]
    seasons: tuple[str, ...]
    seasons_short: tuple[str, ...]
    ordinal: str  # what follows the number of a day
    approximate: str
    uncertain: str
    since: str
    until: str
    between: str  # takes {start} and {end}; used when only one side is qualified
    some_day: str
    some_time: str
    decade: str


DANISH = Tongue(
    months=(
        *("januar", "februar", "marts", "april", "maj", "juni"),
        *("juli", "august", "september", "oktober", "november", "december"),
    ),
    months_short=("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    seasons=("foråret", "sommeren", "efteråret", "vinteren"),
    seasons_short=("forår", "sommer", "efterår", "vinter"),
    ordinal=".",
    approximate="ca. {}",
    uncertain="måske {}",
    since="fra {}",
    until="indtil {}",
    between="fra {start} til {end}",
    some_day="en dag i {}",
    some_time="engang i {}",
    decade="{}'erne",
)

ENGLISH = Tongue(
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    months_short=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    seasons=("spring", "summer", "autumn", "winter"),
    seasons_short=("spring", "summer", "autumn", "winter"),
    ordinal="",
    approximate="c. {}",
    uncertain="perhaps {}",
    since="from {}",
    until="until {}",
    between="from {start} to {end}",
    some_day="one day in {}",
    some_time="some time in {}",
    decade="the {}s",
)


def tongue(language: str) -> Tongue:
    """Return the calendar names of a language tag ("da", "en", "en_GB"); Danish is the source language."""
    return ENGLISH if language.lower().startswith("en") else DANISH


def month_name(number: int, language: str = "da", short: bool = False) -> str:
    """Name month ``number`` (1 to 12).

    >>> month_name(3), month_name(3, short=True), month_name(3, "en")
    ('marts', 'mar', 'March')
    """
    if not 1 <= number <= 12:
        raise ValueError(number)
    names = tongue(language)
    return (names.months_short if short else names.months)[number - 1]
