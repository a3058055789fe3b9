"""The periods that figures are given for: whole half-years that are over. Pure.

What is shown today less what was shown yesterday is what came in between. So there are no days to choose, the running
half-year is not shown, and everything is told as it stood when the last whole one ended.
"""

import datetime as dt
from dataclasses import dataclass

from klagerejsen.catalogue import Translate

MOST = 6
"""Half-years that figures are given for."""


@dataclass(frozen=True, slots=True)
class Period:
    """A half-year, with its first and last day."""

    year: int
    half: int

    @property
    def code(self) -> str:
        """What an address calls it."""
        return f"{self.year}-{self.half}"

    @property
    def first(self) -> dt.date:
        """Return its first day."""
        return dt.date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def last(self) -> dt.date:
        """Return its last day."""
        return dt.date(self.year, 6, 30) if self.half == 1 else dt.date(self.year, 12, 31)

    @property
    def before(self) -> "Period":
        """Return the half-year before it."""
        return Period(self.year, 1) if self.half == 2 else Period(self.year - 1, 2)

    def name(self, translate: Translate) -> str:
        """Say which it is."""
        _ = translate
        said = _("1. halvår {year}") if self.half == 1 else _("2. halvår {year}")
        return said.format(year=self.year)


def finished(today: dt.date, most: int = MOST) -> tuple[Period, ...]:
    """Return the half-years that are over, the oldest first.

    >>> [period.code for period in finished(dt.date(2026, 11, 23), 3)], finished(dt.date(2026, 7, 1), 1)[0].last
    (['2025-1', '2025-2', '2026-1'], datetime.date(2026, 6, 30))
    """
    period = Period(today.year, 1 if today.month <= 6 else 2)
    found: list[Period] = []
    for _each in range(most):
        period = period.before
        found.insert(0, period)
    return tuple(found)
