"""Figures that nobody can be picked out of: small ones are withheld, and others that would tell them by subtraction.

A figure of one to four complaints (``least`` less one) is small. For each small figure a *twin* is made: another
register, in which this figure is not small. Only what is the same in the register and in all of its twins is shown. So
whoever has all that is shown, and takes sums from sums as he likes, cannot tell the register from its twins, and cannot
tell that a figure is small. That holds for every combination of filters, since it holds for everything shown at once.

A twin lets complaints that differ in two things only exchange one of them, so that all sums stay. That is the hypercube
method (Repsilber 1994; Giessing & Repsilber 2002), with the cube found among the complaints themselves.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

from klagerejsen.statistics.exchanges import Crowd, Search, Way
from klagerejsen.statistics.figures import Case, Key, Tables, inside

LEAST = 5
"""The smallest figure that may be told, where the organisation has not said otherwise."""

STEPS = (LEAST, 10, 20)
"""What an organisation may choose for it. Each withholds whatever those below it do, so that nobody who has seen what
was shown with two of them has more than what the lower one shows."""


@dataclass(frozen=True, slots=True)
class Release:
    """The figures of a register that may be shown, which ``count`` tells.

    ``figures`` holds the withheld ones too and is no page's to read; ``twins`` are the changes that make each twin.
    """

    tables: Tables
    figures: Mapping[Key, int]
    withheld: frozenset[Key]
    twins: tuple[Mapping[Case, int], ...]
    nothing: bool = False

    def count(self, where: Mapping[str, str] | None = None) -> int | None:
        """Return how many complaints have these values; None where it is withheld.

        Raises KeyError where no table on offer holds the figure: it must not be counted in another way instead.
        """
        key = self.tables.key(where or {})
        return None if self.nothing or key in self.withheld else self.figures.get(key, 0)

    def total(self, several: Iterable[Mapping[str, str]]) -> int | None:
        """Return how many complaints there are in several figures together, none of them in two; None if withheld.

        It may be told where its parts may not, if it is the same in every twin too: then whatever is shown, this sum
        with it, still fits them all. A small sum holds a small figure, which has a twin that differs.
        """
        keys = [self.tables.key(where) for where in several]
        if self.nothing or any(self._moved(twin, keys) for twin in self.twins):
            return None
        return sum(self.figures.get(key, 0) for key in keys)

    @staticmethod
    def _moved(twin: Mapping[Case, int], keys: Sequence[Key]) -> int:
        return sum(change for case, change in twin.items() for key in keys if inside(case, key))


def release(tables: Tables, cases: Mapping[Case, int], least: int = LEAST, gone: Iterable[Key] = ()) -> Release:
    """Return what may be shown of the cases: each kind of complaint, a value for each dimension, with its count.

    With fewer than ``least`` complaints in all, nothing may. Where ``least`` is more than one of the `STEPS`, the twins
    of these are there too. ``gone`` are figures that are nothing and are protected as
    small ones are: that it may not be told either that they are nothing.

    >>> both = Tables(["area", "outcome"], [["area", "outcome"]])
    >>> cases = {("a", "x"): 2, ("a", "y"): 8, ("b", "x"): 9, ("b", "y"): 20, ("c", "y"): 7, ("c", "x"): 6}
    >>> shown = release(both, cases)
    >>> shown.count({"area": "a", "outcome": "x"}), shown.count({"area": "a"}), shown.count({"outcome": "x"})
    (None, 10, 17)
    >>> sorted(key for key in shown.withheld)
    [('a', 'x'), ('a', 'y'), ('c', 'x'), ('c', 'y')]
    """
    counted = {case: count for case, count in cases.items() if count}
    figures = tables.count(counted)
    if sum(counted.values()) < least:
        return Release(tables, figures, frozenset(), (), nothing=True)
    hiding = _Hiding(tables, counted, figures)
    for level in (*(step for step in STEPS if step < least), least):
        hiding.hide(level, gone)
    return Release(tables, figures, frozenset(hiding.withheld), tuple(hiding.twins))


class _Hiding:
    """What is withheld so far, and the twins that made it so."""

    def __init__(self, tables: Tables, cases: Mapping[Case, int], figures: Mapping[Key, int]) -> None:
        self.tables, self.figures = tables, figures
        self.crowd = Crowd(tables, cases)
        self.least, self.withheld, self.safe = 0, set[Key](), set[Key]()
        self.twins: list[Mapping[Case, int]] = []

    def hide(self, least: int, gone: Iterable[Key]) -> None:
        """Withhold what is less, and make a twin for each such figure."""
        small = {key for key, count in self.figures.items() if 0 < count < least}.union(gone)
        self.least, self.safe = least, set()
        self.withheld |= small
        # The widest first: what hides them hides much of what lies within them.
        for key in sorted(small, key=lambda key: (sum(value is not None for value in key), tuple(map(str, key)))):
            if key not in self.safe:
                self._protect(key)

    def _protect(self, key: Key) -> None:
        """Make a twin in which the figure is not small, and withhold what differs in it."""
        twin: Counter[Case] = Counter()
        missing = self.least - self.figures.get(key, 0)
        while missing:
            search = Search(self.crowd, key, twin)
            way = self._cheapest(search.ways())
            amount = min(missing, *map(search.left, way.fewer))
            for case in way.fewer:
                twin[case] -= amount
            for case in way.more:
                twin[case] += amount
            self.withheld |= way.moved(self.tables)
            missing -= amount
        self._keep({case: change for case, change in twin.items() if change})

    def _keep(self, twin: Mapping[Case, int]) -> None:
        changed: Counter[Key] = Counter()
        for case, change in twin.items():
            for key in self.tables.keys(case):
                changed[key] += change
        self.withheld |= {key for key, change in changed.items() if change}
        self.safe |= {key for key, change in changed.items() if self.figures.get(key, 0) + change >= self.least}
        self.twins.append(twin)

    def _cheapest(self, ways: Iterable[Way]) -> Way:
        """Return the first of the ways that withhold least."""
        best: tuple[int, Way] | None = None
        for way in ways:
            cost = sum(map(self._worth, way.moved(self.tables) - self.withheld))
            if best is None or cost < best[0]:
                best = cost, way
            if not cost:
                break
        assert best is not None, "somebody outside a figure can always come into it, where there are enough in all"
        return best[1]

    def _worth(self, key: Key) -> int:
        """Return what is lost with a figure: more, the more complaints it counts.

        A whole number, so that the sum is the same in whatever order: what two processes show of one register must not
        differ, or the one would tell what the other withholds.
        """
        return 100 + isqrt(10_000 * self.figures.get(key, 0))
