"""Who worked with whom: the map of a case, by unit or by role.

A node is a party (a unit; the citizen's side is one) or a single role. An edge stands for one event and one
receiver, so that the weight of a link is how often one turned to the other. Every figure is about roles and units in
this one case and says nothing of how well anybody worked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from statistics import median

import networkx

from klagerejsen.analysis.brokerage import Brokered, OnlyLink, brokerage, only_links
from klagerejsen.analysis.calendar import working_days
from klagerejsen.analysis.carrying import Carried, Ways, carried, ways_of
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import AUTHORITY, CITIZEN
from klagerejsen.analysis.results import Finding
from klagerejsen.analysis.taking_part import ACTOR, UNIT, TakingPart

__all__ = ["ACTOR", "UNIT", "Carried", "Collaboration", "Link", "Loop", "OnlyLink", "Place", "collaboration"]
_AS_GOOD_AS_EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class Place:
    """A node: a unit or a role that took part.

    ``events`` are those it sent or received. ``betweenness`` is Freeman's (1977), as a share of all pairs of others;
    ``passes`` says the same in whole numbers: for how many of the ``pairs`` (ordered pairs of others, one of whom can
    reach the other) a shortest way goes through it.
    """

    id: str
    label: str
    perspective: str
    events: tuple[str, ...]
    betweenness: float
    passes: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Link:
    """Everything that went from one to another.

    ``handovers`` are those of its ``events`` with which the case was handed over, ``carried`` those with which the
    citizen or an external actor was given something or brought it on, so that one sees the way it took.
    ``median_working_days`` is the median of working days until the receiver next did anything; None where it never did,
    and for the citizen's side, whom nobody waits for.
    """

    giver: str
    taker: str
    events: tuple[str, ...]
    handovers: tuple[str, ...]
    carried: tuple[str, ...]
    median_working_days: float | None

    @property
    def weight(self) -> int:
        """How many events it has."""
        return len(self.events)


@dataclass(frozen=True, slots=True)
class Loop:
    """The case came back: ``at`` handed it over with the event ``out`` and was given it again with ``back``."""

    at: str
    out: str
    back: str
    working_days: int


@dataclass(frozen=True, slots=True)
class Collaboration:
    """The map: ``through`` are those most ways go through, ``unasked`` those whom nobody ever turned to.

    ``brokered`` are the steps over somebody between two who did not turn to each other, ``only_links`` the pairs of the
    authority that only somebody of another side links.
    ``graph`` has an edge for each event and receiver, with ``event``, ``handover`` and ``working_days``.
    """

    by: str
    places: tuple[Place, ...]
    links: tuple[Link, ...]
    through: tuple[str, ...]
    unasked: tuple[str, ...]
    loops: tuple[Loop, ...]
    carried: tuple[Carried, ...]
    brokered: tuple[Brokered, ...]
    only_links: tuple[OnlyLink, ...]
    graph: "networkx.MultiDiGraph[str]"


def collaboration(journey: Journey, by: str = UNIT, findings: Iterable[Finding] = ()) -> Collaboration:
    """Draw the map of a journey by "unit" or by "actor"; places and links come in the order in which they first did.

    ``findings`` are those that stand: from the citizen as messenger among them follow errands that no event states.
    """
    taking_part = TakingPart(journey, by)
    graph = _graph(taking_part)
    brought = tuple(carried(taking_part, findings))
    plain, sides = networkx.DiGraph(graph), dict(graph.nodes(data="perspective"))
    return Collaboration(
        by=by,
        places=(places := tuple(_places(graph))),
        links=tuple(_links(graph, ways_of(brought, taking_part))),
        through=_through(places),
        unasked=tuple(place.id for place in places if not graph.in_degree(place.id)),
        loops=tuple(_loops(taking_part)),
        carried=brought,
        brokered=brokerage(plain, sides),
        only_links=only_links(plain, sides, AUTHORITY),
        graph=graph,
    )


def _graph(part: TakingPart) -> "networkx.MultiDiGraph[str]":
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for number, event in enumerate(part.journey.events):
        for actor_id in (*event.senders, *event.recipients):
            _add_place(graph, part, actor_id, event)
        for giver, taker in part.moves(event):
            given = part.hands_over(event, taker)
            graph.add_edge(giver, taker, event=event.id, handover=given, working_days=part.waited(number, taker))
    return graph


def _add_place(graph: "networkx.MultiDiGraph[str]", part: TakingPart, actor_id: str, event: Event) -> None:
    actor, node = part.actors[actor_id], part.node(actor_id)
    if node not in graph:
        perspective = CITIZEN if node == CITIZEN else actor.perspective
        graph.add_node(node, label=part.label(actor_id), perspective=perspective, events={})
    graph.nodes[node]["events"][event.id] = None


def _places(graph: "networkx.MultiDiGraph[str]") -> Iterator[Place]:
    plain = networkx.DiGraph(graph)
    between = networkx.betweenness_centrality(plain)
    far: Mapping[str, Mapping[str, int]] = dict(networkx.all_pairs_shortest_path_length(plain))
    reached = [(one, other) for one, other in permutations(plain, 2) if other in far[one]]
    for node, stated in graph.nodes(data=True):
        others = [(one, other) for one, other in reached if node not in (one, other)]
        yield Place(
            id=node,
            label=stated["label"],
            perspective=stated["perspective"],
            events=tuple(stated["events"]),
            betweenness=between[node],
            passes=sum(_on_the_way(node, one, other, far) for one, other in others),
            pairs=len(others),
        )


def _on_the_way(node: str, one: str, other: str, far: Mapping[str, Mapping[str, int]]) -> bool:
    if node not in far[one] or other not in far[node]:
        return False
    return far[one][node] + far[node][other] == far[one][other]


def _through(places: Iterable[Place]) -> tuple[str, ...]:
    """Return who has the highest betweenness, several where they are alike and nobody where it is nought."""
    most = max((place.betweenness for place in places), default=0.0)
    return tuple(each.id for each in places if most > 0 and most - each.betweenness < _AS_GOOD_AS_EQUAL)


def _links(graph: "networkx.MultiDiGraph[str]", ways: Ways) -> Iterator[Link]:
    for giver, taker in dict.fromkeys((giver, taker) for giver, taker, _number in graph.edges):
        edges = list(graph[giver][taker].values())
        waits = [edge["working_days"] for edge in edges if edge["working_days"] is not None]
        yield Link(
            giver=giver,
            taker=taker,
            events=(events := tuple(edge["event"] for edge in edges)),
            handovers=tuple(edge["event"] for edge in edges if edge["handover"]),
            carried=tuple(event for event in events if event in ways.get((giver, taker), ())),
            median_working_days=median(waits) if waits else None,
        )


def _loops(part: TakingPart) -> Iterator[Loop]:
    """Yield each handover back to somebody who had handed the case over; the latest time before counts."""
    given: dict[str, Event] = {}
    for event in part.journey.events:
        moves = [move for move in part.moves(event) if part.hands_over(event, move[1])]
        for taker in dict.fromkeys(taker for _giver, taker in moves):
            if taker in given:
                days = working_days(given[taker].span.middle, event.span.middle)
                yield Loop(taker, given[taker].id, event.id, days)
        given.update((giver, event) for giver, _taker in moves)
