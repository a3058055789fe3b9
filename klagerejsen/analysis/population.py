"""What is usual in an area: the yardsticks of rules that judge one journey against the others.

Each journey gives a sample. Samples are plain numbers and add up, so they may be kept beside a journey and only that
of a journey that changed worked out again. Without other journeys a journey is measured against itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from klagerejsen.analysis.comparing import UnitWaits, slow_units
from klagerejsen.analysis.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Sample:
    """One journey's part: ``gaps`` in net working days, ``differences`` of scores (authority minus citizen), and
    ``waits`` as (unit, calendar days) for every request that a unit answered."""

    area: str | None
    gaps: tuple[int, ...] = ()
    differences: tuple[float, ...] = ()
    waits: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Norms:
    """The yardsticks of one area: the limit of a standstill from ``gaps`` gaps, the median difference of
    experience, the units that answer later than the others, and how many journeys tell of them."""

    standstill_days: float
    gaps: int = 0
    difference: float = 0.0
    slow: Mapping[str, UnitWaits] = field(default_factory=dict)
    journeys: int = 1


@dataclass(frozen=True, slots=True)
class Population:
    """The norms by area; an area that nobody knows has the pooled ones."""

    areas: Mapping[str | None, Norms]
    pooled: Norms

    def of(self, area: str | None) -> Norms:
        """Return the norms of an area."""
        return self.areas.get(area, self.pooled)


def gather(samples: Iterable[Sample], thresholds: Thresholds) -> Population:
    """Return the norms of each area of ``samples``; an area of few numbers uses those of all areas."""
    every = tuple(samples)
    by_area: dict[str | None, list[Sample]] = {}
    for sample in every:
        by_area.setdefault(sample.area, []).append(sample)
    areas = {area: _norms(those, every, thresholds) for area, those in by_area.items()}
    return Population(areas, _norms(every, every, thresholds))


def _norms(own: Sequence[Sample], every: Sequence[Sample], thresholds: Thresholds) -> Norms:
    least = thresholds.area_least
    gaps = _enough(_gaps(own), _gaps(every), least)
    differences = _enough(_differences(own), _differences(every), least)
    return Norms(
        standstill_days=_fence(gaps, thresholds),
        gaps=len(gaps),
        difference=median(differences) if differences else thresholds.area_gap,
        slow=slow_units([wait for each in own for wait in each.waits], thresholds),
        journeys=len(own),
    )


def _gaps(samples: Iterable[Sample]) -> list[float]:
    return [float(gap) for each in samples for gap in each.gaps]


def _differences(samples: Iterable[Sample]) -> list[float]:
    return [step for each in samples for step in each.differences]


def _enough(own: list[float], pooled: list[float], least: int) -> list[float]:
    """Return an area's own numbers, else those of all areas, else none: few numbers are no yardstick."""
    return own if len(own) >= least else pooled if len(pooled) >= least else []


def _fence(gaps: list[float], thresholds: Thresholds) -> float:
    """Return the outer fence of the gaps (Tukey 1977, Exploratory Data Analysis), never below the least limit."""
    if not gaps:
        return float(thresholds.standstill_days)
    lower, _, upper = quantiles(gaps, n=4, method="inclusive")
    return max(thresholds.standstill_days, upper + thresholds.standstill_fences * (upper - lower))
