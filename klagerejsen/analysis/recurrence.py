"""Which root causes come back across journeys.

Nothing is shown of fewer journeys than k, nor where the journeys without it are fewer than k (but some): both would
point at single cases.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from klagerejsen.analysis.intervals import wilson
from klagerejsen.analysis.thresholds import Thresholds

_DEFAULTS = Thresholds()


@dataclass(frozen=True, slots=True)
class JourneyCauses:
    """One journey and its causes by code; True where the cause is a primary one.

    ``opened`` is its first day and ``ended`` its last, the earliest and the latest that its dates allow.
    """

    id: str
    title: str
    area: str | None
    causes: Mapping[str, bool]
    opened: date | None = None
    ended: date | None = None

    @property
    def period(self) -> int | None:
        """The year in which it began: what differs between years is no pattern of areas or causes."""
        return self.opened.year if self.opened else None


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause with the journeys behind it.

    ``share`` is ``count`` of all journeys, ``low`` and ``high`` its 95 % Wilson interval, ``primary`` how many
    journeys have it as a primary cause (None where that number is too small to show).
    """

    code: str
    count: int
    primary: int | None
    share: float
    low: float
    high: float
    journeys: tuple[JourneyCauses, ...]


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Causes across all ``cases``, the most frequent first; ``suppressed`` are codes too few to show."""

    cases: tuple[JourneyCauses, ...]
    least: int
    causes: tuple[Cause, ...]
    suppressed: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many journeys there are."""
        return len(self.cases)


def recurring(journeys: Iterable[JourneyCauses], thresholds: Thresholds = _DEFAULTS) -> Recurrence:
    """Count the causes of journeys, each once a journey. Fewer than ``min_journeys`` in all give an empty answer.

    >>> cases = [JourneyCauses(str(n), f"Sag {n}", "boern", {"KOM3": True, "TID1": False}) for n in range(5)]
    >>> found = recurring([*cases, JourneyCauses("5", "Sag 5", "boern", {"AFG1": True})], Thresholds(min_journeys=1))
    >>> [(each.code, each.count) for each in found.causes]
    [('KOM3', 5), ('TID1', 5), ('AFG1', 1)]
    """
    cases, least = tuple(journeys), max(1, thresholds.min_journeys)
    behind = _behind(cases)
    shown = {code: those for code, those in behind.items() if showable(len(those), len(cases), least)}
    causes = [_cause(code, those, len(cases), least) for code, those in shown.items()]
    causes.sort(key=lambda cause: (-cause.count, -(cause.primary or 0), cause.code))
    return Recurrence(
        cases=cases,
        least=least,
        causes=tuple(causes),
        suppressed=tuple(sorted(behind.keys() - shown.keys())),
    )


def _behind(cases: Iterable[JourneyCauses]) -> dict[str, list[JourneyCauses]]:
    behind: dict[str, list[JourneyCauses]] = {}
    for case in cases:
        for code in case.causes:
            behind.setdefault(code, []).append(case)
    return behind


def showable(count: int, total: int, least: int) -> bool:
    """Tell whether neither the journeys with a cause nor those without are few enough to point at."""
    without = total - count
    return count >= least and (without == 0 or without >= least)


def _cause(code: str, those: list[JourneyCauses], total: int, least: int) -> Cause:
    count, primary = len(those), sum(case.causes[code] for case in those)
    low, high = wilson(count, total)
    shown = primary if primary == 0 or showable(primary, count, least) else None
    return Cause(code, count, shown, count / total, low, high, tuple(those))
