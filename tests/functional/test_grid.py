"""The sheet: cells are saved in place, many at once, and what cannot be taken says why."""

import json

import pytest
from flask import Flask

from klagerejsen.extensions import db
from klagerejsen.intake.grid import Sheet
from klagerejsen.journeys.documents import event_fragment
from klagerejsen.journeys.models import Actor, Event
from tests.functional.conftest import CheckingClient


@pytest.fixture
def events(app: Flask, journey_id: int) -> list[Event]:
    with app.app_context():
        return list(db.session.scalars(db.select(Event).where(Event.journey_id == journey_id).order_by(Event.position)))


def put(client: CheckingClient, journey_id: int, *edits: dict) -> list[dict]:
    answer = client.send(f"/journeys/{journey_id}/grid", {"edits": json.dumps(edits)})
    assert answer.status_code == 200, answer.status_code
    return answer.get_json()["rows"]


def edit(event: Event, **cells: str) -> dict:
    return {"row": f"e{event.id}", "event": event.id, "version": event.version, "cells": cells}


def new(row: str = "new1", **cells: str) -> dict:
    return {"row": row, "event": None, "version": 0, "cells": cells}


def document(client: CheckingClient, journey_id: int) -> list[dict]:
    return json.loads(client.get(f"/journeys/{journey_id}/journey.json").data)["events"]


@pytest.mark.parametrize("journey", [1, 2, 3])
def test_every_cell_is_read_back_as_what_it_shows(request_context: None, journey: int):
    actors = list(db.session.scalars(db.select(Actor).where(Actor.journey_id == journey)))
    events = list(db.session.scalars(db.select(Event).where(Event.journey_id == journey)))
    sheet = Sheet(actors, events[0].earliest)
    for event in events:
        piece = event_fragment(event)
        for name, text in sheet.shown(piece).items():
            if name != "title" or text:
                assert (sheet.read(name, text)[name] or None) == (piece.get(name) or None), (name, text)


def test_cells_of_many_rows_are_saved_at_once_and_undone_as_one(facilitator, journey_id: int, events: list[Event]):
    before = document(facilitator, journey_id)
    rows = put(
        facilitator,
        journey_id,
        edit(events[0], title="Mor skriver", date="12. marts 2024", channel="brev"),
        edit(events[1], type="afgørelse", to="Skolen; Rådgiver 1", reply_due="1/4-2024"),
    )
    assert not any(row["problems"] or row["clash"] for row in rows)
    assert rows[0]["cells"]["date"] == "12. marts 2024"
    assert rows[1]["cells"]["expects_reply"] == "ja"
    after = document(facilitator, journey_id)
    assert (after[0]["title"], after[0]["date"], after[0]["channel"]) == ("Mor skriver", "2024-03-12", "letter")
    assert (after[1]["type"], after[1]["reply_due"], len(after[1]["to"])) == ("decision", "2024-04-01", 2)
    assert facilitator.send(f"/journeys/{journey_id}/undo").status_code == 303
    assert document(facilitator, journey_id) == before


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ({"date": "engang"}, ""),
        ({"date": "3/4"}, ""),
        ({"date": ""}, "Skal udfyldes."),
        ({"title": ""}, "Skal udfyldes."),
        ({"title": "x" * 201}, "Højst 200 tegn."),
        ({"title": "Barnets nummer er 120343-5678"}, "cpr-nummer"),
        ({"type": "Afgørlse"}, "Vælg fra listen"),
        ({"from": "Kirsten"}, "Sagen har ingen «Kirsten»"),
        ({"expects_reply": "måske"}, "Skriv ja eller nej."),
        ({"reply_due": "marts 2024"}, "Skriv en bestemt dag"),
    ],
)
def test_what_cannot_be_taken_says_why_and_leaves_the_rest(facilitator, journey_id, events, cell: dict, says: str):
    (name,) = cell
    (row,) = put(facilitator, journey_id, edit(events[0], **cell, topic="nyt emne"))
    assert says in row["problems"][name]["reason"]
    assert row["problems"][name]["reason"]
    event = document(facilitator, journey_id)[0]
    assert event["topic"] == "nyt emne"
    assert "120343" not in json.dumps(event)


def test_an_unknown_word_is_answered_with_what_may_be_meant(facilitator, journey_id: int, events: list[Event]):
    (row,) = put(facilitator, journey_id, edit(events[0], type="Afgørlse"))
    assert row["problems"]["type"]["choices"][0] == "Afgørelse"


def test_a_row_becomes_an_event_once_it_has_a_date_and_a_title(facilitator, journey_id: int, events: list[Event]):
    (row,) = put(facilitator, journey_id, new(title="Ny hændelse"))
    assert row["event"] is None
    assert row["problems"]["date"]["reason"] == "Skal udfyldes."
    assert len(document(facilitator, journey_id)) == len(events)
    (row,) = put(facilitator, journey_id, new(title="Ny hændelse", date="uge 14 2024", channel="telefon"))
    assert row["event"]
    assert document(facilitator, journey_id)[-1]["title"] == "Ny hændelse"


def test_a_row_that_somebody_else_changed_shows_both_and_takes_nothing(facilitator, journey_id: int, events):
    put(facilitator, journey_id, edit(events[0], title="Først"))
    (row,) = put(facilitator, journey_id, edit(events[0], title="Sidst"))
    assert row["clash"]
    assert row["cells"]["title"] == "Først"
    assert row["version"] == events[0].version + 1


def test_an_event_that_is_gone_says_so(facilitator, journey_id: int, events: list[Event]):
    facilitator.send(f"/journeys/{journey_id}/events/{events[0].id}/removal", {"version": events[0].version})
    (row,) = put(facilitator, journey_id, edit(events[0], title="Sidst"))
    assert row["clash"]
    assert not row["cells"]


def test_an_event_of_another_case_is_out_of_reach(facilitator, journey_id: int, app: Flask):
    with app.app_context():
        other = db.session.scalars(db.select(Event).where(Event.journey_id != journey_id)).first()
    (row,) = put(facilitator, journey_id, edit(other, title="Fremmed"))
    assert row["clash"]
    with app.app_context():
        assert db.session.get(Event, other.id).title == other.title


def test_a_name_is_taken_and_pointed_out(facilitator, journey_id: int, events: list[Event]):
    (row,) = put(facilitator, journey_id, edit(events[0], title="Mor ringer til Kirsten Holmgaard"))
    assert row["hints"] == {"title": "Ligner et navn."}


@pytest.mark.parametrize(
    "edits",
    [
        "", "{}", "[]", "[1]", '[{"row": "e1"}]', "[" * 3000,
        json.dumps([{"row": "e1", "event": 1, "version": 1, "cells": {"ref": "x"}}]),
        json.dumps([{"row": "e1", "event": 1, "version": 1, "cells": {"title": 3}}]),
        json.dumps([{"row": "e1", "event": 1, "version": 1, "cells": {"title": "a\0b"}}]),
        json.dumps([{"row": "e1", "event": 1, "version": 1, "cells": {"title": "x" * 4001}}]),
        json.dumps([{"row": "e1", "event": 1, "version": 1, "cells": {"title": "x"}}] * 501),
    ],
)  # fmt: skip
def test_anything_else_is_refused_and_changes_nothing(facilitator, journey_id: int, edits: str):
    before = document(facilitator, journey_id)
    assert facilitator.send(f"/journeys/{journey_id}/grid", {"edits": edits}).status_code == 400
    assert document(facilitator, journey_id) == before
