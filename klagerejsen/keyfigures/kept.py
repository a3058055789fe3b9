"""The register as its statistics see it: one release for every page and file, kept until somebody writes."""

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import current_app

from klagerejsen.keyfigures.counting import Duration, cases, durations, state, tables
from klagerejsen.keyfigures.periods import Period, finished
from klagerejsen.statistics.days import Row
from klagerejsen.statistics.figures import Case
from klagerejsen.statistics.withholding import LEAST, Release, release

MOST_TEAMS = 8
Answer = TypeVar("Answer")


@dataclass(slots=True)
class Register:
    """A team's complaints of the finished periods, counted; `least` is the smallest figure that is told."""

    team_id: int
    periods: tuple[Period, ...]
    state: tuple[Any, ...]
    cases: Mapping[Case, int]
    release: Release
    least: int = LEAST
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
        return self.once(("durations", clock), lambda: durations(self.team_id, self.periods, clock))

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
        self._kept: OrderedDict[int, Register] = OrderedDict()
        self._turn = threading.Lock()

    def register(self, team_id: int, today: dt.date) -> Register:
        """Return a team's register as it is; who comes while it is being reckoned waits for it."""
        periods, now = finished(today), state(team_id)
        with self._turn:
            kept = self._kept.get(team_id)
            if kept is None or (kept.periods, kept.state) != (periods, now):
                kept = self._renewed(kept, team_id, periods, now)
            self._kept[team_id] = kept
            self._kept.move_to_end(team_id)
            while len(self._kept) > MOST_TEAMS:
                self._kept.popitem(last=False)
        return kept

    def _renewed(
        self, kept: Register | None, team_id: int, periods: Sequence[Period], now: tuple[Any, ...]
    ) -> Register:
        """Count anew. What was written may be of the running half-year: then the release is what it was."""
        counted = cases(team_id, periods)
        if kept is not None and kept.periods == periods and kept.cases == counted:
            shown = kept.release
        else:
            shown = release(tables(), counted)
        return Register(team_id, tuple(periods), now, counted, shown)


def register_of(team_id: int, today: dt.date) -> Register:
    """Return a team's register, out of the application's memory."""
    memory: Memory = current_app.extensions.setdefault("keyfigures", Memory())
    return memory.register(team_id, today)
