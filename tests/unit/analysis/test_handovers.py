"""Dropped handovers and ping-pong, with the benign ones that look like them."""

import pytest

from klagerejsen.analysis import Thresholds

from .drawing import analysed, event, found, named

GIVEN = event("1", "2024-01-08", "handover", "ydelse > jura")


@pytest.mark.parametrize(("day", "raised"), [("2024-01-29", False), ("2024-01-30", True)])
def test_a_receiver_who_does_nothing_for_three_weeks_has_dropped_it(day, raised):
    act = event("2", day, "assessment", "jura >")
    assert named(found("dropped_handover", GIVEN, act)) == ([("1", "2")] if raised else [])


def test_a_receiver_who_never_acts_has_dropped_it():
    (dropped,) = found("dropped_handover", GIVEN, event("2", "2024-03-01", "meeting", "ydelse > borger"))
    assert (dropped.events, dropped.figures["never"], dropped.parties) == (("1",), True, ("Ydelse", "Jura"))


@pytest.mark.parametrize(
    "way", ["ydelse > kollega", "ydelse > borger", "ydelse > anke", "ydelse >"], ids=["unit", "citizen", "appeal", "?"]
)
def test_what_stays_in_the_unit_or_leaves_the_house_is_no_handover(way):
    given = event("1", "2024-01-08", "handover", way)
    assert not found("dropped_handover", given, event("2", "2024-03-01", "other"))


def test_a_receiver_who_had_announced_the_wait_has_not_dropped_it():
    notice = event("0", "2024-01-02", "waiting_notice", "jura > ydelse", reply_due="2024-02-10")
    late = event("2", "2024-03-01", "assessment", "jura >")
    assert not found("dropped_handover", notice, GIVEN, late)
    assert found("dropped_handover", {**notice, "reply_due": "2024-01-20"}, GIVEN, late)
    assert found("dropped_handover", {**notice, "from": ["støtte"]}, GIVEN, late)


@pytest.mark.parametrize(
    ("given", "act", "certainty"),
    [
        ("2024-01-08", "2024-01-25/2024-02-10", "possible"),
        ("2024-01-08/2024-01-20", "2024-02-15", "certain"),
        ("2024-01-08/2024-01-25", "2024-02-14", "possible"),
    ],
)
def test_imprecise_dates_may_leave_a_drop_only_possible(given, act, certainty):
    (dropped,) = found("dropped_handover", {**GIVEN, "date": given}, event("2", act, "assessment", "jura >"))
    assert dropped.certainty == certainty


def test_an_earlier_act_that_may_have_come_after_leaves_it_possible():
    earlier = event("0", "2024-01-01/2024-01-20", "assessment", "jura >")
    (dropped,) = found("dropped_handover", earlier, GIVEN, event("2", "2024-03-01", "assessment", "jura >"))
    assert dropped.certainty == "possible"


def volley(*ways, start=1, **more):
    """Draw handovers a week apart."""
    return [
        event(str(number), f"2024-02-{number:02}", "handover", way, **more)
        for number, way in zip(range(start, 29, 7), ways, strict=False)
    ]


TO, FRO = "ydelse > jura", "jura > ydelse"


def test_three_moves_to_and_fro_are_ping_pong():
    (match,) = found("ping_pong", *volley(TO, FRO, TO))
    assert (match.events, match.raw, match.severity) == (("1", "8", "15"), 1, 2.0)
    assert (match.certainty, match.parties) == ("certain", ("Jura", "Ydelse"))


def test_two_moves_are_enough_when_one_is_a_rejection():
    assert not found("ping_pong", *volley(TO, FRO))
    there, back = volley(TO, FRO)
    (match,) = found("ping_pong", there, {**back, "title": "Hører ikke til hos os"})
    assert (match.figures["moves"], match.figures["threshold_moves"], match.severity) == (2, 2, 1.0)


def test_a_claim_of_where_the_case_belongs_is_a_rejection():
    there, back = volley(TO, FRO)
    assert found("ping_pong", there, {**back, "claims": [{"about": "sagen_ligger_hos", "value": "Ydelse"}]})


@pytest.mark.parametrize(
    "moves",
    [
        volley(TO, TO, TO),
        volley(TO, "jura > støtte", "støtte > ydelse"),
        volley("ydelse > borger", "borger > ydelse", "ydelse > borger"),
        volley("ydelse > kollega", "kollega > ydelse", "ydelse > kollega"),
        [*volley(TO, FRO), event("16", "2024-02-16", "decision", "jura > borger"), *volley(TO, start=22)],
        [*volley(TO, FRO), event("15", "2024-06-15", "handover", TO)],
        [{**move, "topic": topic} for move, topic in zip(volley(TO, FRO, TO), "aba", strict=True)],
        [
            {**move, "artefact": name}
            for move, name in zip(volley(TO, FRO, TO), ["udkast", "svar", "bilag"], strict=True)
        ],
        [{**move, "type": "scheduling"} for move in volley(TO, FRO, TO)],
    ],
    ids=[
        "one way",
        "round",
        "with the citizen",
        "inside a unit",
        "decided",
        "too slow",
        "other topics",
        "progress",
        "booking",
    ],
)
def test_what_only_looks_like_ping_pong_is_not(moves):
    assert not found("ping_pong", *moves)


def test_the_same_artefact_in_other_words_is_one():
    names = ["ansøgningsskema", "ansøgningsskemaet", "ansøgningsskema"]
    moves = [{**move, "artefact": name} for move, name in zip(volley(TO, FRO, TO), names, strict=True)]
    assert found("ping_pong", *moves)


def test_a_move_without_a_sender_goes_on_with_a_run_but_starts_none():
    assert named(found("ping_pong", *volley(TO, FRO, "> jura"))) == [("1", "8", "15")]
    assert not found("ping_pong", *volley("> jura", FRO, TO))


def test_moves_whose_order_is_uncertain_are_possibly_ping_pong():
    first, second, third = volley(TO, FRO, TO)
    (match,) = found("ping_pong", first, {**second, "date": "2024-02-05/2024-02-20"}, third)
    assert match.certainty == "possible"


def test_the_step_is_a_setting():
    assert not found("ping_pong", *volley(TO, FRO, TO), thresholds=Thresholds(ping_pong_step_days=6))


def test_the_graph_has_an_edge_for_every_handover_with_its_waiting_time():
    graph = analysed(*volley(TO, FRO, TO), event("27", "2024-02-27", "meeting", "jura > mor")).handovers
    edges = sorted((start, end, data["event"], data["working_days"]) for start, end, data in graph.edges(data=True))
    assert edges == [("Jura", "Ydelse", "8", 5), ("Ydelse", "Jura", "1", 5), ("Ydelse", "Jura", "15", 8)]
    assert graph.nodes["citizen"] == {"label": "citizen", "perspective": "citizen", "persons": ["mor"]}


def test_a_forwarding_to_the_appeals_body_is_an_edge_and_a_copy_to_the_citizen_is_none():
    graph = analysed(event("1", "2024-01-08", "forwarding", "ydelse > borger, anke")).handovers
    assert list(graph.edges(data="working_days")) == [("Ydelse", "Ankestyrelsen", None)]
