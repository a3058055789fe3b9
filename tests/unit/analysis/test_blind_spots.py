"""Blind spots: what a side that was asked did not know of."""

import pytest

from .drawing import event, found, named, seen

HIDDEN = seen(B="?", M=0)


def hidden(ref, day, kind="handover", way="ydelse > jura", views=HIDDEN):
    return event(ref, f"2024-01-{day:02}", kind, way, perspectives=views)


def test_an_event_that_one_side_did_not_know_of_is_a_blind_spot():
    (spot,) = found("blind_spot", hidden("1", 2))
    assert (spot.events, spot.certainty, spot.raw) == (("1",), "certain", 1.0)
    assert (spot.figures["side"], spot.figures["known_by"], spot.parties) == (
        "citizen",
        ("authority",),
        ("citizen", "Ydelse"),
    )


@pytest.mark.parametrize(
    "views",
    [{}, seen(M=0), seen(B="-", M=0), seen(B="?", M="?"), seen(B=0, M=0)],
    ids=["nobody asked", "not asked", "not relevant", "nobody knew", "known"],
)
def test_what_is_no_blind_spot(views):
    assert not found("blind_spot", hidden("1", 2, views=views))


def test_who_did_something_knew_of_it_though_nobody_asked():
    (spot,) = found("blind_spot", hidden("1", 2, views=seen(B="?")))
    assert spot.figures["known_by"] == ("authority",)
    assert not found("blind_spot", hidden("1", 2, way="> jura", views=seen(B="?")))


def test_a_side_whose_voice_was_not_there_has_none():
    assert not found("blind_spot", hidden("1", 2), consulted=["authority"])


def test_unseen_events_that_follow_one_another_are_shown_together():
    events = [hidden("1", 2), event("2", "2024-01-03", "occurrence"), hidden("3", 4, "decision")]
    assert named(found("blind_spot", *events)) == [("1", "3")]


def test_a_word_that_reached_the_side_parts_them():
    word = event("2", "2024-01-03", "meeting", "ydelse > mor", perspectives=seen(B=0, M=0))
    assert named(found("blind_spot", hidden("1", 2), word, hidden("3", 4))) == [("1",), ("3",)]


def test_a_word_that_the_side_did_not_notice_parts_nothing():
    letter = hidden("2", 3, "information", "ydelse > borger")
    assert named(found("blind_spot", hidden("1", 2), letter, hidden("3", 4))) == [("1", "2", "3")]


def test_sides_have_their_own_blind_spots():
    views = seen(B="?", M=0, E="?")
    spots = found("blind_spot", hidden("1", 2, views=views), hidden("2", 3))
    assert {each.figures["side"]: each.events for each in spots} == {"citizen": ("1", "2"), "external": ("1",)}
    assert len({each.key for each in spots}) == 2


def test_it_weighs_more_when_the_side_took_part():
    (spot,) = found("blind_spot", hidden("1", 2, "decision", "ydelse > borger"))
    assert (spot.raw, spot.figures["involved"]) == (1.5, 1)


def answered(count):
    return [
        event(f"a{day}", f"2024-01-{day:02}", "meeting", "ydelse > borger", perspectives=seen(B=0, M=0))
        for day in range(1, count + 1)
    ]


LETTER = event("brev", "2024-02-01", "information", "ydelse > borger", channel="letter", perspectives=seen(M=0))


def test_a_letter_left_blank_by_a_side_that_answers_is_possibly_unseen():
    (spot,) = found("blind_spot", *answered(3), LETTER)
    assert (spot.events, spot.certainty, spot.raw, spot.figures["blank"]) == (("brev",), "possible", 0.375, True)


@pytest.mark.parametrize(
    "blank",
    [
        {**LETTER, "channel": "phone"},
        {**LETTER, "channel": "digital_post"},
        {**LETTER, "to": ["skole"]},
        {**LETTER, "from": ["borger"], "to": ["ydelse"]},
        {**LETTER, "perspectives": {}},
    ],
    ids=["a call", "with a trace", "not involved", "its own letter", "nobody else asked"],
)
def test_a_blank_about_anything_else_says_nothing(blank):
    assert not found("blind_spot", *answered(3), blank)


def test_a_blank_of_a_side_that_seldom_answers_says_nothing():
    assert not found("blind_spot", *answered(2), LETTER)
    unasked = [{**each, "id": f"b{number}", "perspectives": seen(M=0)} for number, each in enumerate(answered(3))]
    assert not found("blind_spot", *answered(3), *unasked, LETTER)
