"""Brokers: the five roles of Gould and Fernandez, and who alone links two of one side."""

from itertools import permutations

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from klagerejsen.analysis.brokerage import ROLES, Brokered, OnlyLink, brokerage, only_links

# The sides of giver, broker and taker in the paper's five figures.
FIGURES = {
    "coordinator": ("A", "A", "A"),
    "consultant": ("A", "B", "A"),
    "gatekeeper": ("B", "A", "A"),
    "representative": ("A", "A", "B"),
    "liaison": ("A", "B", "C"),
}
nodes = st.sampled_from("pqrstu")
graphs = st.lists(st.tuples(nodes, nodes).filter(lambda edge: edge[0] != edge[1]), max_size=20).map(networkx.DiGraph)
sides = st.fixed_dictionaries({node: st.sampled_from("ABC") for node in "pqrstu"})


def test_the_five_figures_of_the_paper():
    way = networkx.DiGraph([("i", "b"), ("b", "j")])
    for role, groups in FIGURES.items():
        assert brokerage(way, dict(zip("ibj", groups, strict=True))) == (Brokered("b", role, "i", "j"),)


def test_who_turns_to_the_other_needs_no_broker_and_who_is_only_turned_to_does():
    way = networkx.DiGraph([("i", "b"), ("b", "j"), ("i", "j")])
    assert not brokerage(way, dict.fromkeys("ibj", "A"))
    back = networkx.DiGraph([("i", "b"), ("b", "j"), ("j", "i")])
    steps = brokerage(back, dict.fromkeys("ibj", "A"))
    assert {(each.giver, each.broker, each.taker) for each in steps} == {*map(tuple, ("ibj", "jib", "bji"))}


@settings(deadline=None)
@given(graphs, sides)
def test_every_open_way_of_two_steps_has_one_broker_and_one_role(graph, groups):
    found = brokerage(graph, groups)
    ways = {
        (one, broker, other)
        for one, broker, other in permutations(graph, 3)
        if graph.has_edge(one, broker) and graph.has_edge(broker, other) and not graph.has_edge(one, other)
    }
    assert len(found) == len(ways)
    assert {(each.giver, each.broker, each.taker) for each in found} == ways
    assert {each.role for each in found} <= set(ROLES)
    for each in found:
        alike = [groups[node] for node in (each.giver, each.broker, each.taker)]
        figure = FIGURES[each.role]
        assert all((alike[a] == alike[b]) == (figure[a] == figure[b]) for a, b in ((0, 1), (1, 2), (0, 2)))


def test_two_are_linked_by_one_alone_who_is_of_another_side():
    star = networkx.DiGraph([("x", "p"), ("x", "q"), ("r", "x")])
    groups = {"x": "B", "y": "B", "p": "A", "q": "A", "r": "A"}
    assert only_links(star, groups, "A") == tuple(OnlyLink("x", pair) for pair in (("p", "q"), ("p", "r"), ("q", "r")))
    assert not only_links(star, groups | {"x": "A"}, "A"), "one of their own links them"
    star.add_edges_from([("q", "r"), ("y", "p"), ("y", "q")])
    assert only_links(star, groups, "A") == (OnlyLink("x", ("p", "r")),), "q has turned to r, and p and q meet in two"
