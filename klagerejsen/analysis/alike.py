"""Journeys that are like one another, and what they share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

Trait = tuple[str, ...]  # ("cause", code), ("breakdown", code) or ("between", unit, unit)


@dataclass(frozen=True, slots=True)
class Traits:
    """What a journey is compared by."""

    id: str
    title: str
    traits: frozenset[Trait]


@dataclass(frozen=True, slots=True)
class Alike:
    """Another journey; ``likeness`` runs from 0 to 1, ``shared`` are the common traits, the rarest first."""

    journey: Traits
    likeness: float
    shared: tuple[Trait, ...]


def nearest(journeys: Iterable[Traits], least: int = 1) -> tuple[tuple[Traits, Alike], ...]:
    """Return each journey with the one most like it, the most alike first and each two once; none that shares nothing.

    A trait of fewer than ``least`` journeys would point at them, and is left out.

    The weighted Jaccard index: the weight of the shared traits over that of all traits of both, where a trait weighs
    log((1 + n) / m) when m of n journeys have it (Sparck Jones 1972), so that what everybody has says little. Time
    grows with the square of the journeys.

    >>> a, b = (Traits(name, name, frozenset({("cause", "X"), ("cause", name)})) for name in "ab")
    >>> [(one.id, each.journey.id, round(each.likeness, 2), each.shared) for one, each in nearest([a, b])]
    [('a', 'b', 0.16, (('cause', 'X'),))]
    """
    every = list(journeys)
    weights = _weights(every, least)
    told = [journey.traits & weights.keys() for journey in every]
    best = _best(told, weights).items()
    found = {(min(place, other), max(place, other)): likeness for place, (likeness, other) in best}
    pairs = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(
        (every[one], Alike(every[other], likeness, _shared(told[one] & told[other], weights)))
        for (one, other), likeness in pairs
    )


def _weights(journeys: Sequence[Traits], least: int) -> Mapping[Trait, int]:
    """Weigh in millionths: whole numbers add up to the same in any order, and a set has none."""
    counts = Counter(trait for journey in journeys for trait in journey.traits)
    every = 1 + len(journeys)
    return {trait: round(1e6 * log(every / count)) for trait, count in counts.items() if count >= least}


def _best(traits: Sequence[frozenset[Trait]], weights: Mapping[Trait, int]) -> Mapping[int, tuple[float, int]]:
    """Return for each place how like the most alike is, and where it stands; of equals the first."""
    best: dict[int, tuple[float, int]] = {}
    weight = weights.__getitem__
    own = [sum(map(weight, each)) for each in traits]
    for one, other in combinations(range(len(traits)), 2):
        shared = sum(map(weight, traits[one] & traits[other]))
        likeness = shared / (own[one] + own[other] - shared) if shared else 0.0
        for place, met in ((one, other), (other, one)):
            if likeness > best.get(place, _NONE)[0]:
                best[place] = likeness, met
    return best


_NONE = (0.0, -1)


def _shared(traits: frozenset[Trait], weights: Mapping[Trait, int]) -> tuple[Trait, ...]:
    return tuple(sorted(traits, key=lambda trait: (-weights[trait], trait)))
