"""Which event answers which request, where people linked them and where nobody did."""

import pytest

from klagerejsen.analysis import Thresholds
from klagerejsen.analysis.parties import parts_of
from klagerejsen.analysis.replies import find_replies

from .drawing import case, event


def asked(ref="1", date="2024-01-02", kind="enquiry", way="borger > ydelse", **more):
    return event(ref, date, kind, way, expects_reply=True, **more)


def replies(*events):
    journey = case(*events)
    return find_replies(journey, parts_of(journey), Thresholds())


def answers(*events):
    return {ref: (reply.event.id, reply.inferred) for ref, reply in replies(*events).answers.items()}


def test_a_link_that_people_drew_is_taken_as_it_is():
    assert answers(asked(), event("2", "2024-06-01", "decision", "jura > skole", responds_to="1")) == {
        "1": ("2", False)
    }


@pytest.mark.parametrize("kind", ["deadline_extension", "waiting_notice", "reminder", "deadline"])
def test_asking_for_more_time_answers_nothing_even_when_linked(kind):
    assert not answers(asked(), event("2", "2024-01-08", kind, "ydelse > borger", responds_to="1"))


def test_the_appeals_body_answers_nothing():
    assert not answers(asked(), event("2", "2024-01-08", "appeal_decision", "anke > borger", responds_to="1"))


def test_a_receipt_answers_a_request_but_rules_on_no_case():
    receipt = event("2", "2024-01-03", "acknowledgement", "ydelse > borger", responds_to="1")
    assert answers(asked(kind="handover", way="skole > ydelse"), receipt) == {"1": ("2", False)}
    assert not answers(asked(kind="application"), receipt)


def test_a_colleague_of_the_same_unit_answers():
    assert answers(asked(), event("2", "2024-01-08", "conversation", "kollega > borger")) == {"1": ("2", True)}


def test_the_answer_may_go_to_anybody_on_the_citizens_side():
    assert answers(asked(), event("2", "2024-01-08", "conversation", "ydelse > mor")) == {"1": ("2", True)}


@pytest.mark.parametrize(
    "other",
    [
        event("2", "2024-01-08", "conversation", "jura > borger"),
        event("2", "2024-01-08", "conversation", "ydelse > skole"),
        event("2", "2024-01-01", "conversation", "ydelse > borger"),
        event("2", "2024-02-20", "conversation", "ydelse > borger"),
        event("2", "2024-01-08", "decision", "ydelse > borger"),
        event("2", "2024-01-08", "scheduling", "ydelse > borger"),
        event("2", "2024-01-08", "reminder", "borger > ydelse"),
    ],
    ids=["another unit", "to another", "before", "long after", "a decision", "an appointment", "own reminder"],
)
def test_what_is_no_answer_is_not_taken_for_one(other):
    assert not answers(asked(), other)


def test_another_topic_is_no_answer_and_the_same_topic_may_come_late():
    request = asked(topic="støtte")
    assert not answers(request, event("2", "2024-01-08", "conversation", "ydelse > borger", topic="taf"))
    assert answers(request, event("2", "2024-04-01", "information", "ydelse > borger", topic="støtte")) == {
        "1": ("2", True)
    }


def test_the_same_artefact_in_other_words_is_found_wherever_it_was_sent():
    request = asked(kind="information_request", way="ydelse > skole", artefact="lægeerklæring")
    answer = event("2", "2024-03-01", "information_received", "skole > jura", artefact="erklæringen fra lægen")
    assert answers(request, answer) == {"1": ("2", True)}
    assert not answers(request, {**answer, "artefact": "statusattest", "to": ["ydelse"]})


def test_every_event_answers_one_request_the_nearest():
    assert answers(
        asked("1", "2024-01-02"), asked("2", "2024-01-10"), event("3", "2024-01-12", "conversation", "ydelse > borger")
    ) == {"2": ("3", True)}


def test_artefacts_are_matched_before_nearness():
    assert answers(
        asked("1", "2024-01-02", "information_request", artefact="budget"),
        asked("2", "2024-01-10", "information_request"),
        event("3", "2024-01-12", "reply", "ydelse > borger", artefact="budgettet"),
    ) == {"1": ("3", True)}


def test_a_reminder_shares_its_answer_with_what_it_reminds_of():
    events = (
        asked("1", "2024-01-02"),
        asked("2", "2024-01-10", "reminder"),
        event("3", "2024-01-12", "reply", "ydelse > borger"),
    )
    assert answers(*events) == {"1": ("3", True), "2": ("3", True)}
    assert answers(*events[:2], {**events[2], "responds_to": "2"}) == {"1": ("3", True), "2": ("3", False)}


def test_what_comes_back_from_a_handover_has_another_name():
    given = asked(kind="handover", way="ydelse > jura", artefact="resumé")
    back = event("2", "2024-02-20", "reply", "jura > ydelse", artefact="vurdering")
    assert answers(given, back) == {"1": ("2", True)}


def test_a_reply_that_nothing_else_needs_answers_under_another_name():
    request = asked("1", kind="information_request", way="ydelse > skole", artefact="lægeattest")
    reply = event("9", "2024-01-20", "reply", "skole > ydelse", artefact="lægeerklæring")
    assert answers(request, reply) == {"1": ("9", True)}
    named = {**request, "id": "2", "date": "2024-01-01", "artefact": "erklæring fra lægen"}
    assert answers(request, named, reply) == {"2": ("9", True)}


def test_a_nameless_reply_answers_a_handover():
    given = asked(kind="handover", way="ydelse > jura", artefact="resumé")
    assert answers(given, event("2", "2024-01-20", "reply", "> ydelse", artefact="vurdering")) == {"1": ("2", True)}


@pytest.mark.parametrize("kind", [None, "other", "information"])
def test_whoever_was_asked_and_turns_to_who_asked_soon_after_answers(kind):
    told = event("2", "2024-01-20", kind, "skole > ydelse")
    assert answers(asked(way="ydelse > skole"), told) == {"1": ("2", True)}
    assert not answers(asked(way="ydelse > skole"), {**told, "date": "2024-02-20"})
    assert not answers(asked(way="ydelse > skole"), {**told, "to": []})
    assert not answers(asked(), {**told, "from": ["ydelse"], "to": ["borger"]})


def test_a_request_that_nobody_noted_as_waiting_takes_its_own_answer_and_not_anothers():
    assert answers(
        asked("1", "2024-01-02", "information_request", "ydelse > skole"),
        event("2", "2024-01-10", "information_request", "ydelse > skole"),
        event("3", "2024-01-12", "reply", "skole > ydelse"),
        event("4", "2024-01-15", "reply", "skole > ydelse"),
    ) == {"2": ("3", True), "1": ("4", True)}


def test_an_application_is_answered_by_a_ruling_of_any_unit():
    assert answers(
        asked(kind="application", artefact="ansøgning"),
        event("2", "2024-01-10", "conversation", "ydelse > borger"),
        event("3", "2024-06-10", "decision", "jura > borger", artefact="afgørelse"),
    ) == {"1": ("3", True)}


def test_a_ruling_is_for_the_citizen_or_for_who_asked():
    ruling = event("3", "2024-06-10", "decision", "jura > borger")
    assert answers(asked(kind="application", way="skole > ydelse"), ruling) == {"1": ("3", True)}
    assert not answers(asked(kind="application"), {**ruling, "to": ["skole"]})
    assert not answers(asked(kind="complaint", way="støtte > ydelse"), ruling)
    later = event("2", "2024-02-01", "complaint", "skole > støtte")
    assert answers(asked(kind="application"), later, ruling) == {"1": ("3", True)}


def test_a_complaint_is_answered_when_it_is_sent_on():
    assert answers(asked(kind="complaint"), event("2", "2024-02-10", "forwarding", "ydelse > anke")) == {
        "1": ("2", True)
    }


def test_an_event_of_unknown_sender_or_receiver_may_answer():
    assert answers(asked(), event("2", "2024-01-08", "conversation", "> borger"))
    assert answers(asked(), event("2", "2024-01-08", "reply", "ydelse >"))
    assert not answers(asked(), event("2", "2024-01-08", "reply", "> skole"))


def test_an_answer_whose_imprecise_date_begins_before_the_request_may_still_be_one():
    assert answers(asked(date="2024-01-10"), event("2", "2024-01", "reply", "ydelse > borger")) == {"1": ("2", True)}


@pytest.mark.parametrize(
    ("drawn", "ended"),
    [
        (event("2", "2024-01-20", "withdrawal", "mor > ydelse"), True),
        (event("2", "2024-01-20", "withdrawal", "skole > ydelse"), False),
        (event("2", "2024-01-01", "withdrawal", "borger > ydelse"), False),
        (event("2", "2024-01-20", "withdrawal", "borger > ydelse", topic="taf"), False),
    ],
    ids=["the same side", "another", "before", "another topic"],
)
def test_a_withdrawal_ends_a_request(drawn, ended):
    assert ("1" in replies(asked(topic="støtte"), drawn).withdrawals) is ended


def test_a_withdrawal_of_something_else_ends_nothing():
    other = event("2", "2024-01-10", "application", "borger > ydelse")
    drawn = event("3", "2024-01-20", "withdrawal", "borger > ydelse", responds_to="2")
    assert "1" not in replies(asked(), other, drawn).withdrawals


def test_a_request_of_unknown_sender_is_ended_by_a_withdrawal_to_the_same_party():
    assert replies(asked(way="> ydelse"), event("2", "2024-01-20", "withdrawal", "borger > ydelse")).withdrawals
