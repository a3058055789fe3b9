"""Which root causes come together, beyond what area and period lead one to expect, and in which groups."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx

from klagerejsen.analysis.chance import FALSE_DISCOVERIES, MAYBE, Table, believable, excess
from klagerejsen.analysis.counts import Counts
from klagerejsen.analysis.recurrence import JourneyCauses, Recurrence, showable

_SEEDS = range(20)
_AGREED = 0.8  # how large a part of the runs must put two causes into the same group


@dataclass(frozen=True, slots=True)
class Pair:
    """Two causes in the same journeys.

    ``expected`` is the number of journeys with both that their areas and years lead one to expect, ``lift`` the ratio
    (1 is chance), ``p`` that of chance, ``adjusted`` the same after Benjamini and Hochberg, ``notable`` whether that is
    low enough, ``maybe`` whether it is worth a question all the same.
    """

    codes: tuple[str, str]
    count: int
    expected: float
    lift: float
    p: float
    adjusted: float
    journeys: tuple[JourneyCauses, ...]

    @property
    def notable(self) -> bool:
        """Whether chance is no good explanation."""
        return self.adjusted <= FALSE_DISCOVERIES

    @property
    def maybe(self) -> bool:
        """Whether chance alone gives so much in no more than one comparison of twenty."""
        return not self.notable and self.p <= MAYBE


def pairs(found: Recurrence, counts: Counts[JourneyCauses] | None = None) -> tuple[Pair, ...]:
    """Return the pairs of shown causes with enough journeys, the notable ones first, then those in most journeys.

    Every pair of shown causes is tested, also those then left out because the journeys with both, or with only one of
    them, are too few to be shown. ``counts`` are the same journeys' by `counted`, where somebody has them: to count
    takes time that grows with journeys × causes².

    >>> from klagerejsen.analysis import Thresholds
    >>> from klagerejsen.analysis.recurrence import recurring
    >>> cases = [JourneyCauses(str(n), f"Sag {n}", None, {"A1": n < 6, "B1": True} if n < 6 else {}) for n in range(12)]
    >>> (pair,) = pairs(recurring(cases, Thresholds(min_journeys=1)))
    >>> pair.codes, pair.count, pair.expected, pair.lift, pair.notable
    (('A1', 'B1'), 6, 3.0, 2.0, True)
    """
    counts = counts or counted(found.cases)
    codes = list(combinations((cause.code for cause in found.causes), 2))
    tested = [excess(_tables(pair, counts)) for pair in codes]
    adjusted = believable([each.p for each in tested])
    alone = {cause.code: cause.count for cause in found.causes}
    rows = [
        Pair(pair, each.observed, each.expected, each.lift, each.p, low, tuple(counts.behind[_key(*pair)]))
        for pair, each, low in zip(codes, tested, adjusted, strict=True)
        if all(showable(each.observed, alone[code], found.least) for code in pair)
    ]
    return tuple(sorted(rows, key=lambda row: (not row.notable, -row.count, -row.lift, row.codes)))


def counted(cases: Iterable[JourneyCauses]) -> Counts[JourneyCauses]:
    """Count by stratum the journeys, those with each cause and those with each pair, and name the last."""
    counts: Counts[JourneyCauses] = Counts()
    for case in cases:
        here, present = stratum(case), sorted(case.causes)
        pairs = list(combinations(present, 2))
        for key in ((), *((code,) for code in present), *pairs):
            counts.numbers[key][here] += 1
        for pair in pairs:
            counts.behind[pair].append(case)
    return counts


def _key(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _tables(pair: tuple[str, str], counts: Counts[JourneyCauses]) -> Iterator[Table]:
    one, other = (counts.numbers[code,] for code in pair)
    both = counts.numbers[_key(*pair)]
    for each, total in counts.numbers[()].items():
        if one[each] and other[each]:
            yield Table(both[each], one[each], other[each], total)


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
