"""The citizen as messenger, escalation, changes of caseworker and isolated externals, and what only looks like them."""

import pytest

from .drawing import ACTORS, analysed, event, found, named

NOTE = {"artefact": "notat"}
GOT = event("1", "2024-01-08", "information", "ydelse > borger", **NOTE)
GAVE = event("2", "2024-01-12", "information", "borger > jura", **NOTE)


def test_what_one_unit_gave_and_another_got_was_carried_by_the_citizen():
    (carried,) = found("citizen_as_messenger", GOT, GAVE)
    assert (carried.events, carried.raw, carried.parties) == (("1", "2"), 2, ("Ydelse", "Jura"))


def test_the_way_back_belongs_to_the_same_errand():
    back = [
        event("3", "2024-01-20", "information", "jura > borger", artefact="svar på notat"),
        event("4", "2024-01-25", "information", "borger > ydelse", artefact="svar på notat"),
    ]
    assert named(found("citizen_as_messenger", GOT, GAVE, *back)) == [("1", "2", "3", "4")]


@pytest.mark.parametrize(
    "events",
    [
        [GOT, event("x", "2024-01-09", "handover", "ydelse > jura", **NOTE), GAVE],
        [GOT, {**GAVE, "artefact": "egne bilag"}],
        [GOT, {**GAVE, "date": "2024-02-20"}],
        [GOT, {**GAVE, "to": ["ydelse"]}],
        [GOT, event("x", "2024-01-10", "information_request", "jura > borger", **NOTE), {**GAVE, "responds_to": "x"}],
        [{**GOT, "type": "decision"}, GAVE],
        [GOT, event("x", "2024-01-08", "handover", "ydelse > jura"), GAVE],
        [{**GOT, "type": "handover", "to": []}, GAVE],
    ],
    ids=[
        "sent directly",
        "own papers",
        "too late",
        "back",
        "asked as source",
        "a ruling",
        "papers",
        "handed to nobody",
    ],
)
def test_what_only_looks_like_an_errand_is_not(events):
    assert not found("citizen_as_messenger", *events)


def test_what_the_citizen_brought_on_was_possibly_given_to_the_citizen_where_nobody_wrote_to_whom():
    (carried,) = found("citizen_as_messenger", {**GOT, "to": []}, GAVE)
    assert (carried.events, carried.certainty) == (("1", "2"), "possible")


def test_an_errand_that_the_record_tells_of_needs_no_other_event():
    told = event("1", "2024-01-08", "information_received", "borger > ydelse", carries_from="skole")
    (carried,) = found("citizen_as_messenger", told)
    assert (carried.parties, carried.figures["stated"]) == (("Skolen", "Ydelse"), True)


PRESS = {"id": "avis", "label": "Lokalavisen", "role": "other_authority", "perspective": "external"}
REMINDER = event("1", "2024-01-08", "reminder", "borger > ydelse", expects_reply=True)
STEP = event("2", "2024-02-01", "enquiry", "borger > avis")


def escalated(*events):
    return named(found("escalation", *events, actors=[*ACTORS, PRESS]))


def test_who_turns_to_the_press_after_an_open_reminder_escalates():
    assert escalated(REMINDER, STEP) == [("1", "2")]


@pytest.mark.parametrize(
    "events",
    [
        [STEP],
        [REMINDER, event("x", "2024-01-15", "reply", "ydelse > borger", responds_to="1"), STEP],
        [{**REMINDER, "date": "2023-11-01"}, STEP],
        [REMINDER, {**STEP, "title": "Spørger om klageadgang"}],
        [REMINDER, {**STEP, "from": ["avis"], "to": ["borger"]}],
        [REMINDER, event("2", "2024-02-01", "complaint", "borger > anke")],
        [REMINDER, {**STEP, "from": ["ydelse"]}],
    ],
    ids=["no reminder", "answered", "long ago", "guidance", "guidance given", "statutory", "not the citizen"],
)
def test_what_only_looks_like_an_escalation_is_not(events):
    assert not escalated(*events)


def acts(*those, kind="meeting"):
    """Draw a meeting with the citizen for each (day, actor)."""
    return [event(f"{n}", f"2024-01-{day:02}", kind, f"{who} > borger") for n, (day, who) in enumerate(those, 1)]


CHANGE = acts((2, "ydelse"), (8, "ydelse"), (20, "kollega"), (25, "kollega"))


def test_another_who_takes_over_without_a_handover_is_a_change():
    (change,) = found("caseworker_change", *CHANGE)
    assert (change.events, change.raw, change.certainty) == (("2", "3"), 1.0, "certain")


def test_it_weighs_more_when_the_citizen_starts_over():
    again = {**CHANGE[3], "title": "Måtte forklare sagen forfra"}
    assert found("caseworker_change", *CHANGE[:3], again)[0].raw == 1.5


@pytest.mark.parametrize(
    "events",
    [
        [*CHANGE, event("x", "2024-01-15", "handover", "ydelse > kollega")],
        [
            *CHANGE,
            event("x", "2024-01-18", "information", "kollega > borger", title="Ny sagsbehandler præsenterer sig"),
        ],
        acts((2, "ydelse"), (8, "ydelse"), (20, "kollega"), (25, "ydelse")),
        acts((2, "ydelse"), (8, "kollega"), (20, "ydelse"), (25, "kollega")),
        acts((2, "ydelse"), (8, "ydelse"), (20, "jura"), (25, "jura")),
    ],
    ids=["handed over", "presented", "stand-in", "by turns", "another unit"],
)
def test_what_only_looks_like_a_change_is_not(events):
    assert not found("caseworker_change", *events)


def test_a_noted_change_that_the_citizen_is_not_told_of():
    noted = event("1", "2024-01-08", "caseworker_change", "ydelse >")
    assert named(found("caseworker_change", noted, event("2", "2024-02-12", "meeting", "ydelse > borger"))) == [
        ("1", "2")
    ]
    assert not found("caseworker_change", noted, event("2", "2024-01-20", "meeting", "ydelse > borger"))


MET = [event("1", "2024-01-08", "meeting", "skole > borger"), event("2", "2024-01-12", "information", "borger > skole")]


def test_an_external_whom_only_the_citizen_speaks_with_is_isolated():
    assert named(found("isolated_external", *MET)) == [("1", "2")]


@pytest.mark.parametrize(
    "events",
    [
        MET[:1],
        [*MET, event("3", "2024-01-20", "information", "ydelse > skole")],
        [{**each, "from": ["advokat"], "to": ["borger"]} for each in MET],
        [{**each, "from": ["mægler"], "to": ["borger"]} for each in MET],
        [*MET, event("3", "2024-01-20", "other", title="Borgeren giver ikke samtykke til kontakt")],
    ],
    ids=["once", "known to the authority", "representative", "mediator", "consent refused"],
)
def test_what_only_looks_isolated_is_not(events):
    assert not found("isolated_external", *events)


def test_every_kind_can_be_told_from_the_others_by_its_key():
    keys = [each.key for each in analysed(GOT, GAVE, *CHANGE[2:]).findings]
    assert len(keys) == len(set(keys))
