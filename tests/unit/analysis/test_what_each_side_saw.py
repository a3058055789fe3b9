"""What each side saw: journeys drawn by hand with the answers known, and what must hold for any journey."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from klagerejsen.analysis import Journey, read_journey
from klagerejsen.analysis.experience import differences, differences_by_phase
from klagerejsen.analysis.knowledge import Tally, knowledge, known_to_one
from klagerejsen.analysis.phases import TURNING_POINTS, phases
from tests.strategies import documents

from .drawing import case, event, seen

SIX = (
    event("1", "2024-01-08", "enquiry", "borger > ydelse", perspectives=seen(B=-1, M=1)),
    event("2", "2024-01-20/2024-01-30", "handover", "ydelse > støtte", perspectives=seen(B="?", M=0, E="-")),
    event("3", "2024-02-10", "information", "skole > borger, mor", perspectives=seen(B="?", M="?", E=2)),
    event("4", "2024-03-01", "decision", "ydelse > borger", perspectives=seen(B=-2, M=1, E="?")),
    event("5", "2024-03-09", "complaint", "borger > ydelse", perspectives=seen(B=-1, M=-1, E=0)),
    event("6", "2024-03-15", "acknowledgement", "ydelse > borger", perspectives=seen(B=None)),
)


# What each side knew


def test_a_side_is_counted_by_what_it_said_and_by_what_it_left_out():
    known = knowledge(case(*SIX))
    assert known["citizen"].total == Tally(known=4, unknown=2)
    assert known["authority"].total == Tally(known=4, unknown=1, unanswered=1)
    assert known["external"].total == Tally(known=2, unknown=1, not_relevant=1, unanswered=2)


def test_a_share_is_of_what_was_answered_and_never_of_what_was_left_out():
    total = knowledge(case(*SIX))["external"].total
    assert (total.answered, total.events, total.share) == (3, 6, pytest.approx(2 / 3))


def test_who_answered_nothing_has_no_share():
    total = knowledge(case(event("1", "2024-01-08", "meeting")))["citizen"].total
    assert total == Tally(unanswered=1)
    assert total.share is None


def test_an_imprecise_date_is_counted_when_it_may_have_been_and_when_it_surely_was():
    steps = {step.day: step for step in knowledge(case(*SIX))["authority"].steps}
    counts = [
        (steps[day].surely.known, steps[day].told.known, steps[day].possibly.known)
        for day in (date(2024, 1, 8), date(2024, 1, 20), date(2024, 1, 25), date(2024, 1, 30))
    ]
    assert counts == [(1, 1, 1), (1, 1, 2), (1, 2, 2), (2, 2, 2)]


# What only one side knew


def test_what_mattered_most_comes_first_and_says_who_was_involved():
    found = [(each.event, each.side, each.unaware, each.involved, each.weight) for each in known_to_one(case(*SIX))]
    assert found == [
        # a piece of information weighs .5, and 1.5 times that for the citizen, who received it
        ("3", "external", ("citizen", "authority"), ("citizen",), 0.5 * 1.5 + 0.5),
        ("2", "authority", ("citizen",), (), 1.0),
    ]


def test_an_event_that_nobody_denies_is_not_one_sided():
    alone = event("1", "2024-01-08", "decision", "ydelse > borger", perspectives=seen(M=1, E="-"))
    assert known_to_one(case(alone)) == ()


def test_an_event_that_two_sides_knew_is_not_one_sided():
    assert known_to_one(case(SIX[3])) == ()


def test_who_did_it_and_was_not_asked_knew_of_it():
    sent = event("1", "2024-01-08", "decision", "ydelse > borger", perspectives=seen(B="?"))
    assert [(each.side, each.unaware) for each in known_to_one(case(sent))] == [("authority", ("citizen",))]


# Phases


def test_a_phase_begins_where_the_case_turned():
    assert [(each.opened_by, each.events) for each in phases(case(*SIX))] == [
        ((), ("1", "2", "3")),
        (("4", "5"), ("4", "5", "6")),
    ]


def test_a_case_that_begins_with_a_decision_has_no_beginning_before_it():
    assert [each.opened_by for each in phases(case(*SIX[3:]))] == [("4", "5")]


def test_a_case_that_never_turned_is_one_phase_and_an_empty_one_has_none():
    assert [each.events for each in phases(case(*SIX[:3]))] == [("1", "2", "3")]
    assert phases(case()) == ()


# How differently they lived it


def test_a_difference_needs_a_score_from_both():
    journey = case(*SIX)
    assert [(each.event, each.steps) for each in differences(journey, "citizen")] == [("1", 2), ("4", 3), ("5", 0)]
    assert [(each.event, each.steps) for each in differences(journey, "external")] == [("5", -1)]


def test_a_phase_says_its_median_and_how_many_events_it_rests_on():
    first, second = differences_by_phase(case(*SIX), "citizen")
    assert (first.median, first.n, first.least, first.most) == (2, 1, 2, 2)
    assert (second.median, second.n, second.least, second.most) == (1.5, 2, 0, 3)
    assert [(each.n, each.median) for each in differences_by_phase(case(*SIX), "external")] == [(0, None), (1, -1)]


def test_several_answers_count_as_their_median_and_their_number_is_kept():
    several = {"citizen": {"known": "known", "score": -0.5, "voices": 4}, "authority": {"known": "known", "score": 1}}
    (found,) = differences(case(event("1", "2024-01-08", "meeting", perspectives=several)), "citizen")
    assert (found.steps, found.voices) == (1.5, (1, 4))


# Any journey


@settings(deadline=None, max_examples=60)
@given(documents(most_events=8))
def test_the_counts_only_grow_and_end_with_every_event(document):
    journey = read_journey(document)
    for known in knowledge(journey).values():
        assert known.total.events == len(journey.events)
        before = Tally()
        for step in known.steps:
            assert step.surely.events <= step.told.events <= step.possibly.events
            assert step.surely.known <= step.told.known <= step.possibly.known
            assert all(getattr(step.told, name) >= getattr(before, name) for name in Tally.__dataclass_fields__)
            before = step.told


@settings(deadline=None, max_examples=60)
@given(documents(most_events=8))
def test_every_event_is_in_one_phase_and_only_turning_points_open_one(document):
    journey = read_journey(document)
    found = phases(journey)
    assert [each for phase in found for each in phase.events] == [event.id for event in journey.events]
    opened = {each for phase in found for each in phase.opened_by}
    assert opened == {event.id for event in journey.events if event.type in TURNING_POINTS}


def renamed(journey: Journey) -> Journey:
    """Give every event a new id that sorts the other way."""
    new = {event.id: f"x{1000 - number}" for number, event in enumerate(journey.events)}
    return replace(journey, events=tuple(replace(event, id=new[event.id]) for event in journey.events))


@settings(deadline=None, max_examples=60)
@given(documents(most_events=8))
def test_what_events_are_called_changes_nothing(document):
    journey = read_journey(document)
    other, order = renamed(journey), [event.id for event in journey.events]
    back = dict(zip([event.id for event in other.events], order, strict=True))
    assert knowledge(other) == knowledge(journey)
    assert [(back[each.event], each.weight) for each in known_to_one(other)] == [
        (each.event, each.weight) for each in known_to_one(journey)
    ]
    for side in ("citizen", "external"):
        told = [(each.n, each.median) for each in differences_by_phase(journey, side)]
        assert [(each.n, each.median) for each in differences_by_phase(other, side)] == told


@settings(deadline=None, max_examples=60)
@given(documents(most_events=8))
def test_an_event_afterwards_changes_nothing_of_those_before(document):
    journey = read_journey(document)
    late = case(event("later", "2150-01-01", "meeting", perspectives=seen(B="?", M=2))).events
    longer = replace(journey, events=(*journey.events, *late))
    for side, known in knowledge(journey).items():
        assert knowledge(longer)[side].steps[: len(known.steps)] == known.steps
    assert [each for each in known_to_one(longer) if each.event != "later"] == list(known_to_one(journey))
    assert differences(longer, "citizen") == differences(journey, "citizen")
    assert len(phases(longer)) == max(1, len(phases(journey)))
