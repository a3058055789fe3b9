"""Unanswered requests, and answers that came too late."""

import pytest

from .drawing import event, found, named

ASKED = event("1", "2024-01-08", "enquiry", "borger > ydelse", expects_reply=True)
END = event("9", "2024-04-01", "occurrence", "borger >")


def test_a_request_without_any_answer_is_found_after_a_month():
    (request,) = found("unanswered_request", ASKED, END)
    assert (request.events, request.certainty, request.figures["days"]) == (("1",), "certain", 84)
    assert (request.raw, request.parties) == (1.4, ("citizen", "Ydelse"))


def test_its_weight_is_cut_at_three():
    (request,) = found("unanswered_request", ASKED, event("9", "2025-04-01", "occurrence"))
    assert (request.raw, request.severity) == (7.483, 3.0)


@pytest.mark.parametrize(
    "ending",
    [
        event("2", "2024-01-20", "reply", "ydelse > borger", responds_to="1"),
        event("2", "2024-01-20", "conversation", "kollega > mor"),
        event("2", "2024-01-20", "withdrawal", "borger > ydelse"),
    ],
    ids=["answered", "a colleague called", "withdrawn"],
)
def test_an_answer_or_a_withdrawal_ends_it(ending):
    assert not found("unanswered_request", ASKED, ending, END)


def test_nobody_can_tell_near_the_end_of_the_record():
    assert not found("unanswered_request", ASKED, event("9", "2024-02-07", "occurrence"))
    assert not found("unanswered_request", ASKED)


def test_the_record_ends_when_the_case_was_closed():
    assert found("unanswered_request", ASKED, closed="2024-03-01")


def test_an_event_that_expects_nothing_is_no_request():
    assert not found("unanswered_request", {**ASKED, "expects_reply": False}, END)


@pytest.mark.parametrize("kind", ["application", "complaint", "access_request"])
def test_a_statutory_course_is_a_matter_of_deadlines(kind):
    assert not found("unanswered_request", {**ASKED, "type": kind}, END)
    assert not found("unanswered_request", {**ASKED, "deadline": {"date": "2024-01-20"}}, END)


def test_a_promised_day_is_waited_for():
    assert not found("unanswered_request", {**ASKED, "reply_due": "2024-03-28"}, END)
    assert found("unanswered_request", {**ASKED, "reply_due": "2024-03-20"}, END)


def test_imprecise_dates_may_leave_it_only_possible():
    (request,) = found("unanswered_request", {**ASKED, "date": "2024-01-08~"}, event("9", "2024-02-12", "occurrence"))
    assert request.certainty == "possible"


@pytest.mark.parametrize(("day", "raised"), [("2024-01-27", False), ("2024-01-28", True)])
def test_an_answer_more_than_a_week_after_the_promised_day_is_late(day, raised):
    request = {**ASKED, "reply_due": "2024-01-20"}
    late = event("2", day, "reply", "ydelse > borger", responds_to="1")
    assert named(found("unanswered_request", request, late, END)) == ([("1", "2")] if raised else [])


def test_a_late_answer_of_imprecise_date_is_possibly_late():
    request = {**ASKED, "reply_due": "2024-01-20"}
    (late,) = found("unanswered_request", request, event("2", "2024-01-28~", "reply", "ydelse > borger"), END)
    assert (late.certainty, late.figures["inferred"]) == ("possible", True)
    assert (late.figures["late_days"], late.figures["late_min"], late.figures["late_max"]) == (8, 1, 15)


def test_an_answer_to_the_wrong_place_is_told():
    request = event(
        "1",
        "2024-01-08",
        "information_request",
        "ydelse > skole",
        expects_reply=True,
        reply_due="2024-01-20",
        topic="x",
    )
    (late,) = found("unanswered_request", request, event("2", "2024-02-20", "reply", "skole > jura", topic="x"))
    assert late.figures["elsewhere"] is True


def test_the_ball_may_lie_with_the_citizen_too():
    request = event("1", "2024-01-08", "information_request", "ydelse > borger", expects_reply=True)
    assert named(found("unanswered_request", request, END)) == [("1",)]
