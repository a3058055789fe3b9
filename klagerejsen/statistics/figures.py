"""Counts of complaints by what they have in common: every figure that the tables on offer hold."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import combinations

Case = tuple[str, ...]
"""What complaints that are alike have in common: a value for each dimension."""

Key = tuple[str | None, ...]
"""Which complaints a figure counts: a value for each dimension, or None for all of them."""

Places = tuple[int, ...]
"""Which of the dimensions, by their place among them, in order."""


class Tables:
    """The dimensions, and which of them may be crossed; whatever a table holds, its sums are on offer too."""

    def __init__(
        self,
        dimensions: Iterable[str],
        tables: Iterable[Iterable[str]],
        follows: Mapping[str, str] | None = None,
    ) -> None:
        """Take the dimensions by name, and the tables on offer, each by the dimensions that it crosses.

        ``follows`` names dimensions that tell the same with less words as another one does: who has the same in the
        latter has the same in the former. Raises KeyError for a table of a dimension that is not there.
        """
        self.dimensions = tuple(dimensions)
        places = {name: place for place, name in enumerate(self.dimensions)}
        self.follows = {places[name]: places[other] for name, other in (follows or {}).items()}
        crossed = [sorted({places[name] for name in table}) for table in tables]
        parts = {part for table in crossed for size in range(len(table) + 1) for part in combinations(table, size)} | {
            ()
        }
        self.offered = sorted(parts)
        self._keys: dict[Case, tuple[Key, ...]] = {}
        self._named: dict[tuple[Case, Places], frozenset[Key]] = {}
        self._beside: dict[Places, Places] = {}

    def key(self, where: Mapping[str, str]) -> Key:
        """Return the key of the figure with these values; raises KeyError where no table on offer holds it."""
        places = tuple(place for place, name in enumerate(self.dimensions) if name in where)
        if places not in self.offered or len(places) != len(where):
            raise KeyError(f"not on offer: {sorted(where)}")
        return tuple(where.get(name) for name in self.dimensions)

    def offers(self, names: Iterable[str]) -> bool:
        """Whether these dimensions may be crossed."""
        return tuple(sorted(self.dimensions.index(name) for name in set(names))) in self.offered

    def keys(self, case: Case) -> tuple[Key, ...]:
        """Return the keys of all figures that count such a complaint, in the order of what is offered."""
        if case not in self._keys:
            self._keys[case] = tuple(
                tuple(value if place in places else None for place, value in enumerate(case)) for places in self._sets
            )
        return self._keys[case]

    def keys_with(self, case: Case, places: Places) -> frozenset[Key]:
        """Return the keys among them that name a value of a dimension at one of the places."""
        if (case, places) not in self._named:
            keys = self.keys(case)
            self._named[case, places] = frozenset(
                keys[index] for index, table in enumerate(self.offered) if not set(places).isdisjoint(table)
            )
        return self._named[case, places]

    def seen_with(self, case: Case, places: Places) -> Case:
        """Return the values of the dimensions that are crossed with those at the places, these too."""
        return tuple(case[other] for other in self.beside(places))

    def beside(self, places: Places) -> Places:
        """Return the places of the dimensions that are crossed with one of these, these among them."""
        if places not in self._beside:
            tables = (table for table in self.offered if not set(places).isdisjoint(table))
            self._beside[places] = tuple(sorted({other for table in tables for other in table}))
        return self._beside[places]

    def moving(self, place: int) -> list[Places]:
        """Return which dimensions may move with one: where others follow it, it alone, and with them."""
        together = self.together(place)
        return [(place,), together] if place in self.follows.values() else [together]

    def together(self, place: int) -> Places:
        """Return a dimension with what it follows, and what follows it."""
        first = self.follows.get(place, place)
        return tuple(sorted({first, *(each for each, other in self.follows.items() if other == first)}))

    @cached_property
    def _sets(self) -> list[frozenset[int]]:
        return [frozenset(places) for places in self.offered]

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
