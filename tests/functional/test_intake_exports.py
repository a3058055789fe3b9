"""A journey leaves as a file: in five formats, for those who may read it, warned before and logged."""

import datetime as dt
import json
import logging

import pytest
from click.testing import CliRunner

from klagerejsen.commands import main
from klagerejsen.extensions import db
from klagerejsen.intake.traces import value_of
from klagerejsen.journeys.models import Event
from tests.databases import environment
from tests.unit.intake.logs_made_up import read

pytestmark = pytest.mark.sqlite

LAST_DAY = dt.datetime.now(dt.UTC).date() + dt.timedelta(100)
TERMS = {"purpose": "research", "words": "Speciale på AAU", "delete_by": str(LAST_DAY)}
KINDS = {"xlsx": b"PK", "csv": b'\xef\xbb\xbf"Sag";', "csv-comma": b'\xef\xbb\xbf"Sag",', "xes": b"<?xml", "json": b"{"}


def taken(person, journey_id, kind, **terms):
    return person.send(f"/journeys/{journey_id}/export", TERMS | terms | {"format": kind}, follow_redirects=True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_journey_is_handed_out_in_every_format_and_the_log_says_so_without_a_word_of_it(
    facilitator, journey_id, kind, caplog
):
    with caplog.at_level(logging.WARNING):
        response = taken(facilitator, journey_id, kind)
    assert response.status_code == 200
    assert response.data.startswith(KINDS[kind])
    name = f"klagerejse-{journey_id}-forskning-speciale-paa-aau-slettes-{LAST_DAY}.{kind.partition('-')[0]}"
    assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
    [line] = [record.getMessage() for record in caplog.records if "export" in record.getMessage()]
    assert line == f"export: journey {journey_id} as {kind} by user 1"


def test_an_event_log_has_the_events_of_the_case_and_their_words_in_the_readers_language(facilitator, journey_id):
    facilitator.send("/language", {"language": "en"})
    _reading, [trace] = read(taken(facilitator, journey_id, "xes").data)
    assert len(trace.events) == 25
    assert value_of(trace.events[3].attributes, "concept:name") == "Report of concern"


def test_the_page_warns_of_what_looks_like_personal_data_and_leads_to_where_it_is_replaced(
    app, facilitator, journey_id
):
    with app.app_context():
        event = db.session.scalars(db.select(Event).where(Event.journey_id == journey_id)).first()
        event.description = "Ring til Kirsten Holmgaard på 20 30 40 50."
        db.session.commit()
    page = facilitator.get(f"/journeys/{journey_id}/export").text
    assert "Ligner et telefonnummer og et navn." in page
    assert f"/journeys/{journey_id}/personal-data" in page
    assert "Holmgaard" not in page


def test_a_cpr_number_that_was_there_before_it_was_refused_does_not_leave(app, facilitator, journey_id):
    with app.app_context():
        event = db.session.scalars(db.select(Event).where(Event.journey_id == journey_id)).first()
        event.description = "Barnets nummer er 120343-5678."
        db.session.commit()
    for kind in KINDS:
        refused = taken(facilitator, journey_id, kind)
        assert refused.status_code == 422
        assert "5678" not in refused.text


def test_a_stranger_finds_neither_the_page_nor_a_file(stranger, client, journey_id):
    assert taken(stranger, journey_id, "xes").status_code == 404
    for path in ("export", "journey.json"):
        assert stranger.get(f"/journeys/{journey_id}/{path}").status_code == 404
        assert client.get(f"/journeys/{journey_id}/{path}").status_code in (302, 303, 401)


def test_an_unknown_format_is_not_found(facilitator, journey_id):
    assert taken(facilitator, journey_id, "pdf").status_code == 404


def test_a_text_too_long_for_a_workbook_is_told_with_what_to_choose_instead(app, facilitator, journey_id):
    with app.app_context():
        event = db.session.scalars(db.select(Event).where(Event.journey_id == journey_id)).first()
        event.description = "x" * 40_000
        db.session.commit()
    answer = taken(facilitator, journey_id, "xlsx")
    assert "Vælg CSV eller JSON" in answer.text
    assert taken(facilitator, journey_id, "csv").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_line_writes_the_same_files(data_dir, tmp_path, kind):
    path = tmp_path / "file"
    call = ["export", "boern-to-teams", "--format", kind, "-o", str(path)]
    result = CliRunner().invoke(main, call, env=environment(data_dir))
    assert result.exit_code == 0, result.output
    assert path.read_bytes().startswith(KINDS[kind])
    if kind == "json":
        assert json.loads(path.read_bytes())["id"] == "boern-to-teams"
