"""Contradictions and rework, with the benign ones that look like them."""

import pytest

from klagerejsen.analysis.statements import canonical

from .drawing import event, found, named


def told(ref, day, value, way="ydelse > borger", kind="information", about="klagefrist", **more):
    return event(ref, day, kind, way, claims=[{"about": about, "value": value}], **more)


FIRST = told("1", "2024-01-08", "4 uger")


def test_two_values_of_one_thing_contradict_each_other():
    (clash,) = found("contradiction", FIRST, told("2", "2024-01-20", "6 uger"))
    assert (clash.events, clash.raw, clash.certainty) == (("1", "2"), 1.0, "certain")


def test_it_weighs_double_across_two_units():
    (clash,) = found("contradiction", FIRST, told("2", "2024-01-20", "6 uger", "jura > borger"))
    assert (clash.raw, clash.parties) == (2.0, ("Jura", "Ydelse"))


@pytest.mark.parametrize(
    "later",
    [
        told("2", "2024-01-20", "28 dage"),
        told("2", "2024-01-20", "fire uger"),
        told("2", "2024-01-20", "6 uger", kind="correction"),
        told("2", "2024-01-20", "6 uger", title="Rettelse af tidligere oplysning"),
        told("2", "2024-01-20", "6 uger", kind="decision"),
        told("2", "2024-01-20", "6 uger", about="egenbetaling"),
    ],
    ids=["same", "in words", "correction", "says so", "new ruling", "another thing"],
)
def test_what_only_looks_like_a_contradiction_is_not(later):
    assert not found("contradiction", FIRST, later)


def test_a_correction_of_an_imprecise_date_still_comes_after_what_it_corrects():
    corrected = told("2", "2024-01", "6 uger", kind="correction", responds_to="1")
    assert not found("contradiction", FIRST, corrected)


def test_a_later_word_on_the_waiting_time_replaces_the_earlier_one():
    waits = [
        told(str(n), f"2024-01-0{n}", day, about="forventet_svar")
        for n, day in enumerate(("2024-03-01", "2024-05-01"), 1)
    ]
    assert not found("contradiction", *waits)


def test_the_same_two_values_are_one_contradiction():
    assert len(found("contradiction", FIRST, told("2", "2024-01-20", "6 uger"), told("3", "2024-01-21", "4 uger"))) == 1


def test_a_link_that_a_person_drew_is_one():
    drawn = event("2", "2024-02-01", "conversation", "skole > borger", contradicts=["1"])
    assert named(found("contradiction", event("1", "2024-01-08", "decision", "ydelse > borger"), drawn)) == [("1", "2")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gratis", "0 kr"),
        ("ingen", "0,00 kr."),
        ("1.200 kr", "1200 kroner"),
        ("20 %", "20 procent"),
        ("bevilget", "godkendt"),
    ],
)
def test_the_same_value_in_other_words_is_the_same(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ja", "nej"), ("bevilget", "ikke bevilget"), ("20 %", "20 kr"), ("4 uger", "4 måneder"), ("Ydelse", "Jura")],
)
def test_different_values_are_different(one, other):
    assert canonical(one) != canonical(other)


def asks(ref, day, way="ydelse > borger", **more):
    return event(ref, day, "information_request", way, expects_reply=True, **{"artefact": "lægeerklæring", **more})


def brings(ref, day, way="borger > ydelse", **more):
    return event(ref, day, "reply", way, **{"artefact": "lægeerklæring", **more})


CAME = brings("1", "2024-01-08")


def test_what_came_is_asked_for_again():
    (again,) = found("rework", CAME, asks("2", "2024-01-20"), brings("3", "2024-01-24", responds_to="2"))
    assert (again.events, again.raw) == (("1", "2", "3"), 1)


def test_another_unit_that_asks_weighs_a_half_more():
    (again,) = found("rework", CAME, asks("2", "2024-01-20", "støtte > borger"))
    assert again.raw == 1.5


def test_the_same_topic_counts_where_no_artefact_is_stated():
    plain = {"artefact": None, "topic": "dokumentation"}
    assert found("rework", {**CAME, **plain}, asks("2", "2024-01-20", **plain))
    assert not found("rework", {**CAME, **plain}, asks("2", "2024-01-20", artefact=None, topic="budget"))


@pytest.mark.parametrize(
    "later",
    [
        asks("2", "2024-01-20", artefact="fornyet lægeerklæring"),
        asks("2", "2024-01-20", artefact="lægeerklæring (kopi)", title="Til orientering", type="information"),
        asks("2", "2024-01-20", "ydelse > skole"),
        asks("2", "2024-01-20", artefact="budget"),
        event("2", "2024-01-20", "meeting", "ydelse > borger", title="Planlagt opfølgning"),
    ],
    ids=["renewal", "copy", "another party", "another thing", "follow-up"],
)
def test_what_only_looks_like_rework_is_not(later):
    assert not found("rework", CAME, {**later})


def test_a_request_that_may_have_come_first_is_only_possibly_rework():
    came = {**CAME, "date": "2024-01-08/2024-01-25", "responds_to": "0"}
    (again,) = found("rework", asks("0", "2024-01-02"), came, asks("2", "2024-01-20"))
    assert again.certainty == "possible"


def test_a_topic_decided_twice_is_rework_unless_something_reopened_it():
    first = event("1", "2024-01-08", "decision", "ydelse > borger", topic="støtte")
    second = event("3", "2024-01-29", "decision", "jura > borger", topic="støtte")
    assert named(found("rework", first, second)) == [("1", "3")]
    assert not found("rework", first, event("2", "2024-01-15", "complaint", "borger > ydelse", topic="støtte"), second)
