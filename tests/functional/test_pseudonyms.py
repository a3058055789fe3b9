"""Names become roles, once and everywhere, and nothing remembers them."""

import logging
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import JSON, String, inspect

from klagerejsen.codes import Entity
from klagerejsen.database import Base
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Change
from klagerejsen.pseudonyms import places
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room

NAME = "Kirsten Holmgaard"
URL = "/journeys/{}/personal-data"
ROLES = {"words": [NAME, "Holmgaard", "20 30 40 50"], "role": ["Rådgiver 1", "Rådgiver 1", "Telefonnummeret"]}

# Texts that nobody writes a sentence in: codes, dates, ids of the document, tokens, and what the tool itself writes.
NOT_WRITTEN = {
    "journeys": {"ref", "area", "language", "opened", "closed", "consulted", "stated"},
    "actors": {"ref", "role", "perspective", "stated"},
    "events": {"ref", "date", "type", "senders", "recipients", "channel", "reply_due", "responds_to", "contradicts",
               "carries_from", "stated"},
    "answers": {"perspective", "held", "known", "stated"},
    "findings": {"type", "origin", "status", "events", "certainty", "stated"},
    "journey_causes": {"code", "events", "stated"},
    "workshops": {"code", "display_token", "phase", "focus_ref", "glasses"},
    "participants": {"perspective", "browser"},
    "notes": {"perspective", "key", "held"},
    "changes": {"entity"},
    "drafts": set(),
}  # fmt: skip


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def rename(facilitator: CheckingClient, journey_id: int, event_id: int, title: str, version: int = 1) -> int:
    form = {"date": "2024-03-12", "title": title, "type": "enquiry", "senders": ["a1"], "version": version}
    return facilitator.send(f"/journeys/{journey_id}/events/{event_id}/edit", form).status_code


@pytest.fixture
def named(room: Room, facilitator: CheckingClient, journey_id: int) -> Room:
    """A case with a name in an event, in an answer that is shown, in a note, and in the log only."""
    assert rename(facilitator, journey_id, room.events[0], f"Mor ringer til {NAME} på 20 30 40 50") == 303
    assert rename(facilitator, journey_id, room.events[1], "Brev fra Kirsten Holmgaards leder") == 303
    assert rename(facilitator, journey_id, room.events[1], "Brev", version=2) == 303
    room.steer("phase", phase="reveal")
    return room


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*.sqlite3*"))


def test_every_column_of_a_case_is_looked_through_or_known_to_hold_no_sentence():
    tables = {model.__tablename__: set(names) for model, names in places.TEXTS.items()}
    for mapper in Base.registry.mappers:
        name = mapper.class_.__tablename__
        if name in tables:
            texts = {column.key for column in inspect(mapper.class_).columns if isinstance(column.type, String | JSON)}
            assert texts == tables[name] | NOT_WRITTEN[name], name


def test_each_word_is_listed_once_with_where_it_stands(named: Room, facilitator: CheckingClient, journey_id: int):
    page = facilitator.get(URL.format(journey_id)).get_data(as_text=True)
    assert page.count(f'name="words" value="{NAME}"') == 1
    assert 'name="words" value="Kirsten Holmgaards"' not in page
    assert "12. marts 2024" in page
    assert 'value="20 30 40 50"' in page


@pytest.mark.sqlite
def test_what_was_replaced_stands_nowhere_any_more(
    named: Room, facilitator: CheckingClient, journey_id: int, data_dir: Path, caplog: pytest.LogCaptureFixture
):
    assert NAME.encode() in every_byte(data_dir)
    with caplog.at_level(logging.DEBUG):
        assert facilitator.send(URL.format(journey_id), ROLES).status_code == 303
    assert "Holmgaard" not in caplog.text
    case = facilitator.get(f"/journeys/{journey_id}/journey.json").get_data(as_text=True)
    assert "Mor ringer til Rådgiver 1 på Telefonnummeret" in case
    for page in (URL.format(journey_id), f"/journeys/{journey_id}/changes/list", f"/journeys/{journey_id}/board"):
        assert "Holmgaard" not in facilitator.get(page).get_data(as_text=True)
    with named.app.app_context():
        db.engine.dispose()
    assert b"Holmgaard" not in every_byte(data_dir)


def test_undo_still_works_and_brings_back_no_name(named: Room, facilitator: CheckingClient, journey_id: int):
    facilitator.send(URL.format(journey_id), ROLES)
    with named.app.app_context():
        lines = db.select(Change).where(Change.journey_id == journey_id, Change.entity == Entity.EVENT)
        line = db.session.scalars(lines.order_by(Change.seq.desc())).first()
    assert facilitator.send(f"/journeys/{journey_id}/changes/{line.seq}/undo").status_code == 303
    assert "Brev fra Rådgiver 1s leder" in facilitator.get(f"/journeys/{journey_id}/journey.json").get_data(
        as_text=True
    )


def test_a_form_that_was_open_meanwhile_brings_no_name_back(named: Room, facilitator: CheckingClient, journey_id: int):
    facilitator.send(URL.format(journey_id), ROLES)
    assert rename(facilitator, journey_id, named.events[0], f"Mor ringer til {NAME} igen", version=2) == 409


def test_everybody_who_follows_the_case_starts_anew(named: Room, facilitator: CheckingClient, journey_id: int):
    seat, before = named.sit(), named.lines()
    facilitator.send(URL.format(journey_id), ROLES)
    told = seat.get(f"/journeys/{journey_id}/changes?after={before}").get_json()
    assert told["reset"] is True
    assert "Holmgaard" not in str(told)


def test_words_that_wait_to_be_shown_are_replaced_unseen(room: Room, facilitator: CheckingClient, journey_id: int):
    seat = room.sit()
    room.answer(seat, 1, text=f"Jeg ventede på {NAME}.")
    assert NAME not in facilitator.get(URL.format(journey_id)).get_data(as_text=True)
    facilitator.send(URL.format(journey_id), ROLES)
    assert "Jeg ventede på Rådgiver 1." in seat.get(room.card(1)).get_data(as_text=True)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"words": [NAME], "role": [""]}, "Skriv en rolle"),
        ({"words": [NAME], "role": ["120343-5678"]}, "cpr-nummer"),
        ({"words": [NAME], "role": ["x" * 61]}, "højst fylde 60 tegn"),
    ],
)
def test_what_cannot_be_a_role_changes_nothing(named: Room, facilitator, journey_id: int, form: dict, says: str):
    before = named.lines()
    answer = facilitator.send(URL.format(journey_id), form)
    assert answer.status_code == 422
    assert says in answer.get_data(as_text=True)
    assert named.lines() == before


def test_a_word_that_was_overlooked_can_be_replaced_too(named: Room, facilitator: CheckingClient, journey_id: int):
    facilitator.send(URL.format(journey_id), {"words": ["ringer"], "role": ["telefonerer"]})
    assert "Mor telefonerer til" in facilitator.get(f"/journeys/{journey_id}/journey.json").get_data(as_text=True)


def test_a_case_without_personal_data_says_so(facilitator: CheckingClient):
    form = {"title": "En rejse"}
    journey_id = re.findall(r"/journeys/(\d+)", facilitator.send("/journeys/new", form).location)[0]
    page = facilitator.get(URL.format(journey_id)).get_data(as_text=True)
    assert "ikke fundet noget" in page
