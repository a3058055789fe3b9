"""A complaint on its way: which steps are open, where they lead, and what cannot be so."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.codes import ComplaintKind, ComplaintState, Outcome, Reassessment
from klagerejsen.complaints.course import (
    BEFORE_FORWARDING,
    BEFORE_RECEIPT,
    DECIDED_LATER,
    NEEDS_OUTCOME,
    NOT_FORWARDED,
    NOT_YET,
    Course,
    problems,
    settled,
    state_of,
)
from klagerejsen.complaints.flow import ANSWERS, STEP_OF, open_steps

RECEIVED = dt.date(2026, 3, 2)
TODAY = dt.date(2026, 11, 2)
MERITS = Course(ComplaintKind.MERITS, RECEIVED)
FORMALITY = Course(ComplaintKind.FORMALITY, RECEIVED)


def day(number: int) -> dt.date:
    return RECEIVED + dt.timedelta(number)


UPHELD = {"reassessed_on": day(3), "reassessment": Reassessment.UPHELD}


def walk(course: Course, *steps: tuple[str, int] | tuple[str, int, str]) -> Course:
    for code, number, *answer in steps:
        step = STEP_OF[code]
        assert step.fits(course), code
        course = step.taken(course, day(number), *answer)
    return course


def codes(course: Course) -> list[str]:
    return [step.code for step in open_steps(course)]


def test_the_next_step_of_a_new_complaint_is_to_acknowledge_it():
    assert codes(MERITS) == ["acknowledge", "reassess", "offer", "contact", "withdraw"]


def test_a_complaint_about_the_handling_is_answered_and_never_reassessed():
    assert codes(FORMALITY) == ["acknowledge", "answer", "offer", "contact", "withdraw"]
    done = walk(FORMALITY, ("acknowledge", 1), ("answer", 9))
    assert (state_of(done), done.municipal_closed_on, done.closed_on) == (ComplaintState.CLOSED, day(9), day(9))


def test_a_decision_that_is_changed_closes_the_complaint_at_home():
    done = walk(MERITS, ("reassess", 20, "upheld"))
    assert (state_of(done), done.municipal_closed_on, done.closed_on) == (ComplaintState.CLOSED, day(20), day(20))
    assert codes(done) == []


@pytest.mark.parametrize("result", ["maintained", "partly_upheld"])
def test_what_is_not_changed_wholly_is_sent_on(result: str):
    waiting = walk(MERITS, ("acknowledge", 1), ("reassess", 20, result))
    assert codes(waiting)[0] == "forward"
    away = walk(waiting, ("forward", 22))
    assert (state_of(away), away.municipal_closed_on, away.closed_on) == (ComplaintState.APPEALED, day(22), None)
    assert codes(away) == ["decide", "withdraw"]


@pytest.mark.parametrize("outcome", set(Outcome) - {Outcome.REMITTED})
def test_what_the_appeals_body_decides_closes_the_complaint(outcome: Outcome):
    done = walk(MERITS, ("reassess", 20, "maintained"), ("forward", 22), ("decide", 200, outcome.value))
    assert (state_of(done), done.closed_on) == (ComplaintState.CLOSED, day(200))


def test_what_is_sent_back_is_open_until_there_is_a_new_decision():
    back = walk(MERITS, ("reassess", 20, "maintained"), ("forward", 22), ("decide", 200, "remitted"))
    assert (state_of(back), back.closed_on, codes(back)[0]) == (ComplaintState.REMITTED, None, "redecide")
    done = walk(back, ("redecide", 230))
    assert (state_of(done), done.closed_on, done.municipal_closed_on) == (ComplaintState.CLOSED, day(230), day(22))


def test_a_complaint_can_be_withdrawn_from_everywhere_but_the_end():
    away = walk(MERITS, ("reassess", 20, "maintained"), ("forward", 22))
    for course in (MERITS, away):
        done = walk(course, ("withdraw", 30))
        assert (state_of(done), done.closed_on) == (ComplaintState.CLOSED, day(30))
        assert "withdraw" not in codes(done)


def test_a_conversation_is_offered_once_and_moves_the_complaint_nowhere():
    talked = walk(MERITS, ("offer", 1), ("contact", 2))
    assert state_of(talked) is ComplaintState.RECEIVED
    assert not {"offer", "contact"} & set(codes(talked))


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"acknowledged_on": day(-1)}, "acknowledged_on", BEFORE_RECEIPT),
        ({"acknowledged_on": TODAY + dt.timedelta(1)}, "acknowledged_on", NOT_YET),
        ({"decided_on": day(1)}, "decided_on", DECIDED_LATER),
        (UPHELD | {"forwarded_on": day(4)}, "forwarded_on", NOT_FORWARDED),
        ({"forwarded_on": day(4), "appeal_decided_on": day(9)}, "outcome", NEEDS_OUTCOME),
        (
            {"forwarded_on": day(4), "appeal_decided_on": day(3), "outcome": Outcome.CONFIRMED},
            "appeal_decided_on",
            BEFORE_FORWARDING,
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_told_at_the_field(changes: dict, field: str, problem: str):
    assert problems(replace(MERITS, **changes), TODAY)[field] == problem


@given(st.data())
def test_whatever_steps_are_taken_in_time_contradict_nothing_and_end(data: st.DataObject):
    """However a complaint is walked, day after day, it is in order, settled, and over after a few steps."""
    course, number = Course(data.draw(st.sampled_from(ComplaintKind)), RECEIVED), 0
    while steps := open_steps(course):
        step, number = data.draw(st.sampled_from(steps)), number + data.draw(st.integers(0, 9))
        choices = list(ANSWERS[step.asks]) if step.asks in ANSWERS else [""]
        course = step.taken(course, day(number), data.draw(st.sampled_from(choices)))
        assert problems(course, TODAY) == {}
        assert settled(course) == course
        assert not step.fits(course)
    assert state_of(course) is ComplaintState.CLOSED
    assert course.municipal_closed_on <= course.closed_on
