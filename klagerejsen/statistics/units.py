"""Units beside each other, without a league table.

Each unit has its share, how exactly it is known, and what chance alone would do with so many complaints if the unit
were like the whole: the two limits of a funnel (Spiegelhalter 2005, Statistics in Medicine 24:1185–1202). A unit stands
out only beyond the outer one. There are no ranks, and a unit with few complaints is not compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from klagerejsen.statistics.library import binomial_quantiles
from klagerejsen.statistics.shares import Share

LEAST = 10
"""A unit with fewer complaints than this is too small to compare."""

USUAL, WIDE = 0.025, 0.001
"""How likely chance takes a unit beyond each limit, to one side: one unit of twenty, one of five hundred."""


class Standing(StrEnum):
    """Where a unit stands to what chance alone would do."""

    FEW = "few"
    WITHIN = "within"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit beside the whole; a unit that is too small has no limits."""

    name: str
    share: Share
    standing: Standing
    usual: tuple[float, float] | None = None
    wide: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """All units by name, and the whole that they are compared with; None without a complaint."""

    whole: Share | None
    units: tuple[Unit, ...]


def benchmark(units: Iterable[tuple[str, int, int]], least: int = LEAST) -> Benchmark:
    """Compare units, each given by name, count and total, with all of them together; in the order of their names.

    >>> found = benchmark([("Nord", 12, 40), ("Syd", 4, 40), ("Vest", 38, 40), ("Øst", 2, 4)])
    >>> [(unit.name, str(unit.standing)) for unit in found.units]
    [('Nord', 'within'), ('Syd', 'below'), ('Vest', 'above'), ('Øst', 'few')]
    """
    given = sorted((name, Share(count, total)) for name, count, total in units if total)
    whole = Share(sum(share.count for _, share in given), sum(share.total for _, share in given)) if given else None
    return Benchmark(whole, tuple(_unit(name, share, whole.value, least) for name, share in given) if whole else ())


def _unit(name: str, share: Share, expected: float, least: int) -> Unit:
    if share.total < least:
        return Unit(name, share, Standing.FEW)
    usual, wide = (limits(expected, share.total, tail) for tail in (USUAL, WIDE))
    standing = Standing.WITHIN
    if share.value > wide[1]:
        standing = Standing.ABOVE
    elif share.value < wide[0]:
        standing = Standing.BELOW
    return Unit(name, share, standing, usual, wide)


def limits(expected: float, total: int, tail: float) -> tuple[float, float]:
    """Return the lowest and highest share that chance reaches, but for ``tail`` of the times to each side.

    The binomial distribution itself, so that the limits hold for small units and rare things too.

    >>> limits(0.5, 10, 0.025)
    (0.2, 0.8)
    """
    if expected in (0.0, 1.0):
        return expected, expected
    low, high = binomial_quantiles(total, expected, (tail, 1 - tail))
    return low / total, high / total
