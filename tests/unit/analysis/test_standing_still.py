"""Standstill and no owner, with the benign ones that look like them."""

import pytest

from klagerejsen.analysis import Thresholds

from .drawing import event, found, named

LAST = event("1", "2024-01-08", "assessment", "ydelse >")
NEXT = event("2", "2024-02-06", "assessment", "ydelse >")  # 21 net working days later


@pytest.mark.parametrize(("day", "raised"), [("2024-02-05", False), ("2024-02-06", True)])
def test_more_than_twenty_working_days_of_nothing_are_a_standstill(day, raised):
    assert named(found("standstill", LAST, {**NEXT, "date": day})) == ([("1", "2")] if raised else [])


def test_the_holiday_seasons_do_not_count():
    before, after = event("1", "2024-06-20", "meeting"), event("2", "2024-08-20", "meeting")
    assert not found("standstill", before, after)


def test_what_may_have_happened_in_between_leaves_no_standstill():
    assert not found("standstill", LAST, event("x", "2024-01", "other"), NEXT)


def test_an_imprecise_day_makes_a_standstill_shorter_and_names_no_other_events():
    (still,) = found("standstill", event("x", "2023-12-24/2024-01-12", "other"), LAST, {**NEXT, "date": "2024-02-20"})
    assert (still.events, still.figures["days"]) == (("1", "2"), 39)


@pytest.mark.parametrize(("until", "raised"), [("2024-02-01", False), ("2024-01-20", True)])
def test_an_announced_wait_that_lasts_about_as_long_is_none(until, raised):
    notice = event("1", "2024-01-08", "waiting_notice", "ydelse > borger", reply_due=until)
    assert bool(found("standstill", notice, NEXT)) is raised


def test_the_appeals_body_has_its_time():
    sent = event("1", "2024-01-08", "forwarding", "ydelse > anke")
    assert not found("standstill", sent, event("2", "2024-06-03", "appeal_decision", "anke > borger"))


def test_waiting_for_the_citizen_is_the_citizens_time():
    asked = event("1", "2024-01-08", "information_request", "ydelse > borger", expects_reply=True, artefact="budget")
    came = event("2", "2024-02-20", "reply", "borger > ydelse", artefact="budget", responds_to="1")
    assert not found("standstill", asked, came)
    assert found("standstill", {**asked, "to": ["jura"]}, {**came, "from": ["jura"]})


def test_the_limit_is_a_setting():
    assert not found("standstill", LAST, NEXT, thresholds=Thresholds(standstill_days=30))


GIVEN = event("1", "2024-01-08", "handover", "ydelse >")


@pytest.mark.parametrize(("day", "raised"), [("2024-01-15", False), ("2024-01-16", True)])
def test_a_handover_to_nobody_leaves_the_case_without_an_owner(day, raised):
    assert named(found("no_owner", GIVEN, event("2", day, "assessment", "jura >"))) == ([("1", "2")] if raised else [])


def test_who_has_nothing_to_do_with_the_case_takes_no_ownership_of_it():
    taken = event("2", "2024-03-01", "assessment", "jura >")
    other = event("x", "2024-01-10", "internal_coordination", "støtte > skole", topic="frokost")
    assert named(found("no_owner", GIVEN, other, taken)) == [("1", "2")]
    about_both = event("y", "2024-03-10", "information", "støtte > borger")
    assert not found("no_owner", GIVEN, other, taken, about_both)


def test_a_stated_receiver_has_the_case():
    assert not found("no_owner", {**GIVEN, "to": ["jura"]}, event("2", "2024-03-01", "assessment", "jura >"))


def test_a_unit_that_closes_its_part_lets_go_of_the_case():
    closed = event("1", "2024-01-08", "other", "ydelse > borger", title="Ydelse afslutter sagen")
    assert found("no_owner", closed, event("2", "2024-02-01", "assessment", "jura >"))


def test_an_imprecise_date_leaves_the_owner_only_possibly_missing():
    (unheld,) = found("no_owner", GIVEN, event("2", "2024-01-10/2024-01-30", "assessment", "jura >"))
    assert unheld.certainty == "possible"
