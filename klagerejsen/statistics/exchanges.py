"""How a register might have been otherwise: complaints that exchange a value, so that most sums stay as they are."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

from klagerejsen.statistics.figures import Case, Key, Places, Tables, inside

_LOOKED_AT, _FAR = 8, 200  # kinds of complaints tried for a part in an exchange: more would move less, and take longer


class Way(NamedTuple):
    """A way to have one complaint more in a figure: these fewer, and these instead.

    ``places`` are those of the only dimensions whose values move; none are named where many do.
    """

    fewer: tuple[Case, ...]
    more: tuple[Case, ...]
    places: Places

    def beside(self, other: "Way") -> "Way":
        """Return both at once."""
        return Way(self.fewer + other.fewer, self.more + other.more, self.places)

    def moved(self, tables: Tables) -> frozenset[Key]:
        """Return the figures that are not the same afterwards."""
        fewer, more = (_counted(tables, cases, self.places) for cases in (self.fewer, self.more))
        return fewer ^ more


def _counted(tables: Tables, cases: tuple[Case, ...], places: Places) -> frozenset[Key]:
    if not places:
        return frozenset().union(*map(tables.keys, cases))
    return frozenset().union(*(tables.keys_with(case, places) for case in cases))


class Crowd:
    """All complaints by what they have, the most common kinds first."""

    def __init__(self, tables: Tables, cases: Mapping[Case, int]) -> None:
        """Take the tables, and how many complaints there are of each kind."""
        self.tables = tables
        self.cases = {case: cases[case] for case in sorted(cases, key=lambda case: (-cases[case], case))}
        places = range(len(tables.dimensions))
        moves = {move for place in places for move in tables.moving(place)}
        together = [tables.together(place) for place in places]
        self.values = [sorted({_at(case, each) for case in cases}) for each in together]
        self.having: defaultdict[tuple[int, str], list[Case]] = defaultdict(list)
        self.alike: defaultdict[tuple[Places, Case], list[Case]] = defaultdict(list)
        for case in self.cases:
            for place in places:
                self.having[place, case[place]].append(case)
            for move in moves:
                self.alike[move, tables.seen_with(case, move)].append(case)

    def forms(self, place: int, value: str, move: Places) -> list[Case]:
        """Return what those who have a value at a place have at all places of a move, the most common first."""
        return list(dict.fromkeys(_at(case, move) for case in self.having[place, value])) or [(value,)]


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
            for move in self.crowd.tables.moving(place):
                for one in islice(self._lacking(place, move), _LOOKED_AT):
                    near = True
                    for form in self.crowd.forms(place, value, move):
                        taken = _with(one, move, form)
                        yield Way((one,), (taken,), move)
                        yield from self._exchanges(one, taken, place, move)
        if not near:
            yield from self._changes()

    def _outside(self, case: Case) -> bool:
        return self.left(case) > 0 and not inside(case, self.key)

    def _lacking(self, place: int, move: Places) -> Iterator[Case]:
        """Yield the complaints that lack only this value of the figure; of those that count alike, one."""
        rest = (*self.key[:place], None, *self.key[place + 1 :])
        lists = [self.crowd.having[other, value] for other, value in self.values.items() if other != place]
        met: set[Case] = set()
        for case in min(lists, key=len) if lists else self.crowd.cases:
            if case[place] == self.key[place] or self.left(case) <= 0 or not inside(case, rest):
                continue
            seen = self.crowd.tables.seen_with(case, move)
            if seen not in met and self._may_move(case, place, move):
                met.add(seen)
                yield case

    def _may_move(self, case: Case, place: int, move: Places) -> bool:
        """Whether what follows from a value stays true: it moves too, or is the same for the value that is taken."""
        having = self.crowd.having[place, self.values[place]]
        stay = [other for other in self.crowd.tables.together(place) if other not in move]
        return not stay or (bool(having) and all(having[0][other] == case[other] for other in stay))

    def _exchanges(self, one: Case, taken: Case, place: int, move: Places) -> Iterator[Way]:
        """Yield exchanges with complaints that have the value which one lacks, and are else as like it as can be."""
        found = False
        for side in self.values.keys() - {place}:
            for each in self.crowd.values[side]:
                other = self._like(self._turned(taken, side, each), move)
                if other:
                    found = True
                    yield _exchange(one, other, move)
                    yield from self._boxes(one, other, side, move)
        if not found:
            yield from (_exchange(one, other, move) for other in self._far(taken, place, move))

    def _turned(self, case: Case, side: int, values: Case) -> Case:
        return _with(case, self.crowd.tables.together(side), values)

    def _boxes(self, one: Case, other: Case, side: int, move: Places) -> Iterator[Way]:
        """Yield the exchange with one the other way beside it, which keeps the sums over the third dimension too."""
        back, forth = _with(one, move, _at(other, move)), _with(other, move, _at(one, move))
        for third in self.values.keys() - {*move, side}:
            for each in self.crowd.values[third]:
                first, second = (self._like(self._turned(case, third, each), move) for case in (back, forth))
                if first and second:
                    yield _exchange(one, other, move).beside(_exchange(first, second, move))

    def _like(self, case: Case, move: Places) -> Case | None:
        """Return complaints outside the figure that look like this in all that the dimension is crossed with."""
        like = self.crowd.alike.get((move, self.crowd.tables.seen_with(case, move)), ())
        return next(filter(self._outside, like), None)

    def _far(self, taken: Case, place: int, move: Places) -> list[Case]:
        """Return the complaints with the value that differ least in what it is crossed with."""
        seen = self.crowd.tables.beside(move)
        usable = filter(self._outside, self.crowd.having[place, taken[place]][:_FAR])
        return nsmallest(3, usable, key=lambda case: sum(case[other] != taken[other] for other in seen))

    def _changes(self) -> Iterator[Way]:
        """Yield plain changes of several values at once, for a figure that nobody lacks only one value of."""
        usable = filter(self._outside, self.crowd.cases)
        for one in nsmallest(_LOOKED_AT, usable, key=self._apart):
            inner = one
            for place, value in self.values.items():
                if one[place] != value:
                    move = self.crowd.tables.together(place)
                    inner = _with(inner, move, self.crowd.forms(place, value, move)[0])
            yield Way((one,), (inner,), ())

    def _apart(self, case: Case) -> int:
        return sum(case[place] != value for place, value in self.values.items())


def _at(case: Case, places: Places) -> Case:
    return tuple(case[place] for place in places)


def _with(case: Case, places: Places, values: Case) -> Case:
    changed = dict(zip(places, values, strict=True))
    return tuple(changed.get(place, value) for place, value in enumerate(case))


def _exchange(one: Case, other: Case, move: Places) -> Way:
    """Return the way in which two complaints exchange what they have in a dimension, and in what goes with it."""
    return Way((one, other), (_with(one, move, _at(other, move)), _with(other, move, _at(one, move))), move)
