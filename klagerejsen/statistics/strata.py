"""The difference of two shares, compared like with like: within each stratum, and then put together.

Staff choose which complaints suit a new way of handling them, so the two groups differ in area, type and period. Within
a stratum they differ less. What is left is still a difference, and says nothing of what made it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from klagerejsen.analysis.intervals import Difference, Z

Group = tuple[int, int]
"""How many of how many."""


@dataclass(frozen=True, slots=True)
class Stratified:
    """The difference put together, of how many strata, and how many complaints had nobody to be compared with."""

    difference: Difference | None
    strata: int
    left_out: int


def stratified_difference(strata: Iterable[tuple[Group, Group]]) -> Stratified:
    """Return the share of the first group less that of the second, weighted over strata as Mantel and Haenszel do.

    The interval turns a test round that uses Sato's variance (1989, Biometrics 45:1323–1324), so that it holds with
    many small strata as with few large ones: Klingenberg (2014), Statistics in Medicine 33:2968–2983. A stratum in
    which one group is empty compares nothing and is left out.

    >>> found = stratified_difference([((16, 27), (5, 25)), ((12, 28), (7, 26))]).difference
    >>> round(found.value, 4), round(found.low, 3), round(found.high, 3)
    (0.2738, 0.086, 0.441)
    """
    all_strata = list(strata)
    usable = [(one, other) for one, other in all_strata if one[1] and other[1]]
    left_out = sum(one[1] + other[1] for one, other in all_strata if not (one[1] and other[1]))
    if not usable:
        return Stratified(None, 0, left_out)
    return Stratified(_mantel_haenszel(usable), len(usable), left_out)


def _mantel_haenszel(strata: list[tuple[Group, Group]]) -> Difference:
    weight = sum(n * m / (n + m) for (_, n), (_, m) in strata)
    value = sum((count * m - other * n) / (n + m) for (count, n), (other, m) in strata) / weight
    slope, base = (sum(parts) / weight**2 for parts in zip(*map(_variance, strata), strict=True))
    middle = value + Z * Z * slope / 2
    reach = sqrt(max(0.0, middle**2 - value**2 + Z * Z * base))
    return Difference(value, max(-1.0, middle - reach), min(1.0, middle + reach))


def _variance(stratum: tuple[Group, Group]) -> tuple[float, float]:
    """Return P and Q of Sato's variance, which is P times the difference plus Q."""
    (count, n), (other, m) = stratum
    total = n + m
    slope = (n * n * other - m * m * count + n * m * (m - n) / 2) / total**2
    return slope, (count * (m - other) + other * (n - count)) / (2 * total)
