"""How complaints ended, and how many had ended so after some weeks, the ways competing with each other."""

from collections.abc import Mapping
from dataclasses import dataclass

from klagerejsen.keyfigures.counting import ANSWERED, DECIDED, OPEN, OUTCOME, UPHELD, WITHDRAWN
from klagerejsen.keyfigures.kept import Register
from klagerejsen.keyfigures.volumes import Where, on_offer
from klagerejsen.keyfigures.waits import Wait, wait
from klagerejsen.statistics.outcomes import Incidence, incidence
from klagerejsen.statistics.survival import FEW, Estimate

WEEKS = (4, 12, 26, 52)
WAYS = (WITHDRAWN, UPHELD, ANSWERED, DECIDED)


@dataclass(frozen=True, slots=True)
class Endings:
    """A group's ways to end, with their counts; `shares` by day are there where each of the counts may be told."""

    counts: Mapping[str, int | None]
    open: int | None
    everybody: Wait
    shares: Mapping[str, Incidence] | None

    def by(self, way: str, day: int) -> Estimate | None:
        """Return the share that had ended so by a day; None where so few are followed that far that it is not told.

        Where all have ended, their shares stay what their counts say, however long ago that is.
        """
        last = self.everybody.curve.last_day
        over = not self.open and day >= last
        if self.shares is None or (day > self.everybody.until and not over):
            return None
        return self.shares[way].by(min(day, last)) if way in self.shares else Estimate(0.0, None, None)


def endings(register: Register, where: Where) -> Endings | None:
    """Return how a group's complaints ended; None where its count is withheld or nothing, or it is not on offer."""
    everybody = wait(register, OUTCOME, where) if on_offer(register, where, "way") else None
    if everybody is None:
        return None
    counts = {way: count_of(register, where, way) for way in WAYS}
    left = count_of(register, where, OPEN)
    told = everybody.total >= FEW and None not in (*counts.values(), left)
    return Endings(counts, left, everybody, _shares(register, where) if told else None)


def count_of(register: Register, where: Where, way: str) -> int | None:
    """Return how many ended in one way."""
    return register.release.count({**where, "way": way})


def _shares(register: Register, where: Where) -> Mapping[str, Incidence]:
    key = ("incidence", tuple(sorted(where.items())))
    found = register.once(key, lambda: incidence(register.rows(OUTCOME, where)))
    return {way: found[way] for way in WAYS if way in found}
