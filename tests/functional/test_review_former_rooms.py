"""A workshop that is over opens nothing: neither by its projector's link, nor into the next workshop on the case."""

import pytest
from flask import Flask

from tests.functional.conftest import CheckingClient, new_client
from tests.functional.room import Room

SAID = "Det sagde vi i den anden workshop"


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def next_room(room: Room) -> Room:
    """Close the room, and open another one in which something is said."""
    room.steer("closure")
    other = Room(room.app, room.facilitator, room.journey_id)
    seat = other.sit("authority")
    other.steer("reveal")
    other.answer(seat, 1, "known", -2, SAID)
    return other


def test_the_link_of_the_projector_opens_nothing_once_the_workshop_is_over(room: Room) -> None:
    link = f"/display/{room.workshop().display_token}"
    room.steer("closure")
    assert new_client(room.app).get(link).status_code == 404
    room.steer("closure", closed="no")
    assert new_client(room.app).get(link).status_code == 303


def test_a_projector_that_was_shown_no_answers_gets_none_when_the_workshop_is_over(room: Room) -> None:
    screen = room.show()
    room.steer("closure")
    drawn = screen.get(f"/journeys/{room.journey_id}/timeline?as=screen").get_json()
    assert not drawn["curves"]
    assert not any(event["scores"] for event in drawn["events"])


def test_a_projector_keeps_what_it_was_shown(room: Room) -> None:
    screen = room.show()
    room.steer("reveal")
    room.steer("closure")
    assert screen.get(f"/journeys/{room.journey_id}/timeline?as=screen").get_json()["curves"]


def test_those_of_one_workshop_do_not_follow_the_next_one(room: Room) -> None:
    seat, screen = room.sit("citizen"), room.show()
    other = next_room(room)
    for client in (seat, screen):
        assert client.get(f"/journeys/{room.journey_id}/changes?after=0").status_code == 404
        assert client.get(f"/journeys/{room.journey_id}/stream").status_code == 404
    assert screen.get(f"/journeys/{room.journey_id}/timeline").status_code == 404
    assert SAID in other.show().get(f"{other.url}/screen").text


def test_those_of_a_workshop_that_is_over_hear_that_it_goes_on(room: Room) -> None:
    seat = room.sit("citizen")
    room.steer("closure")
    before = room.lines()
    room.steer("closure", closed="no")
    told = seat.get(f"/journeys/{room.journey_id}/changes?after={before}").get_json()
    assert told["messages"][0]["data"]["closed"] is False
