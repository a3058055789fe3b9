"""Which root causes come more often, or less often, as time goes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from klagerejsen.analysis.chance import FALSE_DISCOVERIES, Shift, believable, shift
from klagerejsen.analysis.recurrence import Cause, JourneyCauses, Recurrence, showable


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
    (a half is no trend), ``adjusted`` the p after Benjamini and Hochberg.
    """

    code: str
    later: float
    adjusted: float
    stretches: tuple[Stretch, ...]
    journeys: tuple[JourneyCauses, ...]

    @property
    def direction(self) -> str | None:
        """Return "up" or "down", or None where it cannot be told from chance."""
        if self.adjusted > FALSE_DISCOVERIES:
            return None
        return "up" if self.later > 0.5 else "down"


def trends(found: Recurrence) -> tuple[Trend, ...]:
    """Compare when the journeys with each shown cause began with when the others of their area did.

    Mann–Whitney area by area (`chance.shift`), all causes together by Benjamini and Hochberg. Journeys without a date
    are left out.
    """
    shifts = [_shift(cause.code, found.cases) for cause in found.causes]
    adjusted = believable([each.p for each in shifts])
    rows = [_trend(cause, each, low, found) for cause, each, low in zip(found.causes, shifts, adjusted, strict=True)]
    return tuple(sorted(rows, key=lambda row: (row.adjusted, row.code)))


def _trend(cause: Cause, tested: Shift, adjusted: float, found: Recurrence) -> Trend:
    pictured = _stretches(cause.code, found.cases, found.least)
    return Trend(cause.code, tested.later, adjusted, pictured, cause.journeys)


def _shift(code: str, cases: Iterable[JourneyCauses]) -> Shift:
    days: dict[str | None, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for case in cases:
        if case.opened:
            days[case.area][code not in case.causes].append(case.opened.toordinal())
    return shift(days.values())


def _stretches(code: str, cases: Iterable[JourneyCauses], least: int) -> tuple[Stretch, ...]:
    """Count month by month; months are put together until no number points at fewer journeys than k."""
    months: dict[date, list[bool]] = defaultdict(list)
    for case in cases:
        if case.opened:
            months[case.opened.replace(day=1)].append(code in case.causes)
    closed: list[Stretch] = []
    start: date | None = None
    held: list[bool] = []
    for month, present in sorted(months.items()):
        start, held = start or month, [*held, *present]
        if _closable(sum(held), len(held), least):
            closed.append(Stretch(start, month, sum(held), len(held)))
            start, held = None, []
    return tuple(_with_the_rest(closed, held, max(months, default=date.min), least))


def _with_the_rest(closed: list[Stretch], held: list[bool], end: date, least: int) -> list[Stretch]:
    """Add the last months, too few to stand alone, to as many stretches before them as it takes."""
    count, total = sum(held), len(held)
    while closed and total and not _closable(count, total, least):
        before = closed.pop()
        count, total = count + before.count, total + before.total
        if _closable(count, total, least):
            return [*closed, Stretch(before.start, end, count, total)]
    return closed


def _closable(count: int, total: int, least: int) -> bool:
    return total >= least and (count == 0 or showable(count, total, least))
