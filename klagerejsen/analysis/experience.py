"""How differently the sides lived the same: per event, and per phase of the journey.

A difference is the authority's score of an event minus another side's, in steps from −4 to +4; where several of a side
answered, their median stands for them. Only events that both sides knew and scored have one.

>>> from klagerejsen.analysis.model import read_journey
>>> def seen(citizen, authority):
...     return {"citizen": {"known": "known", "score": citizen}, "authority": {"known": "known", "score": authority}}
>>> case = {"title": "Kløft", "actors": [], "events": [
...     {"id": "1", "date": "2024-01-08", "perspectives": seen(-1, 1)},
...     {"id": "2", "date": "2024-01-09", "perspectives": seen(-2, 1)},
...     {"id": "3", "date": "2024-01-10", "type": "decision", "perspectives": seen(0, 0)}]}
>>> [(each.event, each.steps) for each in differences(read_journey(case), "citizen")]
[('1', 2.0), ('2', 3.0), ('3', 0.0)]
>>> [(each.median, each.n) for each in differences_by_phase(read_journey(case), "citizen")]
[(2.5, 2), (0.0, 1)]
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from klagerejsen.analysis.model import Journey
from klagerejsen.analysis.parties import AUTHORITY
from klagerejsen.analysis.perception import difference_of
from klagerejsen.analysis.phases import Phase, phases


@dataclass(frozen=True, slots=True)
class Difference:
    """The authority's score of an event minus another side's; ``voices`` are how many scored it on either side."""

    event: str
    steps: float
    voices: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PhaseDifference:
    """The differences of a phase: how many events have one, and their median, least and most (None without any)."""

    phase: Phase
    n: int
    median: float | None
    least: float | None
    most: float | None


def differences(journey: Journey, other: str) -> tuple[Difference, ...]:
    """Return the difference between the authority and another perspective of each event that has one."""
    found = []
    for event in journey.events:
        steps = difference_of(event, other)
        if steps is not None:
            found.append(Difference(event.id, steps, (event.views[AUTHORITY].voices, event.views[other].voices)))
    return tuple(found)


def differences_by_phase(journey: Journey, other: str) -> tuple[PhaseDifference, ...]:
    """Return the differences phase by phase, those without any included."""
    steps = {each.event: each.steps for each in differences(journey, other)}
    return tuple(_of_phase(phase, [steps[each] for each in phase.events if each in steps]) for phase in phases(journey))


def _of_phase(phase: Phase, steps: Sequence[float]) -> PhaseDifference:
    if not steps:
        return PhaseDifference(phase, 0, None, None, None)
    return PhaseDifference(phase, len(steps), median(steps), min(steps), max(steps))
