"""How long things took: curves of those that still wait, of groups whose count may be told."""

from collections.abc import Mapping
from dataclasses import dataclass

from klagerejsen.keyfigures.counting import NO, OUTCOME, YES
from klagerejsen.keyfigures.kept import Register
from klagerejsen.keyfigures.volumes import Where
from klagerejsen.statistics.figures import Key, Tables
from klagerejsen.statistics.following import reaches
from klagerejsen.statistics.pictures import ticks_for
from klagerejsen.statistics.survival import FEW, Survival, survival

GROUPS = Tables(("period", "area", "offered"), (("period", "area"), ("area", "offered")))
"""The groups that curves are drawn of."""
NEARLY_ALL = 0.99
ASKED = (28, 84, 182, 364)
"""Days that are asked for whether they stand under the axis or not: after 4, 12, 26 and 52 weeks."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A group's curve, and how far it may be drawn. `done` and `open` are None where they are withheld."""

    where: Where
    total: int
    done: int | None
    open: int | None
    curve: Survival
    until: int

    @property
    def few(self) -> bool:
        """Whether there are too few for a median."""
        return self.total < FEW

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw: of few only where all are done, or their dots would tell how many are."""
        return not self.few or self.done == self.total


def wait(register: Register, clock: str, where: Where) -> Wait | None:
    """Return how long something took in a group; None where its count is withheld or nothing."""
    total = _count(register, where)
    if not total:
        return None
    done, left = (_count(register, {**where, clock: answer}) if clock != OUTCOME else None for answer in (YES, NO))
    until = _limits(register, clock).get(GROUPS.key(where), -1)
    return Wait(where, total, done, left, curve(register, clock, where), until)


def curve(register: Register, clock: str, where: Where) -> Survival:
    """Return the curve of a group; whether it may be shown is another question."""
    key = ("curve", clock, tuple(sorted(where.items())))
    return register.once(key, lambda: survival(register.rows(clock, where)))


def _count(register: Register, where: Where) -> int | None:
    """Return a count that is on offer; of what is not, nobody may know."""
    try:
        return register.release.count(where)
    except KeyError:
        return None


def axis(register: Register, clock: str) -> range:
    """Return the days under the axis of every curve of a clock: until nearly all that have ended had ended."""
    everybody, so_far = curve(register, clock, {}), 0
    for day in everybody.table:
        so_far += day.ends
        if so_far >= NEARLY_ALL * everybody.ended:
            return ticks_for(max(7, day.day))
    return ticks_for(7)


def _limits(register: Register, clock: str) -> Mapping[Key, int]:
    def found() -> dict[Key, int]:
        followed = (((row.period, row.area, row.offered), row.days, row.many) for row in register.durations(clock))
        return reaches(GROUPS, followed, sorted({*axis(register, clock), *ASKED}), register.least)

    return register.once(("until", clock), found)
