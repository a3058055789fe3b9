"""Breakdowns that come again in other journeys: between the same two units, and one kind before another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from math import comb

from klagerejsen.analysis.chance import FALSE_DISCOVERIES, Table, at_least, believable, excess
from klagerejsen.analysis.counts import Counts
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


def between_units(journeys: Iterable[Broken], least: int, counts: Counts[Broken] | None = None) -> tuple[Between, ...]:
    """Return the pairs of units with a breakdown in at least ``least`` journeys, the notable ones first.

    What is counted is a journey and a pair that met in it; each pair is compared with all pairs of its areas
    (`chance.excess`), all together by Benjamini and Hochberg. ``counts`` are the same journeys' by `counted_between`,
    where somebody has them.
    """
    counts = counts or counted_between(journeys)
    areas = [_Met(counts.numbers[_MET, area], counts.numbers[_BROKE, area]) for area in counts.numbers[_AREAS]]
    totals = sum((each.times for each in areas), Counter[Units]())
    often = sorted(pair for pair, total in totals.items() if total >= least)
    tested = [excess(each.table(pair) for each in areas if pair in each.times) for pair in often]
    adjusted = believable([each.p for each in tested])
    kinds = _kinds(counts.numbers[_KINDS], least)
    rows = []
    for pair, test, low in zip(often, tested, adjusted, strict=True):
        behind, total = tuple(counts.behind[pair]), totals[pair]
        if showable(len(behind), total, least):
            rows.append(Between(pair, len(behind), total, test.expected, low, kinds[pair], behind))
    return tuple(sorted(rows, key=lambda row: (not row.notable, -row.count, row.adjusted, row.units)))


_AREAS, _MET, _BROKE, _KINDS = "areas", "met", "broke", "kinds"


def counted_between(journeys: Iterable[Broken]) -> Counts[Broken]:
    """Count area by area in how many journeys each two units met and in how many it broke, and how; and name these."""
    counts: Counts[Broken] = Counts()
    numbers = counts.numbers
    for case in journeys:
        between = case.between
        numbers[_AREAS][case.area] += 1
        numbers[_MET, case.area].update(case.contacts)
        numbers[_BROKE, case.area].update(between)
        numbers[_KINDS].update({(each.between, each.code) for each in case.breakdowns if each.between})
        for pair in between:
            counts.behind[pair].append(case)
    return counts


class _Met:
    """In how many journeys of an area each two units met, and in how many it broke; and how often that was, of all."""

    def __init__(self, times: Counter[Units], broke: Counter[Units]) -> None:
        self.times, self.broke = times, broke
        self._all_times, self._all_broke = times.total(), broke.total()

    def table(self, pair: Units) -> Table:
        """Return how a pair compares with all pairs."""
        return Table(self.broke[pair], self.times[pair], self._all_broke, self._all_times)


def _kinds(counts: Counter[tuple[Units, str]], least: int) -> Mapping[Units, Mapping[str, int]]:
    kinds: dict[Units, dict[str, int]] = defaultdict(dict)
    for (pair, code), count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        if count >= least:
            kinds[pair][code] = count
    return kinds


def sequences(journeys: Iterable[Broken], least: int, counts: Counts[Broken] | None = None) -> tuple[Following, ...]:
    """Return which kind of breakdown comes before which other, in at least ``least`` journeys, the clearest first.

    With a of the one and b of the other in a journey, any order gives one of the first before one of the second with
    the chance 1 − a!·b!/(a + b)!; the journeys are added up exactly (`chance.at_least`), and all pairs of kinds held
    together by Benjamini and Hochberg. Breakdowns of the same day do not count as in order. ``counts`` are the same
    journeys' by `counted_order`, where somebody has them.

    >>> day = [Breakdown("silence", date(2024, 1, 1)), Breakdown("escalation", date(2024, 3, 1))]
    >>> (first, *_) = sequences([Broken(str(n), "Sag", None, tuple(day)) for n in range(8)], 5)
    >>> first.codes, first.count, first.expected, first.notable
    (('silence', 'escalation'), 8, 4.0, True)
    """
    counts = counts or counted_order(journeys)
    totals = {codes: sizes.total() for codes, sizes in counts.numbers.items()}
    pairs = sorted(codes for codes, total in totals.items() if total >= least)
    chances = {codes: _chances(counts.numbers[codes]) for codes in pairs}
    behind = {codes: tuple(counts.behind[codes]) for codes in pairs}
    adjusted = believable([at_least(len(behind[codes]), chances[codes]) for codes in pairs])
    found = [
        Following(codes, len(behind[codes]), totals[codes], _expected(chances[codes]), low, behind[codes])
        for codes, low in zip(pairs, adjusted, strict=True)
        if showable(len(behind[codes]), totals[codes], least)
    ]
    return tuple(sorted(found, key=lambda row: (row.adjusted, -row.count, row.codes)))


def counted_order(journeys: Iterable[Broken]) -> Counts[Broken]:
    """Count, for each two kinds of breakdown, the journeys with so many of each, and name those with one of the first
    before one of the second."""
    counts: Counts[Broken] = Counts()
    for case in journeys:
        for (one, (n, first, _)), (other, (m, _, last)) in permutations(_days(case).items(), 2):
            counts.numbers[one, other][n, m] += 1
            if first < last:
                counts.behind[one, other].append(case)
    return counts


def _chances(sizes: Counter[tuple[int, int]]) -> Counter[float]:
    """Return how many journeys have which chance of one of the first before one of the second, in any order."""
    chances: Counter[float] = Counter()
    for (one, other), times in sizes.items():
        chances[1 - 1 / comb(one + other, one)] += times
    return chances


def _expected(chances: Counter[float]) -> float:
    return sum(chance * times for chance, times in chances.items())


def _days(case: Broken) -> Mapping[str, tuple[int, date, date]]:
    """Return of each kind of breakdown how many there are, and the first day and the last."""
    days: dict[str, list[date]] = defaultdict(list)
    for each in case.breakdowns:
        days[each.code].append(each.day)
    return {code: (len(those), min(those), max(those)) for code, those in days.items()}
