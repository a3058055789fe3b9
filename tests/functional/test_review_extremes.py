"""A case with extreme dates, numbers or texts is refused with a reason, or it is shown like any other."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from klagerejsen.extensions import db
from klagerejsen.journeys.models import Event
from tests.functional.conftest import CheckingClient

FIRST = {"id": "1", "date": "2024-01-01", "type": "enquiry", "title": "Brev", "from": ["b"], "to": ["m"]}
CASE: dict[str, Any] = {
    "format": "klagerejsen-journey",
    "version": 1,
    "id": "yderligt",
    "title": "Et yderligt tilfælde",
    "actors": [
        {"id": "b", "label": "Borgeren", "perspective": "citizen"},
        {"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"},
    ],
    "events": [FIRST, {"id": "2", "date": "2024-06-01", "type": "reply", "title": "Svar", "from": ["m"], "to": ["b"]}],
}


def receive(client: CheckingClient, data: bytes) -> TestResponse:
    return client.send("/journeys/import", {"file": (BytesIO(data), "x.json")}, content_type="multipart/form-data")


def with_first(**change: object) -> bytes:
    return json.dumps(CASE | {"events": [FIRST | change, CASE["events"][1]]}).encode()


def with_complaint(text: str) -> bytes:
    return (json.dumps(CASE)[:-1] + f', "complaint": {{"x": {text}}}}}').encode()


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31", "9999-12-31~", "0001~", "0001/9999", "15XX"])
def test_a_date_that_no_case_has_is_refused_with_its_place(facilitator: CheckingClient, date: str) -> None:
    answer = receive(facilitator, with_first(date=date))
    assert answer.status_code == 422
    assert "events[0].date" in answer.text
    assert "ligner ikke et årstal" in answer.text


@pytest.mark.parametrize("change", [{"reply_due": "9999-12-31"}, {"deadline": {"date": "0001-01-01"}}])
def test_a_deadline_that_no_case_has_is_refused(facilitator: CheckingClient, change: dict[str, object]) -> None:
    assert receive(facilitator, with_first(**change)).status_code == 422


@pytest.mark.parametrize("number", ["1" * 5000, "1e999", "-1e999", "NaN"])
def test_a_number_that_cannot_be_kept_is_refused(facilitator: CheckingClient, number: str) -> None:
    assert receive(facilitator, with_complaint(number)).status_code == 422


def test_a_text_that_not_every_database_can_keep_is_refused(facilitator: CheckingClient) -> None:
    assert receive(facilitator, with_first(title="a\0b")).status_code == 422


def test_a_case_without_anybody_in_it_has_a_board(facilitator: CheckingClient) -> None:
    alone = CASE | {"actors": [], "events": [{"id": "1", "date": "2024"}]}
    board = receive(facilitator, json.dumps(alone).encode()).location
    assert facilitator.get(board).status_code == 200
    assert len(facilitator.get(board.replace("/board", "/timeline")).get_json()["lanes"]) == 1


@pytest.mark.parametrize("typed", ["31/12-9999", "1/1 0001", "12. marts 1066"])
def test_a_date_that_no_case_has_is_asked_about(facilitator: CheckingClient, journey_id: int, typed: str) -> None:
    url = f"/journeys/{journey_id}/events/new"
    for form in ({"date": typed, "title": "Brev"}, {"date": "12/3-24", "title": "Brev", "reply_due": typed}):
        answer = facilitator.send(url, form)
        assert answer.status_code == 422
        assert "ligner ikke et årstal" in answer.text


def test_a_text_with_a_null_in_it_is_not_kept(facilitator: CheckingClient, journey_id: int) -> None:
    form = {"date": "12/3-24", "title": "a\0b"}
    assert facilitator.send(f"/journeys/{journey_id}/events/new", form).status_code == 400


@pytest.fixture
def move(app: Flask, facilitator: CheckingClient, journey_id: int) -> Callable[[Event, str], int]:
    def move(event: Event, day: str) -> int:
        form = {"date": day, "version": event.version}
        return facilitator.send(f"/journeys/{journey_id}/events/{event.id}/date", form).status_code

    return move


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_no_event_is_moved_to_where_it_cannot_be_drawn(
    app: Flask, facilitator: CheckingClient, journey_id: int, move: Callable[[Event, str], int], day: str
) -> None:
    with app.app_context():
        events = db.session.scalars(db.select(Event).where(Event.journey_id == journey_id)).all()
    assert {move(event, day) for event in events} == {400}
    assert facilitator.get(f"/journeys/{journey_id}/board").status_code == 200


def test_a_score_beside_something_unknown_is_kept_and_not_drawn(facilitator: CheckingClient) -> None:
    views = {
        "citizen": {"known": "unknown", "score": -2, "text": "Det fik jeg aldrig at vide"},
        "authority": {"known": "not_relevant", "score": 2},
    }
    board = receive(facilitator, with_first(perspectives=views)).location
    kept = facilitator.get(board.replace("/board", "/journey.json")).get_json()
    assert kept["events"][0]["perspectives"] == views
    drawn = facilitator.get(board.replace("/board", "/timeline")).get_json()
    assert drawn["events"][0]["scores"] == {}
    assert facilitator.get(board.replace("/board", "/poster.svg")).status_code == 200
