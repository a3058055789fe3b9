"""How exact a share is, and the difference of two: score intervals of 95 %."""

from dataclasses import dataclass
from math import hypot, sqrt

Z = 1.959964
"""The normal quantile of 97.5 %: how many standard errors a 95 % interval reaches to each side."""


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share (Wilson 1927), without continuity correction.

    The example is from Newcombe (1998), Statistics in Medicine 17, table I.

    >>> [round(edge, 4) for edge in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    if total == 0:
        return 0.0, 1.0
    share, z2 = count / total, Z * Z
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    reach = Z * sqrt(share * (1 - share) / total + z2 / (4 * total * total)) / (1 + z2 / total)
    return max(0.0, min(share, centre - reach)), min(1.0, max(share, centre + reach))


@dataclass(frozen=True, slots=True)
class Difference:
    """One share less another, from −1 to 1, with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether no difference at all lies outside the interval."""
        return self.low > 0 or self.high < 0


def difference(one: tuple[int, int], other: tuple[int, int]) -> Difference:
    """Return the share of one group less that of another, each given as count and total (at least 1).

    The interval is the hybrid score interval without continuity correction: method 10 of Newcombe (1998), Statistics
    in Medicine 17:873–890, made of the two Wilson intervals. The example is the first of its table II.

    >>> found = difference((56, 70), (48, 80))
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    (low, high), (other_low, other_high) = wilson(*one), wilson(*other)
    share, other_share = one[0] / one[1], other[0] / other[1]
    return Difference(
        value=share - other_share,
        low=share - other_share - hypot(share - low, other_high - other_share),
        high=share - other_share + hypot(high - share, other_share - other_low),
    )
