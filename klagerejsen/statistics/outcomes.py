"""How it ended, and how many had ended so by a day: Aalen and Johansen's estimate for competing outcomes.

Aalen & Johansen (1978), Scandinavian Journal of Statistics 5:141–150. What was withdrawn did not stop being followed:
it ended, and can no longer end otherwise. So withdrawal is an outcome here and never a case that is still open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from klagerejsen.statistics.days import Day, Row, life_table
from klagerejsen.statistics.library import aalen_johansen
from klagerejsen.statistics.survival import ROUNDING, Estimate, Step, log_log, value_at


@dataclass(frozen=True, slots=True)
class Incidence:
    """The share that has ended in one way, day by day: none until the first step."""

    table: tuple[Day, ...]
    steps: tuple[Step, ...]
    count: int

    def by(self, day: int) -> Estimate:
        """Return the share that had ended so by the day; without a figure where the record does not reach it."""
        return value_at(self.steps, day, Estimate(0.0, 0.0, 0.0), self.table)


def incidence(rows: Iterable[Row]) -> dict[str, Incidence]:
    """Return for each outcome, by name, the share that has ended so; what is open counts as long as it was followed.

    The shares are the library's. The variance is the delta method's (Marubini & Valsecchi 1995, Analysing Survival
    Data, 10.12; ``stcompet`` in Stata): with one outcome it is Greenwood's, with nothing open the binomial one.
    Intervals on the scale log(−log).

    >>> found = incidence([(1, "withdrawn", 1), (2, "closed", 2), (4, None, 1)])
    >>> found["withdrawn"].by(4).value, found["closed"].by(4).value
    (0.25, 0.5)
    """
    table = life_table(rows)
    outcomes = sorted({outcome for day in table for outcome in day.ended})
    found = aalen_johansen(table, outcomes)
    return {outcome: Incidence(table, *_steps(table, outcome, shares)) for outcome, shares in found.items()}


@dataclass(slots=True)
class _Sums:
    """What the variance of the share so far is put together from, day by day.

    With F the share now and f the share on an earlier day, the variance is the sum over days of (F − f)² · a + b −
    2 (F − f) · c. Kept as sums of a, a·f, a·f², b, c and c·f, it takes one step a day instead of all earlier ones.
    """

    a: float = 0.0
    af: float = 0.0
    aff: float = 0.0
    b: float = 0.0
    c: float = 0.0
    cf: float = 0.0

    def add(self, day: Day, so: int, waiting: float, share: float) -> None:
        left = day.at_risk - day.ends
        if left:  # once nobody is left the share never moves again, and the term is nothing
            a = day.ends / (day.at_risk * left)
            self.a, self.af, self.aff = self.a + a, self.af + a * share, self.aff + a * share * share
        c = waiting * so / day.at_risk**2
        self.b += waiting * c * (day.at_risk - so) / day.at_risk
        self.c, self.cf = self.c + c, self.cf + c * share

    def variance(self, share: float) -> float:
        squares = share * share * self.a - 2 * share * self.af + self.aff
        return max(0.0, squares + self.b - 2 * (share * self.c - self.cf))


def _steps(table: Iterable[Day], outcome: str, shares: Iterable[float]) -> tuple[tuple[Step, ...], int]:
    steps: list[Step] = []
    waiting, count, sums = 1.0, 0, _Sums()
    for day, share in zip(table, shares, strict=True):
        so = day.ended.get(outcome, 0)
        sums.add(day, so, waiting, share)
        waiting *= 1 - day.ends / day.at_risk
        count += so
        if so:
            steps.append(_step(day.day, share, sqrt(sums.variance(share)), steps[-1].low if steps else 0.0))
    return tuple(steps), count


def _step(day: int, share: float, error: float, below: float) -> Step:
    """Return the step to a share; where all have ended so there is no error, and the lower end stays where it was."""
    if share > 1 - ROUNDING:
        return Step(day, 1.0, 0.0, below, 1.0)
    return Step(day, share, error, *log_log(share, error))
