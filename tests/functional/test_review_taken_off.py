"""What was said of an event leaves the wall with the event."""

import pytest
from flask import Flask

from klagerejsen.extensions import db
from klagerejsen.journeys.models import Event
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room

SAID, NOTED = "Det sagde jeg om brevet", "Det skrev jeg om brevet"


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def test_sentences_on_an_event_that_was_taken_off_are_not_on_the_screen(room: Room) -> None:
    seat, screen = room.sit("citizen"), room.show()
    room.steer("reveal")
    room.answer(seat, 1, "known", -2, SAID)
    room.note(seat, NOTED, 1)
    page = screen.get(f"{room.url}/screen").text
    assert SAID in page
    assert NOTED in page
    with room.app.app_context():
        version = db.session.get_one(Event, room.events[0]).version
    gone = room.facilitator.send(f"/journeys/{room.journey_id}/events/{room.events[0]}/removal", {"version": version})
    assert gone.status_code == 303
    page = screen.get(f"{room.url}/screen").text
    assert SAID not in page
    assert NOTED not in page


def test_open_pages_hear_that_an_event_took_its_words_and_the_focus_with_it(room: Room) -> None:
    seat, screen = room.sit("citizen"), room.show()
    room.steer("reveal")
    room.answer(seat, 1, "known", -2, SAID)
    room.steer("focus", event=room.events[0])
    before = room.lines()
    with room.app.app_context():
        version = db.session.get_one(Event, room.events[0]).version
    room.facilitator.send(f"/journeys/{room.journey_id}/events/{room.events[0]}/removal", {"version": version})
    wall = screen.get(f"/journeys/{room.journey_id}/changes?after={before}").get_json()["messages"]
    assert [message["entity"] for message in wall] == ["event"]
    assert 'id="screen-news"' in wall[0]["html"]
    assert SAID not in wall[0]["html"]
    phone = seat.get(f"/journeys/{room.journey_id}/changes?after={before}").get_json()["messages"]
    assert '<div id="focus"></div>' in "".join(phone[0]["html"].split("\n"))
