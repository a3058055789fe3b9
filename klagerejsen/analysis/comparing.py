"""Comparing a unit's waits with those of the area's other units."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, median

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
    by_unit: dict[str, list[int]] = {}
    for unit, days in waits:
        by_unit.setdefault(unit, []).append(days)
    judged = {
        unit: _compared(own, [day for other, days in by_unit.items() if other != unit for day in days], thresholds)
        for unit, own in by_unit.items()
        if len(own) >= thresholds.bottleneck_waits
    }
    chosen = discoveries({unit: each.chance for unit, each in judged.items()}, thresholds.bottleneck_rate)
    return {unit: judged[unit] for unit in judged if unit in chosen and _matters(judged[unit], thresholds)}


def _compared(own: list[int], others: list[int], thresholds: Thresholds) -> UnitWaits:
    return UnitWaits(
        median=median(own),
        others=median(others) if others else 0.0,
        waits=len(own),
        other_waits=len(others),
        long=sum(days >= thresholds.bottleneck_long_days for days in own),
        chance=larger_by_chance(own, others),
    )


def _matters(unit: UnitWaits, thresholds: Thresholds) -> bool:
    return unit.ratio >= thresholds.bottleneck_ratio or unit.long >= thresholds.bottleneck_waits


def larger_by_chance(own: Iterable[float], others: Iterable[float]) -> float:
    """Return the one-sided p-value that ``own`` are larger than ``others`` (Mann & Whitney 1947).

    Normal approximation with correction for ties and for continuity; 1 when either is empty.

    >>> round(larger_by_chance([19, 22, 16, 29, 24], [20, 11, 17, 12]), 3)  # U = 17
    0.056
    """
    first, second = list(own), list(others)
    if not first or not second:
        return 1.0
    ranks, ties = _ranks([*first, *second])
    n, m = len(first), len(second)
    total = n + m
    u = sum(ranks[each] for each in first) - n * (n + 1) / 2
    spread = sqrt(n * m / 12 * (total + 1 - ties / (total * (total - 1))))
    return 1.0 if spread == 0 else 1 - NormalDist().cdf((u - n * m / 2 - 0.5) / spread)


def _ranks(values: list[float]) -> tuple[dict[float, float], float]:
    """Return the mean rank of each value, and the sum of t³ − t over ties."""
    ranks: dict[float, float] = {}
    ties, place, ordered = 0.0, 0, sorted(values)
    while place < len(ordered):
        count = bisect_right(ordered, ordered[place]) - place
        ranks[ordered[place]] = place + (count + 1) / 2
        ties += count**3 - count
        place += count
    return ranks, ties


def discoveries(chances: Mapping[str, float], rate: float) -> set[str]:
    """Return what is found at a false discovery rate (Benjamini & Hochberg 1995).

    >>> sorted(discoveries({"a": 0.01, "b": 0.02, "c": 0.04, "d": 0.9}, 0.05))
    ['a', 'b']
    """
    ordered = sorted(chances, key=lambda name: chances[name])
    below = [n for n, name in enumerate(ordered, 1) if chances[name] <= rate * n / len(ordered)]
    return set(ordered[: max(below, default=0)])
