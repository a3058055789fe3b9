"""Complaints with the offer of a conversation beside those without: by what was intended, within strata."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from klagerejsen.analysis.intervals import Difference, difference
from klagerejsen.codes import REVERSALS, Outcome
from klagerejsen.keyfigures.counting import CONTACT, FINAL, MUNICIPAL, NO, OUTCOME, UNKNOWN, WITHDRAWN, YES
from klagerejsen.keyfigures.kept import Register
from klagerejsen.keyfigures.volumes import Where, reversal
from klagerejsen.keyfigures.waits import Wait, wait
from klagerejsen.statistics.bootstrap import Compared, Strata, median_difference
from klagerejsen.statistics.days import Row
from klagerejsen.statistics.offers import Ended, OfferRow, compare_offers
from klagerejsen.statistics.shares import Share
from klagerejsen.statistics.strata import Stratified, stratified_difference
from klagerejsen.statistics.survival import FEW

CLOCKS = (CONTACT, MUNICIPAL, FINAL)
DAYS = (28, 84)
"""Four and twelve weeks."""


@dataclass(frozen=True, slots=True)
class Timed:
    """Both groups on one clock; `median` is compared within strata, nothing where a group is few."""

    clock: str
    offered: Wait
    others: Wait
    median: Compared | None


@dataclass(frozen=True, slots=True)
class Shares:
    """A share in both groups and its difference as it is; within strata, where that may be told too."""

    offered: Share
    others: Share
    plain: Difference
    stratified: Stratified | None


@dataclass(frozen=True, slots=True)
class Conversations:
    """What can be compared; a part that may not be told is nothing."""

    counts: Mapping[str, int | None]
    timed: tuple[Timed, ...]
    withdrawn: Shares | None
    ended: tuple[Ended, ...]
    reversed: Shares | None


def conversations(register: Register, where: Where) -> Conversations:
    """Compare complaints with and without the offer in an area, or in all."""
    counts = {answer: register.release.count({**where, "offered": answer}) for answer in (YES, NO, UNKNOWN)}
    return register.once(("conversations", tuple(sorted(where.items()))), lambda: _compared(register, where, counts))


def _compared(register: Register, where: Where, counts: Mapping[str, int | None]) -> Conversations:
    timed = tuple(found for clock in CLOCKS if (found := _timed(register, clock, where)))
    withdrawn = _withdrawn(register, where)
    ended = _ended(register, where) if withdrawn else ()
    return Conversations(counts, timed, withdrawn, ended, _reversed(register, where))


def _timed(register: Register, clock: str, where: Where) -> Timed | None:
    one, other = (wait(register, clock, {**where, "offered": answer}) for answer in (YES, NO))
    if one is None or other is None:
        return None
    few = one.few or other.few
    return Timed(clock, one, other, None if few else median_difference(_strata(register, clock, where)))


def _strata(register: Register, clock: str, where: Where) -> Strata:
    strata: dict[str, tuple[list[Row], list[Row]]] = {}
    for name, answer, days, ended, many in _offer_rows(register, where, clock):
        if answer is not None:
            strata.setdefault(name, ([], []))[not answer].append((days, ended, many))
    return strata


def _offer_rows(register: Register, where: Where, clock: str = OUTCOME) -> Iterator[OfferRow]:
    """Yield the days of a clock with their stratum: area, kind and period."""
    for row in register.durations(clock):
        if where.get("area") in (None, row.area):
            stratum = f"{row.area} {row.kind} {row.period}"
            yield stratum, {YES: True, NO: False}.get(row.offered), row.days, row.ended, row.many


def _ended(register: Register, where: Where) -> tuple[Ended, ...]:
    """Compare how many were withdrawn after some weeks, as far as enough of both groups are followed."""
    sides = [wait(register, OUTCOME, {**where, "offered": answer}) for answer in (YES, NO)]
    until = min(side.until if side else -1 for side in sides)
    days = [day for day in DAYS if day <= until]
    return compare_offers(_offer_rows(register, where), days).ended if days else ()


def _withdrawn(register: Register, where: Where) -> Shares | None:
    """Compare how many were withdrawn, where both groups and their withdrawn complaints may be told."""
    one, other = (_share(register, {**where, "offered": answer}) for answer in (YES, NO))
    return _difference(one, other, None)


def _share(register: Register, where: Where) -> Share | None:
    count, total = register.release.count({**where, "ending": WITHDRAWN}), register.release.count(where)
    return Share(count, total) if count is not None and total else None


def _reversed(register: Register, where: Where) -> Shares | None:
    """Compare the reversal rates: as they are, and within areas and kinds where nothing of it is withheld."""
    one, other = (reversal(register, {**where, "offered": answer}) for answer in (YES, NO))
    return _difference(one, other, _reversed_within(register, where))


def _difference(one: Share | None, other: Share | None, stratified: Stratified | None) -> Shares | None:
    if one is None or other is None or min(one.total, other.total) < FEW:
        return None
    plain = difference((one.count, one.total), (other.count, other.total))
    return Shares(one, other, plain, stratified)


def _reversed_within(register: Register, where: Where) -> Stratified | None:
    place = register.release.tables.dimensions.index
    strata: dict[tuple[str, ...], dict[str, list[int]]] = {}
    for case, count in register.cases.items():
        outcome, answer = case[place("outcome")], case[place("offered")]
        if where.get("area") in (None, case[place("area")]) and outcome in (*REVERSALS, Outcome.CONFIRMED):
            key = tuple(case[place(name)] for name in ("area", "kind", "period"))
            group = strata.setdefault(key, {YES: [0, 0], NO: [0, 0], UNKNOWN: [0, 0]})[answer]
            group[0] += count * (outcome in REVERSALS)
            group[1] += count
    return stratified_difference(
        ((sides[YES][0], sides[YES][1]), (sides[NO][0], sides[NO][1])) for sides in strata.values()
    )
