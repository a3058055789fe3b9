"""How far a difference might have come out otherwise, found by drawing the complaints again: the bootstrap.

Each complaint is drawn none, one or several times, independently of the others, as a Poisson variable of mean one:
Hanley & MacGibbon (2006), Computer Methods and Programs in Biomedicine 83:57–62. So many complaints that are alike are
drawn by one number, and the cost does not grow with how many they are. The draws are seeded: the same counts always
give the same interval.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import exp, inf, lgamma, log, sqrt
from random import Random

from klagerejsen.statistics.days import Row
from klagerejsen.statistics.survival import ROUNDING, Estimate

Strata = Mapping[str, tuple[Iterable[Row], Iterable[Row]]]
"""For each stratum, the rows of the first group and of the second."""

LEAST = 5
"""Strata with fewer complaints than this in either group compare too little, and are left out."""

_DRAWS, _FEWER, _FEWEST = 999, 399, 199  # each plus one is a whole number of fortieths: the ends are order statistics
_AT_MOST = 500_000  # numbers drawn for one difference
_REACH = 9  # standard deviations; beyond them a draw has less than one chance in 10¹⁷


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of two groups made alike, and the first less the second with its 95 % interval.

    ``one`` and ``other`` are each what the group would show if its strata were as large as in both groups together.
    None: not reached. ``strata`` were compared; in the others one group had too few, ``left_out`` complaints in all.
    """

    one: float | None
    other: float | None
    difference: Estimate
    strata: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Complaints that are alike: the place of their stratum, their days, how they ended, how many."""

    stratum: int
    day: int
    outcome: str | None
    count: int


Figure = Callable[[Sequence[Cell], Sequence[int], Sequence[float]], float | None]
"""A figure of a group: its cells by day, how often each was drawn, and the weight of each stratum."""


def median_difference(strata: Strata, seed: int = 1) -> Compared:
    """Compare the days until half are done, of curves put together over strata (Makuch 1982, J Chron Dis 35:437–443).

    Where a draw does not reach its half, the difference of that draw is taken for as large as can be, so that an end
    of the interval may be None: not reached.
    """
    return _compare(strata, _median, seed)


def share_difference(strata: Strata, outcome: str, day: int, seed: int = 1) -> Compared:
    """Compare the shares that had ended in one way by a day, the other outcomes competing, put together over strata."""
    return _compare(strata, lambda cells, drawn, weights: _share(cells, drawn, weights, outcome, day), seed)


def _compare(strata: Strata, figure: Figure, seed: int) -> Compared:
    rows = {name: (list(one), list(other)) for name, (one, other) in strata.items()}
    sizes = {name: (_total(one), _total(other)) for name, (one, other) in rows.items()}
    used = [name for name in sorted(rows) if min(sizes[name]) >= LEAST]
    left_out = sum(sum(size) for name, size in sizes.items() if name not in used)
    if not used:
        return Compared(None, None, Estimate(None, None, None), 0, left_out)
    weights = [float(sum(sizes[name])) for name in used]
    sides = [_cells([rows[name][side] for name in used]) for side in (0, 1)]
    one, other = (figure(cells, [cell.count for cell in cells], weights) for cells in sides)
    value = None if one is None or other is None else one - other
    low, high = _interval(sides, figure, weights, Random(seed)) if value is not None else (None, None)  # noqa: S311 – not a secret
    return Compared(one, other, Estimate(value, low, high), len(used), left_out)


def _total(rows: Iterable[Row]) -> int:
    return sum(count for _day, _outcome, count in rows)


def _cells(groups: Sequence[Iterable[Row]]) -> list[Cell]:
    cells = (Cell(place, *row) for place, rows in enumerate(groups) for row in rows if row[2])
    return sorted(cells, key=lambda cell: (cell.day, cell.stratum, cell.outcome is None, cell.outcome or ""))


def _interval(
    sides: Sequence[Sequence[Cell]], figure: Figure, weights: Sequence[float], chance: Random
) -> tuple[float | None, float | None]:
    lows, highs = [], []
    times = _times(sum(map(len, sides)))
    drawn = [_drawn(cells, times, chance) for cells in sides]
    for one, other in zip(*drawn, strict=True):
        first, second = figure(sides[0], one, weights), figure(sides[1], other, weights)
        lows.append(_less(first, second, -inf))
        highs.append(_less(first, second, inf))
    place = (times + 1) // 40 - 1  # the 25th of 999 from either end
    return _finite(sorted(lows)[place]), _finite(sorted(highs)[-1 - place])


def _times(cells: int) -> int:
    return next((times for times in (_DRAWS, _FEWER) if times * cells <= _AT_MOST), _FEWEST)


def _less(one: float | None, other: float | None, neither: float) -> float:
    if one is None and other is None:
        return neither
    return (inf if one is None else one) - (inf if other is None else other)


def _finite(value: float) -> float | None:
    return value if abs(value) < inf else None


def _drawn(cells: Sequence[Cell], times: int, chance: Random) -> Iterable[tuple[int, ...]]:
    """Yield ``times`` samples, each how often every cell was drawn."""
    columns = []
    for cell in cells:
        values, heaps = _poisson(cell.count)
        columns.append(chance.choices(values, cum_weights=heaps, k=times))
    return zip(*columns, strict=True)


@lru_cache(maxsize=4096)
def _poisson(mean: int) -> tuple[range, list[float]]:
    """Return the values that a Poisson variable may take, and how likely each or a smaller one is."""
    reach = int(_REACH * sqrt(mean)) + _REACH
    values = range(max(0, mean - reach), mean + reach + 1)
    return values, list(accumulate(exp(value * log(mean) - mean - lgamma(value + 1)) for value in values))


def _run(cells: Sequence[Cell], drawn: Sequence[int], weights: Sequence[float]) -> Iterator[tuple[Cell, float]]:
    """Yield each cell in which something ended, with the part of the whole that ended in it.

    What ends on one day may be taken one cell after the other: (1 − a/n)(1 − b/(n − a)) is (1 − (a + b)/n).
    """
    left = [0] * len(weights)
    for cell, times in zip(cells, drawn, strict=True):
        left[cell.stratum] += times
    whole = sum(weight for weight, count in zip(weights, left, strict=True) if count)
    waiting = [weight / whole if count else 0.0 for weight, count in zip(weights, left, strict=True)]
    for cell, times in zip(cells, drawn, strict=True):
        if not times:
            continue
        if cell.outcome is not None:
            part = waiting[cell.stratum] * times / left[cell.stratum]
            waiting[cell.stratum] -= part
            yield cell, part
        left[cell.stratum] -= times


def _median(cells: Sequence[Cell], drawn: Sequence[int], weights: Sequence[float]) -> float | None:
    waiting = 1.0
    for cell, part in _run(cells, drawn, weights):
        waiting -= part
        if waiting <= 0.5 + ROUNDING:
            return cell.day
    return None


def _share(
    cells: Sequence[Cell], drawn: Sequence[int], weights: Sequence[float], outcome: str, day: int
) -> float | None:
    if max(cell.day for cell in cells) < day:
        return None
    return sum(part for cell, part in _run(cells, drawn, weights) if cell.day <= day and cell.outcome == outcome)
