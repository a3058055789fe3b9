"""The register as its statistics see it: one release for every page and file, kept until somebody writes."""

import datetime as dt
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import current_app

from klagerejsen.keyfigures.counting import NO, Duration, cases, durations, few_unknown, known, state, tables
from klagerejsen.keyfigures.least import least_of
from klagerejsen.keyfigures.periods import Period, finished
from klagerejsen.statistics.days import Row
from klagerejsen.statistics.figures import Case
from klagerejsen.statistics.withholding import Release, release

MOST_TEAMS = 8
FRESH = 600.0
"""Seconds after which a register is counted anew even if nobody seems to have written: two who write at once may leave
their times in another order than they are seen in."""
Answer = TypeVar("Answer")


@dataclass(slots=True)
class Register:
    """A team's complaints of the finished periods, counted; `least` is the smallest figure that is told.

    `folded` says that the few without a word of an offer count as not offered.
    """

    team_id: int
    periods: tuple[Period, ...]
    cases: Mapping[Case, int]
    release: Release
    least: int
    folded: bool
    _reckoned: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    @property
    def as_of(self) -> dt.date:
        """Return the day as of which everything is told."""
        return self.periods[-1].last

    def values(self, dimension: str) -> list[str]:
        """Return what complaints have in a dimension, in order."""
        place = self.release.tables.dimensions.index(dimension)
        return sorted({case[place] for case in self.cases})

    def durations(self, clock: str) -> list[Duration]:
        """Return the days of a clock, counted by the database once."""
        return self.once(("durations", clock), lambda: self._counted(clock))

    def _counted(self, clock: str) -> list[Duration]:
        found = durations(self.team_id, self.periods, clock)
        return [row._replace(offered=row.offered or NO) for row in found] if self.folded else found

    def times_are_as_they_were(self) -> bool:
        """Count the days anew on every clock that was asked for, and tell whether they are what they were."""
        asked = [(what[1], rows) for what, rows in self._reckoned.items() if what[0] == "durations"]
        return all(set(self._counted(clock)) == set(rows) for clock, rows in asked)

    def rows(self, clock: str, where: Mapping[str, str]) -> list[Row]:
        """Return days, outcome and count of the complaints with these values of period, area and offer."""
        wanted = [(Duration._fields.index(name), value) for name, value in where.items()]
        return [
            (row.days, row.ended, row.many)
            for row in self.durations(clock)
            if all(row[place] == value for place, value in wanted)
        ]

    def once(self, what: tuple[Any, ...], reckon: Callable[[], Answer]) -> Answer:
        """Return what was reckoned before, or reckon it: it says the same as long as nobody writes."""
        if what not in self._reckoned:
            self._reckoned[what] = reckon()
        found: Answer = self._reckoned[what]
        return found


class Memory:
    """The registers that were asked for last, one for each team."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[Any, float, Register]] = OrderedDict()
        self._turn = threading.Lock()

    def register(self, team_id: int, today: dt.date) -> Register:
        """Return a team's register as it is; who comes while it is being reckoned waits for it."""
        periods = finished(today)
        least = least_of(team_id)
        now = periods, least, state(team_id, periods)
        with self._turn:
            known, since, kept = self._kept.get(team_id, (None, 0.0, None))
            if kept is None or known != now or time.monotonic() - since > FRESH:
                kept, since = _renewed(kept, team_id, periods, least), time.monotonic()
            self._kept[team_id] = now, since, kept
            self._kept.move_to_end(team_id)
            while len(self._kept) > MOST_TEAMS:
                self._kept.popitem(last=False)
        return kept


def _renewed(kept: Register | None, team_id: int, periods: tuple[Period, ...], least: int) -> Register:
    """Count anew; what comes out as it was is kept, with all that was reckoned from it."""
    counted = cases(team_id, periods)
    folded = few_unknown(counted, least)
    counted = known(counted) if folded else counted
    if kept is None or (kept.periods, kept.least, kept.folded, kept.cases) != (periods, least, folded, counted):
        return Register(team_id, periods, counted, release(tables(), counted, least), least, folded)
    return kept if kept.times_are_as_they_were() else Register(team_id, periods, counted, kept.release, least, folded)


def register_of(team_id: int, today: dt.date) -> Register:
    """Return a team's register, out of the application's memory."""
    memory: Memory = current_app.extensions.setdefault("keyfigures", Memory())
    return memory.register(team_id, today)
