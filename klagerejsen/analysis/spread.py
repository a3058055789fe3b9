"""Where the quarters of many numbers lie, of which only is known how often each comes."""

from collections.abc import Mapping
from itertools import accumulate


def quarter(counts: Mapping[float, int], which: int) -> float:
    """Return the first quartile (1), the median (2) or the third (3) of at least one number.

    As ``statistics.quantiles(numbers, n=4, method="inclusive")`` has them, which for the median is the usual one.

    >>> from collections import Counter
    >>> [quarter(Counter([1, 2, 2, 3, 9]), which) for which in (1, 2, 3)]
    [2.0, 2.0, 3.0]
    >>> quarter(Counter([1, 2]), 2)
    1.5
    """
    numbers = sorted(number for number, times in counts.items() if times)
    ends = list(accumulate(counts[number] for number in numbers))
    place, rest = divmod((ends[-1] - 1) * which, 4)
    return (_at(place, numbers, ends) * (4 - rest) + _at(place + 1, numbers, ends) * rest) / 4


def _at(place: int, numbers: list[float], ends: list[int]) -> float:
    """Return the number at a place of the whole row, the last one beyond its end."""
    return next((number for number, end in zip(numbers, ends, strict=True) if place < end), numbers[-1])
