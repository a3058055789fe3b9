"""The phone: one's own answers, four states that are never confused, and nothing lost or written twice."""

import re

import pytest
from flask import Flask

from klagerejsen.journeys.models import Answer
from klagerejsen.workshops.models import Note
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room

AS_SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


@pytest.fixture
def seat(room: Room) -> CheckingClient:
    return room.sit("citizen")


def states(room: Room, seat: CheckingClient) -> list[str]:
    page = seat.get(f"{room.url}/phone").text
    return re.findall(r'id="own-\d+" class="own" data-state="(\w+)"', page)


def test_the_list_keeps_four_states_and_a_zero_apart(room: Room, seat: CheckingClient) -> None:
    room.answer(seat, 1, "known", 0)
    room.answer(seat, 2, "unknown")
    room.answer(seat, 3, "not_relevant")
    room.answer(seat, 4, "known")
    assert states(room, seat)[:5] == ["known", "unknown", "not_relevant", "known", "unasked"]
    page = seat.get(f"{room.url}/phone").text
    assert '<span class="score">0</span>' in page
    assert "4 af 25" in page


def test_a_score_belongs_to_what_was_known(room: Room, seat: CheckingClient) -> None:
    room.answer(seat, 1, "unknown", -2)
    assert '<span class="score">' not in seat.get(f"{room.url}/phone").text


def test_saving_goes_on_to_the_next_event_without_an_answer(room: Room, seat: CheckingClient) -> None:
    room.answer(seat, 2, "known", 1)
    answer = seat.send(room.card(1), {"known": "known", "score": "-1"})
    assert answer.location == room.card(3)


def test_a_blank_card_is_passed_over_and_comes_round_again(room: Room, seat: CheckingClient) -> None:
    assert seat.send(room.card(1)).location == room.card(2)
    for number in range(2, 26):
        room.answer(seat, number, "unknown")
    assert seat.send(room.card(25), {"known": "unknown"}).location == room.card(1)
    assert room.count(Answer) > 0
    assert states(room, seat)[0] == "unasked"


def test_the_last_answer_leads_back_to_the_list(room: Room, seat: CheckingClient) -> None:
    for number in range(1, 26):
        room.answer(seat, number, "unknown")
    assert seat.send(room.card(1), {"known": "known", "score": "2"}).location == f"{room.url}/phone"


def test_a_sentence_without_a_yes_or_no_is_asked_back_and_kept(room: Room, seat: CheckingClient) -> None:
    answer = seat.send(room.card(1), {"text": "Det var en svær dag"})
    assert answer.status_code == 422
    assert "Svar først ja eller nej" in answer.text
    assert "Det var en svær dag" in answer.text


@pytest.mark.parametrize(
    "wrong", [{"known": "maybe"}, {"known": "known", "score": "3"}, {"known": "known", "text": "x" * 501}]
)
def test_an_answer_outside_the_scale_is_refused(room: Room, seat: CheckingClient, wrong: dict[str, str]) -> None:
    before = room.count(Answer)
    assert seat.send(room.card(1), wrong).status_code == 422
    assert room.count(Answer) == before


def test_the_page_s_script_gets_a_short_answer(room: Room, seat: CheckingClient) -> None:
    answer = seat.send(room.card(1), {"known": "known", "score": "1"}, headers=AS_SCRIPT)
    assert answer.get_json() == {"saved": True, "next": room.card(2)}
    problem = seat.send(room.card(1), {"text": "Kun ord"}, headers=AS_SCRIPT)
    assert problem.status_code == 422
    assert problem.get_json()["saved"] is False


def test_the_same_answer_twice_is_written_once(room: Room, seat: CheckingClient) -> None:
    room.answer(seat, 1, "known", 1, "En gang")
    lines = room.lines()
    room.answer(seat, 1, "known", 1, "En gang")
    assert room.lines() == lines
    room.answer(seat, 1, "known", 2, "En gang")
    assert room.lines() == lines + 1


def test_an_event_taken_off_the_timeline_has_no_card(room: Room, seat: CheckingClient) -> None:
    event = room.events[0]
    removed = room.facilitator.send(f"/journeys/{room.journey_id}/events/{event}/removal", {"version": 1})
    assert removed.status_code == 303
    assert seat.get(room.card(1)).status_code == 404
    assert "0 af 24" in seat.get(f"{room.url}/phone").text


def test_a_note_sent_twice_is_one_note(room: Room, seat: CheckingClient) -> None:
    key = "k" * 22
    for _ in range(3):
        assert room.note(seat, "Skolen ringede også", 1, key).status_code == 303
    assert room.count(Note) == 1
    assert room.note(seat, "Noget helt andet", 1, key).status_code == 409


def test_an_empty_note_is_asked_back(room: Room, seat: CheckingClient) -> None:
    answer = room.note(seat, "   ")
    assert answer.status_code == 422
    assert "Skriv noten først" in answer.text


def test_a_released_note_is_read_by_all_and_a_hidden_one_by_nobody(room: Room, seat: CheckingClient) -> None:
    opposite, screen = room.sit("authority"), room.show()
    room.note(seat, "Den her skal ud", 1)
    room.note(seat, "Den her skal ikke")
    room.steer("notes/1/release")
    room.steer("notes/2/removal")
    assert "Den her skal ud" in opposite.get(room.card(1)).text
    assert "Den her skal ud" in screen.get(f"{room.url}/screen").text
    for page in (seat.get(f"{room.url}/phone"), room.facilitator.get(f"{room.url}/console")):
        assert "Den her skal ikke" not in page.text
    assert room.facilitator.send(f"{room.url}/notes/2/release").status_code == 404


def test_a_facilitator_releases_notes_of_their_own_workshop_only(room: Room, seat: CheckingClient) -> None:
    room.note(seat, "Min note")
    room.steer("closure", closed="yes")
    other = Room(room.app, room.facilitator, room.journey_id)
    assert room.facilitator.send(f"{other.url}/notes/1/release").status_code == 404


def test_each_side_is_asked_its_own_questions(room: Room) -> None:
    asked = {side: room.sit(side).get(room.card(1)).text for side in ("citizen", "authority", "external")}
    assert "Hvad forventede jeg?" in asked["citizen"]
    assert "Hvad pressede os?" in asked["authority"]
    assert "Hvad så vi, som ingen spurgte om?" in asked["external"]


def test_what_people_write_is_shown_as_text(room: Room, seat: CheckingClient) -> None:
    room.steer("reveal")
    room.answer(seat, 1, "known", -2, "<b>fed</b> & <script>alert(1)</script>")
    page = room.sit("authority").get(room.card(1)).text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
