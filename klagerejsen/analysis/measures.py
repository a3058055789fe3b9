"""Figures of one journey: how many links, how many days, how much each side knew."""

from collections.abc import Iterable, Mapping

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.graph import HANDOVERS
from klagerejsen.analysis.model import KNOWN, PERSPECTIVES, UNKNOWN, Actor, Journey
from klagerejsen.analysis.parties import AUTHORITY, CITIZEN, party_of
from klagerejsen.analysis.results import Measures, Silence

_STANDS_FOR_UNIT = "unit"


def measure(context: Context, silences: Mapping[str, tuple[Silence, ...]]) -> Measures:
    """Return the figures of a journey; see Measures for what each of them is."""
    journey = context.journey
    touched = _authority_actors(journey)
    shortest, longest = _length(journey)
    return Measures(
        units=len({party_of(actor) for actor in touched}),
        persons=len(_links(touched)),
        handovers=_handovers(context),
        days_min=shortest,
        days_max=longest,
        days_without_contact={side: _sum(silences[side], exact=True) for side in PERSPECTIVES},
        days_without_contact_about={side: _sum(silences[side], exact=False) for side in PERSPECTIVES},
        known={side: _known(journey, side) for side in PERSPECTIVES},
    )


def _authority_actors(journey: Journey) -> list[Actor]:
    ids = {each for event in journey.events for each in (*event.senders, *event.recipients)}
    return [actor for actor in journey.actors.values() if actor.id in ids and actor.perspective == AUTHORITY]


def _links(touched: Iterable[Actor]) -> list[str]:
    """Return who touched the case: every role, and a unit as such only when nobody in it is known."""
    people = {actor.id: party_of(actor) for actor in touched if actor.role != _STANDS_FOR_UNIT}
    bare = {party_of(actor) for actor in touched} - set(people.values())
    return [*people, *bare]


def _handovers(context: Context) -> int:
    """Count handovers between two parties of which at least one is the authority's."""
    parts = (context.parts[event.id] for event in context.journey.events if event.type in HANDOVERS)
    return sum(AUTHORITY in part.sides and bool(part.recipients - part.senders - {CITIZEN}) for part in parts)


def _length(journey: Journey) -> tuple[int, int]:
    if not journey.events:
        return 0, 0
    spans = [event.span for event in journey.events]
    least = (max(span.earliest for span in spans) - min(span.latest for span in spans)).days
    most = (max(span.latest for span in spans) - min(span.earliest for span in spans)).days
    return max(0, least), most


def _sum(silences: Iterable[Silence], *, exact: bool) -> int:
    return sum(each.days for each in silences if (each.days_min == each.days_max) is exact)


def _known(journey: Journey, side: str) -> tuple[int, int]:
    views = [event.views[side].known for event in journey.events if side in event.views]
    return views.count(KNOWN), views.count(KNOWN) + views.count(UNKNOWN)
