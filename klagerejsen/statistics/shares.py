"""Shares of complaints, and the share that the appeals body changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from klagerejsen.analysis.intervals import wilson
from klagerejsen.codes import REVERSALS, Outcome


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``total``, which is at least 1."""

    count: int
    total: int

    @property
    def value(self) -> float:
        """Return the share."""
        return self.count / self.total

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % Wilson interval of the share."""
        return wilson(self.count, self.total)


def reversal_rate(outcomes: Mapping[str, int]) -> Share | None:
    """Return how many of the decisions that were tried did not stand (omgørelsesprocent); None where none was tried.

    Remitted, amended and annulled, of those and the confirmed. Dismissed and lapsed say nothing of it.

    >>> reversal_rate({"confirmed": 6, "remitted": 2, "amended": 1, "annulled": 1, "dismissed": 9, "lapsed": 3}).value
    0.4
    """
    changed = sum(outcomes.get(code, 0) for code in REVERSALS)
    tried = changed + outcomes.get(Outcome.CONFIRMED, 0)
    return Share(changed, tried) if tried else None
