"""Journeys that are like one another, and what they share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


def like(one: Traits, others: Iterable[Traits], most: int = 5) -> tuple[Alike, ...]:
    """Return the journeys most like one, the most alike first; none that shares nothing.

    The weighted Jaccard index: the weight of the shared traits over that of all traits of both, where a trait weighs
    log((1 + n) / m) when m of n journeys have it (Sparck Jones 1972), so that what everybody has says little.

    >>> a, b = (Traits(name, name, frozenset({("cause", "X"), ("cause", name)})) for name in "ab")
    >>> [(each.journey.id, round(each.likeness, 2), each.shared) for each in like(a, [a, b])]
    [('b', 0.16, (('cause', 'X'),))]
    """
    journeys = list(others)
    weights = _weights(journeys)
    rows = [_compared(one, other, weights) for other in journeys if other.id != one.id]
    rows = sorted((row for row in rows if row.shared), key=lambda row: (-row.likeness, row.journey.id))
    return tuple(rows[:most])


def _weights(journeys: Sequence[Traits]) -> Mapping[Trait, float]:
    counts = Counter(trait for journey in journeys for trait in journey.traits)
    return {trait: log((1 + len(journeys)) / count) for trait, count in counts.items()}


def _compared(one: Traits, other: Traits, weights: Mapping[Trait, float]) -> Alike:
    shared = sorted(one.traits & other.traits, key=lambda trait: (-weights[trait], trait))
    both = sum(weights.get(trait, 0.0) for trait in one.traits | other.traits)
    likeness = sum(weights[trait] for trait in shared) / both if both else 0.0
    return Alike(other, likeness, tuple(shared))
