"""A browser that guesses codes is stopped, however many others guess from its address."""

import pytest
from flask import Flask

from tests.functional.conftest import CheckingClient, new_client
from tests.functional.room import Room

ALPHABET = "ADEGHJKLMNPRTV"


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def guess(client: CheckingClient, letters: str, times: int, token: str) -> list[int]:
    """Try codes that nobody has been given, as one browser."""
    forms = [{"code": f"{letters} {200 + n}", "side": "citizen", "csrf_token": token} for n in range(times)]
    return [client.post("/join", data=form).status_code for form in forms]


def test_a_browser_is_stopped_at_its_tenth_wrong_code_where_its_address_was_stopped_before(room: Room) -> None:
    for letter in ALPHABET[:6]:
        client = new_client(room.app)
        guess(client, f"ZZ{letter}", 10, client.token())
    late = new_client(room.app)
    token = late.token()
    assert guess(late, "ZZZ", 10, token) == [429] * 10
    right = {"code": room.code, "side": "citizen", "csrf_token": token}
    assert late.post("/join", data=right).status_code == 429
    assert new_client(room.app).send("/join", {"code": room.code, "side": "citizen"}).status_code == 303
