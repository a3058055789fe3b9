"""Complaints that were offered a conversation beside those that were not: by what was intended, not by what came of it.

Whoever was reached by telephone had, for that alone, a complaint that lasted until the call. To compare by what came of
an offer would count that time as gained. So the groups are who was offered and who was not, whatever happened then.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klagerejsen.statistics.bootstrap import Compared, median_difference, share_difference
from klagerejsen.statistics.days import Row
from klagerejsen.statistics.outcomes import incidence
from klagerejsen.statistics.survival import FEW, Estimate, Survival, survival

WITHDRAWN = "withdrawn"

OfferRow = tuple[str, bool | None, int, str | None, int]
"""A stratum (area, type and period as one text), whether a conversation was offered, and then as in ``Row``."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The shares of both groups that had ended in one way by a day, as they are, and their difference within strata."""

    day: int
    offered: Estimate
    others: Estimate
    compared: Compared


@dataclass(frozen=True, slots=True)
class Offers:
    """Both groups' curves as they are, and what is compared of them within strata: nothing where a group is few.

    ``unknown`` complaints have no word of whether a conversation was offered, and are in neither group.
    """

    offered: Survival
    others: Survival
    unknown: int
    median: Compared | None
    ended: tuple[Ended, ...]


def compare_offers(rows: Iterable[OfferRow], days: Iterable[int], outcome: str = WITHDRAWN) -> Offers:
    """Compare how long it took, and how many had ended in one way by each of some days (as after 4 and 12 weeks).

    >>> rows = [("a", True, 5, "closed", 8), ("a", True, 3, "withdrawn", 4), ("a", False, 9, "closed", 20)]
    >>> found = compare_offers(rows, [4])
    >>> found.median.difference.value, round(found.ended[0].offered.value, 2), found.unknown
    (-4, 0.33, 0)
    """
    strata: defaultdict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    unknown = 0
    for stratum, offered, day, ended, count in rows:
        if offered is None:
            unknown += count
        else:
            strata[stratum][not offered].append((day, ended, count))
    sides = [[row for groups in strata.values() for row in groups[side]] for side in (0, 1)]
    one, other = map(survival, sides)
    if min(one.total, other.total) < FEW:
        return Offers(one, other, unknown, None, ())
    return Offers(
        one, other, unknown, median_difference(strata), tuple(_ended(strata, sides, outcome, day) for day in days)
    )


def _ended(strata: Mapping[str, tuple[list[Row], list[Row]]], sides: list[list[Row]], outcome: str, day: int) -> Ended:
    one, other = (_share(rows, outcome, day) for rows in sides)
    return Ended(day, one, other, share_difference(strata, outcome, day))


def _share(rows: list[Row], outcome: str, day: int) -> Estimate:
    found = incidence(rows)
    if outcome in found:
        return found[outcome].by(day)
    return Estimate(0.0, None, None) if day <= max(row[0] for row in rows) else Estimate(None, None, None)
