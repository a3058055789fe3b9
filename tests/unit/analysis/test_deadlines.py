"""Missed deadlines: what meets one, what moves one, and what never softens one."""

import pytest

from klagerejsen.analysis import Thresholds
from klagerejsen.analysis.thresholds import LEGAL_TERMS

from .drawing import event, found, named

DUE = {"date": "2024-03-01"}
ASKED = event("1", "2024-01-02", "application", "borger > ydelse", expects_reply=True, deadline=DUE)
LATE = event("9", "2024-03-11", "decision", "ydelse > borger", responds_to="1")


def test_a_ruling_after_the_day_has_missed_it():
    (missed,) = found("missed_deadline", ASKED, LATE)
    assert (missed.events, missed.certainty, missed.figures["overdue_days"]) == (("1", "9"), "certain", 10)
    assert (missed.figures["term_days"], missed.figures["due"]) == (59, "2024-03-01")
    assert (missed.raw, missed.severity) == (0.169, 1.169)


@pytest.mark.parametrize("day", ["2024-03-01", "2024-01-03"])
def test_a_ruling_on_the_day_is_in_time(day):
    assert not found("missed_deadline", ASKED, {**LATE, "date": day})


@pytest.mark.parametrize(
    ("date", "certainty"),
    [("2024-03-02/2024-03-20", "certain"), ("2024-02-25/2024-03-05", "possible"), ("2024-02-20/2024-03-01", None)],
)
def test_an_imprecise_ruling_misses_it_surely_possibly_or_not(date, certainty):
    missed = found("missed_deadline", ASKED, {**LATE, "date": date})
    assert [each.certainty for each in missed] == ([certainty] if certainty else [])


def test_the_marker_of_the_day_is_named_in_the_same_topic_only():
    asked, late = {**ASKED, "topic": "stol"}, {**LATE, "topic": "stol"}
    marker = event("5", "2024-03-01", "deadline", "ydelse >", topic="stol")
    assert named(found("missed_deadline", asked, marker, late)) == [("1", "5", "9")]
    assert named(found("missed_deadline", asked, {**marker, "topic": "taf"}, late)) == [("1", "9")]
    assert named(found("missed_deadline", asked, {**marker, "date": "2024-03-02"}, late)) == [("1", "9")]


@pytest.mark.parametrize("day", ["2024-02-01", "2024-03-01"])
def test_an_extension_in_time_moves_it(day):
    extended = event("5", day, "deadline_extension", "ydelse > borger", reply_due="2024-03-20")
    assert not found("missed_deadline", ASKED, extended, LATE)
    (missed,) = found("missed_deadline", ASKED, extended, {**LATE, "date": "2024-03-25"})
    assert (missed.figures["overdue_days"], missed.figures["extended_by"]) == (5, "5")


def test_a_notice_of_waiting_time_with_a_day_moves_it():
    notice = event("5", "2024-02-01", "waiting_notice", "ydelse > borger", reply_due="2024-03-20")
    assert not found("missed_deadline", ASKED, notice, LATE)
    assert found("missed_deadline", ASKED, {**notice, "reply_due": None}, LATE)


def test_an_extension_without_a_day_leaves_no_day_to_miss():
    assert not found("missed_deadline", ASKED, event("5", "2024-02-01", "deadline_extension", "ydelse > borger"), LATE)


@pytest.mark.parametrize(
    "notice",
    [
        event("5", "2024-03-02", "deadline_extension", "ydelse > borger", reply_due="2024-03-20"),
        event("5", "2024-02-01", "deadline_extension", "anke > borger", reply_due="2024-03-20"),
        event("5", "2024-02-01", "deadline_extension", "ydelse > skole", reply_due="2024-03-20"),
        event("5", "2024-02-01", "deadline_extension", "ydelse > borger", reply_due="2024-02-20"),
        event("5", "2024-02-01", "deadline_extension", "ydelse > borger", reply_due="2024-03-20", responds_to="0"),
        event("5", "2024-02-01", "deadline_extension", "ydelse > borger", reply_due="2024-03-20", topic="andet"),
        event("5", "2023-12-30", "deadline_extension", "ydelse > borger", reply_due="2024-03-20"),
    ],
    ids=["too late", "the appeals body", "to another", "shorter", "of another", "another topic", "before it began"],
)
def test_what_is_no_extension_in_time_moves_nothing(notice):
    other = event("0", "2023-12-01", "enquiry", "borger > ydelse")
    assert named(found("missed_deadline", other, {**ASKED, "topic": "stol"}, notice, LATE)) == [("1", "9")]


def test_an_extension_that_may_have_come_in_time_leaves_it_possible():
    extended = event("5", "2024-02-26/2024-03-05", "deadline_extension", "ydelse > borger", reply_due="2024-03-20")
    (missed,) = found("missed_deadline", ASKED, extended, LATE)
    assert (missed.certainty, missed.figures["late_notice"]) == ("possible", "5")


def test_holidays_never_soften_a_deadline():
    asked = {**ASKED, "date": "2024-05-20", "deadline": {"date": "2024-07-01"}}
    (missed,) = found("missed_deadline", asked, {**LATE, "date": "2024-08-10"})
    assert missed.figures["overdue_days"] == 40


def test_what_met_it_is_taken_as_stated():
    asked = {**ASKED, "deadline": {**DUE, "completed_by": "5"}}
    assert not found("missed_deadline", asked, event("5", "2024-02-01", "meeting", "ydelse > borger"), LATE)


def test_a_deadline_stated_to_be_open_runs_to_the_end_of_the_record():
    asked = {**ASKED, "deadline": {**DUE, "completed_by": None}}
    (missed,) = found("missed_deadline", asked, event("5", "2024-03-31", "meeting", "ydelse > borger"))
    assert (missed.events, missed.figures["open"], missed.figures["overdue_days"]) == (("1",), True, 30)


def test_a_case_that_nobody_ruled_on_has_missed_it_when_the_record_goes_on():
    assert named(found("missed_deadline", ASKED, event("5", "2024-03-31", "other"))) == [("1",)]
    assert not found("missed_deadline", ASKED, event("5", "2024-02-28", "other"))


def test_a_withdrawn_case_has_no_deadline():
    drawn = event("5", "2024-02-01", "withdrawal", "borger > ydelse")
    assert not found("missed_deadline", ASKED, drawn, event("6", "2024-06-01", "other"))


def test_the_appeals_body_meets_no_deadline_of_the_authority():
    ruled = event("5", "2024-02-01", "decision", "anke > borger", responds_to="1")
    assert named(found("missed_deadline", ASKED, ruled, LATE)) == [("1", "9")]


def test_a_task_the_authority_set_itself_ends_with_what_finishes_it():
    began = event("1", "2024-01-02", "meeting", "ydelse > borger", topic="bfu", deadline=DUE)
    done = event("9", "2024-03-11", "assessment", "kollega > borger", topic="bfu")
    (missed,) = found("missed_deadline", began, done)
    assert (missed.events, missed.figures["inferred"]) == (("1", "9"), True)


def test_a_task_whose_end_nobody_can_know_of_is_not_called_late():
    began = event("1", "2024-01-02", "meeting", "ydelse > borger", topic="bfu", deadline=DUE)
    assert not found("missed_deadline", began, event("9", "2024-06-01", "meeting", "ydelse > borger"))


def test_a_day_before_its_own_event_is_measured_against_the_usual_term():
    late = event("1", "2024-04-26", "meeting", "ydelse > borger", deadline={"date": "2024-03-01", "completed_by": "1"})
    (missed,) = found("missed_deadline", late)
    assert (missed.events, missed.raw) == (("1",), 1.0)


@pytest.mark.parametrize(
    ("kind", "answer", "in_time", "too_late"),
    [("complaint", "forwarding", "2024-01-30", "2024-01-31"), ("access_request", "reply", "2024-01-11", "2024-01-12")],
)
def test_statutory_terms_hold_where_none_is_stated(kind, answer, in_time, too_late):
    asked = event("1", "2024-01-02", kind, "borger > ydelse", expects_reply=True)
    assert not found("missed_deadline", asked, event("9", in_time, answer, "ydelse > borger"))
    (missed,) = found("missed_deadline", asked, event("9", too_late, answer, "ydelse > borger"))
    assert missed.figures["basis"] in [term.basis for term in LEGAL_TERMS]


def test_statutory_terms_are_data_that_can_be_changed():
    asked = event("1", "2024-01-02", "complaint", "borger > ydelse", expects_reply=True)
    late = event("9", "2024-06-01", "forwarding", "ydelse > anke")
    assert not found("missed_deadline", asked, late, thresholds=Thresholds(legal_terms=()))


RULED = event("2", "2024-03", "decision", "ydelse > borger", responds_to="1")
APPLIED = event("1", "2024-01-02", "application", "borger > ydelse", deadline={"date": "2024-03-20"})
COMPLAINED = event("3", "2024-03-15", "complaint", "borger > ydelse", deadline={"date": "2030-01-01"})


def test_a_ruling_that_was_complained_of_lies_before_the_complaint():
    assert found("missed_deadline", APPLIED, RULED)[0].certainty == "possible"
    assert not found("missed_deadline", APPLIED, RULED, COMPLAINED)
    assert found("missed_deadline", APPLIED, RULED, {**COMPLAINED, "date": "2024-03-25"})[0].figures["overdue_max"] == 5


def test_a_complaint_of_an_earlier_ruling_bounds_nothing():
    earlier = event("0", "2023-12-01", "decision", "ydelse > borger")
    assert found("missed_deadline", earlier, APPLIED, RULED, COMPLAINED)
    to_others = event("0", "2023-12-01", "decision", "ydelse > jura")
    assert not found("missed_deadline", to_others, APPLIED, RULED, COMPLAINED)


def test_a_complaint_was_sent_on_before_the_appeals_body_wrote():
    complaint = event("1", "2024-01-02", "complaint", "borger > ydelse", deadline={"date": "2024-01-30"})
    sent = event("2", "2024-01", "forwarding", "ydelse > anke", responds_to="1")
    assert found("missed_deadline", complaint, sent)[0].certainty == "possible"
    assert not found("missed_deadline", complaint, sent, event("3", "2024-01-29", "waiting_notice", "anke > borger"))
    sure = {**sent, "date": "2024-02-05"}
    notice = event("3", "2024-02-06", "waiting_notice", "anke > borger")
    assert found("missed_deadline", complaint, sure, notice)[0].certainty == "certain"
