"""Comparing a unit's waits with those of the area's other units."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klagerejsen.analysis.chance import believable, shift
from klagerejsen.analysis.spread import quarter
from klagerejsen.analysis.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class UnitWaits:
    """A unit that answers later than the others: medians in calendar days, how many waits, and how unlikely by
    chance (``chance``, one-sided)."""

    median: float
    others: float
    waits: int
    other_waits: int
    long: int
    chance: float

    @property
    def ratio(self) -> float:
        """Return how many times longer it takes than the others, who take a day at least."""
        return self.median / max(1.0, self.others)


def slow_units(waits: Iterable[tuple[str, int]], thresholds: Thresholds) -> Mapping[str, UnitWaits]:
    """Return the units that wait longer than all others together, after control of false discoveries.

    >>> quick, slow = [("A", day) for day in (2, 3, 4, 5, 6, 7)], [("B", day) for day in (20, 25, 30, 35, 40)]
    >>> [(unit, each.ratio) for unit, each in slow_units([*quick, *slow], Thresholds()).items()]
    [('B', 6.666666666666667)]
    """
    by_unit: dict[str, Counter[float]] = {}
    for unit, days in waits:
        by_unit.setdefault(unit, Counter())[days] += 1
    return slow_of(by_unit, thresholds)


def slow_of(by_unit: Mapping[str, Counter[float]], thresholds: Thresholds) -> Mapping[str, UnitWaits]:
    """Return the same from how often each unit waited how many days."""
    every = sum(by_unit.values(), Counter[float]())
    judged = {
        unit: _compared(own, every - own, thresholds)
        for unit, own in sorted(by_unit.items())
        if own.total() >= thresholds.bottleneck_waits
    }
    chances = dict(zip(judged, believable([each.chance for each in judged.values()]), strict=True))
    believed = (unit for unit in judged if chances[unit] <= thresholds.bottleneck_rate)
    return {unit: judged[unit] for unit in believed if _matters(judged[unit], thresholds)}


def _compared(own: Counter[float], others: Counter[float], thresholds: Thresholds) -> UnitWaits:
    return UnitWaits(
        median=quarter(own, 2),
        others=quarter(others, 2) if others else 0.0,
        waits=own.total(),
        other_waits=others.total(),
        long=sum(times for days, times in own.items() if days >= thresholds.bottleneck_long_days),
        chance=_later_by_chance(own, others),
    )


def _later_by_chance(own: Counter[float], others: Counter[float]) -> float:
    """Return the one-sided p of ``own`` being later, since only a slower unit is a bottleneck."""
    tested = shift([(own, others)])
    return tested.p / 2 if tested.later > 0.5 else 1 - tested.p / 2


def _matters(unit: UnitWaits, thresholds: Thresholds) -> bool:
    slower = unit.median > unit.others
    return slower and (unit.ratio >= thresholds.bottleneck_ratio or unit.long >= thresholds.bottleneck_waits)
