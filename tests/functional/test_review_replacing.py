"""A file takes the place of a case only where nobody loses their seat or their words by it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from werkzeug.test import TestResponse

from klagerejsen.commands import main
from klagerejsen.extensions import db
from klagerejsen.workshops.models import Workshop
from tests.conftest import demo_document
from tests.databases import environment
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def replace(client: CheckingClient) -> TestResponse:
    form = {"document": json.dumps(demo_document()), "choice": "replace"}
    return client.send("/journeys/import", form, content_type="multipart/form-data")


def test_a_case_is_not_replaced_while_a_workshop_is_open_on_it(room: Room) -> None:
    seat = room.sit("citizen")
    room.answer(seat, 1, "known", -2, "Mit svar")
    answer = replace(room.facilitator)
    assert answer.status_code == 422
    assert "Luk workshoppen" in answer.text
    assert "Mit svar" in seat.get(room.card(1)).text


def test_a_case_is_replaced_when_the_workshop_is_over(room: Room) -> None:
    room.steer("closure")
    assert replace(room.facilitator).status_code == 303
    with room.app.app_context():
        assert db.session.scalars(db.select(Workshop)).all() == []


def test_the_command_line_does_not_replace_it_either(room: Room, data_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "rejse.json"
    file.write_text(json.dumps(demo_document()), "utf-8")
    secret = room.app.config["SECRET_KEY"]
    env = environment(data_dir, KLAGEREJSEN_SECRET_KEY=secret)
    result = CliRunner().invoke(main, ["import", "--team", "demo", "--replace", str(file)], env=env)
    assert result.exit_code == 1
    assert "Luk den først" in result.output
