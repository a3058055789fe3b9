"""Days between two events whose dates may be imprecise, and how sure a limit is then exceeded."""

from dataclasses import dataclass

from klagerejsen.analysis.results import CERTAIN, POSSIBLE
from klagerejsen.dates import Span


@dataclass(frozen=True, slots=True)
class Gap:
    """Calendar days from one event to the next: the fewest and the most that the dates allow, and the middle."""

    least: int
    middle: int
    most: int

    def over(self, limit: int) -> str | None:
        """Return "certain" when every date exceeds the limit, "possible" when some do, else None."""
        if self.least > limit:
            return CERTAIN
        return POSSIBLE if self.most > limit else None

    def less(self, days: int) -> "Gap":
        """Return the gap that is left when ``days`` of it are taken away."""
        return Gap(*(max(0, each - days) for each in (self.least, self.middle, self.most)))


def between(first: Span, second: Span) -> Gap:
    """Return the calendar days from ``first`` to ``second``, which is the later of the two.

    >>> from klagerejsen.dates import parse_edtf
    >>> between(parse_edtf("2024-03-20~"), parse_edtf("2024-05-02"))
    Gap(least=36, middle=43, most=50)
    """
    return Gap(
        least=max(0, (second.earliest - first.latest).days),
        middle=max(0, (second.middle - first.middle).days),
        most=max(0, (second.latest - first.earliest).days),
    )


def weaker(*certainties: str) -> str:
    """Return "possible" when any of them is, else "certain"."""
    return POSSIBLE if POSSIBLE in certainties else CERTAIN
