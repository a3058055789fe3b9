"""Days taken, counted: who was still waiting on each day, and what ended."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Row = tuple[int, str | None, int]
"""Whole days since the clock began, the outcome (None while it is still open), and how many complaints."""


@dataclass(frozen=True, slots=True)
class Day:
    """What happened after so many days: ``at_risk`` had come so far, ``ended`` by outcome, ``open`` go no further."""

    day: int
    at_risk: int
    ended: Mapping[str, int]
    open: int

    @property
    def ends(self) -> int:
        """Return how many ended, whatever the outcome."""
        return sum(self.ended.values())


def life_table(rows: Iterable[Row]) -> tuple[Day, ...]:
    """Return the days on which something ended or the record stops, in order.

    Raises ValueError for a day before the clock began, or a negative count.

    >>> [(day.day, day.at_risk, dict(day.ended), day.open) for day in life_table([(3, "closed", 2), (5, None, 1)])]
    [(3, 3, {'closed': 2}, 0), (5, 1, {}, 1)]
    """
    by_day: defaultdict[int, Counter[str | None]] = defaultdict(Counter)
    for day, outcome, count in rows:
        if day < 0 or count < 0:
            raise ValueError(f"{count} complaints after {day} days")
        if count:
            by_day[day][outcome] += count
    left = sum(counts.total() for counts in by_day.values())
    table = []
    for day in sorted(by_day):
        counts = by_day[day]
        ended = {outcome: count for outcome, count in counts.items() if outcome is not None}
        table.append(Day(day, left, ended, counts[None]))
        left -= counts.total()
    return tuple(table)


def at_risk(table: Sequence[Day], day: int) -> int:
    """Return how many had come as far as the day, those among them whom it happened to on that day."""
    place = bisect_left(table, day, key=lambda each: each.day)
    return table[place].at_risk if place < len(table) else 0
