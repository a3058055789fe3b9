"""Which rows the timeline has: a side's units, the small ones together in one row."""

from collections import Counter
from dataclasses import dataclass

from klagerejsen.analysis.model import Actor, Event, Journey
from klagerejsen.board.words import SIDES, side_names
from klagerejsen.catalogue import Translate

SMALL = 3
"""A unit that acted fewer times than this shares a row with its side's other small ones."""
MOST_LANES = 5
"""A side has no more rows than this; the units that acted least share the last one."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A row: ``parties`` are the units (or persons without one) that stand in it."""

    id: str
    side: str
    name: str
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The rows from top to bottom, and where each event and each actor belongs."""

    rows: tuple[Lane, ...]

    def of(self, actor: Actor) -> Lane | None:
        """Find the row of an actor; a side's first row stands for somebody who has none."""
        mine = [lane for lane in self.rows if lane.side == actor.perspective]
        return next((lane for lane in mine if party(actor) in lane.parties), mine[0] if mine else None)

    def of_event(self, event: Event, journey: Journey) -> Lane:
        """Find the row of the one who acted; without one, of the one who heard."""
        for actor_id in (*event.senders, *event.recipients):
            lane = self.of(journey.actors[actor_id])
            if lane is not None:
                return lane
        return self.rows[0]


def party(actor: Actor) -> str:
    """Name the unit that an actor acts for, or the role itself, without what stands in brackets.

    >>> party(Actor("a1", "Mor (forældremyndighedsindehaver)", "parent", "citizen"))
    'Mor'
    """
    return actor.unit or actor.label.split(" (")[0]


def lanes(journey: Journey, _: Translate) -> Lanes:
    """Arrange the rows of a journey, side by side and in order of first appearance; there is always one."""
    rows = tuple(lane for side in SIDES for lane in _lanes_of_side(journey, side, _))
    return Lanes(rows or (Lane("authority-0", "authority", side_names(_)["authority"], ()),))


def _lanes_of_side(journey: Journey, side: str, _: Translate) -> list[Lane]:
    acted = _acts(journey, side)
    together = _sharing(acted)
    groups: list[list[str]] = []
    shared: list[str] = []
    for name in acted:
        if name not in together:
            groups.append([name])
        elif shared:
            shared.append(name)
        else:
            groups.append(shared)
            shared.append(name)
    return [
        Lane(f"{side}-{number}", side, _lane_name(names, acted, _), tuple(names)) for number, names in enumerate(groups)
    ]


def _acts(journey: Journey, side: str) -> Counter[str]:
    """Count how often each party of a side acted, in order of appearance.

    Somebody who never acts gets a row only as a receiver among authorities and externals; what reaches the
    citizen's side reaches all of it.
    """
    counts: Counter[str] = Counter()
    for event in journey.events:
        for actor in (journey.actors[each] for each in event.senders[:1]):
            if actor.perspective == side:
                counts[party(actor)] += 1
        for actor in (journey.actors[each] for each in event.recipients):
            if actor.perspective == side and side != "citizen":
                counts[party(actor)] += 0
    if not counts:
        counts.update({party(actor): 0 for actor in journey.actors.values() if actor.perspective == side})
    return counts


def _sharing(acted: Counter[str]) -> set[str]:
    if len(acted) <= 2:
        return set()
    small = {name for name, count in acted.items() if count < SMALL}
    ranked = [name for name, _count in acted.most_common() if name not in small]
    room = MOST_LANES - (1 if small else 0)
    if len(ranked) > room:
        small |= set(ranked[MOST_LANES - 1 :])
    if len(small) == 1 and not any(acted[name] for name in small):
        small.add(ranked[-1])  # a row in which nothing ever happens says nothing
    return small if len(small) > 1 else set()


def _lane_name(names: list[str], acted: Counter[str], _: Translate) -> str:
    """Name the units of a row, the one that acted most first."""
    names = sorted(names, key=lambda name: -acted[name])
    if len(names) <= 2:
        return ", ".join(names)
    return _("{first} og {n} andre").format(first=names[0], n=len(names) - 1)
