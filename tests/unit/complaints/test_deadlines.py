"""What is due when, on the calendar of Danish working days."""

import datetime as dt
import doctest
from dataclasses import replace

import pytest

from klagerejsen.codes import ComplaintKind, Outcome, Reassessment
from klagerejsen.complaints import deadlines
from klagerejsen.complaints.course import Course, settled
from klagerejsen.complaints.deadlines import CALENDAR, WORKING, Term, clocks, complained_late, next_due

TERMS = {
    term.code: term
    for term in (
        Term("acknowledge", 5, WORKING),
        Term("contact", 2, WORKING),
        Term("reassess", 28, CALENDAR),
        Term("close", 60, CALENDAR),
        Term("complain", 28, CALENDAR),
    )
}
BEFORE_EASTER = Course(ComplaintKind.MERITS, dt.date(2024, 3, 27))


def due(course: Course) -> dict[str, dt.date]:
    return {clock.duty.code: clock.due for clock in clocks(course, TERMS)}


def test_the_examples_hold():
    assert doctest.testmod(deadlines).failed == 0


def test_working_days_pass_over_easter_and_calendar_days_do_not():
    assert due(BEFORE_EASTER) == {
        "contact": dt.date(2024, 4, 3),
        "acknowledge": dt.date(2024, 4, 8),
        "reassess": dt.date(2024, 4, 24),
        "close": dt.date(2024, 5, 26),
    }


def test_store_bededag_is_a_working_day_from_2024_on():
    term = Term("acknowledge", 1, WORKING)
    assert term.ends(dt.date(2023, 5, 4)) == dt.date(2023, 5, 8)
    assert term.ends(dt.date(2024, 4, 25)) == dt.date(2024, 4, 26)


def test_a_deadline_on_a_sunday_stays_there_and_the_work_is_due_before():
    close = clocks(BEFORE_EASTER, TERMS)[-1]
    assert (close.due.strftime("%A"), close.last_working_day) == ("Sunday", dt.date(2024, 5, 24))


def test_a_complaint_about_the_handling_is_not_to_be_reassessed():
    assert "reassess" not in due(replace(BEFORE_EASTER, kind=ComplaintKind.FORMALITY))


def test_to_reassess_is_not_enough_where_the_complaint_must_be_sent_on():
    maintained = replace(BEFORE_EASTER, reassessed_on=dt.date(2024, 4, 10), reassessment=Reassessment.MAINTAINED)
    [clock] = [each for each in clocks(maintained, TERMS) if each.duty.code == "reassess"]
    assert clock.running
    [clock] = [
        each
        for each in clocks(replace(maintained, forwarded_on=dt.date(2024, 4, 26)), TERMS)
        if each.duty.code == "reassess"
    ]
    assert (clock.met_on, clock.late(dt.date(2024, 5, 1))) == (dt.date(2024, 4, 26), True)


def test_the_next_thing_due_is_the_first_that_nobody_has_met():
    assert next_due(clocks(BEFORE_EASTER, TERMS)).duty.code == "contact"
    talked = replace(BEFORE_EASTER, contacted_on=dt.date(2024, 4, 2), acknowledged_on=dt.date(2024, 3, 27))
    assert next_due(clocks(talked, TERMS)).duty.code == "reassess"
    gone = settled(
        replace(talked, reassessed_on=dt.date(2024, 4, 9), reassessment=Reassessment.MAINTAINED,
                forwarded_on=dt.date(2024, 4, 9))
    )  # fmt: skip
    assert next_due(clocks(gone, TERMS)) is None


@pytest.mark.parametrize(("withdrawn", "late"), [(dt.date(2024, 4, 2), False), (dt.date(2024, 4, 10), True)])
def test_what_was_withdrawn_before_it_was_due_was_neither_kept_nor_broken(withdrawn: dt.date, late: bool):
    over = settled(replace(BEFORE_EASTER, withdrawn_on=withdrawn))
    contact = next(clock for clock in clocks(over, TERMS) if clock.duty.code == "contact")
    assert (contact.running, contact.dropped, contact.late(dt.date(2026, 1, 1))) == (False, not late, late)


def test_an_appeal_that_is_decided_starts_no_clock_again():
    over = settled(
        replace(BEFORE_EASTER, reassessed_on=dt.date(2024, 4, 9), reassessment=Reassessment.MAINTAINED,
                forwarded_on=dt.date(2024, 4, 9), appeal_decided_on=dt.date(2024, 9, 2), outcome=Outcome.REMITTED)
    )  # fmt: skip
    assert next_due(clocks(over, TERMS)) is None


def test_a_term_that_nobody_set_is_no_deadline():
    assert clocks(BEFORE_EASTER, {"close": Term("close", None)}) == ()


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        (dt.date(2024, 2, 28), None),  # to the day
        (dt.date(2024, 2, 27), dt.date(2024, 3, 26)),  # a day late
        (None, None),
    ],
)
def test_a_complaint_after_four_weeks_is_pointed_out(decided: dt.date | None, last: dt.date | None):
    assert complained_late(replace(BEFORE_EASTER, decided_on=decided), TERMS) == last


def test_who_complains_on_the_first_working_day_after_a_holiday_complains_in_time():
    course = Course(ComplaintKind.MERITS, dt.date(2024, 4, 2), decided_on=dt.date(2024, 2, 29))  # until Maundy Thursday
    assert complained_late(course, TERMS) is None
