"""How many streams a session has open is counted by the session, and by nothing a browser can make up."""

import pytest
from flask import Flask

from klagerejsen.live.routes import ADMISSIONS, Admission
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def admission(room: Room, client: CheckingClient) -> Admission:
    let_in: list[Admission] = []
    client.get(f"/journeys/{room.journey_id}/stream", environ_overrides={ADMISSIONS: let_in})
    return let_in[0]


def test_a_session_is_the_same_one_whatever_other_cookies_come_along(room: Room) -> None:
    seat, screen = room.sit("citizen"), room.show()
    before = admission(room, seat).session
    for cookie in ("klagerejsen_user", "klagerejsen_display"):
        seat.set_cookie(cookie, "made-up")
    assert admission(room, seat).session == before
    assert admission(room, screen).session != before
