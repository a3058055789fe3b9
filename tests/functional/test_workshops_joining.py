"""Coming in with a code: no account, no name, one seat a browser, and no guessing."""

import pytest
from flask import Flask

from klagerejsen.workshops.models import Participant
from tests.functional.conftest import CheckingClient, new_client
from tests.functional.room import Room


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


@pytest.mark.parametrize(
    "spelt", [str, str.lower, lambda code: code.replace(" ", ""), lambda code: f" {code[:3]}-{code[4:]}. "]
)
def test_a_code_is_read_however_it_is_typed(room: Room, client: CheckingClient, spelt) -> None:
    assert client.send("/join", {"code": spelt(room.code), "side": "authority"}).status_code == 303
    assert "Myndigheden" in client.get(f"{room.url}/phone").text


def test_the_link_in_the_qr_code_fills_in_the_code(room: Room, client: CheckingClient) -> None:
    page = client.get(f"/join/{room.code.replace(' ', '').lower()}")
    assert page.status_code == 200
    assert f'value="{room.code}"' in page.text


def test_asking_for_the_form_does_not_tell_whether_a_code_exists(room: Room, client: CheckingClient) -> None:
    right, wrong = (client.get(f"/join/{code}") for code in (room.code, "AAA 234"))
    assert right.status_code == wrong.status_code == 200


def test_a_wrong_code_is_said_kindly_and_keeps_the_choice(room: Room, client: CheckingClient) -> None:
    page = client.send("/join", {"code": "AAA 234", "side": "external"})
    assert page.status_code == 404
    assert "Den kode kender vi ikke" in page.text
    assert 'value="external" required checked' in page.text


def test_a_side_must_be_chosen(room: Room, client: CheckingClient) -> None:
    page = client.send("/join", {"code": room.code})
    assert page.status_code == 422
    assert "Vælg den side" in page.text
    assert room.count(Participant) == 0


def test_joining_again_returns_to_the_same_seat(room: Room) -> None:
    client = room.sit("citizen")
    assert client.get(f"/join/{room.code}").location == f"{room.url}/phone"
    assert client.send("/join", {"code": room.code, "side": "authority"}).location == f"{room.url}/phone"
    assert room.count(Participant) == 1
    assert "Borgeren" in client.get(f"{room.url}/phone").text


def test_whoever_sat_down_on_the_wrong_side_can_leave_and_choose_again(room: Room) -> None:
    client = room.sit("citizen")
    assert client.send(f"{room.url}/phone/departure").status_code == 303
    assert client.get(f"{room.url}/phone").status_code == 302
    assert client.send("/join", {"code": room.code, "side": "authority"}).status_code == 303
    assert "Myndigheden" in client.get(f"{room.url}/phone").text
    assert "1 til stede" in room.facilitator.get(f"{room.url}/screen").text


def test_a_closed_workshop_is_a_friendly_page(room: Room, client: CheckingClient) -> None:
    seated = room.sit()
    room.steer("closure", closed="yes")
    for answer in (
        client.send("/join", {"code": room.code, "side": "citizen"}),
        seated.get(f"{room.url}/phone"),
        seated.get(room.card(1)),
        seated.send(room.card(1), {"known": "known"}),
        seated.send(f"{room.url}/phone/readiness", {"ready": "yes"}),
    ):
        assert answer.status_code == 410
        assert "Workshoppen er slut" in answer.text


def test_wrong_codes_from_an_address_are_limited_but_right_ones_pass(room: Room) -> None:
    statuses = [
        new_client(room.app).send("/join", {"code": "AAA 234", "side": "citizen"}).status_code for _ in range(70)
    ]
    assert statuses.count(404) == 60
    assert statuses.count(429) == 10
    assert room.sit("citizen").get(f"{room.url}/phone").status_code == 200


def test_a_browser_that_guesses_too_often_is_stopped_even_by_the_right_code(room: Room, client: CheckingClient) -> None:
    statuses = [client.send("/join", {"code": "AAA 234", "side": "citizen"}).status_code for _ in range(12)]
    assert statuses == [404] * 10 + [429] * 2
    assert client.send("/join", {"code": room.code, "side": "citizen"}).status_code == 429


def test_a_form_without_its_token_is_refused(room: Room, client: CheckingClient) -> None:
    client.get("/join")
    assert client.post("/join", data={"code": room.code, "side": "citizen"}).status_code == 400
    seated = room.sit()
    assert seated.post(room.card(1), data={"known": "known"}).status_code == 400
    assert room.facilitator.post(f"{room.url}/reveal").status_code == 400


def test_a_case_has_one_open_workshop_at_a_time(room: Room, app: Flask) -> None:
    again = room.facilitator.send(f"/journeys/{room.journey_id}/workshops")
    assert again.location.startswith(f"{room.url}/console")


def test_a_seat_is_good_for_its_own_workshop_only(room: Room) -> None:
    client = room.sit()
    room.steer("closure", closed="yes")
    other = Room(room.app, room.facilitator, room.journey_id)
    assert other.id != room.id
    assert client.get(f"{other.url}/phone").status_code == 404
    assert client.get(f"{other.url}/console").status_code == 404


def test_going_on_to_another_workshop_leaves_no_empty_seat_behind(room: Room, facilitator: CheckingClient) -> None:
    client = room.sit()
    other = Room(room.app, facilitator, room.journey_id + 1)
    assert client.send("/join", {"code": other.code, "side": "authority"}).location == f"{other.url}/phone"
    assert "0 til stede" in facilitator.get(f"{room.url}/screen").text
    assert "1 til stede" in facilitator.get(f"{other.url}/screen").text


def test_a_workshop_without_events_has_pages_all_the_same(room: Room, facilitator: CheckingClient) -> None:
    facilitator.send("/journeys/new", {"title": "En ny sag"})
    empty = Room(room.app, facilitator, room.journey_id + 3)
    assert empty.events == []
    assert "Her er ingen hændelser endnu" in empty.sit().get(f"{empty.url}/phone").text
    assert facilitator.get(f"{empty.url}/console").status_code == 200
    assert empty.show().get(f"{empty.url}/screen").status_code == 200
