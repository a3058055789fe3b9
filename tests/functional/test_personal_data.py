"""Nobody is named by CPR number anywhere, and what else looks personal is pointed out, not refused."""

import json
import logging
from io import BytesIO

import pytest
from click.testing import CliRunner
from flask import Flask

from klagerejsen.commands import main
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Actor, Change, Event, Journey
from tests.conftest import demo_document
from tests.functional.conftest import CheckingClient

# Invented: the date of birth is yet to come.
CPR = "120343-5678"
NAME = "Kirsten Holmgaard"
REFUSED = "Skriv «mor» eller «rådgiver 1» i stedet."
HINT = "Ligner et navn."

FORMS = {
    "title": ("properties", {"title": "X"}),
    "subtitle": ("properties", {"title": "Sag", "subtitle": "X"}),
    "summary": ("properties", {"title": "Sag", "summary": "X"}),
    "label": ("actors", {"label": "X", "perspective": "citizen"}),
    "unit": ("actors", {"label": "Rådgiver", "perspective": "authority", "unit": "X"}),
    "event": ("events/new", {"date": "12/3-24", "title": "X"}),
    "description": ("events/new", {"date": "12/3-24", "title": "Mor ringer", "description": "X"}),
    "source": ("events/new", {"date": "12/3-24", "title": "Mor ringer", "source": "X"}),
    "happened": ("learning/answers", {"happened": "X", "version": "1"}),
    "recur": ("learning/answers", {"recur": "X", "version": "1"}),
    "cause": ("causes", {"code": "KOM1", "note": "X"}),
    "action": ("learning/actions", {"actions-0-title": "X", "version": "1"}),
    "owner": ("learning/actions", {"actions-0-title": "Ring", "actions-0-owner": "X", "version": "1"}),
}


def filled(fields: dict[str, str], words: str) -> dict[str, str]:
    return {name: words if value == "X" else value for name, value in fields.items()}


def everything(app: Flask) -> str:
    """All that is stored of all journeys, and the whole change log, as one text."""
    with app.app_context():
        rows = [db.session.scalars(db.select(kind)).all() for kind in (Journey, Actor, Event, Change)]
        return repr([vars(row) for kind in rows for row in kind])


@pytest.fixture
def version(app: Flask, journey_id: int) -> str:
    with app.app_context():
        return str(db.session.get(Journey, journey_id).version)


@pytest.mark.parametrize("name", FORMS)
def test_a_cpr_number_is_refused_in_every_form(
    app: Flask, facilitator: CheckingClient, journey_id: int, version: str, name: str
) -> None:
    url, fields = FORMS[name]
    answer = facilitator.send(f"/journeys/{journey_id}/{url}", {**filled(fields, CPR), "version": version})
    assert answer.status_code in (200, 422)
    assert REFUSED in answer.text
    assert CPR not in everything(app)


@pytest.mark.parametrize("name", FORMS)
def test_what_looks_like_a_name_is_taken_and_pointed_out(
    facilitator: CheckingClient, journey_id: int, version: str, name: str
) -> None:
    url, fields = FORMS[name]
    answer = facilitator.send(f"/journeys/{journey_id}/{url}", {**filled(fields, NAME), "version": version})
    assert answer.status_code == 303
    assert HINT in facilitator.get(f"/journeys/{journey_id}/board").text


def test_a_role_is_not_pointed_out(facilitator: CheckingClient, journey_id: int) -> None:
    facilitator.send(f"/journeys/{journey_id}/events/new", {"date": "12/3-24", "title": "Mor ringer til rådgiver 1"})
    assert "Ligner" not in facilitator.get(f"/journeys/{journey_id}/board").text


def test_a_reason_for_a_dismissal_names_nobody_by_number(
    app: Flask, facilitator: CheckingClient, journey_id: int
) -> None:
    page = facilitator.get(f"/journeys/{journey_id}/findings").text
    key = page.split("finding=")[1].split("&")[0].split('"')[0].split("#")[0]
    url = f"/journeys/{journey_id}/findings/{key}/judgement"
    answer = facilitator.send(url, {"status": "dismissed", "reason": f"Det var {CPR}"})
    assert answer.status_code == 422
    assert REFUSED in answer.text
    assert CPR not in everything(app)


def test_an_import_says_where_a_cpr_number_stands(app: Flask, facilitator: CheckingClient) -> None:
    document = demo_document()
    document["id"] = "andet"
    document["events"][3]["perspectives"]["citizen"] = {"known": "known", "text": f"De læste {CPR} op."}
    file = (BytesIO(json.dumps(document).encode()), "sag.json")
    answer = facilitator.send("/journeys/import", {"file": file}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "events[3].perspectives.citizen.text" in answer.text
    assert CPR not in answer.text
    assert CPR not in everything(app)


def test_what_was_typed_is_never_logged(
    facilitator: CheckingClient, journey_id: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for words in (CPR, NAME):
        facilitator.send(f"/journeys/{journey_id}/events/new", {"date": "12/3-24", "title": words})
    logged = [record.getMessage() for record in caplog.records if not record.name.startswith("werkzeug")]
    assert not [line for line in logged if CPR in line or NAME in line]


def test_files_and_their_names_are_looked_through_without_a_word_of_what_was_found(tmp_path):
    path = tmp_path / "Kirsten Holmgaard.txt"
    path.write_text("Mor ringer.\nBarnets nummer er 120343-5678.\n", "utf-8")
    answer = CliRunner().invoke(main, ["screen", str(path)])
    assert answer.exit_code == 1
    assert ":2:19:" in answer.output
    assert ":0:1:" in answer.output
    assert "Holmgaard" not in answer.output
    assert "120343" not in answer.output
    rows = json.loads(CliRunner().invoke(main, ["screen", "--json", str(path)]).stdout)
    assert [(row["kind"], row["line"]) for row in rows] == [("name", 0), ("cpr", 2)]
