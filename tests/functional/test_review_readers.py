"""Who may read a case and not run its workshops sees the case, and nothing that waits in the room."""

from collections.abc import Callable

import pytest
from flask import Flask

from klagerejsen.accounts import services as accounts
from klagerejsen.accounts.models import Team
from klagerejsen.codes import MemberRole
from klagerejsen.extensions import db
from tests.conftest import PASSWORD
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room

READER = "leder@example.dk"
SECRET = "Jeg har aldrig fået det brev"


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


@pytest.fixture
def reader(app: Flask, signed_in: Callable[[str], CheckingClient]) -> CheckingClient:
    with app.test_request_context():
        team = db.session.execute(db.select(Team).where(Team.slug == "demo")).scalar_one()
        accounts.add_user(READER, "Leder", PASSWORD, team, MemberRole.READER)
        db.session.commit()
    return signed_in(READER)


def test_a_withheld_note_is_not_told_to_a_reader_of_the_case(room: Room, reader: CheckingClient) -> None:
    room.note(room.sit("citizen"), SECRET, 1)
    for eyes in ("", "&as=facilitator", "&as=screen", "&as=participant"):
        polled = reader.get(f"/journeys/{room.journey_id}/changes?after=0{eyes}")
        assert polled.status_code == 200
        assert SECRET not in polled.get_data(as_text=True)
    assert reader.get(f"{room.url}/console").status_code == 403


def test_a_reader_is_told_that_the_timeline_changed(room: Room, reader: CheckingClient) -> None:
    before = room.lines()
    room.steer("phase", phase="perspectives")
    room.answer(room.sit("citizen"), 1, "known", -2, SECRET)
    told = reader.get(f"/journeys/{room.journey_id}/changes?after={before}").get_json()["messages"]
    assert {message["entity"] for message in told} == {"workshop", "answer"}
    assert all(message["html"] == "" for message in told)


def test_a_reader_sees_the_accounts_on_file_as_the_board_shows_them(room: Room, reader: CheckingClient) -> None:
    drawn = reader.get(f"/journeys/{room.journey_id}/timeline").get_json()
    assert drawn["curves"]
    assert not reader.get(f"/journeys/{room.journey_id}/timeline?as=screen").get_json()["curves"]
