"""How often a cause was seen before something was done about it, and how often after.

This is a comparison of what was registered at two times and nothing more: it does not say what made the difference.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple

from klagerejsen.analysis.intervals import Difference, difference, wilson
from klagerejsen.analysis.recurrence import JourneyCauses

Key = tuple[str, str]  # an action's id and a cause's code


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done on ``day`` about the causes ``codes``, in an area (None: everywhere)."""

    id: str
    codes: tuple[str, ...]
    day: date
    area: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """The journeys on one side of the day: ``count`` of ``total`` have the cause."""

    count: int
    total: int
    cases: Sequence[JourneyCauses]
    bits: int

    @property
    def share(self) -> float:
        """Return the share that has the cause."""
        return self.count / self.total

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % Wilson interval of the share."""
        return wilson(self.count, self.total)

    def journeys(self) -> Iterator[JourneyCauses]:
        """Yield the journeys that have the cause."""
        bits = self.bits
        while bits:
            lowest = bits & -bits
            yield self.cases[lowest.bit_length() - 1]
            bits ^= lowest


@dataclass(frozen=True, slots=True)
class Comparison:
    """Journeys that had ended before the day, and those that began on it or later.

    ``across`` ran across the day, or have no days: they belong to neither side.
    """

    before: Group
    after: Group
    across: int

    @property
    def difference(self) -> Difference:
        """Return the share after less the share before: below zero, the cause is seen less often."""
        return difference((self.after.count, self.after.total), (self.before.count, self.before.total))


@dataclass(frozen=True, slots=True)
class Seen:
    """A cause before and after an action, ``here`` and ``elsewhere``; None where journeys are too few to show.

    ``everywhere`` tells that here is the whole organisation: the action has no area, or its area has too few.
    """

    here: Comparison | None = None
    elsewhere: Comparison | None = None
    everywhere: bool = False


def before_and_after(cases: Iterable[JourneyCauses], done: Iterable[Done], least: int) -> Mapping[Key, Seen]:
    """Compare each cause of each action before and after its day, in its area and in the others.

    All figures of a cause are shown together or not at all: they cut the journeys into cells, and each cell has no
    journeys with the cause or at least ``least``, and no journeys without it or at least ``least``. So no number, nor
    one number less another, points at fewer. Earlier actions come first; one that would cut too finely is not shown.

    >>> year = [JourneyCauses(str(n), f"Sag {n}", None, {"KOM3": True} if n % 4 == 0 else {},
    ...         date(2025, 1 + n % 12, 1), date(2025, 1 + n % 12, 20)) for n in range(24)]
    >>> seen = before_and_after(year, [Done("1", ("KOM3",), date(2025, 7, 1), None)], least=1)["1", "KOM3"].here
    >>> (seen.before.count, seen.before.total), (seen.after.count, seen.after.total), seen.across
    ((4, 12), (2, 12), 0)
    """
    ordered = sorted(done, key=lambda each: (each.day, each.id))
    field = _Field(tuple(cases), [each.day for each in ordered])
    codes = {code for each in ordered for code in each.codes}
    cells = {code: _Cells(field.everything, field.having(code), max(1, least)) for code in codes}
    return {(each.id, code): _seen(field, cells[code], each) for each in ordered for code in each.codes}


def _seen(field: "_Field", cells: "_Cells", action: Done) -> Seen:
    here = field.area(action.area)
    sides, other = (field.sides(region, action.day) for region in (here, field.everything & ~here))
    if action.area is not None and cells.take([sides, other]):
        return Seen(_comparison(field, cells, sides), _comparison(field, cells, other))
    if cells.take([sides]):
        return Seen(_comparison(field, cells, sides), everywhere=action.area is None)
    whole = field.sides(field.everything, action.day)
    if action.area is not None and cells.take([whole]):
        return Seen(_comparison(field, cells, whole), everywhere=True)
    return Seen()


class _Sides(NamedTuple):
    """The journeys of a region before and after a day, and those on neither side."""

    before: int
    after: int
    across: int


def _comparison(field: "_Field", cells: "_Cells", sides: _Sides) -> Comparison:
    before, after = (
        Group((side & cells.having).bit_count(), side.bit_count(), field.cases, side & cells.having)
        for side in (sides.before, sides.after)
    )
    return Comparison(before, after, sides.across.bit_count())


class _Field:
    """All journeys, each a bit of a whole number: sets of thousands are then cut and counted at once."""

    def __init__(self, cases: Sequence[JourneyCauses], days: Iterable[date]) -> None:
        self.cases = cases
        self.everything = (1 << len(cases)) - 1
        self._areas: dict[str | None, int] = {None: self.everything}
        for place, case in enumerate(cases):
            if case.area is not None:
                self._areas[case.area] = self._areas.get(case.area, 0) | 1 << place
        dated = [(place, case) for place, case in enumerate(cases) if case.opened and case.ended]
        self._dated = _joined(place for place, _case in dated)
        ordered = sorted(set(days))
        self._ended = _until(((case.ended, place) for place, case in dated if case.ended), ordered)
        self._begun = _until(((case.opened, place) for place, case in dated if case.opened), ordered)

    def having(self, code: str) -> int:
        return _joined(place for place, case in enumerate(self.cases) if code in case.causes)

    def area(self, area: str | None) -> int:
        return self._areas.get(area, 0)

    def sides(self, region: int, day: date) -> _Sides:
        before, after = region & self._ended[day], region & self._dated & ~self._begun[day]
        return _Sides(before, after, region & ~before & ~after)


def _joined(places: Iterable[int]) -> int:
    return reduce(lambda bits, place: bits | 1 << place, places, 0)


def _until(dated: Iterable[tuple[date, int]], days: Iterable[date]) -> dict[date, int]:
    """Return for each of the days, in their order, which journeys have a date before it."""
    waiting, found, bits = deque(sorted(dated)), {}, 0
    for day in days:
        while waiting and waiting[0][0] < day:
            bits |= 1 << waiting.popleft()[1]
        found[day] = bits
    return found


class _Cells:
    """What the figures that are shown of a cause cut the journeys into."""

    def __init__(self, everything: int, having: int, least: int) -> None:
        self.having, self._least, self._cells = having, least, [everything]

    def take(self, cut: Sequence[_Sides]) -> bool:
        """Cut further where every cell stays large enough and there are journeys on both sides; tell whether so."""
        if any(min(sides.before.bit_count(), sides.after.bit_count()) < self._least for sides in cut):
            return False
        if self._least > 1:
            parts = [part for sides in cut for part in sides]
            within = reduce(or_, parts)
            finer = [piece for cell in self._cells for part in (*parts, ~within) if (piece := cell & part)]
            if not all(map(self._large, finer)):
                return False
            self._cells = finer
        return True

    def _large(self, cell: int) -> bool:
        counts = (cell & self.having).bit_count(), (cell & ~self.having).bit_count()
        return not any(0 < count < self._least for count in counts)
