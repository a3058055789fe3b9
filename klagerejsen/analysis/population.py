"""What is usual in an area: the yardsticks of rules that judge one journey against the others.

Each journey gives a sample. Samples are plain numbers and add up, so they may be kept beside a journey and only that
of a journey that changed worked out again. Without other journeys a journey is measured against itself.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from klagerejsen.analysis.comparing import UnitWaits, slow_of
from klagerejsen.analysis.spread import quarter
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
    experience from ``differences`` of them, and the units that answer later than the others.

    ``journeys`` are the area's, ``every`` those of all areas; ``pooled_gaps`` and ``pooled_differences`` tell that the
    area had too few and those of all areas were used.
    """

    standstill_days: float
    gaps: int = 0
    difference: float = 0.0
    slow: Mapping[str, UnitWaits] = field(default_factory=dict)
    journeys: int = 1
    every: int = 1
    differences: int = 0
    pooled_gaps: bool = False
    pooled_differences: bool = False

    @property
    def decisive(self) -> tuple[object, ...]:
        """What of the norms decides whether something is found; all else only says how it is told.

        Gaps are whole days, and so is what the limit comes to.
        """
        return int(self.standstill_days), self.difference, tuple(sorted(self.slow))

    @property
    def gap_journeys(self) -> int:
        """How many journeys the limit of a standstill is taken from."""
        return self.every if self.pooled_gaps else self.journeys

    @property
    def difference_journeys(self) -> int:
        """How many journeys the usual difference is taken from, 0 where there are too few differences for one."""
        if not self.differences:
            return 0
        return self.every if self.pooled_differences else self.journeys


@dataclass(frozen=True, slots=True)
class Population:
    """The norms by area; an area that nobody knows has the pooled ones."""

    areas: Mapping[str | None, Norms]
    pooled: Norms

    @classmethod
    def of_one(cls, norms: Norms) -> "Population":
        """Return what a single journey needs to know of its area."""
        return cls({}, norms)

    def of(self, area: str | None) -> Norms:
        """Return the norms of an area."""
        return self.areas.get(area, self.pooled)


@dataclass(slots=True)
class _Sums:
    """How often each number comes among the samples of some journeys."""

    journeys: int = 0
    gaps: Counter[float] = field(default_factory=Counter)
    differences: Counter[float] = field(default_factory=Counter)
    waits: dict[str, Counter[float]] = field(default_factory=dict)

    def count(self, sample: Sample, times: int) -> None:
        """Add a sample (1) or take it away again (−1)."""
        self.journeys += times
        _count(self.gaps, sample.gaps, times)
        _count(self.differences, sample.differences, times)
        for unit, days in sample.waits:
            _count(self.waits.setdefault(unit, Counter()), (days,), times)

    def copy(self) -> "_Sums":
        """Return the same, to be changed on its own."""
        waits = {unit: counts.copy() for unit, counts in self.waits.items()}
        return _Sums(self.journeys, self.gaps.copy(), self.differences.copy(), waits)


def _count(counts: Counter[float], numbers: Iterable[float], times: int) -> None:
    if times == 1:
        counts.update(numbers)
        return
    for number in numbers:
        counts[number] += times
        if not counts[number]:
            del counts[number]


class Tally:
    """Samples added up area by area; one more or one less costs what it holds, whatever the others are."""

    def __init__(self, samples: Iterable[Sample] = ()) -> None:
        self._areas: dict[str | None, _Sums] = {}
        self._every = _Sums()
        for sample in samples:
            self.add(sample)

    @property
    def areas(self) -> tuple[str | None, ...]:
        """The areas that have a journey, or had one."""
        return tuple(self._areas)

    def add(self, sample: Sample, times: int = 1) -> None:
        """Add a journey's sample; with ``times`` −1 take away one that was added."""
        self._areas.setdefault(sample.area, _Sums()).count(sample, times)
        self._every.count(sample, times)

    def copy(self) -> "Tally":
        """Return the same, to be changed on its own."""
        other = Tally()
        other._areas = {area: sums.copy() for area, sums in self._areas.items()}
        other._every = self._every.copy()
        return other

    def norms(self, area: str | None, thresholds: Thresholds) -> Norms:
        """Return the norms of an area; one with few numbers, or with no journey at all, uses those of all areas."""
        return _norms(self._areas.get(area, self._every), self._every, thresholds)

    def pooled(self, thresholds: Thresholds) -> Norms:
        """Return the norms of all areas together."""
        return _norms(self._every, self._every, thresholds)


def gather(samples: Iterable[Sample], thresholds: Thresholds) -> Population:
    """Return the norms of each area of ``samples``; an area of few numbers uses those of all areas."""
    tally = Tally(samples)
    return Population({area: tally.norms(area, thresholds) for area in tally.areas}, tally.pooled(thresholds))


def _norms(own: _Sums, every: _Sums, thresholds: Thresholds) -> Norms:
    least = thresholds.area_least
    gaps = _enough(own.gaps, every.gaps, least)
    differences = _enough(own.differences, every.differences, least)
    return Norms(
        standstill_days=_fence(gaps, thresholds),
        gaps=gaps.total(),
        difference=quarter(differences, 2) if differences else thresholds.area_gap,
        slow=slow_of(own.waits, thresholds),
        journeys=own.journeys,
        every=every.journeys,
        differences=differences.total(),
        pooled_gaps=gaps is not own.gaps and bool(gaps),
        pooled_differences=differences is not own.differences and bool(differences),
    )


def _enough(own: Counter[float], pooled: Counter[float], least: int) -> Counter[float]:
    """Return an area's own numbers, else those of all areas, else none: few numbers are no yardstick."""
    return own if own.total() >= least else pooled if pooled.total() >= least else Counter()


def _fence(gaps: Counter[float], thresholds: Thresholds) -> float:
    """Return the outer fence of the gaps (Tukey 1977, Exploratory Data Analysis), never below the least limit."""
    if not gaps:
        return float(thresholds.standstill_days)
    lower, upper = quarter(gaps, 1), quarter(gaps, 3)
    return max(thresholds.standstill_days, upper + thresholds.standstill_fences * (upper - lower))
