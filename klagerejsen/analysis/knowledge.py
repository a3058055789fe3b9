"""What each side knew of, as the journey went on, and what only one side knew.

A side's answers say whether it knew of an event, not when it came to know: a step of the curve stands at the event's
own date. An event with an imprecise date is counted three ways: surely (its last possible day is over), as told (the
middle of its days is), and possibly (its first possible day is).

>>> from klagerejsen.analysis.model import read_journey
>>> def told(citizen, authority):
...     return {"citizen": {"known": citizen}, "authority": {"known": authority}}
>>> case = {"title": "Viden", "actors": [], "events": [
...     {"id": "1", "date": "2024-01-08", "type": "decision", "perspectives": told("unknown", "known")},
...     {"id": "2", "date": "2024-02-01/2024-02-11", "perspectives": told("known", "known")}]}
>>> citizen = knowledge(read_journey(case))["citizen"]
>>> [(str(step.day), step.surely.known, step.told.known, step.possibly.known) for step in citizen.steps]
[('2024-01-08', 0, 0, 0), ('2024-02-01', 0, 0, 1), ('2024-02-06', 0, 1, 1), ('2024-02-11', 1, 1, 1)]
>>> citizen.total
Tally(known=1, unknown=1, not_relevant=0, unanswered=0)
>>> [(each.event, each.side, each.unaware) for each in known_to_one(read_journey(case))]
[('1', 'authority', ('citizen',))]
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from klagerejsen.analysis.blind_spots import weight_of
from klagerejsen.analysis.model import PERSPECTIVES, UNKNOWN, Event, Journey
from klagerejsen.analysis.parties import Parts, known_by, parts_of
from klagerejsen.analysis.thresholds import Thresholds

UNANSWERED = "unanswered"
_DEFAULTS = Thresholds()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events a side knew, did not know, found not relevant to it, and gave no answer to."""

    known: int = 0
    unknown: int = 0
    not_relevant: int = 0
    unanswered: int = 0

    @property
    def answered(self) -> int:
        """How many the side said yes or no to: what a share is a share of."""
        return self.known + self.unknown

    @property
    def events(self) -> int:
        """How many there were."""
        return self.answered + self.not_relevant + self.unanswered

    @property
    def share(self) -> float | None:
        """The share that the side knew of, from 0 to 1; None where it said yes or no to nothing."""
        return self.known / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class Step:
    """How it stood at the end of a day: counting what had surely happened, as told, and what may have happened."""

    day: date
    surely: Tally
    told: Tally
    possibly: Tally


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one side knew: a step for each day on which any of the counts changes, and the count at the end."""

    side: str
    steps: tuple[Step, ...]
    total: Tally


@dataclass(frozen=True, slots=True)
class KnownToOne:
    """An event that one side knew and at least one other says it did not; no third side knew it.

    Who did it and was not asked knew it, as for blind spots.
    ``involved`` are those of the ``unaware`` who sent or received it. ``weight`` sums over the unaware sides the weight
    of the event's type, heavier where the side was involved; it is the one that blind spots are ranked by.
    """

    event: str
    side: str
    unaware: tuple[str, ...]
    involved: tuple[str, ...]
    weight: float


def knowledge(journey: Journey) -> dict[str, Knowledge]:
    """Return what each side knew, by perspective; a side that answered nothing has only unanswered events."""
    return {side: _knowledge(journey, side) for side in PERSPECTIVES}


def _knowledge(journey: Journey, side: str) -> Knowledge:
    steps = tuple(_steps(journey, side))
    return Knowledge(side, steps, steps[-1].surely if steps else Tally())


def _steps(journey: Journey, side: str) -> Iterator[Step]:
    happened: dict[date, list[tuple[Counter[str], str]]] = defaultdict(list)
    counts = surely, told, possibly = Counter[str](), Counter[str](), Counter[str]()
    for event in journey.events:
        state = event.views[side].known if side in event.views else UNANSWERED
        days = event.span.latest, event.span.middle, event.span.earliest
        for count, day in zip(counts, days, strict=True):
            happened[day].append((count, state))
    for day in sorted(happened):
        for count, state in happened[day]:
            count[state] += 1
        yield Step(day, Tally(**surely), Tally(**told), Tally(**possibly))


def known_to_one(journey: Journey, thresholds: Thresholds = _DEFAULTS) -> tuple[KnownToOne, ...]:
    """Return the events that only one side knew, what mattered most first, then in order of time."""
    parts = parts_of(journey)
    found = (_known_to_one(event, parts, thresholds) for event in journey.events)
    return tuple(sorted((each for each in found if each), key=lambda each: -each.weight))


def _known_to_one(event: Event, parts: Mapping[str, Parts], thresholds: Thresholds) -> KnownToOne | None:
    part = parts[event.id]
    knew = known_by(event, part)
    unaware = tuple(each for each in PERSPECTIVES if each in event.views and event.views[each].known == UNKNOWN)
    if len(knew) != 1 or not unaware:
        return None
    (side,) = knew
    return KnownToOne(
        event=event.id,
        side=side,
        unaware=unaware,
        involved=tuple(each for each in unaware if each in part.sides),
        weight=sum(weight_of(event, each, part, thresholds) for each in unaware),
    )
