"""Which root causes come more often, or less often, as time goes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from klagerejsen.analysis.chance import FALSE_DISCOVERIES, MAYBE, Ranks, believable, placed
from klagerejsen.analysis.counts import Counts
from klagerejsen.analysis.recurrence import JourneyCauses, Recurrence, showable


@dataclass(frozen=True, slots=True)
class Stretch:
    """The journeys that began from the first of the month ``start`` until within the month ``end``.

    ``count`` of ``total`` have the cause.
    """

    start: date
    end: date
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Trend:
    """A cause over time.

    ``later`` is the share of pairs of a journey with it and one without it, of one area, where the former began later
    (a half is no trend), ``p`` that of chance and ``adjusted`` the same after Benjamini and Hochberg.
    """

    code: str
    later: float
    p: float
    adjusted: float
    stretches: tuple[Stretch, ...]
    journeys: tuple[JourneyCauses, ...]

    @property
    def direction(self) -> str | None:
        """Return "up" or "down", or None where it cannot be told from chance."""
        return self._way if self.adjusted <= FALSE_DISCOVERIES else None

    @property
    def maybe(self) -> str | None:
        """Return the same where it can be told from chance only when nothing else is looked at."""
        return self._way if self.direction is None and self.p <= MAYBE else None

    @property
    def _way(self) -> str:
        return "up" if self.later > 0.5 else "down"


def trends(found: Recurrence, counts: Counts[JourneyCauses] | None = None) -> tuple[Trend, ...]:
    """Compare when the journeys with each shown cause began with when the others of their area did.

    Mann–Whitney area by area (`chance.placed`), all causes together by Benjamini and Hochberg. Journeys without a date
    are left out. ``counts`` are the same journeys' by `counted`, where somebody has them.
    """
    numbers = (counts or counted(found.cases)).numbers
    ranks = {area: Ranks(numbers[None, area]) for area in numbers[_AREAS]}
    months = numbers[None]
    shifts = [placed((numbers[cause.code, area], every) for area, every in ranks.items()) for cause in found.causes]
    adjusted = believable([each.p for each in shifts])
    rows = [
        Trend(cause.code, each.later, each.p, low, _stretches(numbers[cause.code], months, found.least), cause.journeys)
        for cause, each, low in zip(found.causes, shifts, adjusted, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (row.adjusted, row.code)))


_AREAS = "areas"


def counted(cases: Iterable[JourneyCauses]) -> Counts[JourneyCauses]:
    """Count, of all journeys (None) and of those with each cause, how many began in each month, and on each day in each
    area; and of which areas there are any."""
    counts: Counts[JourneyCauses] = Counts()
    for case in cases:
        if case.opened:
            day, month = case.opened.toordinal(), case.opened.replace(day=1)
            counts.numbers[_AREAS][case.area] += 1
            for code in (None, *case.causes):
                counts.numbers[code][month] += 1
                counts.numbers[code, case.area][day] += 1
    return counts


def _stretches(counts: Counter[date], totals: Counter[date], least: int) -> tuple[Stretch, ...]:
    """Count month by month; months are put together until no number points at fewer journeys than k."""
    closed: list[Stretch] = []
    start: date | None = None
    count = total = 0
    for month in sorted(totals):
        start, count, total = start or month, count + counts[month], total + totals[month]
        if _closable(count, total, least):
            closed.append(Stretch(start, month, count, total))
            start, count, total = None, 0, 0
    return tuple(_with_the_rest(closed, count, total, max(totals, default=date.min), least))


def _with_the_rest(closed: list[Stretch], count: int, total: int, end: date, least: int) -> list[Stretch]:
    """Add the last months, too few to stand alone, to as many stretches before them as it takes."""
    while closed and total and not _closable(count, total, least):
        before = closed.pop()
        count, total = count + before.count, total + before.total
        if _closable(count, total, least):
            return [*closed, Stretch(before.start, end, count, total)]
    return closed


def _closable(count: int, total: int, least: int) -> bool:
    return total >= least and (count == 0 or showable(count, total, least))
