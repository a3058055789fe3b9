"""One seat may write as much as its owner can and a phone may have kept, and no flood of it holds others up."""

import time

import pytest
from flask import Flask

from klagerejsen.web.limits import WINDOW_SECONDS, WRITES_OF_A_SEAT
from klagerejsen.workshops.models import Note
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room

AS_SCRIPT = {"Accept": "application/json"}
KEPT = 100


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def write(room: Room, seat: CheckingClient, number: int, token: str) -> int:
    marks = {"key": f"{number:032x}", "turn": number, "csrf_token": token}
    return seat.post(f"{room.url}/notes", data={"note": f"Note {number}", **marks}, headers=AS_SCRIPT).status_code


def test_a_phone_that_was_long_without_a_network_sends_a_hundred_at_once(room: Room) -> None:
    seat = room.sit()
    token = seat.token()
    assert {write(room, seat, number, token) for number in range(1, KEPT + 1)} == {200}
    assert room.count(Note) == KEPT


def test_a_flood_from_one_seat_is_told_when_to_come_again_and_loses_nothing(room: Room) -> None:
    seat, other = room.sit(), room.sit("authority")
    token = seat.token()
    first = 1
    while write(room, seat, first, token) == 200:
        first += 1
    assert first == WRITES_OF_A_SEAT + 1
    lines = room.lines()
    for path in ("phone/hand", "phone/readiness", "phone/events/1", "phone/ballots/1", "phone/signature", "notes"):
        answer = seat.post(f"{room.url}/{path}", data={"csrf_token": token}, headers=AS_SCRIPT)
        assert answer.status_code == 429, path
        assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert room.lines() == lines
    # Those who share its address go on, and so does whatever it only reads.
    assert write(room, other, 1, other.token()) == 200
    room.steer("phase", phase="perspectives")
    assert seat.get(f"{room.url}/phone").status_code == 200
    room.app.extensions["writes"].forget(time.time() + WINDOW_SECONDS)
    assert write(room, seat, first, token) == 200
    assert room.count(Note) == WRITES_OF_A_SEAT + 2


def test_without_a_script_the_page_says_how_long_to_wait(room: Room) -> None:
    seat = room.sit()
    for _press in range(WRITES_OF_A_SEAT):
        room.app.extensions["writes"].count(1)
    answer = seat.send(f"{room.url}/phone/hand", {"hand": "yes"})
    assert answer.status_code == 429
    assert "Vent et minut, og prøv igen." in answer.text
