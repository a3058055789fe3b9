"""Which root causes come more often in one area than its journeys and their years lead one to expect."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import sqrt
from statistics import NormalDist

from klagerejsen.analysis.chance import FALSE_DISCOVERIES, MAYBE, Table, believable, excess
from klagerejsen.analysis.columns import by_area
from klagerejsen.analysis.counts import Counts
from klagerejsen.analysis.recurrence import JourneyCauses, Recurrence

STABLE = 0.9
_LIFT = 1.3  # a smaller surplus is nothing to act on
_SEED = 1
_SAMPLES = 400
_MANY = 2000  # from here on samples need not be drawn: what they would show can be calculated

Place = tuple[str, str]  # a cause's code and an area's


@dataclass(frozen=True, slots=True)
class AreaCause:
    """A cause in an area: ``count`` of its ``total`` journeys, where ``expected`` would be like elsewhere.

    ``lift`` is the ratio, ``p`` that of chance, ``adjusted`` the same after Benjamini and Hochberg, ``stability`` the
    share of bootstrap samples in which the lift is above 1.3 (None where that was not asked: chance explains it).
    """

    code: str
    area: str
    count: int
    total: int
    expected: float
    lift: float
    p: float
    adjusted: float
    stability: float | None
    journeys: tuple[JourneyCauses, ...]

    @property
    def notable(self) -> bool:
        """Whether neither chance nor a few single journeys explain it."""
        return self.stability is not None and self.stability >= STABLE

    @property
    def maybe(self) -> bool:
        """Whether it is worth a question all the same."""
        return not self.notable and self.p <= MAYBE and self.lift > _LIFT


def in_areas(found: Recurrence, counts: Counts[JourneyCauses] | None = None) -> tuple[AreaCause, ...]:
    """Compare every shown cause in every area of at least k journeys with the other areas, the notable ones first.

    ``counts`` are the same journeys' by `counted`, where somebody has them.

    Tested year by year (`chance.excess`) and all together by Benjamini and Hochberg; what stands is drawn again from
    the journeys (Efron 1979, with a fixed seed). Only numbers that `columns.by_area` shows are returned.
    """
    columns = by_area(found)
    areas = Counter(case.area for case in found.cases if case.area)
    large = [area for area, total in sorted(areas.items()) if total >= found.least] if len(areas) > 1 else []
    places = [(cause.code, area) for cause in found.causes for area in large]
    counts = counts or counted(found.cases)
    cells = counts.numbers[_CELLS]
    tested = [excess(_tables(cells, place)) for place in places]
    adjusted = dict(zip(places, believable([each.p for each in tested]), strict=True))
    likely = [place for place in places if adjusted[place] <= FALSE_DISCOVERIES]
    many = len(found.cases) > _MANY
    steady = {place: _calculated(cells, place) for place in likely} if many else _stability(found.cases, likely)
    rows = [
        AreaCause(
            *place, each.observed, areas[place[1]], each.expected, each.lift, each.p, adjusted[place],
            steady.get(place), tuple(counts.behind[place]),
        )
        for place, each in zip(places, tested, strict=True)
        if columns.shown(*place)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (not row.notable, row.adjusted, -row.lift, row.code, row.area)))


def counted(cases: Iterable[JourneyCauses]) -> Counts[JourneyCauses]:
    """Count journeys by year, area and cause, and name those behind each cause in each area."""
    counts: Counts[JourneyCauses] = Counts()
    cells, behind = counts.numbers[_CELLS], counts.behind
    for case in cases:
        for cell in _cells(case):
            cells[cell] += 1
        if case.area:
            for code in case.causes:
                behind[code, case.area].append(case)
    return counts


_CELLS = "cells"
Cell = tuple[int | None, str | None, str | None]  # year, area, code; None for all of them


def _cells(case: JourneyCauses) -> tuple[Cell, ...]:
    """Return what a journey is counted under, each by its year: in its area or in all, with each cause or any."""
    year, codes = case.period, (None, *case.causes)
    return tuple((year, area, code) for area in {case.area, None} for code in codes)


def _weighed(cells: Iterable[tuple[Sequence[Cell], int]]) -> Counter[Cell]:
    counts: Counter[Cell] = Counter()
    for each, times in cells:
        for cell in each:
            counts[cell] += times
    return counts


def _tables(counts: Counter[Cell], place: Place) -> Iterator[Table]:
    code, area = place
    for year in {year for year, _area, _code in counts}:
        yield Table(
            counts[year, area, code], counts[year, area, None], counts[year, None, code], counts[year, None, None]
        )


def _stability(cases: Sequence[JourneyCauses], places: Sequence[Place]) -> dict[Place, float]:
    """Return in how large a part of the samples, drawn with replacement, each lift is above 1.3."""
    if not places:
        return {}
    above = Counter(place for counts in _resampled(cases, places) for place in places if _high(counts, place))
    return {place: above[place] / _SAMPLES for place in places}


def _resampled(cases: Sequence[JourneyCauses], places: Sequence[Place]) -> Iterator[Counter[Cell]]:
    """Draw as many journeys as there are, again and again; journeys that count alike are drawn as one kind."""
    asked = {*places, *((code, None) for code, _area in places)}
    kinds = Counter(
        tuple(cell for cell in _cells(case) if cell[2] is None or (cell[2], cell[1]) in asked) for case in cases
    )
    cells, weights = list(kinds), list(accumulate(kinds.values()))
    chance = random.Random(_SEED)  # noqa: S311 - a fixed seed, so that the same journeys give the same answer
    for _sample in range(_SAMPLES):
        drawn = Counter(chance.choices(range(len(cells)), cum_weights=weights, k=len(cases)))
        yield _weighed((cells[kind], times) for kind, times in drawn.items())


def _high(counts: Counter[Cell], place: Place) -> bool:
    return _surplus(_tables(counts, place)) > 0


def _surplus(tables: Iterable[Table]) -> float:
    """Return how many journeys more there are than 1.3 times the expected."""
    return sum(table.both - _LIFT * table.first * table.second / table.total for table in tables if table.total)


def _calculated(counts: Counter[Cell], place: Place) -> float:
    """Return what `_stability` would, of many journeys: their samples' surplus is normal, and its variance known.

    It is the infinitesimal jackknife's (Efron 1982, The Jackknife, the Bootstrap and Other Resampling Plans, ch. 6).
    """
    tables = [table for table in _tables(counts, place) if table.total]
    surplus, journeys = _surplus(tables), sum(table.total for table in tables)
    variance = sum(_squares(table) for table in tables) - surplus**2 / journeys
    return NormalDist().cdf(surplus / sqrt(variance)) if variance > 0 else float(surplus > 0)


def _squares(table: Table) -> float:
    """Return the sum of squares of what each journey of a year moves the surplus by."""
    first, second = table.first / table.total, table.second / table.total
    neither = table.total - table.first - table.second + table.both
    return (
        table.both * (1 - _LIFT * (first + second - first * second)) ** 2
        + (table.first - table.both) * (_LIFT * (second - first * second)) ** 2
        + (table.second - table.both) * (_LIFT * (first - first * second)) ** 2
        + neither * (_LIFT * first * second) ** 2
    )
