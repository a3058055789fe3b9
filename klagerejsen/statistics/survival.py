"""How long until something is done, when some of it is not done yet: Kaplan and Meier's estimate.

Kaplan & Meier (1958), Journal of the American Statistical Association 53:457–481. A case that is still open counts for
as long as it has been followed. Leaving it out would flatter whatever began last.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log

from klagerejsen.analysis.intervals import Z
from klagerejsen.statistics.days import Day, Row, at_risk, life_table
from klagerejsen.statistics.library import kaplan_meier

FEW = 10
"""A group of fewer complaints than this gets no curve, no median and no difference: each complaint is a dot."""

ROUNDING = 1e-9
"""A product of many shares that is one half in truth may be a little more on a computer."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval; an end that the data do not reach is None."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """From ``day`` on, ``value`` is the share; ``error`` its standard error, ``low`` and ``high`` its 95 % interval."""

    day: int
    value: float
    error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Survival:
    """The share that is still waiting, day by day: all of them until the first step."""

    table: tuple[Day, ...]
    steps: tuple[Step, ...]

    @property
    def total(self) -> int:
        """Return how many the curve is drawn from."""
        return self.table[0].at_risk if self.table else 0

    @property
    def ended(self) -> int:
        """Return for how many it is over."""
        return sum(day.ends for day in self.table)

    @property
    def open(self) -> int:
        """Return how many still wait: their time is known only so far."""
        return sum(day.open for day in self.table)

    @property
    def last_day(self) -> int:
        """Return how far the record reaches."""
        return self.table[-1].day if self.table else 0

    def at_risk(self, day: int) -> int:
        """Return how many had come as far as the day."""
        return at_risk(self.table, day)

    def waiting(self, day: int) -> Estimate:
        """Return the share that still waits after the day; without a figure where the record does not reach it."""
        return value_at(self.steps, day, Estimate(1.0, 1.0, 1.0), self.table)

    @property
    def median(self) -> Estimate:
        """Return the days until half of them are done."""
        return self.quantile(0.5)

    def quantile(self, share: float) -> Estimate:
        """Return the first day by which the share is done; None where the record does not reach it.

        The library waits for more than the share; and where all are done it ends the interval on the last day, of which
        no error is known. So this is ours, made of the library's shares and errors.
        The interval is Brookmeyer and Crowley's (1982, Biometrics 38:29–41): the days on which the curve's own interval
        holds the share.
        """
        left = 1.0 - share + ROUNDING
        value = next((step.day for step in self.steps if step.value <= left), None)
        low = next((step.day for step in self.steps if step.low <= left), None)
        high = next((step.day for step in self.steps if step.high < left - 2 * ROUNDING), None)
        return Estimate(value, low, high)


def survival(rows: Iterable[Row]) -> Survival:
    """Return the curve of those that still wait; every outcome ends the wait.

    Shares and Greenwood's errors (1926) are the library's. It has no interval for them: ours is made on the scale
    log(−log), which keeps it between 0 and 1 (Kalbfleisch & Prentice 1980). Where nobody is left waiting there is no
    error to compute, and the upper end stays where it was.

    >>> curve = survival([(2, "closed", 1), (3, "closed", 1), (3, None, 1), (8, "closed", 1)])
    >>> [(step.day, round(step.value, 3)) for step in curve.steps], curve.median.value
    ([(2, 0.75), (3, 0.5), (8, 0.0)], 3)
    """
    table = life_table(rows)
    steps: list[Step] = []
    above = 1.0
    for day, value, error in kaplan_meier(table) if table else ():
        if value > 0:
            low, above = log_log(value, error)
        else:
            error, low = 0.0, 0.0
        steps.append(Step(day, value, error, low, above))
    return Survival(table, tuple(steps))


def log_log(value: float, error: float) -> tuple[float, float]:
    """Return the 95 % interval of a share strictly between 0 and 1, made on the scale log(−log).

    >>> [round(end, 3) for end in log_log(0.5, 0.1)]
    [0.295, 0.675]
    """
    reach = exp(Z * error / (value * -log(value)))
    return value**reach, value ** (1 / reach)


def value_at(steps: tuple[Step, ...], day: int, before: Estimate, table: tuple[Day, ...]) -> Estimate:
    """Return what a curve of steps says of a day; nothing after the last day that anybody was followed."""
    if not table or day > table[-1].day:
        return Estimate(None, None, None)
    place = bisect_right(steps, day, key=lambda step: step.day)
    step = steps[place - 1] if place else None
    return Estimate(step.value, step.low, step.high) if step else before
