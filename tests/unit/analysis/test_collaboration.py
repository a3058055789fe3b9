"""The map of a case: five events drawn by hand, with what the map must say of them."""

import pytest
from hypothesis import given, settings

from klagerejsen.analysis import analyse, read_journey
from klagerejsen.analysis.collaboration import ACTOR, Loop, collaboration
from tests.strategies import documents

from .drawing import analysed, case, event

FIVE = (
    event("1", "2024-01-08", "enquiry", "borger > ydelse"),
    event("2", "2024-01-10", "handover", "ydelse > støtte"),
    event("3", "2024-01-24", "handover", "støtte > ydelse"),
    event("4", "2024-01-29", "conversation", "kollega > borger"),
    event("5", "2024-02-05", "information", "borger > støtte", carries_from="skole"),
)


def links(found) -> dict:
    return {(each.giver, each.taker): each for each in found.links}


def test_a_link_knows_how_often_what_was_handed_over_and_how_long_it_took():
    found = links(collaboration(case(*FIVE)))
    assert set(found) == {
        ("citizen", "Ydelse"),
        ("Ydelse", "Støtte"),
        ("Støtte", "Ydelse"),
        ("Ydelse", "citizen"),
        ("citizen", "Støtte"),
    }
    assert (found["Ydelse", "Støtte"].handovers, found["Ydelse", "Støtte"].median_working_days) == (("2",), 10)
    assert (found["citizen", "Ydelse"].handovers, found["citizen", "Ydelse"].median_working_days) == ((), 2)
    assert found["Ydelse", "citizen"].median_working_days is None, "nobody waits for the citizen"
    assert found["citizen", "Støtte"].median_working_days is None, "it never did anything again"


def test_colleagues_are_one_unit_and_two_roles():
    by_role = collaboration(case(*FIVE), ACTOR)
    assert [each.id for each in by_role.places] == ["borger", "ydelse", "støtte", "kollega"]
    assert ("kollega", "borger") in links(by_role)
    assert [each.label for each in by_role.places] == ["Borgeren", "Sagsbehandler", "Rådgiver", "Kollega"]
    assert [each.label for each in collaboration(case(*FIVE)).places] == ["citizen", "Ydelse", "Støtte"]


def test_every_event_and_receiver_is_an_edge():
    twice = event("6", "2024-02-06", "information", "ydelse > støtte, jura, kollega")
    graph = collaboration(case(*FIVE, twice)).graph
    assert graph.number_of_edges() == 7
    assert graph.number_of_edges("Ydelse", "Støtte") == 2


def test_a_median_lies_between_two_waits():
    again = (
        event("6", "2024-02-12", "handover", "ydelse > støtte"),
        event("7", "2024-02-16", "assessment", "støtte >"),
    )
    assert links(collaboration(case(*FIVE, *again)))["Ydelse", "Støtte"].median_working_days == 7


def test_the_case_that_comes_back_is_a_loop():
    assert collaboration(case(*FIVE)).loops == (Loop("Ydelse", "2", "3", 10),)


def test_a_question_and_its_answer_are_no_loop():
    to_and_fro = (
        event("1", "2024-01-08", "information_request", "ydelse > jura"),
        event("2", "2024-01-10", "reply", "jura > ydelse"),
    )
    assert collaboration(case(*to_and_fro)).loops == ()


def test_what_was_carried_knows_who_never_spoke_with_the_source():
    (carried,) = collaboration(case(*FIVE)).carried
    assert (carried.event, carried.carriers, carried.source) == ("5", ("citizen",), "Skolen")
    assert (carried.takers, carried.apart) == (("Støtte",), ("Støtte",))
    spoken = event("6", "2024-02-07", "conversation", "støtte > skole")
    assert collaboration(case(*FIVE, spoken)).carried[0].apart == ()


def test_a_way_that_something_was_carried_is_marked_and_no_other():
    given = event("0", "2024-01-30", "conversation", "skole > borger")
    found = collaboration(case(*FIVE[:4], given, FIVE[4]))
    assert found.carried[0].had == "0"
    marked = {ends: link.carried for ends, link in links(found).items() if link.carried}
    assert marked == {("citizen", "Støtte"): ("5",), ("Skolen", "citizen"): ("0",)}


def test_a_unit_of_the_authority_that_passes_something_on_carries_nothing():
    passed = event("1", "2024-01-08", "information", "ydelse > støtte", carries_from="skole")
    found = collaboration(case(passed))
    assert [each.carriers for each in found.carried] == [("Ydelse",)]
    assert not any(link.carried for link in found.links)


ERRAND = (
    event("1", "2024-01-08", "information", "ydelse > borger", artefact="lægeerklæring"),
    event("2", "2024-01-10", "information", "borger > jura", artefact="lægeerklæringen"),
    event("3", "2024-01-12", "conversation", "borger > jura"),
)


@pytest.mark.parametrize(("by", "citizen", "giver", "taker"), [
    ("unit", "citizen", "Ydelse", "Jura"), (ACTOR, "borger", "ydelse", "jura"),
])  # fmt: skip
def test_an_errand_that_nobody_stated_is_drawn_from_the_finding(by, citizen, giver, taker):
    analysis = analysed(*ERRAND)
    found = collaboration(analysis.journey, by, analysis.findings)
    (carried,) = found.carried
    assert (carried.event, carried.had, carried.carriers, carried.source) == ("2", "1", (citizen,), giver)
    assert (carried.takers, carried.apart, carried.stated, carried.certain) == ((taker,), (taker,), False, True)
    assert {ends: link.carried for ends, link in links(found).items() if link.carried} == {
        (giver, citizen): ("1",),
        (citizen, taker): ("2",),
    }
    assert links(found)[citizen, taker].events == ("2", "3")


def test_a_finding_that_was_dismissed_leaves_nothing_carried():
    assert collaboration(analysed(*ERRAND).journey).carried == ()


def test_an_errand_that_depends_on_a_date_is_not_certain():
    about = event("1", "2024-01-08~", "information", "ydelse > borger", artefact="lægeerklæring")
    analysis = analysed(about, *ERRAND[1:])
    assert [each.certain for each in collaboration(analysis.journey, "unit", analysis.findings).carried] == [False]


STAR = (
    event("1", "2024-01-08", "enquiry", "skole > borger"),
    event("2", "2024-01-09", "enquiry", "borger > ydelse"),
    event("3", "2024-01-10", "reply", "ydelse > borger"),
    event("4", "2024-01-11", "enquiry", "borger > støtte"),
)


def test_everything_passes_through_the_one_in_the_middle():
    found = collaboration(case(*STAR))
    assert found.through == ("citizen",)
    middle = next(each for each in found.places if each.id == "citizen")
    # school to benefits, school to support, benefits to support; of the 3 × 2 ways there might be
    assert (middle.passes, middle.pairs, middle.betweenness) == (3, 3, pytest.approx(3 / 6))


def test_nobody_is_passed_through_where_two_speak():
    assert collaboration(case(STAR[1], STAR[2])).through == ()


def test_whom_nobody_turned_to_is_named():
    assert collaboration(case(*STAR)).unasked == ("Skolen",)


def test_a_case_without_events_has_an_empty_map():
    found = collaboration(case())
    assert (found.places, found.links, found.through, found.unasked) == ((), (), (), ())


@settings(deadline=None, max_examples=40)
@given(documents(most_events=8))
def test_an_event_among_strangers_changes_nothing_of_what_was_carried(document):
    analysis = analyse(read_journey(document))
    strangers = [{"id": f"fremmed-{n}", "label": f"Fremmed {n}", "perspective": "external"} for n in (1, 2)]
    apart = {"id": "fremmed", "date": "2150-01-01", "from": ["fremmed-1"], "to": ["fremmed-2"]}
    larger = {**document, "actors": document["actors"] + strangers, "events": document["events"] + [apart]}
    before = collaboration(analysis.journey, "unit", analysis.findings)
    after = collaboration(read_journey(larger), "unit", analysis.findings)
    assert after.carried == before.carried
    assert {ends: each.carried for ends, each in links(after).items() if each.carried} == {
        ends: each.carried for ends, each in links(before).items() if each.carried
    }


@settings(deadline=None, max_examples=40)
@given(documents(most_events=8))
def test_every_event_between_two_is_on_the_map(document):
    journey = read_journey(document)
    for by in ("unit", "actor"):
        found = collaboration(journey, by)
        known = {each.id for each in found.places}
        assert all({each.giver, each.taker} <= known and each.giver != each.taker for each in found.links)
        assert sum(each.weight for each in found.links) == found.graph.number_of_edges()
        assert all(set(each.carried) <= set(each.events) for each in found.links)
        assert all(0 <= each.passes <= each.pairs and 0 <= each.betweenness <= 1 for each in found.places)
