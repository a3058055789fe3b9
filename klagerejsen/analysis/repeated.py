"""Breakdowns that come again in other journeys: between the same two units, and one kind before another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, permutations
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
    """Return the pairs of units with a breakdown in at least ``least`` journeys, most journeys first.

    What is counted is a journey and a pair that met in it; each pair is compared with all pairs of its areas
    (`chance.excess`), all together by Benjamini and Hochberg.
    """
    cases = tuple(journeys)
    met = {pair: [case for case in cases if pair in case.contacts] for pair in _met_often(cases, least)}
    tested = [excess(_tables(pair, those, cases)) for pair, those in met.items()]
    adjusted = believable([each.p for each in tested])
    rows = []
    for (pair, those), each, low in zip(met.items(), tested, adjusted, strict=True):
        behind = tuple(case for case in those if pair in case.between)
        if showable(len(behind), len(those), least):
            rows.append(Between(pair, len(behind), len(those), each.expected, low, _kinds(pair, behind, least), behind))
    return tuple(sorted(rows, key=lambda row: (-row.count, row.adjusted, row.units)))


def _met_often(cases: Iterable[Broken], least: int) -> list[Units]:
    counts = Counter(pair for case in cases for pair in case.contacts)
    return sorted(pair for pair, count in counts.items() if count >= least)


def _tables(pair: Units, those: Iterable[Broken], cases: Iterable[Broken]) -> Iterator[Table]:
    for area in {case.area for case in those}:
        around = [case for case in cases if case.area == area]
        here = [case for case in around if pair in case.contacts]
        broke = sum(pair in case.between for case in here)
        all_broke, all_met = sum(len(case.between) for case in around), sum(len(case.contacts) for case in around)
        yield Table(broke, len(here), all_broke, all_met)


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
    days = [(case, _days(case)) for case in journeys]
    having: dict[tuple[str, str], list[tuple[Broken, Mapping[str, list[date]]]]] = defaultdict(list)
    for case, by_code in days:
        for one, other in combinations(sorted(by_code), 2):
            having[one, other].append((case, by_code))
    pairs = [pair for both, those in sorted(having.items()) if len(those) >= least for pair in permutations(both)]
    rows = [_sequence((one, other), having[min(one, other), max(one, other)]) for one, other in pairs]
    adjusted = believable([p for _row, p in rows])
    found = [
        Following(row.codes, row.count, row.total, row.expected, low, row.journeys)
        for (row, _p), low in zip(rows, adjusted, strict=True)
        if showable(row.count, row.total, least)
    ]
    return tuple(sorted(found, key=lambda row: (row.adjusted, -row.count, row.codes)))


def _days(case: Broken) -> Mapping[str, list[date]]:
    days: dict[str, list[date]] = defaultdict(list)
    for each in case.breakdowns:
        days[each.code].append(each.day)
    return days


def _sequence(codes: tuple[str, str], those: list[tuple[Broken, Mapping[str, list[date]]]]) -> tuple[Following, float]:
    one, other = codes
    chances = [1 - 1 / comb(len(days[one]) + len(days[other]), len(days[one])) for _case, days in those]
    behind = tuple(case for case, days in those if min(days[one]) < max(days[other]))
    return Following(codes, len(behind), len(those), sum(chances), 1.0, behind), at_least(len(behind), chances)
