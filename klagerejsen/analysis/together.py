"""Which root causes come together, beyond what area and period lead one to expect, and in which groups."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx

from klagerejsen.analysis.chance import FALSE_DISCOVERIES, Table, believable, excess
from klagerejsen.analysis.recurrence import JourneyCauses, Recurrence, showable

_SEEDS = range(20)
_AGREED = 0.8  # how large a part of the runs must put two causes into the same group


@dataclass(frozen=True, slots=True)
class Pair:
    """Two causes in the same journeys.

    ``expected`` is the number of journeys with both that their areas and years lead one to expect, ``lift`` the ratio
    (1 is chance), ``adjusted`` the p after Benjamini and Hochberg, ``notable`` whether that is low enough.
    """

    codes: tuple[str, str]
    count: int
    expected: float
    lift: float
    adjusted: float
    journeys: tuple[JourneyCauses, ...]

    @property
    def notable(self) -> bool:
        """Whether chance is no good explanation."""
        return self.adjusted <= FALSE_DISCOVERIES


def pairs(found: Recurrence) -> tuple[Pair, ...]:
    """Return the pairs of shown causes with enough journeys, the notable ones first, then those in most journeys.

    Every pair of shown causes is tested, also those then left out because the journeys with both, or with only one of
    them, are too few to be shown. Time grows with journeys × causes².

    >>> from klagerejsen.analysis import Thresholds
    >>> from klagerejsen.analysis.recurrence import recurring
    >>> cases = [JourneyCauses(str(n), f"Sag {n}", None, {"A1": n < 6, "B1": True} if n < 6 else {}) for n in range(12)]
    >>> (pair,) = pairs(recurring(cases, Thresholds(min_journeys=1)))
    >>> pair.codes, pair.count, pair.expected, pair.lift, pair.notable
    (('A1', 'B1'), 6, 3.0, 2.0, True)
    """
    counted = _counted(found)
    codes = list(combinations((cause.code for cause in found.causes), 2))
    tested = [excess(_tables(pair, counted)) for pair in codes]
    adjusted = believable([each.p for each in tested])
    counts = {cause.code: cause.count for cause in found.causes}
    rows = [
        Pair(pair, each.observed, each.expected, each.lift, low, tuple(counted.both[pair]))
        for pair, each, low in zip(codes, tested, adjusted, strict=True)
        if all(showable(each.observed, counts[code], found.least) for code in pair)
    ]
    return tuple(sorted(rows, key=lambda row: (not row.notable, -row.count, -row.lift, row.codes)))


@dataclass(frozen=True, slots=True)
class _Counted:
    """The journeys of each stratum, of each cause in it, of each pair in it, and the journeys with each pair."""

    totals: Counter[Hashable]
    singles: Counter[tuple[Hashable, str]]
    doubles: Counter[tuple[Hashable, tuple[str, str]]]
    both: dict[tuple[str, str], list[JourneyCauses]]


def _counted(found: Recurrence) -> _Counted:
    """Go once through the journeys, stratum by stratum of area and year."""
    counted = _Counted(Counter(map(stratum, found.cases)), Counter(), Counter(), defaultdict(list))
    shown = {cause.code: place for place, cause in enumerate(found.causes)}
    for case in found.cases:
        present = sorted((code for code in case.causes if code in shown), key=shown.__getitem__)
        here = stratum(case)
        for code in present:
            counted.singles[here, code] += 1
        for pair in combinations(present, 2):
            counted.doubles[here, pair] += 1
            counted.both[pair].append(case)
    return counted


def _tables(pair: tuple[str, str], counted: _Counted) -> Iterator[Table]:
    one, other = pair
    for each, total in counted.totals.items():
        first, second = counted.singles[each, one], counted.singles[each, other]
        if first and second:
            yield Table(counted.doubles[each, pair], first, second, total)


def stratum(case: JourneyCauses) -> tuple[str | None, int | None]:
    """Return what is taken as given of a journey: its area and its year."""
    return case.area, case.period


def groups(found: Sequence[Pair]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of three and more causes that come together, the largest first.

    Louvain communities (Blondel et al. 2008) of the notable pairs, weighted by lift, run with twenty seeds; causes stay
    in one group where four runs of five agree (Lancichinetti & Fortunato 2012, Scientific Reports 2:336).
    """
    graph = networkx.Graph()
    graph.add_weighted_edges_from((*pair.codes, pair.lift) for pair in found if pair.notable)
    agreed = networkx.Graph(codes for codes, runs in _runs(graph).items() if runs >= _AGREED * len(_SEEDS))
    parts = [tuple(sorted(part)) for part in networkx.connected_components(agreed)]
    return tuple(sorted((part for part in parts if len(part) > 2), key=lambda part: (-len(part), part)))


def _runs(graph: "networkx.Graph[str]") -> Mapping[tuple[str, str], int]:
    runs: Counter[tuple[str, str]] = Counter()
    if graph.number_of_edges():
        for seed in _SEEDS:
            for part in networkx.community.louvain_communities(graph, weight="weight", seed=seed):
                runs.update(combinations(sorted(part), 2))
    return runs
