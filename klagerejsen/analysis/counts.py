"""Counts over journeys that add up: what was counted of some and of others is, put together, what is counted of all.

So a team's journeys are counted piece by piece, and where one of them changed only its piece is counted again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

Case = TypeVar("Case")


class Counts(Generic[Case]):
    """``numbers`` say under each key how often each thing came, ``behind`` which journeys, in their order."""

    __slots__ = ("behind", "numbers")

    def __init__(self) -> None:
        self.numbers: defaultdict[Any, Counter[Any]] = defaultdict(Counter)
        self.behind: defaultdict[Any, list[Case]] = defaultdict(list)

    def include(self, other: "Counts[Case]") -> None:
        """Add what was counted of journeys that come after those counted here."""
        for key, numbers in other.numbers.items():
            self.numbers[key].update(numbers)
        for key, cases in other.behind.items():
            self.behind[key].extend(cases)


def put_together(pieces: "Iterable[Counts[Case]]") -> "Counts[Case]":
    """Return the counts of all pieces, whose journeys stand in order.

    >>> one, other = Counts(), Counts()
    >>> one.numbers["cause"]["TID1"], other.numbers["cause"]["TID1"] = 2, 3
    >>> put_together([one, other]).numbers["cause"]
    Counter({'TID1': 5})
    """
    every: Counts[Case] = Counts()
    for piece in pieces:
        every.include(piece)
    return every
