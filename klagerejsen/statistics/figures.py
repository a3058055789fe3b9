"""Counts of complaints by what they have in common: every figure that the tables on offer hold."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import combinations

Case = tuple[str, ...]
"""What complaints that are alike have in common: a value for each dimension."""

Key = tuple[str | None, ...]
"""Which complaints a figure counts: a value for each dimension, or None for all of them."""


class Tables:
    """The dimensions, and which of them may be crossed; whatever a table holds, its sums are on offer too."""

    def __init__(self, dimensions: Iterable[str], tables: Iterable[Iterable[str]]) -> None:
        """Take the dimensions by name, and the tables on offer, each by the dimensions that it crosses.

        Raises KeyError for a table of a dimension that is not there.
        """
        self.dimensions = tuple(dimensions)
        places = {name: place for place, name in enumerate(self.dimensions)}
        crossed = [sorted({places[name] for name in table}) for table in tables]
        parts = {part for table in crossed for size in range(len(table) + 1) for part in combinations(table, size)} | {
            ()
        }
        self.offered = sorted(parts)
        self._keys: dict[Case, tuple[Key, ...]] = {}
        self._named: dict[tuple[Case, int], frozenset[Key]] = {}

    def key(self, where: Mapping[str, str]) -> Key:
        """Return the key of the figure with these values; raises KeyError where no table on offer holds it."""
        places = tuple(place for place, name in enumerate(self.dimensions) if name in where)
        if places not in self.offered or len(places) != len(where):
            raise KeyError(f"not on offer: {sorted(where)}")
        return tuple(where.get(name) for name in self.dimensions)

    def keys(self, case: Case) -> tuple[Key, ...]:
        """Return the keys of all figures that count such a complaint, in the order of what is offered."""
        if case not in self._keys:
            self._keys[case] = tuple(
                tuple(value if place in places else None for place, value in enumerate(case)) for places in self._sets
            )
        return self._keys[case]

    def keys_with(self, case: Case, place: int) -> frozenset[Key]:
        """Return the keys among them that name a value of the dimension at a place."""
        if (case, place) not in self._named:
            keys = self.keys(case)
            self._named[case, place] = frozenset(keys[index] for index in self._with[place])
        return self._named[case, place]

    def seen_with(self, case: Case, place: int) -> Case:
        """Return the values of the dimensions that are crossed with the one at a place, that one too."""
        return tuple(case[other] for other in self.beside[place])

    @cached_property
    def beside(self) -> list[list[int]]:
        """The places of the dimensions that are crossed with each dimension, itself among them."""
        return [sorted({other for index in table for other in self.offered[index]}) for table in self._with]

    @cached_property
    def _sets(self) -> list[frozenset[int]]:
        return [frozenset(places) for places in self.offered]

    @cached_property
    def _with(self) -> list[list[int]]:
        places = range(len(self.dimensions))
        return [[index for index, table in enumerate(self.offered) if place in table] for place in places]

    def count(self, cases: Mapping[Case, int]) -> Counter[Key]:
        """Return every figure that is not nothing.

        >>> Tables(["area"], [["area"]]).count({("børn",): 3, ("voksne",): 4})[(None,)]
        7
        """
        figures: Counter[Key] = Counter()
        for case, count in cases.items():
            for key in self.keys(case):
                figures[key] += count
        return figures


def inside(case: Case, key: Key) -> bool:
    """Tell whether a figure counts such a complaint."""
    return all(value is None or value == own for own, value in zip(case, key, strict=True))
