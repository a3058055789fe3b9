"""How a register might have been otherwise: complaints that exchange a value, so that most sums stay as they are."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

from klagerejsen.statistics.figures import Case, Key, Tables, inside

_LOOKED_AT, _FAR = 8, 200  # kinds of complaints tried for a part in an exchange: more would move less, and take longer


class Way(NamedTuple):
    """A way to have one complaint more in a figure: these fewer, and these instead.

    ``place`` is the only dimension whose values move, or None where several do.
    """

    fewer: tuple[Case, ...]
    more: tuple[Case, ...]
    place: int | None

    def beside(self, other: "Way") -> "Way":
        """Return both at once."""
        return Way(self.fewer + other.fewer, self.more + other.more, self.place)

    def moved(self, tables: Tables) -> frozenset[Key]:
        """Return the figures that are not the same afterwards."""
        fewer, more = (_counted(tables, cases, self.place) for cases in (self.fewer, self.more))
        return fewer ^ more


def _counted(tables: Tables, cases: tuple[Case, ...], place: int | None) -> frozenset[Key]:
    if place is None:
        return frozenset().union(*map(tables.keys, cases))
    return frozenset().union(*(tables.keys_with(case, place) for case in cases))


class Crowd:
    """All complaints by what they have, the most common kinds first."""

    def __init__(self, tables: Tables, cases: Mapping[Case, int]) -> None:
        """Take the tables, and how many complaints there are of each kind."""
        self.tables = tables
        self.cases = {case: cases[case] for case in sorted(cases, key=lambda case: (-cases[case], case))}
        places = range(len(tables.dimensions))
        self.values = [sorted({case[place] for case in cases}) for place in places]
        self.having: defaultdict[tuple[int, str], list[Case]] = defaultdict(list)
        self.alike: defaultdict[tuple[int, Case], list[Case]] = defaultdict(list)
        for case in self.cases:
            for place in places:
                self.having[place, case[place]].append(case)
                self.alike[place, tables.seen_with(case, place)].append(case)


class Search:
    """The ways to have one complaint more in a figure, in a register that has changed by ``twin`` already."""

    def __init__(self, crowd: Crowd, key: Key, twin: Mapping[Case, int]) -> None:
        """Take who there is, the figure, and what has been changed."""
        self.crowd, self.key, self.twin = crowd, key, twin
        self.values = {place: value for place, value in enumerate(key) if value is not None}

    def left(self, case: Case) -> int:
        """Return how many such complaints there still are."""
        return self.crowd.cases.get(case, 0) + self.twin.get(case, 0)

    def ways(self) -> Iterator[Way]:
        """Yield exchanges, which keep sums, and plain changes; there are some while anybody is outside the figure."""
        near = False
        for place, value in self.values.items():
            for one in islice(self._lacking(place), _LOOKED_AT):
                near = True
                yield Way((one,), (_with(one, place, value),), place)
                yield from self._exchanges(one, place)
        if not near:
            yield from self._changes()

    def _outside(self, case: Case) -> bool:
        return self.left(case) > 0 and not inside(case, self.key)

    def _lacking(self, place: int) -> Iterator[Case]:
        """Yield the complaints that lack only this value of the figure; of those that count alike, one."""
        rest = (*self.key[:place], None, *self.key[place + 1 :])
        lists = [self.crowd.having[other, value] for other, value in self.values.items() if other != place]
        met: set[Case] = set()
        for case in min(lists, key=len) if lists else self.crowd.cases:
            if case[place] == self.key[place] or self.left(case) <= 0 or not inside(case, rest):
                continue
            seen = self.crowd.tables.seen_with(case, place)
            if seen not in met:
                met.add(seen)
                yield case

    def _exchanges(self, one: Case, place: int) -> Iterator[Way]:
        """Yield exchanges with complaints that have the value which one lacks, and are else as like it as can be."""
        taken, found = _with(one, place, self.values[place]), False
        for side in self.values.keys() - {place}:
            for each in self.crowd.values[side]:
                other = self._like(_with(taken, side, each), place)
                if other:
                    found = True
                    yield _exchange(one, other, place)
                    yield from self._boxes(one, other, place, side)
        if not found:
            yield from (_exchange(one, other, place) for other in self._far(taken, place))

    def _boxes(self, one: Case, other: Case, place: int, side: int) -> Iterator[Way]:
        """Yield the exchange with one the other way beside it, which keeps the sums over the third dimension too."""
        for third in self.values.keys() - {place, side}:
            for each in self.crowd.values[third]:
                back = self._like(_with(_with(one, place, other[place]), third, each), place)
                forth = self._like(_with(_with(other, place, one[place]), third, each), place)
                if back and forth:
                    yield _exchange(one, other, place).beside(_exchange(back, forth, place))

    def _like(self, case: Case, place: int) -> Case | None:
        """Return complaints outside the figure that look like this in all that the dimension is crossed with."""
        like = self.crowd.alike.get((place, self.crowd.tables.seen_with(case, place)), ())
        return next(filter(self._outside, like), None)

    def _far(self, taken: Case, place: int) -> list[Case]:
        """Return the complaints with the value that differ least in what it is crossed with."""
        seen = self.crowd.tables.beside[place]
        usable = filter(self._outside, self.crowd.having[place, taken[place]][:_FAR])
        return nsmallest(3, usable, key=lambda case: sum(case[other] != taken[other] for other in seen))

    def _changes(self) -> Iterator[Way]:
        """Yield plain changes of several values at once, for a figure that nobody lacks only one value of."""
        usable = filter(self._outside, self.crowd.cases)
        for one in nsmallest(_LOOKED_AT, usable, key=self._apart):
            inner = tuple(own if value is None else value for own, value in zip(one, self.key, strict=True))
            yield Way((one,), (inner,), None)

    def _apart(self, case: Case) -> int:
        return sum(case[place] != value for place, value in self.values.items())


def _with(case: Case, place: int, value: str) -> Case:
    return (*case[:place], value, *case[place + 1 :])


def _exchange(one: Case, other: Case, place: int) -> Way:
    """Return the way in which two complaints exchange what they have in a dimension."""
    return Way((one, other), (_with(one, place, other[place]), _with(other, place, one[place])), place)
