"""Brokers: who stands between two who do not turn to each other, and whose sides they are of.

Gould & Fernandez (1989), Structures of mediation: a formal approach to brokerage in transaction networks,
Sociological Methodology 19:89–126. A broker b lies on i → b → j where i never turns to j. By the sides of the three
there are five roles.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx

COORDINATOR = "coordinator"  # all three of one side
CONSULTANT = "consultant"  # the two of one side, the broker of another
GATEKEEPER = "gatekeeper"  # from another side to the broker's own
REPRESENTATIVE = "representative"  # from the broker's own side to another
LIAISON = "liaison"  # three sides
ROLES = (COORDINATOR, CONSULTANT, GATEKEEPER, REPRESENTATIVE, LIAISON)


@dataclass(frozen=True, slots=True)
class Brokered:
    """One step that a broker makes possible: ``giver`` turns to ``broker``, who turns to ``taker``."""

    broker: str
    role: str
    giver: str
    taker: str


def brokerage(graph: "networkx.DiGraph[str]", sides: Mapping[str, Hashable]) -> tuple[Brokered, ...]:
    """Return every step over a broker in the order of the graph's nodes; how often one turned to another says nothing.

    The counts of the paper are how many of a role a broker has. Several brokers between the same two each have theirs.
    Time grows with the cube of the nodes at worst.

    >>> graph = networkx.DiGraph([("borger", "ydelse"), ("ydelse", "jura"), ("jura", "borger"), ("ydelse", "læge")])
    >>> sides = {"borger": "citizen", "ydelse": "authority", "jura": "authority", "læge": "external"}
    >>> for each in brokerage(graph, sides):
    ...     print(each.broker, each.role, each.giver, each.taker)
    borger consultant jura ydelse
    ydelse gatekeeper borger jura
    ydelse liaison borger læge
    jura representative ydelse borger
    """
    return tuple(step for broker in graph for step in _steps(broker, graph, sides))


def _steps(broker: str, graph: "networkx.DiGraph[str]", sides: Mapping[str, Hashable]) -> Iterator[Brokered]:
    for giver in graph.predecessors(broker):
        for taker in graph.successors(broker):
            if len({giver, broker, taker}) == 3 and not graph.has_edge(giver, taker):
                yield Brokered(broker, _role(sides[giver], sides[broker], sides[taker]), giver, taker)


def _role(giver: Hashable, broker: Hashable, taker: Hashable) -> str:
    if giver == taker:
        return COORDINATOR if giver == broker else CONSULTANT
    if broker == taker:
        return GATEKEEPER
    return REPRESENTATIVE if giver == broker else LIAISON


@dataclass(frozen=True, slots=True)
class OnlyLink:
    """Two of one side who never turned to each other; only ``broker``, who is of another side, had to do with both."""

    broker: str
    pair: tuple[str, str]


def only_links(graph: "networkx.DiGraph[str]", sides: Mapping[str, Hashable], side: Hashable) -> tuple[OnlyLink, ...]:
    """Return the pairs of ``side`` that only one other links, and that one is of another side.

    Narrower than the consultant: neither turned to the other, and nobody else stands between them.

    >>> star = networkx.DiGraph([("borger", "ydelse"), ("jura", "borger"), ("borger", "læge"), ("læge", "ydelse")])
    >>> sides = {"borger": "citizen", "ydelse": "authority", "jura": "authority", "læge": "external"}
    >>> only_links(star, sides, "authority")
    (OnlyLink(broker='borger', pair=('ydelse', 'jura')),)
    """
    plain = graph.to_undirected()
    pairs = combinations((node for node in graph if sides[node] == side), 2)
    apart = (pair for pair in pairs if not plain.has_edge(*pair))
    common = ((pair, list(networkx.common_neighbors(plain, *pair))) for pair in apart)
    return tuple(OnlyLink(both[0], pair) for pair, both in common if len(both) == 1 and sides[both[0]] != side)
