"""Breakdowns that come again in other journeys: between the same two units, and one kind before another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import permutations, repeat
from math import comb

from klagerejsen.analysis.chance import FALSE_DISCOVERIES, Table, at_least, believable, excess
from klagerejsen.analysis.model import Journey
from klagerejsen.analysis.parties import CITIZEN, parts_of
from klagerejsen.analysis.recurrence import showable
from klagerejsen.analysis.results import Finding

Units = tuple[str, str]  # two parties that are not the citizen, by name


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One finding as it is compared across journeys: its kind, its first day, and the two units it lies between."""

    code: str
    day: date
    between: Units | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A journey with its breakdowns and the pairs of units that wrote to each other in it."""

    id: str
    title: str
    area: str | None
    breakdowns: tuple[Breakdown, ...] = ()
    contacts: frozenset[Units] = frozenset()

    @property
    def between(self) -> frozenset[Units]:
        """The pairs of units between which something broke."""
        return frozenset(each.between for each in self.breakdowns if each.between)


@dataclass(frozen=True, slots=True)
class Between:
    """Two units: in ``count`` of the ``total`` journeys where they met, something broke between them.

    ``expected`` is that number for any two units of the same area, ``kinds`` how many of those journeys have each kind.
    """

    units: Units
    count: int
    total: int
    expected: float
    adjusted: float
    kinds: Mapping[str, int]
    journeys: tuple[Broken, ...]

    @property
    def notable(self) -> bool:
        """Whether chance is no good explanation."""
        return self.adjusted <= FALSE_DISCOVERIES


@dataclass(frozen=True, slots=True)
class Following:
    """Two kinds of breakdown: in ``count`` of ``total`` journeys with both, one of the first came before the second.

    ``expected`` is that number if the breakdowns of each journey had come in any order.
    """

    codes: tuple[str, str]
    count: int
    total: int
    expected: float
    adjusted: float
    journeys: tuple[Broken, ...]

    @property
    def notable(self) -> bool:
        """Whether chance is no good explanation."""
        return self.adjusted <= FALSE_DISCOVERIES


def broken(journey: Journey, findings: Iterable[Finding]) -> Broken:
    """Return a journey as it is compared with others."""
    breakdowns = tuple(Breakdown(each.code, each.start, _between(each.parties)) for each in findings)
    parts = parts_of(journey).values()
    met = (_pair(one, other) for part in parts for one in part.senders for other in part.recipients)
    contacts = frozenset(pair for pair in met if pair) | {each.between for each in breakdowns if each.between}
    return Broken(journey.id, journey.title, journey.area, breakdowns, contacts)


def _between(parties: Iterable[str]) -> Units | None:
    """Return the two units that a finding lies between, where it is exactly two."""
    units = sorted(set(parties) - {CITIZEN})
    return (units[0], units[1]) if len(units) == 2 else None


def _pair(one: str, other: str) -> Units | None:
    return _between((one, other)) if CITIZEN not in (one, other) else None


def between_units(journeys: Iterable[Broken], least: int) -> tuple[Between, ...]:
    """Return the pairs of units with a breakdown in at least ``least`` journeys, the notable ones first.

    What is counted is a journey and a pair that met in it; each pair is compared with all pairs of its areas
    (`chance.excess`), all together by Benjamini and Hochberg.
    """
    met = _Met.of(journeys)
    totals: Counter[Units] = Counter()
    for (pair, _area), times in met.times.items():
        totals[pair] += times
    often = sorted(pair for pair, total in totals.items() if total >= least)
    tested = [excess(met.tables(pair)) for pair in often]
    adjusted = believable([each.p for each in tested])
    rows = []
    for pair, test, low in zip(often, tested, adjusted, strict=True):
        behind, total = tuple(met.behind[pair]), totals[pair]
        if showable(len(behind), total, least):
            rows.append(Between(pair, len(behind), total, test.expected, low, _kinds(pair, behind, least), behind))
    return tuple(sorted(rows, key=lambda row: (not row.notable, -row.count, row.adjusted, row.units)))


Cell = tuple[Units, str | None]  # two units and an area


@dataclass(frozen=True, slots=True)
class _Met:
    """In how many journeys two units met in an area and in how many it broke, the journeys where it did; and how often
    that was in each area, of all pairs."""

    times: Counter[Cell]
    broke: Counter[Cell]
    behind: Mapping[Units, list[Broken]]
    all_times: Counter[str | None]
    all_broke: Counter[str | None]

    @classmethod
    def of(cls, journeys: Iterable[Broken]) -> "_Met":
        """Go once through the journeys."""
        met = cls(Counter(), Counter(), defaultdict(list), Counter(), Counter())
        for case in journeys:
            between, area = case.between, case.area
            met.times.update((pair, area) for pair in case.contacts)
            met.broke.update((pair, area) for pair in between)
            met.all_times[area] += len(case.contacts)
            met.all_broke[area] += len(between)
            for pair in between:
                met.behind[pair].append(case)
        return met

    def tables(self, pair: Units) -> Iterator[Table]:
        """Yield area by area how a pair compares with all pairs."""
        for area, every in self.all_times.items():
            if times := self.times[pair, area]:
                yield Table(self.broke[pair, area], times, self.all_broke[area], every)


def _kinds(pair: Units, cases: Iterable[Broken], least: int) -> Mapping[str, int]:
    counts = Counter(code for case in cases for code in {each.code for each in case.breakdowns if each.between == pair})
    return {code: count for code, count in counts.most_common() if count >= least}


def sequences(journeys: Iterable[Broken], least: int) -> tuple[Following, ...]:
    """Return which kind of breakdown comes before which other, in at least ``least`` journeys, the clearest first.

    With a of the one and b of the other in a journey, any order gives one of the first before one of the second with
    the chance 1 − a!·b!/(a + b)!; the journeys are added up exactly (`chance.at_least`), and all pairs of kinds held
    together by Benjamini and Hochberg. Breakdowns of the same day do not count as in order.

    >>> day = [Breakdown("silence", date(2024, 1, 1)), Breakdown("escalation", date(2024, 3, 1))]
    >>> (first, *_) = sequences([Broken(str(n), "Sag", None, tuple(day)) for n in range(8)], 5)
    >>> first.codes, first.count, first.expected, first.notable
    (('silence', 'escalation'), 8, 4.0, True)
    """
    having: dict[tuple[str, str], _Ordered] = defaultdict(_Ordered)
    for case in journeys:
        for (one, (n, first, _)), (other, (m, _, last)) in permutations(_days(case).items(), 2):
            having[one, other].add(case, (n, m), first < last)
    pairs = sorted(codes for codes, each in having.items() if each.total >= least)
    chances = {codes: list(having[codes].chances()) for codes in pairs}
    adjusted = believable([at_least(len(having[codes].behind), chances[codes]) for codes in pairs])
    found = [
        Following(codes, len(each.behind), each.total, sum(chances[codes]), low, tuple(each.behind))
        for codes, low in zip(pairs, adjusted, strict=True)
        if showable(len((each := having[codes]).behind), each.total, least)
    ]
    return tuple(sorted(found, key=lambda row: (row.adjusted, -row.count, row.codes)))


@dataclass(slots=True)
class _Ordered:
    """Journeys with two kinds of breakdown: how many have so many of each, and those with one of the first before."""

    sizes: Counter[tuple[int, int]] = field(default_factory=Counter)
    behind: list[Broken] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many journeys have both kinds."""
        return self.sizes.total()

    def add(self, case: Broken, size: tuple[int, int], before: bool) -> None:
        """Count a journey."""
        self.sizes[size] += 1
        if before:
            self.behind.append(case)

    def chances(self) -> Iterator[float]:
        """Yield for each journey the chance that any order would have one of the first before one of the second."""
        for (one, other), times in sorted(self.sizes.items()):
            yield from repeat(1 - 1 / comb(one + other, one), times)


def _days(case: Broken) -> Mapping[str, tuple[int, date, date]]:
    """Return of each kind of breakdown how many there are, and the first day and the last."""
    days: dict[str, list[date]] = defaultdict(list)
    for each in case.breakdowns:
        days[each.code].append(each.day)
    return {code: (len(those), min(those), max(those)) for code, those in days.items()}
