"""Undo leaves a case whole: nothing in it names an actor or an event that is not there, and its file can be read."""

import io

from flask import Flask
from werkzeug.test import TestResponse

from klagerejsen.codes import Entity
from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.journeys.models import Actor, Change, Event
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room

MIDWIFE = {"label": "Jordemoder", "role": "", "perspective": "external", "unit": ""}


def last_line(app: Flask, journey_id: int) -> int:
    with app.app_context():
        return history.latest_number(journey_id)


def undo(client: CheckingClient, journey_id: int, seq: int) -> TestResponse:
    answer = client.send(f"/journeys/{journey_id}/changes/{seq}/undo")
    assert answer.status_code == 303, answer.status_code
    return answer


def add_midwife(app: Flask, client: CheckingClient, journey_id: int) -> str:
    assert client.send(f"/journeys/{journey_id}/actors", MIDWIFE).status_code == 303
    with app.app_context():
        return db.session.execute(db.select(Actor.ref).where(Actor.label == "Jordemoder")).scalar_one()


def add_event(client: CheckingClient, journey_id: int, sender: str) -> None:
    form = {"date": "5. maj 2024", "title": "Besøg", "senders": sender}
    assert client.send(f"/journeys/{journey_id}/events/new", form).status_code == 303


def is_whole(client: CheckingClient, journey_id: int) -> bool:
    """Whether the case's file can be read again."""
    data = client.get(f"/journeys/{journey_id}/journey.json").get_data()
    form = {"file": (io.BytesIO(data), "rejse.json"), "choice": "keep_both"}
    answer = client.send("/journeys/import", form, content_type="multipart/form-data")
    return answer.status_code == 303


def test_an_actor_that_an_event_names_is_not_undone(app: Flask, facilitator: CheckingClient, journey_id: int) -> None:
    ref = add_midwife(app, facilitator, journey_id)
    line = last_line(app, journey_id)
    add_event(facilitator, journey_id, ref)
    undo(facilitator, journey_id, line)
    assert "Jordemoder" in facilitator.get(f"/journeys/{journey_id}/actors").text
    assert is_whole(facilitator, journey_id)


def test_an_event_does_not_come_back_with_an_actor_that_is_gone(
    app: Flask, facilitator: CheckingClient, journey_id: int
) -> None:
    ref = add_midwife(app, facilitator, journey_id)
    actor_line = last_line(app, journey_id)
    add_event(facilitator, journey_id, ref)
    undo(facilitator, journey_id, actor_line + 1)
    undo(facilitator, journey_id, actor_line)
    assert "Jordemoder" not in facilitator.get(f"/journeys/{journey_id}/actors").text
    undo(facilitator, journey_id, actor_line + 2)
    assert "Besøg" not in facilitator.get(f"/journeys/{journey_id}/journey.json").text
    assert is_whole(facilitator, journey_id)


def test_a_case_can_be_read_from_its_file_after_an_event_others_answer_was_taken_off(
    app: Flask, facilitator: CheckingClient, journey_id: int
) -> None:
    with app.app_context():
        rows = db.session.scalars(db.select(Event).where(Event.journey_id == journey_id)).all()
    answered = {row.responds_to for row in rows if row.responds_to}
    answered |= {row.deadline["completed_by"] for row in rows if row.deadline and row.deadline.get("completed_by")}
    assert answered
    for row in rows:
        if row.ref in answered:
            gone = facilitator.send(f"/journeys/{journey_id}/events/{row.id}/removal", {"version": row.version})
            assert gone.status_code == 303
    assert is_whole(facilitator, journey_id)


def test_what_cannot_be_undone_is_not_found(app: Flask, facilitator: CheckingClient, journey_id: int) -> None:
    room = Room(app, facilitator, journey_id)
    seat = room.sit("citizen")
    room.answer(seat, 1, "known", -2, "Mit svar")
    room.note(seat, "Min note")
    with app.app_context():
        lines = db.session.scalars(db.select(Change).where(Change.journey_id == journey_id)).all()
    assert {line.entity for line in lines} >= {Entity.JOURNEY, Entity.WORKSHOP, Entity.ANSWER, Entity.NOTE}
    for line in lines:
        assert facilitator.send(f"/journeys/{journey_id}/changes/{line.seq}/undo").status_code == 404
