"""Handovers as a graph of parties."""

import networkx

from klagerejsen.analysis.calendar import working_days
from klagerejsen.analysis.context import Context
from klagerejsen.analysis.model import Event
from klagerejsen.analysis.parties import APPEALS, CITIZEN, party_of

HANDOVERS = frozenset({"handover", "forwarding"})


def handover_graph(context: Context) -> "networkx.MultiDiGraph[str]":
    """Return the parties as nodes and an edge per handover and receiver.

    What stays inside a party is no handover, and a copy to the citizen hands nothing over.

    Nodes have ``label``, ``perspective`` and ``persons`` (ids of the actors that acted for it, in order of
    appearance). Edges have ``event``, ``days`` (calendar days, middles) and ``working_days`` until the receiver's
    first event afterwards, both None when there is none. After van der Aalst, Reijers & Song (2005), with stated
    handovers instead of direct succession.
    """
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for event in context.journey.events:
        for actor_id in (*event.senders, *event.recipients):
            _add_actor(graph, actor_id, context)
    for event in context.journey.events:
        if event.type in HANDOVERS:
            _add_handover(graph, event, context)
    return graph


def _add_actor(graph: "networkx.MultiDiGraph[str]", actor_id: str, context: Context) -> None:
    actor = context.journey.actors[actor_id]
    party = party_of(actor)
    if party not in graph:
        perspective = CITIZEN if party == CITIZEN else actor.perspective
        graph.add_node(party, label=party, perspective=perspective, persons=[])
    if actor_id not in graph.nodes[party]["persons"]:
        graph.nodes[party]["persons"].append(actor_id)


def _add_handover(graph: "networkx.MultiDiGraph[str]", event: Event, context: Context) -> None:
    part = context.parts[event.id]
    for sender in sorted(part.senders):
        for receiver in sorted(part.recipients - {sender, CITIZEN}):
            graph.add_edge(sender, receiver, event=event.id, **_waiting(event, receiver, context))


def _waiting(event: Event, receiver: str, context: Context) -> dict[str, int | None]:
    first = first_act(receiver, event, context)
    if first is None:
        return {"days": None, "working_days": None}
    start, end = event.span.middle, first.span.middle
    return {"days": max(0, (end - start).days), "working_days": working_days(start, end)}


def first_act(party: str, after: Event, context: Context) -> Event | None:
    """Return the first event sent by a party after another event, or None."""
    return next(iter(later_acts(party, after, context)), None)


def later_acts(party: str, after: Event, context: Context) -> list[Event]:
    """Return the events sent by a party after another event, in order."""
    later = context.journey.events[context.places[after.id] + 1 :]
    return [each for each in later if party in context.parts[each.id].senders]


def to_appeals(event: Event, context: Context) -> bool:
    """Tell whether an event goes to the appeals body."""
    return APPEALS in context.parts[event.id].to_sides
