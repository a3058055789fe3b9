"""The line on the board: understood, asked back, accepted and undone, with script and without."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.journeys.models import Actor, Event
from tests.functional.conftest import CheckingClient

pytestmark = pytest.mark.sqlite

HTMX = {"HX-Request": "true"}
LINE = "12/3-24 mor ringer til modtagelsen, lover svar inden 1/4"
# The dates of a CPR number that nobody has: born on a day that is yet to come.
NUMBER = "240397-2690"


def last(app: Flask, journey_id: int) -> Event:
    with app.app_context():
        return db.session.scalars(select(Event).where(Event.journey_id == journey_id).order_by(Event.id.desc())).first()


def labels(app: Flask, journey_id: int) -> dict[str, str]:
    with app.app_context():
        there = select(Actor).where(Actor.journey_id == journey_id, ~Actor.deleted)
        return {actor.ref: actor.label for actor in db.session.scalars(there)}


def number(app: Flask, journey_id: int) -> int:
    with app.app_context():
        return history.latest_number(journey_id)


def fields(page: str) -> dict[str, Any]:
    """Return what a browser would send of the form of the line."""
    form = page[page.index('id="line-form"') :].split("</form>")[0]
    sent: dict[str, Any] = {}
    for name, value in re.findall(r'<input(?=[^>]*name="(\w+)")(?=[^>]*value="([^"]*)")(?![^>]*checkbox)', form):
        sent.setdefault(name, []).append(value)
    for name, inside in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        options = re.findall(r'<option(?: value="([^"]*)")?( selected)?>([^<]*)', inside)
        chosen = next((each for each in options if each[1]), options[0])
        sent.setdefault(name, []).append(chosen[0] or ("" if chosen[2] in ("–", "behold det") else chosen[2]))
    if re.search(r'name="expects_reply" value="1" checked', form):
        sent["expects_reply"] = ["1"]
    return sent


def test_without_script_a_line_is_looked_at_and_then_accepted(app: Flask, facilitator: CheckingClient, journey_id: int):
    seq = number(app, journey_id)
    seen = facilitator.send(f"/journeys/{journey_id}/line/proposal", {"line": LINE})
    assert seen.status_code == 200
    assert number(app, journey_id) == seq, "looking writes nothing"
    sent = fields(seen.text)
    assert sent["date"] == ["12. marts 2024"]
    assert sent["reply_due"] == ["1. april 2024"]
    assert (sent["type"], sent["senders"], sent["recipients"], sent["channel"]) == (
        ["enquiry"],
        ["a1"],
        ["a5"],
        ["phone"],
    )
    answer = facilitator.send(f"/journeys/{journey_id}/line", sent)
    assert answer.status_code == 303
    event = last(app, journey_id)
    assert (event.date, event.reply_due, event.type, event.channel) == ("2024-03-12", "2024-04-01", "enquiry", "phone")
    assert (event.senders, event.recipients, event.expects_reply) == (["a1"], ["a5"], True)
    assert event.title == "Mor ringer til modtagelsen, lover svar"
    assert "Tilføjet: 12. marts 2024" in facilitator.get(answer.location).text


def test_without_script_what_was_set_by_hand_is_what_counts(app: Flask, facilitator: CheckingClient, journey_id: int):
    sent = fields(facilitator.send(f"/journeys/{journey_id}/line/proposal", {"line": LINE}).text)
    changed = sent | {"date": "ca. 20. marts 2024", "type": "reminder", "senders": [""], "channel": "", "reply_due": ""}
    del changed["expects_reply"]
    assert facilitator.send(f"/journeys/{journey_id}/line", changed).status_code == 303
    event = last(app, journey_id)
    assert (event.date, event.type, event.senders, event.channel) == ("2024-03-20~", "reminder", [], None)
    assert (event.expects_reply, event.reply_due) == (False, None)


def test_enter_accepts_a_line_and_word_of_it_comes_back(app: Flask, facilitator: CheckingClient, journey_id: int):
    answer = facilitator.send(f"/journeys/{journey_id}/line", {"line": LINE, "kept": ""}, headers=HTMX)
    assert answer.status_code == 200
    event = last(app, journey_id)
    assert json.loads(answer.headers["HX-Trigger"]) == {"board:changed": {"event": event.id}}
    assert "data-accepted" in answer.text
    assert "Tilføjet: 12. marts 2024, Mor ringer til modtagelsen" in answer.text
    assert f"/changes/{number(app, journey_id)}/undo" in answer.text


def test_a_chip_that_was_set_by_hand_stays_while_the_line_is_typed_on(facilitator: CheckingClient, journey_id: int):
    form = {"line": LINE, "kept": "type senders", "type": "complaint", "senders": "a9"}
    partial = facilitator.send(f"/journeys/{journey_id}/line/proposal", form, headers=HTMX).text
    assert '<option value="complaint" selected>' in partial
    assert '<option value="a9" selected>' in partial
    assert 'name="kept" value="senders type"' in partial
    assert '<option value="a5" selected>' in partial, "the rest is understood as before"


def test_a_year_that_is_not_clear_is_asked_for_once(app: Flask, facilitator: CheckingClient, journey_id: int):
    seq = number(app, journey_id)
    asked = facilitator.send(f"/journeys/{journey_id}/line", {"line": "12/3 mor ringer"}, headers=HTMX)
    assert asked.status_code == 422
    assert number(app, journey_id) == seq
    choices = re.findall(r'<option value="(\d{4}-03-12)"', asked.text)
    assert set(choices) == {"2024-03-12", "2025-03-12"}
    assert re.search(r'<select id="chip-date" name="date" autofocus>', asked.text)
    again = {"line": "12/3 mor ringer", "asked": "date", "date": choices[1], "kept": ""}
    assert facilitator.send(f"/journeys/{journey_id}/line", again, headers=HTMX).status_code == 200
    assert last(app, journey_id).date == choices[1]


def test_a_year_near_the_line_before_is_taken_and_said_to_be(app: Flask, facilitator: CheckingClient, journey_id: int):
    facilitator.send(f"/journeys/{journey_id}/line", {"line": LINE}, headers=HTMX)
    partial = facilitator.send(f"/journeys/{journey_id}/line/proposal", {"line": "14/3 far ringer"}, headers=HTMX).text
    assert 'value="14. marts 2024"' in partial
    assert "år fra sagen" in partial


def test_a_line_without_a_date_is_asked_for_one_and_kept(facilitator: CheckingClient, journey_id: int):
    answer = facilitator.send(f"/journeys/{journey_id}/line", {"line": "mor ringer"}, headers=HTMX)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "Skriv en dato" in answer.text
    plain = facilitator.send(f"/journeys/{journey_id}/line", {"line": "mor ringer"})
    assert (plain.status_code, 'value="mor ringer"' in plain.text) == (422, True)


def test_a_date_alone_is_no_event(facilitator: CheckingClient, journey_id: int):
    answer = facilitator.send(f"/journeys/{journey_id}/line", {"line": "12/3-24"}, headers=HTMX)
    assert (answer.status_code, "Skriv også, hvad der skete." in answer.text) == (422, True)


def test_somebody_new_comes_with_the_event_and_goes_with_it(app: Flask, facilitator: CheckingClient, journey_id: int):
    before = labels(app, journey_id)
    line = {"line": "3/5-24 egen læge skriver til Ydelsescentret"}
    assert "Ny: Egen læge" in facilitator.send(f"/journeys/{journey_id}/line/proposal", line, headers=HTMX).text
    assert facilitator.send(f"/journeys/{journey_id}/line", line, headers=HTMX).status_code == 200
    after = labels(app, journey_id)
    event = last(app, journey_id)
    assert [after[ref] for ref in (*event.senders, *event.recipients)] == ["Egen læge", "Ydelsescentret"]
    facilitator.send(f"/journeys/{journey_id}/changes/{number(app, journey_id)}/undo")
    assert labels(app, journey_id) == before
    assert last(app, journey_id).deleted


def test_a_role_that_the_case_has_meanwhile_is_not_added_twice(
    app: Flask, facilitator: CheckingClient, journey_id: int
):
    for day in (3, 4):
        facilitator.send(f"/journeys/{journey_id}/line", {"line": f"{day}/5-24 far ringer", "kept": ""}, headers=HTMX)
    form = {"line": "5/5-24 far skriver", "kept": "senders", "senders": "new:FAR"}
    facilitator.send(f"/journeys/{journey_id}/line", form, headers=HTMX)
    assert [label for label in labels(app, journey_id).values() if label.lower() == "far"] == ["Far"]


def test_a_cpr_number_is_refused_and_not_stored(app: Flask, facilitator: CheckingClient, journey_id: int):
    seq = number(app, journey_id)
    line = {"line": f"3/5-24 mor, {NUMBER}, ringer", "asked": ["personal", "line", "date"]}
    for headers in (HTMX, {}):
        answer = facilitator.send(f"/journeys/{journey_id}/line", line, headers=headers)
        assert (answer.status_code, "cpr-nummer" in answer.text) == (422, True)
    assert number(app, journey_id) == seq


def test_a_name_is_pointed_out_before_it_is_accepted_and_can_be_replaced(
    app: Flask, facilitator: CheckingClient, journey_id: int
):
    line = {"line": "3/5-24 mor skriver til Kirsten Holmgaard"}
    typed = facilitator.send(f"/journeys/{journey_id}/line/proposal", line, headers=HTMX)
    assert (typed.status_code, "ligner personoplysninger" in typed.text) == (200, True)
    asked = facilitator.send(f"/journeys/{journey_id}/line", line, headers=HTMX)
    assert (asked.status_code, 'name="asked" value="personal"' in asked.text) == (422, True)
    roles = {"words": "Kirsten Holmgaard", "role": "rådgiver 1", "asked": "personal"}
    assert facilitator.send(f"/journeys/{journey_id}/line", line | roles, headers=HTMX).status_code == 200
    event = last(app, journey_id)
    assert (event.title, event.recipients) == ("Mor skriver til rådgiver 1", ["a6"])


def test_a_name_that_is_no_name_is_accepted_once_it_was_pointed_out(
    app: Flask, facilitator: CheckingClient, journey_id: int
):
    line = {"line": "3/5-24 mor skriver til Kirsten Holmgaard", "words": "Kirsten Holmgaard", "role": ""}
    assert (
        facilitator.send(f"/journeys/{journey_id}/line", line | {"asked": "personal"}, headers=HTMX).status_code == 200
    )
    assert last(app, journey_id).title == "Mor skriver til Kirsten Holmgaard"


def test_the_first_event_of_a_case_brings_the_timeline(app: Flask, facilitator: CheckingClient):
    board = facilitator.send("/journeys/new", {"title": "En ny sag", "version": "1"}).location
    journey_id = int(board.split("/")[2])
    assert 'id="line"' in facilitator.get(board).text
    answer = facilitator.send(
        f"/journeys/{journey_id}/line", {"line": "12/3-24 borger ringer til kommunen"}, headers=HTMX
    )
    assert answer.status_code == 204
    assert "line=1" in answer.headers["HX-Redirect"]
    page = facilitator.get(answer.headers["HX-Redirect"]).text
    assert re.search(r'id="line"[^>]*autofocus', page)
    assert last(app, journey_id).senders == ["a1"]


def test_a_value_that_no_field_has_is_no_value(app: Flask, facilitator: CheckingClient, journey_id: int):
    form = {
        "line": LINE,
        "kept": "type channel senders recipients hop",
        "type": "hop",
        "channel": "x",
        "senders": "a99",
    }
    assert facilitator.send(f"/journeys/{journey_id}/line", form, headers=HTMX).status_code == 200
    event = last(app, journey_id)
    assert (event.type, event.channel, event.senders, event.recipients) == (None, None, [], [])
