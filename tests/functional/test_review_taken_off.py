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
