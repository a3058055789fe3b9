"""Who carried information: brought on to others what somebody else had said or had.

Some events state it. Other errands of the citizen follow from what it was given and brought on soon after, by the rule
of the citizen as messenger. By unit or by role, as the map is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from klagerejsen.analysis.model import Event
from klagerejsen.analysis.parties import CITIZEN, party_of
from klagerejsen.analysis.results import Finding
from klagerejsen.analysis.taking_part import TakingPart

MESSENGER = "citizen_as_messenger"
Ways = Mapping[tuple[str, str], frozenset[str]]
"""From giver to taker: the events with which something was carried that way."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Somebody brought on what another had said; ``apart`` are the receivers who had no event with the source.

    ``had`` is the event with which the carriers were given it: the one that was inferred, else the last before in which
    the source turned to them; None where there is none. ``stated`` tells whether the event itself says that it was
    carried, ``certain`` whether an errand that was inferred holds for every date.
    """

    event: str
    carriers: tuple[str, ...]
    source: str
    takers: tuple[str, ...]
    apart: tuple[str, ...]
    had: str | None = None
    stated: bool = True
    certain: bool = True


def carried(part: TakingPart, findings: Iterable[Finding]) -> Iterator[Carried]:
    """Yield what was carried, in order of time; what an event states is not inferred again."""
    events = {event.id: event for event in part.journey.events}
    errands = [each for found in findings if found.code == MESSENGER for each in found.figures.get("errands", ())]
    for event in part.journey.events:
        stated = tuple(_stated(event, part))
        yield from stated
        for had, brought, taker, certain in errands:
            if brought == event.id and not stated:
                yield from _inferred(events[had], event, taker, certain, part)


def _stated(event: Event, part: TakingPart) -> Iterator[Carried]:
    if event.carries_from is None:
        return
    source = part.node(event.carries_from)
    carriers = tuple(each for each in part.senders[event.id] if each != source)
    takers = tuple(each for each in part.recipients[event.id] if each not in (source, *carriers))
    if carriers and takers:
        had = _last_given(source, carriers, event, part)
        yield Carried(event.id, carriers, source, takers, _apart(source, takers, part), had)


def _last_given(source: str, carriers: Iterable[str], brought: Event, part: TakingPart) -> str | None:
    last = None
    for event in part.journey.events:
        if event is brought:
            return last
        if source in part.senders[event.id] and any(each in part.recipients[event.id] for each in carriers):
            last = event.id
    return last


def _inferred(had: Event, brought: Event, taker: str, certain: bool, part: TakingPart) -> Iterator[Carried]:
    """Yield an errand of the citizen for each that it had something from: of a unit several may have sent it."""
    ours = [each for each in brought.senders if party_of(part.actors[each]) == CITIZEN]
    takers = part.nodes(each for each in brought.recipients if party_of(part.actors[each]) == taker)
    for source in part.senders[had.id]:
        apart = _apart(source, takers, part)
        yield Carried(brought.id, part.nodes(ours), source, takers, apart, had.id, stated=False, certain=certain)


def _apart(source: str, takers: Iterable[str], part: TakingPart) -> tuple[str, ...]:
    met = {frozenset(move) for event in part.journey.events for move in part.moves(event)}
    return tuple(each for each in takers if frozenset((source, each)) not in met)


def ways_of(all_of_it: Iterable[Carried], part: TakingPart) -> Ways:
    """Return the ways that things were carried, to and from the carriers; a unit of the authority is no carrier."""
    ways: dict[tuple[str, str], frozenset[str]] = {}
    for each in all_of_it:
        for carrier in (one for one in each.carriers if one not in part.authority):
            for taker in each.takers:
                ways[carrier, taker] = ways.get((carrier, taker), frozenset()) | {each.event}
            if each.had:
                ways[each.source, carrier] = ways.get((each.source, carrier), frozenset()) | {each.had}
    return ways
