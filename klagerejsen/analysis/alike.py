"""Journeys that are like one another, and what they share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum, log

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
    best = _best(every, weights).items()
    found = {(min(place, other), max(place, other)): likeness for place, (likeness, other) in best}
    pairs = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((every[one], _alike(every[one], every[other], each, weights)) for (one, other), each in pairs)


def _weights(journeys: Sequence[Traits], least: int) -> Mapping[Trait, float]:
    counts = Counter(trait for journey in journeys for trait in journey.traits)
    return {trait: log((1 + len(journeys)) / count) for trait, count in counts.items() if count >= least}


def _best(journeys: Sequence[Traits], weights: Mapping[Trait, float]) -> Mapping[int, tuple[float, int]]:
    """Return for the place of each journey how like the most alike is, and its place; of equals the first."""
    best: dict[int, tuple[float, int]] = {}
    own = [_weight(journey.traits, weights) for journey in journeys]
    for one, other in combinations(range(len(journeys)), 2):
        shared = _weight(journeys[one].traits & journeys[other].traits, weights)
        likeness = shared / (own[one] + own[other] - shared) if shared else 0.0
        for place, met in ((one, other), (other, one)):
            if likeness > best.get(place, (0.0, 0))[0]:
                best[place] = likeness, met
    return best


def _weight(traits: Iterable[Trait], weights: Mapping[Trait, float]) -> float:
    """Add up exactly, so that the order in which a set gives its traits changes nothing."""
    return fsum(weights[trait] for trait in traits if trait in weights)


def _alike(one: Traits, other: Traits, likeness: float, weights: Mapping[Trait, float]) -> Alike:
    shared = sorted(one.traits & other.traits & weights.keys(), key=lambda trait: (-weights[trait], trait))
    return Alike(other, likeness, tuple(shared))
