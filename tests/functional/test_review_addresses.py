"""A number that no row can have, in an address or in a form, leads to nothing and breaks nothing."""

import pytest
from flask import Flask

from tests.functional.conftest import CheckingClient
from tests.functional.room import Room

HUGE = 10**25


@pytest.mark.parametrize(
    "url", ["/journeys/{}/board", "/journeys/1/events/{}/edit", "/workshops/{}/console", "/journeys/1/changes/{}/undo"]
)
def test_a_number_too_large_for_any_row_is_not_found(facilitator: CheckingClient, url: str) -> None:
    for number in (HUGE, 2**31, 10**9):
        assert facilitator.get(url.format(number)).status_code == 404
        assert facilitator.send(url.format(number)).status_code == 404


def test_a_form_that_names_an_event_no_row_can_be_finds_nothing(
    app: Flask, facilitator: CheckingClient, journey_id: int
) -> None:
    room = Room(app, facilitator, journey_id)
    assert facilitator.send(f"{room.url}/focus", {"event": HUGE}).status_code == 404
    assert room.sit("citizen").send(f"{room.url}/notes", {"event": HUGE, "note": "Hej"}).status_code == 404


def test_a_count_of_writes_that_no_phone_reaches_is_refused(
    app: Flask, facilitator: CheckingClient, journey_id: int
) -> None:
    room = Room(app, facilitator, journey_id)
    seat = room.sit("citizen")
    for turn in (HUGE, "9" * 5000, "-1", "x"):
        form = {"known": "known", "key": "k" * 20, "turn": turn}
        assert seat.send(room.card(1), form).status_code == 400
